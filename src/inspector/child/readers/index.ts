import type { FileType } from '../../../domain/inspection/evidence.ts';
import type { Reader } from '../reader.ts';

const nothingToRead: Reader = async () => {};

/** The reader of each type. It is loaded when a file needs it, so that a child holds no more code than that. */
export const readers: Readonly<Record<Exclude<FileType, 'unknown'>, () => Promise<Reader>>> = {
  empty: async () => nothingToRead,
  table: async () => (await import('./delimited.ts')).readDelimited,
  text: async () => (await import('./text.ts')).readText,
  json: async () => (await import('./json.ts')).readJson,
  notebook: async () => (await import('./notebook.ts')).readNotebook,
  html: async () => (await import('./markup.ts')).readMarkup,
  svg: async () => (await import('./markup.ts')).readMarkup,
  xlsx: async () => (await import('./office.ts')).readOffice,
  docx: async () => (await import('./office.ts')).readOffice,
  pptx: async () => (await import('./office.ts')).readOffice,
  odf: async () => (await import('./office.ts')).readOdf,
  png: async () => (await import('./png.ts')).readPng,
  jpeg: async () => (await import('./jpeg.ts')).readJpeg,
  pdf: async () => (await import('./pdf.ts')).readPdf,
  parquet: async () => (await import('./parquet.ts')).readParquet,
  arrow: async () => (await import('./arrow.ts')).readArrow,
  archive: async () => (await import('./archive.ts')).readArchive,
  other: async () => (await import('./other.ts')).readOther,
};
