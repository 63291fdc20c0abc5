import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { table } from './markdown-table.ts';

/** Where the figure `inspector-outputs` writes what it counted, so that documents need not read the recordings again. */
export const recallFile = join(import.meta.dirname, '../test/inspector/outputs/recall.json');

/** Of each kind of output, and of each kind in each form: files, those in which it was found, that draw an alarm, and that draw nothing at all. */
const counts = z.record(z.string(), z.tuple([z.int(), z.int(), z.int(), z.int()]));
export type SetCounts = z.infer<typeof counts>;

/** Each set; those that were once unknown also as they were before anybody knew their figures. */
export const recallSchema = z.strictObject({
  rules: z.string(),
  first: counts,
  second: counts,
  secondAtFirst: counts,
  third: counts,
  thirdAtFirst: counts,
  fourth: counts,
  fourthAtFirst: counts,
  fifth: counts,
  fifthAtFirst: counts,
  sixth: counts,
  sixthAtFirst: counts,
  seventh: counts,
  seventhAtFirst: counts,
  eighth: counts,
  eighthAtFirst: counts,
  ninth: counts,
  ninthAtFirst: counts,
  tenth: counts,
  tenthAtFirst: counts,
});
export type Recall = z.infer<typeof recallSchema>;

const sets: readonly (readonly [title: string, sets: readonly Exclude<keyof Recall, 'rules'>[]])[] = [
  ['opened', ['first', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']],
  ['second', ['second']],
  ['tenth, before', ['tenthAtFirst']],
];

export function readRecall(): Recall {
  return recallSchema.parse(JSON.parse(readFileSync(recallFile, 'utf8')));
}

/** How much of what programs wrote is found, by their form. */
export function recallText(recall: Recall): string {
  const forms = new Set(
    sets
      .flatMap(([, names]) => names.flatMap((name) => Object.keys(recall[name])))
      .flatMap((of) => of.split(', ')[1] ?? []),
  );
  const sumsOf = (isMeant: (kind: string, form: string) => boolean) =>
    sets.map(([, names]) =>
      sumText(
        names.flatMap((name) => Object.entries(recall[name])),
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

R, pandas, PSPP, Office writers, notebooks and imitations of Stata and SAS wrote files that hold something dangerous (\`test/inspector/outputs\`): in so many of them version ${recall.rules} of the rules finds it. All sets but the second were opened by those who wrote the rules, each but the first after it was measured; *before*: as it was measured then. By what it is, and wrong alarms: [proof.md](proof.md#the-reading-room).

${table(['Form', ...heads('Small counts'), ...heads('All of it')], rows)}`;
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
