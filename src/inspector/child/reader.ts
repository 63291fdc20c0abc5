import type { PassedKind } from '../../domain/inspection/coverage.ts';
import type { NotCheckedReason, Place } from '../../domain/inspection/evidence.ts';

/** The bytes of one file, to be read once: as they come, or whole where its format needs that. */
export interface FileToRead {
  /** The size that storage says; never trusted for memory. */
  readonly bytes: number;
  /** So many of the first bytes, or all there are: never more, since how many come at once is chance. They come in the stream as well. */
  head(count: number): Promise<Uint8Array>;
  stream(): AsyncIterable<Uint8Array>;
  /** Throws a `TooLargeError` beyond the limit for files that are read whole. */
  whole(): Promise<Uint8Array>;
}

/** What texts are called that a program wrote about a file: their numbers count no people, but they may name some. */
export const ownTexts = { self: 'What it says of itself', others: 'Text in other parts' } as const;

/** Takes what a reader comes across. The checks are one, a page for people is another. */
export interface Seen {
  /** The format itself shows something that a rule names, as a hidden sheet. */
  found(rule: string, place?: Place): void;
  notChecked(reason: NotCheckedReason): void;
  /** So many bytes of the file were told as tables and lines, with the signs and lists that hold them together. */
  looked(bytes: number): void;
  /** A piece of the file was not looked at: what it is by its format, and how many bytes of the file it takes. */
  passed(kind: PassedKind, bytes: number): void;
  /** A part of a file of several, such as a sheet or a chart, was told, or only named. */
  part(isRead: boolean): void;
  /** A table begins; a workbook has one for each sheet, and a page or a document may have several. `title`: what the file calls it. */
  table(place?: Pick<Place, 'sheet' | 'page' | 'table'>, title?: string): SeenTable;
  /** Running text begins; a PDF has one for each page. `title`: what it is, where it is not the text itself. */
  text(place?: Pick<Place, 'page' | 'sheet'>, title?: string): SeenText;
}

/** Takes the rows of a table, the header first. */
export interface SeenTable {
  row(cells: readonly string[]): void;
  end(): void;
}

export interface SeenText {
  line(text: string): void;
  end(): void;
}

/** Reads one type of file. Throws nothing but a `DamagedError` for what is not of its type. */
export type Reader = (file: FileToRead, seen: Seen) => Promise<void>;

/** A file is not what its first bytes say, or breaks off. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

/** A file that must be read whole is larger than that is allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}
