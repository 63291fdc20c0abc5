import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  type Compressors,
  type FileMetaData,
  parquetMetadata,
  parquetRead,
  parquetSchema,
} from 'hyparquet/src/index.js';
import { whole } from '../archives/whole.ts';
import { Budget, EnoughError } from '../budget.ts';
import { DamagedError, type Reader, type Seen } from '../reader.ts';
import { cellText } from '../texts/cell-text.ts';
import { tellNotes } from '../texts/table-notes.ts';

const mostRows = 10_000;
const mostCells = 1_000_000;
const wordLength = 4;
/** A page of a column that takes more than this is made to do harm. */
const largestPage = 64 * 1024 * 1024;

export const readParquet: Reader = async (file, seen) => {
  const bytes = await whole(file);
  try {
    const metadata = parquetMetadata(new Uint8Array(bytes));
    tellNotes(
      (metadata.key_value_metadata ?? []).map(({ key, value = '' }) => [key, value] as const),
      seen,
    );
    await readRows(bytes, metadata, seen);
  } catch (error) {
    if (error instanceof EnoughError) seen.notChecked('partly');
    else throw new DamagedError('The Parquet file cannot be read', { cause: error });
  }
};

async function readRows(bytes: Buffer, metadata: FileMetaData, seen: Seen): Promise<void> {
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const rows = Number(metadata.num_rows);
  const rowEnd = Math.min(rows, mostRows, Math.floor(mostCells / Math.max(1, names.length)));
  if (rows > rowEnd) {
    seen.found('columnar-rows');
    seen.notChecked('partly');
  }
  const budget = new Budget();
  const table = seen.table();
  let told = 0;
  const tell = (cells: readonly unknown[]) => {
    table.row(cells.map((cell) => budget.cell(cellText(cell))));
    told += 1;
  };
  try {
    tell(names);
    await parquetRead({
      file: { byteLength: bytes.length, slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer },
      metadata,
      rowEnd,
      compressors,
      onComplete: (read: unknown[][]) => {
        for (const row of read) tell(row);
      },
    });
  } finally {
    table.end();
    const share = rows === 0 ? 1 : Math.max(0, told - 1) / rows;
    seen.looked(Math.floor(bytesOfColumns(metadata) * Math.min(1, share) * budget.share) + bytesOfFooter(bytes));
  }
  if (budget.hasCut) seen.notChecked('partly');
}

/** The bytes in which the columns lie, as the list of them says. */
function bytesOfColumns({ row_groups: groups }: FileMetaData): number {
  const columns = groups.flatMap((group) => group.columns);
  return columns.reduce((sum, { meta_data: column }) => sum + Number(column?.total_compressed_size ?? 0), 0);
}

/** The list at the end of the file, its length, and the marks around all. */
function bytesOfFooter(bytes: Buffer): number {
  return 3 * wordLength + bytes.readUInt32LE(bytes.length - 2 * wordLength);
}

/** Ways of packing that the library leaves to Node. What unpacks to more than its page says is refused. */
const compressors: Compressors = {
  GZIP: (packed, length) => gunzipSync(packed, { maxOutputLength: within(length) }),
  ZSTD: (packed, length) => zstdDecompressSync(packed, { maxOutputLength: within(length) }),
  BROTLI: (packed, length) => brotliDecompressSync(packed, { maxOutputLength: within(length) }),
};

function within(length: number): number {
  if (length > largestPage) throw new DamagedError('A page of a column is too large');
  return Math.max(1, length);
}
