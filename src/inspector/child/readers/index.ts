import type { FileType } from '../../../domain/evidence.ts';
import type { Reader } from '../reader.ts';

/** Nothing of ours reads it; that says nothing against it. */
const notRead: Reader = async (_, seen) => seen.notChecked('type');
const nothingToRead: Reader = async () => {};
const none = async () => notRead;

/** The reader of each type. It is loaded when a file needs it, so that a child holds no more code than that. */
export const readers: Readonly<Record<Exclude<FileType, 'unknown'>, () => Promise<Reader>>> = {
  empty: async () => nothingToRead,
  table: async () => (await import('./delimited.ts')).readDelimited,
  text: async () => (await import('./text.ts')).readText,
  json: async () => (await import('./json.ts')).readJson,
  notebook: none,
  xlsx: none,
  png: none,
  jpeg: none,
  pdf: none,
  parquet: none,
  arrow: none,
  archive: none,
  other: none,
};
