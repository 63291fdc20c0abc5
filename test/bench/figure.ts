import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What one file of `figures` measured: less is better. The unit is that of the goal too; `lines` say more, for people. */
export const measured = z.object({ value: z.number(), unit: z.string(), lines: z.array(z.string()).default([]) });
export type Measured = Readonly<z.input<typeof measured>>;

/** A figure beside its goal. */
export interface Judged extends Measured {
  readonly name: string;
  readonly goal: number;
}

/** The figures that there are: the names of the files in `figures`. A file begins with what it measures and exports `measure`. */
export function figureNames(): string[] {
  return readdirSync(join(import.meta.dirname, 'figures'))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}

/** Figures that take minutes, or want a machine that does nothing else: they are measured where they, or their group, are named. */
export const longFigures: readonly string[] = [
  'inspector-corpus',
  'inspector-outputs',
  'inspector-thousand',
  'instances',
  'pages-open',
  'year',
];

/** The figures that somebody named, each by itself or with its group, whose name it begins with; without a name all but the long ones. */
export function chosenFigures(named: readonly string[]): { readonly chosen: string[]; readonly unknown: string[] } {
  const all = figureNames();
  if (named.length === 0) return { chosen: all.filter((name) => !longFigures.includes(name)), unknown: [] };
  const isOf = (figure: string, name: string) => figure === name || figure.startsWith(`${name}-`);
  return {
    chosen: all.filter((figure) => named.some((name) => isOf(figure, name))),
    unknown: named.filter((name) => !all.some((figure) => isOf(figure, name))),
  };
}

/** The goal of each figure, by its name. */
export function readGoals(): Readonly<Record<string, number>> {
  const text = readFileSync(join(import.meta.dirname, 'goals.json'), 'utf8');
  return z.record(z.string(), z.number().min(0)).parse(JSON.parse(text));
}

/** Whether a figure is worse than its goal. */
export function isMissed({ value, goal }: Pick<Judged, 'value' | 'goal'>): boolean {
  return value > goal;
}

/**
 * A figure as it counts. What else the machine does in one moment says nothing about the code, so one that misses its goal is measured four
 * times more, and the one in the middle counts.
 */
export function judged(measure: () => Judged): Judged {
  const first = measure();
  if (!isMissed(first)) return first;
  const all = [first, ...Array.from({ length: 4 }, measure)];
  return all.toSorted((one, other) => one.value - other.value)[2] ?? first;
}

/** A figure in one line: what part of its goal it takes, unless that is none at all, then both. */
export function lineOf({ name, value, unit, goal }: Judged): string {
  const part = goal === 0 ? '' : `${(value / goal).toFixed(2)} of its goal: `;
  return `${name.padEnd(24)} ${part}${rounded(value)} ${unit}, goal ${rounded(goal)}`;
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
