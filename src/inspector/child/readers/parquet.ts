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

const mostRows = 10_000;
const mostCells = 1_000_000;
/** A page of a column that takes more than this is made to do harm. */
const largestPage = 64 * 1024 * 1024;

export const readParquet: Reader = async (file, seen) => {
  const bytes = await whole(file);
  try {
    await readRows(bytes, parquetMetadata(new Uint8Array(bytes)), seen);
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
  const tell = (cells: readonly unknown[]) => table.row(cells.map((cell) => budget.cell(cellText(cell))));
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
  }
  if (budget.hasCut) seen.notChecked('partly');
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
