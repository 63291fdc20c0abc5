import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Frozen } from '../../../domain/base/frozen.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { departureStates } from '../../../domain/lifecycle/departures.ts';

/** Whoever asks about a file that is smaller could guess what it holds and ask until one is known, so it is not looked for. */
export const smallestTraced = 4096;

/** So many questions are taken in 24 hours, of all operators together: who guesses needs many more. */
export const mostQuestions = 20;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits');

/** A file that was found outside, or one in an archive, by what it is made of. */
export const foundFile = z.strictObject({
  size: z.int().nonnegative(),
  md5: z.string().regex(/^[0-9a-f]{32}$/, 'must be an MD5 in 32 hexadecimal digits'),
  sha256,
  lines: sha256.exactOptional().meta({
    description:
      'Of its lines where it is a text: without its encoding, mark, line ends and blanks at the ends of lines.',
  }),
});
export type FoundFile = Readonly<z.infer<typeof foundFile>>;

export const mostFiles = 200;

/** By what a file is told to be one of a release. */
const ways = ['md5-and-size', 'sha256', 'lines'] as const;

/** Those by which such files are looked for: lines only where they are told. */
export function waysOf(files: readonly FoundFile[]): (typeof ways)[number][] {
  return ways.filter((way) => way !== 'lines' || files.some(({ lines }) => lines !== undefined));
}

/**
 * `cannot-say`: a released file has the same size, and neither an MD5 nor evidence tells whether it is the same. `too-small`: it was not
 * looked for.
 */
export const traceResults = ['found', 'not-found', 'cannot-say', 'too-small'] as const;
export type TraceResult = (typeof traceResults)[number];

const held = z.strictObject({
  project: z.string(),
  id: z.string(),
  name: z.string().meta({ description: 'Name of the package.' }),
  path: z.string().meta({ description: 'Of the file in the package.' }),
  leftAt: time,
  state: z.enum(departureStates),
  way: z.enum(ways).exactOptional().meta({ description: 'Missing where only the size agrees.' }),
});
export type Held = Readonly<z.infer<typeof held>>;

/** What is signed: which of so many releases held the files of a question. */
export const traceSchema = z
  .strictObject({
    kind: z.literal('trace'),
    digest: z.string().meta({ description: 'SHA-256 of what was asked.' }),
    by: z.string(),
    confirmed: z
      .record(z.string(), z.string())
      .meta({ description: 'Who asked first, that there is one operator, or the incident that two confirmed.' }),
    at: time,
    searched: z.strictObject({
      releases: z.int().meta({ description: 'So many releases were looked through, all that left until then.' }),
      files: z.int(),
      unread: z.array(z.string()).meta({ description: 'Packages that could not be looked through.' }),
    }),
    ways: z.array(z.enum(ways)),
    files: z.array(z.strictObject({ file: z.int().positive(), result: z.enum(traceResults), releases: z.array(held) })),
  })
  .meta({ id: 'Trace', description: 'Which releases held the files that were asked about.' });
export type Trace = Frozen<z.infer<typeof traceSchema>>;

/** SHA-256 of what is asked, whatever its order of keys. */
export function digestOfQuestion(files: readonly FoundFile[]): string {
  const asked = files.map(({ size, md5, sha256: whole, lines }) => {
    return `${size} ${md5} ${whole}${lines === undefined ? '' : ` ${lines}`}\n`;
  });
  return createHash('sha256').update(asked.join('')).digest('hex');
}

/** What was found of one file that is not too small. What only might be the same does not stand beside what is. */
export function resultOf(same: readonly Held[]): { readonly result: TraceResult; readonly releases: readonly Held[] } {
  const sure = same.filter(({ way }) => way !== undefined);
  if (sure.length > 0) return { result: 'found', releases: sure };
  return same.length > 0 ? { result: 'cannot-say', releases: same } : { result: 'not-found', releases: [] };
}
