import { zstdDecompressSync } from 'node:zlib';
import { CompressionType, compressionRegistry, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { unpackLz4 } from '../archives/lz4.ts';
import { whole } from '../archives/whole.ts';
import { Budget, EnoughError } from '../budget.ts';
import { DamagedError, type Reader, type Seen, type SeenTable } from '../reader.ts';
import { cellText } from '../texts/cell-text.ts';
import { tellNotes } from '../texts/table-notes.ts';

const mostRows = 10_000;
const largestBuffer = 64 * 1024 * 1024;

export const readArrow: Reader = async (file, seen) => {
  const bytes = await whole(file);
  compressionRegistry.set(CompressionType.ZSTD, {
    decode: (packed) => zstdDecompressSync(packed, { maxOutputLength: largestBuffer }),
  });
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (packed) => unpackLz4(packed, largestBuffer) });
  const table = seen.table();
  try {
    readBatches(bytes, table, seen);
  } catch (error) {
    if (error instanceof EnoughError) seen.notChecked('partly');
    else throw new DamagedError('The Arrow file cannot be read', { cause: error });
  } finally {
    table.end();
  }
};

function readBatches(bytes: Buffer, table: SeenTable, seen: Seen): void {
  const budget = new Budget();
  const reader = RecordBatchReader.from(bytes).open();
  const tell = (cells: readonly unknown[]) => table.row(cells.map((cell) => budget.cell(cellText(cell))));
  const shares: number[] = [];
  tell(reader.schema.names);
  tellNotes(reader.schema.metadata, seen);
  let left = mostRows;
  try {
    for (const batch of reader) {
      tellRows(batch, left, tell);
      shares.push(batch.numRows === 0 ? 1 : Math.min(1, left / batch.numRows));
      left -= batch.numRows;
      if (left >= 0) continue;
      seen.found('columnar-rows');
      seen.notChecked('partly');
      return;
    }
    if (budget.hasCut) seen.notChecked('partly');
  } finally {
    seen.looked(Math.floor(bytesTold(bytes, reader, shares) * budget.share));
  }
}

/** The bytes of the batches of which such shares were told, and of the lists around all. */
function bytesTold(bytes: Buffer, { footer }: RecordBatchReader, shares: readonly number[]): number {
  if (footer === null) return 0;
  const batches = [...footer.recordBatches()];
  const all = [...batches, ...footer.dictionaryBatches()];
  const begin = Math.min(bytes.length, ...all.map(({ offset }) => offset));
  const end = Math.max(begin, ...all.map((block) => block.offset + bytesOf(block)));
  const inBatches = batches.reduce((sum, block, at) => sum + bytesOf(block) * (shares[at] ?? 0), 0);
  const inLists = [...footer.dictionaryBatches()].reduce((sum, block) => sum + bytesOf(block), 0);
  return begin + Math.max(0, bytes.length - end) + inBatches + inLists;
}

const bytesOf = ({ metaDataLength, bodyLength }: Lengths): number => metaDataLength + bodyLength;
interface Lengths {
  readonly metaDataLength: number;
  readonly bodyLength: number;
}

function tellRows(batch: RecordBatch, most: number, tell: (cells: readonly unknown[]) => void): void {
  const columns = batch.schema.names.map((_, index) => batch.getChildAt(index));
  for (let row = 0; row < Math.min(batch.numRows, most); row += 1) tell(columns.map((column) => column?.get(row)));
}
