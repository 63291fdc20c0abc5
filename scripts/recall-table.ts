import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { table } from './markdown-table.ts';

/** Where the figure `inspector-outputs` writes what it counted, so that documents need not read the recordings again. */
export const recallFile = join(import.meta.dirname, '../test/inspector/outputs/recall.json');

/** Of each kind of output, and of each kind in each form: files, those in which it was found, that draw an alarm, and that draw nothing at all. */
const counts = z.record(z.string(), z.tuple([z.int(), z.int(), z.int(), z.int()]));
export type SetCounts = z.infer<typeof counts>;

/** The sets of recorded outputs: rules are written with all but the second in view, which is read only to count. */
export const recordedSets = [
  ...(['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const),
  ...(['seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth'] as const),
] as const;
export type RecordedSet = (typeof recordedSets)[number];
/** Those that were counted before anybody had opened them, too. */
export const onceUnknown = recordedSets.filter((set) => set !== 'first');

const newest: RecordedSet = 'fourteenth';

export const recallSchema = z.strictObject({
  rules: z.string(),
  now: z.record(z.enum(recordedSets), counts),
  before: z.record(z.enum(onceUnknown), counts),
});
export type Recall = z.infer<typeof recallSchema>;

/** Sums of sets, by what stands above them. */
const sums = ({ now, before }: Recall): readonly (readonly [title: string, sets: readonly SetCounts[]])[] => [
  ['opened', recordedSets.filter((set) => set !== 'second').map((set) => now[set])],
  ['second', [now.second]],
  [`${newest}, before`, [before[newest]]],
];

export function readRecall(): Recall {
  return recallSchema.parse(JSON.parse(readFileSync(recallFile, 'utf8')));
}

/** How much of what programs wrote is found, by their form. */
export function recallText(recall: Recall): string {
  const sets = sums(recall);
  const forms = new Set(
    sets.flatMap(([, all]) => all.flatMap((counted) => Object.keys(counted))).flatMap((of) => of.split(', ')[1] ?? []),
  );
  const sumsOf = (isMeant: (kind: string, form: string) => boolean) =>
    sets.map(([, all]) =>
      sumText(
        all.flatMap((counted) => Object.entries(counted)),
        isMeant,
      ),
    );
  const rows = [...forms]
    .sort()
    .map((form) => [
      form,
      ...sumsOf((kind, inForm) => kind === 'small-count' && inForm === form),
      ...sumsOf((kind, inForm) => isDangerous(kind) && inForm === form),
    ]);
  const heads = (what: string) => sets.map(([title]) => `${what}, ${title}`);
  return `## How often they find it

R, pandas, PSPP, Office writers, notebooks and imitations of Stata and SAS wrote files that hold something dangerous (\`test/inspector/outputs\`): in so many of them version ${recall.rules} of the rules finds it. All sets but the second were opened by those who wrote the rules, each but the first after it was measured; *before*: as it was measured then. The halves side by side: [proof.md](proof.md#the-reading-room).

${table(['Form', ...heads('Small counts'), ...heads('All of it')], rows)}

By what it is, each set before anybody opened it, and now:

${table(['Of each kind', ...onceUnknown], kindRows(recall, onceUnknown))}`;
}

const kinds: readonly (readonly [what: string, kind: string])[] = [
  ['small counts', 'small-count'],
  ['rows of people', 'rows-of-people'],
  ['identifiers, in files', 'identifier'],
  ['extremes', 'extreme'],
  ['counts by difference or share', 'arithmetic'],
  ['few missing', 'missing-rows'],
  ['rounding, recognised', 'rounded'],
  ['harmless ones with an alarm', 'harmless'],
];

/** Of each kind how many were found in each of these sets before anybody opened it, and how many now; of harmless ones how many draw an alarm. */
export function kindRows(recall: Recall, names: readonly (typeof onceUnknown)[number][]): string[][] {
  return kinds.map(([what, kind]) => {
    const of = ([, found, alarms]: SetCounts[string]) => (kind === 'harmless' ? alarms : found);
    const none: SetCounts[string] = [0, 0, 0, 0];
    const cells = names.map((name) => {
      const [before, now] = [recall.before[name][kind] ?? none, recall.now[name][kind] ?? none];
      return `${of(before)}→${of(now)}/${now[0]}`;
    });
    return [what, ...cells];
  });
}

function isDangerous(kind: string): boolean {
  return !['harmless', 'hidden', 'rounded'].includes(kind);
}

function sumText(
  all: readonly [of: string, counts: SetCounts[string]][],
  isMeant: (kind: string, form: string) => boolean,
): string {
  const meant = all.flatMap(([of, counts]) => {
    const [kind = '', form] = of.split(', ');
    return form !== undefined && isMeant(kind, form) ? [counts] : [];
  });
  const files = meant.reduce((sum, [count]) => sum + count, 0);
  return `${meant.reduce((sum, [, found]) => sum + found, 0)} of ${files}`;
}
