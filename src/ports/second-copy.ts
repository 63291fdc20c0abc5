import type { TableName } from '../domain/base/stored-tables.ts';
import type { CopiedBlob, CopiedPlace } from '../domain/overview/second-copy.ts';

export interface CopiedContent {
  readonly content: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An account of its own in which blobs can be made, and never be changed or deleted. */
export interface SecondCopy {
  /** Blobs whose names begin so, in the order of their names. */
  list(prefix: string): AsyncIterable<CopiedBlob>;
  /** Whether there is a blob whose name begins so. */
  has(prefix: string): Promise<boolean>;
  /** False when one stands there, which is kept. */
  put(name: string, content: string | Buffer, metadata?: Readonly<Record<string, string>>): Promise<boolean>;
  /** Throws NotFound where there is none. */
  read(name: string): Promise<CopiedContent>;
}

/** A blob of which there is to be a second copy, as it was listed. */
export interface Original {
  readonly name: string;
  readonly etag: string;
  readonly lastModified: Date;
}

/** Where the copy has the lines of a chain. */
export const linesOfChain = (chain: string) => `audit/${chain}/`;

/** What is copied, where it stands, and what is put back there. */
export interface Originals {
  list(place: CopiedPlace, prefix: string): AsyncIterable<Original>;
  /** At least one piece, the metadata with the first. Throws ConflictError where it is another by now. */
  read(place: CopiedPlace, original: Original): AsyncIterable<CopiedContent>;
  /** The rows of a table with their seals, each as a line of JSON. */
  rows(table: TableName): AsyncIterable<string>;
  /** False when a blob stands there, which is kept. */
  putBack(place: Exclude<CopiedPlace, 'evidence'>, name: string, copied: CopiedContent): Promise<boolean>;
  /** Puts lines back at that byte of a blob of the audit; false when it is longer by now. */
  putLines(blob: string, at: number, lines: string): Promise<boolean>;
}
