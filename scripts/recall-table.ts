import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { table } from './markdown-table.ts';

/** Where the figure `inspector-outputs` writes what it counted, so that documents need not read the recordings again. */
export const recallFile = join(import.meta.dirname, '../test/inspector/outputs/recall.json');

/** Of each kind of output, and of each kind in each form: files, those in which it was found, that draw an alarm, and that draw nothing at all. */
const half = z.record(z.string(), z.tuple([z.int(), z.int(), z.int(), z.int()]));
export type Half = z.infer<typeof half>;

/** Both halves; the second also as it was before anybody knew its figures. */
export const recallSchema = z.strictObject({
  rules: z.string(),
  first: half,
  second: half,
  secondAtFirst: half,
});
export type Recall = z.infer<typeof recallSchema>;

const halves: readonly (readonly [half: Exclude<keyof Recall, 'rules'>, title: string])[] = [
  ['first', 'first half'],
  ['second', 'second half'],
  ['secondAtFirst', 'second, first measured'],
];

export function readRecall(): Recall {
  return recallSchema.parse(JSON.parse(readFileSync(recallFile, 'utf8')));
}

/** How much of what programs wrote is found, by their form. */
export function recallText(recall: Recall): string {
  const forms = new Set(Object.keys(recall.first).flatMap((of) => of.split(', ')[1] ?? []));
  const rows = [...forms]
    .sort()
    .map((form) => [
      form,
      ...halves.map(([half]) => sumText(recall[half], (kind, inForm) => kind === 'small-count' && inForm === form)),
      ...halves.map(([half]) => sumText(recall[half], (kind, inForm) => isDangerous(kind) && inForm === form)),
    ]);
  const heads = (what: string) => halves.map(([, title]) => `${what}, ${title}`);
  return `## How often they find it

R, pandas, Office writers, notebooks and imitations of Stata and SAS wrote files that hold something dangerous (\`test/inspector/outputs\`): in so many of them version ${recall.rules} of the rules finds it. Their authors open the first half alone; the second is read only to count. By what it is, and wrong alarms: [proof.md](proof.md#the-reading-room).

${table(['Form', ...heads('Small counts'), ...heads('All of it')], rows)}`;
}

function isDangerous(kind: string): boolean {
  return !['harmless', 'hidden', 'rounded'].includes(kind);
}

function sumText(all: Half, isMeant: (kind: string, form: string) => boolean): string {
  const meant = Object.entries(all).flatMap(([of, counts]) => {
    const [kind = '', form] = of.split(', ');
    return form !== undefined && isMeant(kind, form) ? [counts] : [];
  });
  const files = meant.reduce((sum, [count]) => sum + count, 0);
  return `${meant.reduce((sum, [, found]) => sum + found, 0)} of ${files}`;
}
