import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What one file of `figures` measured: less is better. The unit is that of the goal too. */
export const measured = z.object({ value: z.number(), unit: z.string() });
export type Measured = Readonly<z.infer<typeof measured>>;

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

/** The goal of each figure, by its name. */
export function readGoals(): Readonly<Record<string, number>> {
  const text = readFileSync(join(import.meta.dirname, 'goals.json'), 'utf8');
  return z.record(z.string(), z.number().positive()).parse(JSON.parse(text));
}

/** Whether a figure is worse than its goal. */
export function isMissed({ value, goal }: Pick<Judged, 'value' | 'goal'>): boolean {
  return value > goal;
}

/** A figure in one line: what part of its goal it takes, then both. */
export function lineOf({ name, value, unit, goal }: Judged): string {
  return `${name.padEnd(24)} ${(value / goal).toFixed(2)} of its goal: ${rounded(value)} ${unit}, goal ${rounded(goal)}`;
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
