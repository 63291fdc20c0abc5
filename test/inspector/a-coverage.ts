import { type Coverage, type CoverageClasses, columnKinds } from '../../src/domain/inspection/coverage.ts';

/** What was looked at in a file without anything in it, or in another one. */
export function aCoverage(
  change: Partial<Omit<Coverage, 'columns'>> & { readonly columns?: Partial<Coverage['columns']> } = {},
): Coverage {
  const none = Object.fromEntries(columnKinds.map((kind) => [kind, 0])) as Coverage['columns'];
  return {
    ...{ tables: 0, rows: 0, cells: 0, lines: 0, looseLines: 0, looked: 0 },
    ...{ parts: { all: 0, read: 0 }, passed: [], rounding: [], firstTables: [] },
    ...change,
    columns: { ...none, ...change.columns },
  };
}

/** What evidence says of a file of one table that was looked at, with one column of counts. */
export const lookedAtAll: CoverageClasses = {
  ...{ balances: true, tables: 'one', counts: 'one', unknown: 'none', looseLines: 'none', unreadParts: 'none' },
  ...{ passed: [], rounding: [] },
};
