import { z } from 'zod';
import { Refused } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { type ManifestEntry, sumText } from '../operation/manifest.ts';
import type { UploadProblem } from '../operation/operation.ts';

/**
 * What an owner (object id) says that the next version of a dataset will be; `sums` is the manifest with the MD5 of each file, and `digest` what it
 * held when this was said. An earlier version noted none.
 */
export const expectedSchema = z.strictObject({
  name: z.string(),
  version: z.number(),
  files: z.number().exactOptional(),
  bytes: z.number().exactOptional(),
  sums: z.string().exactOptional(),
  digest: z.string().exactOptional(),
  at: z.string(),
  by: z.string(),
});
export type Expected = Readonly<z.infer<typeof expectedSchema>>;

/** So many of a project are remembered, the newest. */
const mostExpected = 50;
const mostSums = 20_000;

/** One for each name. */
export function withExpected(known: readonly Expected[], next: Expected): Expected[] {
  return [...known.filter(({ name }) => name !== next.name), next].slice(-mostExpected);
}

/** What `md5sum` prints, as path and MD5 in the letters of storage, sorted by path. Throws Refused with the first line that is something else. */
export function readSums(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length > mostSums) throw new Refused(`At most ${mostSums} sums are taken; ${lines.length} were given`);
  const sums = new Map<string, string>();
  for (const line of lines) {
    const [, hex = '', path = ''] = /^([0-9a-f]{32}) [ *](?:\.\/)?(.+)$/i.exec(line) ?? [];
    if (path === '' || sums.has(path))
      throw new Refused(
        `Give the lines of md5sum, one a file: '${printable(line.slice(0, 200))}' is none, or comes twice`,
      );
    sums.set(path, Buffer.from(hex, 'hex').toString('base64'));
  }
  return sums;
}

const unknownSums =
  'Its sums were given twice at once, so which of them hold is not known. Give them again, then send it again';

/** Of an upload whose sums are others than those that the newest word is about. */
export const sumsUnknown: UploadProblem = {
  rule: 'expected-sums',
  path: null,
  value: 'other sums',
  message: unknownSums,
  publicMessage: unknownSums,
};

const mostShown = 100;

/** Everything in which an upload is not what was expected of it; where many files differ in one way, that is said once. */
export async function notAsExpected(
  { files, bytes }: Pick<Expected, 'files' | 'bytes'>,
  sums: ReadonlyMap<string, string> | undefined,
  entries: AsyncIterable<ManifestEntry>,
): Promise<UploadProblem[]> {
  const problems: UploadProblem[] = [];
  const differs = (rule: keyof typeof publicly, path: string, value: string, exactly = '') => {
    const publicMessage = publicly[rule];
    if (problems.length < mostShown)
      problems.push({ rule: `expected-${rule}`, path, value, message: `${publicMessage}${exactly}`, publicMessage });
  };
  const whole = (rule: string, value: number, message: string) =>
    problems.push({ rule: `expected-${rule}`, path: null, value: `${value}`, message, publicMessage: message });
  const missing = new Set(sums?.keys());
  let [count, size] = [0, 0];
  for await (const { path, size: each, md5 } of entries) {
    [count, size] = [count + 1, size + each];
    missing.delete(path);
    const sum = sums?.get(path);
    if (sums === undefined || (sum !== undefined && sum === md5)) continue;
    if (sum === undefined) differs('sum-missing', path, 'no sum');
    else if (md5 === null) differs('no-md5', path, 'no MD5');
    else differs('md5', path, sumText(md5), `: ${sumText(md5)}, where ${sumText(sum)} was expected`);
  }
  for (const path of missing) differs('file-missing', path, 'not there');
  if (files !== undefined && files !== count) whole('files', count, `${count} files came, and ${files} were expected`);
  if (bytes !== undefined && bytes !== size) whole('bytes', size, `${size} bytes came, and ${bytes} were expected`);
  return problems;
}

const publicly = {
  'sum-missing': 'No MD5 was given for it',
  'no-md5': 'Storage has no MD5 of it: upload it with one (azcopy --put-md5)',
  md5: 'Its MD5 is another than was expected',
  'file-missing': 'It was expected and is not there',
} as const;
