import { createHash } from 'node:crypto';
import { type Evidence, type FileEvidence, type FileType, isQuiet } from './evidence.ts';

/** So many of the tables in which nothing was found are drawn. */
export const mostCleanTables = 60;

/**
 * Which files somebody opens even where nothing was found. `drawn`: rows and columns, which rules read well, so that some of them are enough.
 * JSON counts as text and a workbook as a document, since both hold more than rows and columns.
 */
const opened: Readonly<Record<FileType, 'always' | 'drawn' | 'never'>> = {
  empty: 'never',
  table: 'drawn',
  parquet: 'drawn',
  arrow: 'drawn',
  text: 'always',
  json: 'always',
  notebook: 'always',
  html: 'always',
  svg: 'always',
  xlsx: 'always',
  docx: 'always',
  pptx: 'always',
  pdf: 'always',
  png: 'always',
  jpeg: 'always',
  archive: 'always',
  other: 'always',
  unknown: 'always',
};

/**
 * The numbers of the files that a person is to open, in their order: each in which anything was found or that was not looked at wholly,
 * each picture, document and text, and some of the clean tables. Which ones is drawn by the package and the person, so that it cannot be
 * chosen, stays as it is, and differs between people. Files after the list of the evidence (`unreadableFile`) have no number by which they could be opened.
 */
export function filesToOpen({ digest, files }: Evidence, oid: string): readonly number[] {
  const isDrawn = (file: FileEvidence) => isQuiet(file.verdict) && opened[file.type] === 'drawn';
  const lot = (number: number) => createHash('sha256').update(`${digest}|${oid.toLowerCase()}|${number}`).digest('hex');
  const lots = files.filter(isDrawn).map(({ number }) => ({ number, lot: lot(number) }));
  lots.sort((one, other) => (one.lot < other.lot ? -1 : 1));
  const drawn = new Set(lots.slice(0, mostCleanTables).map(({ number }) => number));
  return files
    .filter((file) => !isQuiet(file.verdict) || opened[file.type] === 'always' || drawn.has(file.number))
    .map(({ number }) => number);
}

/** The next file to open after one that was opened: of those that follow it, then of those before; undefined when all were. */
export function nextToOpen(toOpen: readonly number[], seen: ReadonlySet<number>, after: number): number | undefined {
  const left = toOpen.filter((number) => !seen.has(number) && number !== after);
  return left.find((number) => number > after) ?? left[0];
}
