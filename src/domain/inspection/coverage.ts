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
  'metadata',
  'rest',
  'whole',
] as const;
export type PassedKind = (typeof passedKinds)[number];

const count = z.int().min(0);
const fromOne = z.int().min(1);

/** So many bases of one file are told. */
export const mostBases = 20;
const base = z.int().min(3).max(100);

/** So many tables of a file, and columns of each, are told one by one. */
export const mostTold = { tables: 50, columns: 100 } as const;

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
  rounding: z.array(base).max(mostBases),
  /** What the columns of its first tables were taken for, from the left. */
  firstTables: z
    .array(
      z.strictObject({
        sheet: fromOne.optional(),
        page: fromOne.optional(),
        table: fromOne.optional(),
        kinds: z.array(z.enum(columnKinds)).max(mostTold.columns),
      }),
    )
    .max(mostTold.tables),
});
export type Coverage = z.infer<typeof coverage>;

/** How many there are, roughly: none, one, up to 9, up to 99, or more. */
export const amounts = ['none', 'one', 'few', 'some', 'many'] as const;
export type Amount = (typeof amounts)[number];

const amount = z.enum(amounts);

/** A file has at most so many rows: the number of them would carry data. */
const rowEnds = [0, 10, 100, 1000, 10_000, 100_000] as const;
const rowClass = z.literal([...rowEnds, 'more']);
export type RowClass = z.infer<typeof rowClass>;

/** No limit lets more rows out, so that what has no end exceeds each. */
export const mostLimitedRows = 1_000_000;

export function rowClassOf(rows: number): RowClass {
  return rowEnds.find((end) => rows <= end) ?? 'more';
}

/** As many rows as it may have. */
export function endOfRows(rows: RowClass): number {
  return rows === 'more' ? mostLimitedRows + 1 : rows;
}

/** What evidence says of the coverage of a file: classes and enumerations, each once and in one order, so that it carries nothing. */
export const coverageClasses = z.strictObject({
  /** The exact numbers add up. */
  balances: z.boolean(),
  ...{ tables: amount, counts: amount, unknown: amount, looseLines: amount, unreadParts: amount },
  /** Rows of its tables, with their heads; missing in older evidence. */
  rows: rowClass.exactOptional(),
  passed: z
    .array(z.enum(passedKinds))
    .max(passedKinds.length)
    .refine((kinds) => isRising(kinds.map((kind) => passedKinds.indexOf(kind))), 'each kind stands once, in order'),
  rounding: z.array(base).max(mostBases).refine(isRising, 'each base stands once, in order'),
});
export type CoverageClasses = z.infer<typeof coverageClasses>;

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, at) => number > (numbers[at - 1] ?? -1));
}
