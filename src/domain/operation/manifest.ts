import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { assertSorted, comparePaths } from '../base/path-order.ts';
import { isContext } from './package-role.ts';

/** One file of a listing. `md5` is base64 as storage reports it, null where the source has none; `etag` is unquoted. */
const entrySchema = z.strictObject({
  path: z.string().min(1),
  size: z.int().nonnegative(),
  etag: z.string().min(1),
  md5: z.string().nullable(),
  lastModified: z.string().min(1),
  /** Of a file that is shown and never released; of a package all others are released. */
  role: z.literal('context').exactOptional(),
});
export type ManifestEntry = Frozen<z.infer<typeof entrySchema>>;

/** What histories and pages carry of a manifest: the SHA-256 (hex) of its NDJSON text, and totals; `context…` of the files that are never released, where there are some. */
export interface ManifestSummary {
  readonly digest: string;
  readonly count: number;
  readonly bytes: number;
  readonly contextCount?: number;
  readonly contextBytes?: number;
}

/** The canonical line of one file: JSON with its keys in fixed order, no line break. */
export function manifestLine(entry: ManifestEntry): string {
  const { path, size, etag, md5, lastModified, role } = entry;
  return JSON.stringify({ path, size, etag, md5, lastModified, role });
}

/** An MD5 as `md5sum` prints it. */
export function sumText(md5: string): string {
  return Buffer.from(md5, 'base64').toString('hex');
}

/** A file of a package with its role. Manifests outlast files, and an MD5 tells a small table to whoever guesses it: that of context is not kept. */
export function withRole(entry: ManifestEntry): ManifestEntry {
  return isContext(entry.path) ? { ...entry, md5: null, role: 'context' } : entry;
}

/** The files of a package that its release takes, by their roles. */
export async function* toRelease(
  entries: AsyncIterable<ManifestEntry> | readonly ManifestEntry[],
): AsyncGenerator<ManifestEntry> {
  for await (const entry of entries) if (entry.role !== 'context') yield entry;
}

/** How much of a package its release takes. */
export function sizeOfRelease({ count, bytes, contextCount = 0, contextBytes = 0 }: Omit<ManifestSummary, 'digest'>) {
  return { count: count - contextCount, bytes: bytes - contextBytes };
}

/** Reads one line; throws an Error that says which line (counted from 1, when given) and what is wrong. */
export function parseManifestLine(line: string, number?: number): ManifestEntry {
  const where = number === undefined ? 'A manifest line' : `Line ${number} of the manifest`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`${where} is not JSON: ${line.slice(0, 200)}`, { cause });
  }
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) throw new Error(`${where} is not a file entry: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Digest and totals of a manifest while it streams by: feed each entry once, in order, then ask for the summary. */
export class ManifestDigest {
  readonly #hash = createHash('sha256');
  #count = 0;
  #bytes = 0;
  #contextCount = 0;
  #contextBytes = 0;

  /** Takes the entry in and gives its line with the line break, as it stands in the manifest. */
  add(entry: ManifestEntry): string {
    const line = `${manifestLine(entry)}\n`;
    this.#hash.update(line);
    this.#count += 1;
    this.#bytes += entry.size;
    if (entry.role === 'context') {
      this.#contextCount += 1;
      this.#contextBytes += entry.size;
    }
    return line;
  }

  summary(): ManifestSummary {
    const [contextCount, contextBytes] = [this.#contextCount, this.#contextBytes];
    const context = contextCount === 0 ? {} : { contextCount, contextBytes };
    return { digest: this.#hash.copy().digest('hex'), count: this.#count, bytes: this.#bytes, ...context };
  }
}

export async function* digested(
  entries: AsyncIterable<ManifestEntry>,
  digest: ManifestDigest,
): AsyncGenerator<ManifestEntry> {
  for await (const entry of entries) {
    digest.add(entry);
    yield entry;
  }
}

export async function summarize(
  entries: AsyncIterable<ManifestEntry> | Iterable<ManifestEntry>,
): Promise<ManifestSummary> {
  const digest = new ManifestDigest();
  for await (const entry of entries) digest.add(entry);
  return digest.summary();
}

/** One file in which two manifests differ; `detail` is a sentence with both values. */
export interface Difference {
  readonly kind: 'missing' | 'unexpected' | 'changed';
  readonly path: string;
  readonly detail: string;
}

/** `etag`: path, size and ETag, for one place at two times. `content`: path, size, and MD5 where both have one, for a copy and its source. */
export type ComparedBy = 'etag' | 'content';

/** Merges two sorted manifests in flat memory and yields each difference. Throws when one of them is not in order. */
export async function* compareManifests(
  expected: AsyncIterable<ManifestEntry>,
  actual: AsyncIterable<ManifestEntry>,
  by: ComparedBy,
): AsyncGenerator<Difference> {
  const left = assertSorted(expected);
  const right = assertSorted(actual);
  try {
    let wanted = await next(left);
    let found = await next(right);
    while (wanted || found) {
      const order = !wanted ? 1 : !found ? -1 : comparePaths(wanted.path, found.path);
      if (wanted && order < 0) {
        yield { kind: 'missing', path: wanted.path, detail: 'It is expected here and missing.' };
      } else if (found && order > 0) {
        yield { kind: 'unexpected', path: found.path, detail: 'It is there and nobody expects it here.' };
      } else if (wanted && found) {
        const detail = changeOf(wanted, found, by);
        if (detail) yield { kind: 'changed', path: found.path, detail };
      }
      if (order <= 0) wanted = await next(left);
      if (order >= 0) found = await next(right);
    }
  } finally {
    await left.return(undefined);
    await right.return(undefined);
  }
}

async function next(entries: AsyncGenerator<ManifestEntry>): Promise<ManifestEntry | undefined> {
  const step = await entries.next();
  return step.done ? undefined : step.value;
}

/** In what a file differs from what was expected, in a sentence with both values; undefined when it does not. */
export function changeOf(expected: ManifestEntry, actual: ManifestEntry, by: ComparedBy): string | undefined {
  if (expected.size !== actual.size) return `The size is ${actual.size} bytes where ${expected.size} were expected.`;
  if (by === 'etag' && expected.etag !== actual.etag) {
    return `The ETag is ${actual.etag} where ${expected.etag} was expected: it was written again.`;
  }
  if (by === 'content' && expected.md5 !== null && actual.md5 !== null && expected.md5 !== actual.md5) {
    return `The MD5 is ${actual.md5} where ${expected.md5} was expected.`;
  }
  return undefined;
}
