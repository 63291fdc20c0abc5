import { createHash } from 'node:crypto';
import type { Door } from '../base/door.ts';
import type { ManifestEntry } from '../operation/manifest.ts';

/** What a malware scan can come to. Only `clean` lets a file pass. */
export type ScanResult = 'clean' | 'malicious' | 'not-scanned';

/** What the scanner says of one file as it was under one ETag. `path` is relative to the door's container; `detail` is for operators. */
export interface ScanVerdict {
  readonly door: Door;
  readonly path: string;
  readonly etag: string;
  readonly result: ScanResult;
  readonly detail: string;
  readonly scannedAt: string;
}

/** One file as a verdict is about it: a verdict counts for exactly this ETag and for no other. */
export type ScannedFile = Pick<ScanVerdict, 'door' | 'path' | 'etag'>;

const weight: Readonly<Record<ScanResult, number>> = { malicious: 2, clean: 1, 'not-scanned': 0 };

/**
 * The one of two verdicts about the same file and ETag that counts, in whatever order they came: malicious above all, then clean, since a
 * scan that could not be made says nothing about one that was made; of equal ones the later.
 */
export function strongerVerdict(one: ScanVerdict, other: ScanVerdict): ScanVerdict {
  const difference = weight[one.result] - weight[other.result];
  if (difference !== 0) return difference > 0 ? one : other;
  return one.scannedAt >= other.scannedAt ? one : other;
}

/** The file of a manifest whose entries lie under the folder, as verdicts name it. */
export function scannedFile(
  door: Door,
  folder: string,
  { path, etag }: Pick<ManifestEntry, 'path' | 'etag'>,
): ScannedFile {
  return { door, path: `${folder}/${path}`, etag };
}

/** The upload that a path at a door belongs to: its first two segments, the project and the name. */
export function uploadOf(path: string): string {
  return path.split('/', 2).join('/');
}

/** By what a file of an upload is told from every other, and from itself under another ETag: a SHA-256 in hex. */
export function markOf({ path, etag }: Pick<ScannedFile, 'path' | 'etag'>): string {
  return createHash('sha256').update(`${path}\n${etag}`).digest('hex');
}

/** One of so many equal parts of all marks, counted from 0. Large uploads are gone through part by part, so that no part has to be large. */
export interface MarkPart {
  readonly number: number;
  readonly parts: number;
}

/** The marks of so many files take less than 100 MB. */
const marksInPart = 250_000;

export function partsFor(files: number): MarkPart[] {
  const parts = Math.min(4096, Math.max(1, Math.ceil(files / marksInPart)));
  return Array.from({ length: parts }, (_, number) => ({ number, parts }));
}

const beginnings = 0x10000;

export function isInPart(mark: string, { number, parts }: MarkPart): boolean {
  return Math.floor((Number.parseInt(mark.slice(0, 4), 16) * parts) / beginnings) === number;
}

/** The range of marks of the part: from the first, up to but without the second. The last part has no upper end. */
export function rangeOf({ number, parts }: MarkPart): { readonly from: string; readonly to: string | undefined } {
  const begin = (part: number) =>
    Math.ceil((part * beginnings) / parts)
      .toString(16)
      .padStart(4, '0');
  return { from: begin(number), to: number + 1 === parts ? undefined : begin(number + 1) };
}
