import type { Reader } from '../../../src/inspector/child/reader.ts';

/** The readers of formats, each loaded alone. */
export const readers = {
  archive: async () => (await import('../../../src/inspector/child/readers/archive.ts')).readArchive,
  office: async () => (await import('../../../src/inspector/child/readers/office.ts')).readOffice,
  openDocument: async () => (await import('../../../src/inspector/child/readers/office.ts')).readOdf,
  markup: async () => (await import('../../../src/inspector/child/readers/markup.ts')).readMarkup,
  png: async () => (await import('../../../src/inspector/child/readers/png.ts')).readPng,
  jpeg: async () => (await import('../../../src/inspector/child/readers/jpeg.ts')).readJpeg,
  pdf: async () => (await import('../../../src/inspector/child/readers/pdf.ts')).readPdf,
  parquet: async () => (await import('../../../src/inspector/child/readers/parquet.ts')).readParquet,
  arrow: async () => (await import('../../../src/inspector/child/readers/arrow.ts')).readArrow,
  notebook: async () => (await import('../../../src/inspector/child/readers/notebook.ts')).readNotebook,
} as const satisfies Record<string, () => Promise<Reader>>;
