import { z } from 'zod';

/** What the numbers of a column were taken for. `unknown`: for nothing; a person has to say what they are. */
export const columnKinds = [
  'count',
  'percent',
  'statistic',
  'measure',
  'key',
  'indicator',
  'time',
  'text',
  'unknown',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** What a piece of a file is that was not looked at, by its format: never by its name. */
export const passedKinds = [
  'picture',
  'drawing',
  'font',
  'printerSettings',
  'embeddedFile',
  'program',
  'sourceData',
  'otherData',
  'style',
  'rest',
  'whole',
] as const;
export type PassedKind = (typeof passedKinds)[number];

const count = z.int().min(0);

/**
 * What was looked at in one file, in exact numbers: so it stays in the reading room. `looked` and `passed` are bytes of the file, and add up
 * to all of it; `looseLines` are lines with numbers that belong to no table.
 */
export const coverage = z.strictObject({
  tables: count,
  rows: count,
  cells: count,
  columns: z.strictObject(
    Object.fromEntries(columnKinds.map((kind) => [kind, count])) as Record<ColumnKind, typeof count>,
  ),
  lines: count,
  looseLines: count,
  parts: z.strictObject({ all: count, read: count }),
  looked: count,
  passed: z.array(z.strictObject({ kind: z.enum(passedKinds), bytes: count })).max(200),
  /** The bases to which tables of it are rounded. */
  rounding: z.array(z.int().min(3).max(100)).max(20),
});
export type Coverage = z.infer<typeof coverage>;
