import {
  type Amount,
  type ColumnKind,
  type Coverage,
  type CoverageClasses,
  columnKinds,
  passedKinds,
  rowClassOf,
} from '../domain/inspection/coverage.ts';

/**
 * Whether these can be the numbers of a file of so many bytes: each byte was looked at or passed by, nothing is part of what is not there,
 * and where no column was taken for counts and some for nothing, a rule says so.
 */
export function isBalanced(exact: Coverage, { bytes, found }: { readonly bytes: number; readonly found: number }) {
  const { tables, rows, cells, columns, lines, looseLines, parts, looked, passed, rounding } = exact;
  const allColumns = sum(Object.values(columns));
  const holds = [
    looked + sum(passed.map((piece) => piece.bytes)) === bytes,
    bytes > 0 || tables + lines + parts.all === 0,
    parts.read <= parts.all,
    looseLines <= lines,
    tables > 0 || rows === 0,
    // Sentences with numbers may be rounded too.
    tables + looseLines > 0 || rounding.length === 0,
    rows > 0 || cells === 0,
    allColumns <= cells,
    columnKinds.every((kind) => toldOf(exact, kind) <= columns[kind]),
    columns.unknown === 0 || columns.count > 0 || found > 0,
  ];
  return holds.every(Boolean);
}

function toldOf({ firstTables }: Coverage, kind: ColumnKind): number {
  return sum(firstTables.map(({ kinds }) => kinds.filter((one) => one === kind).length));
}

export function classesOf(exact: Coverage, balances: boolean): CoverageClasses {
  const { tables, rows, columns, looseLines, parts, passed, rounding } = exact;
  const kinds = new Set(passed.filter(({ bytes }) => bytes > 0).map(({ kind }) => kind));
  return {
    ...{ balances, tables: amountOf(tables), counts: amountOf(columns.count), unknown: amountOf(columns.unknown) },
    ...{
      rows: rowClassOf(rows),
      looseLines: amountOf(looseLines),
      unreadParts: amountOf(Math.max(0, parts.all - parts.read)),
    },
    passed: passedKinds.filter((kind) => kinds.has(kind)),
    rounding: [...new Set(rounding)].sort((one, other) => one - other),
  };
}

function amountOf(number: number): Amount {
  if (number < 2) return number === 0 ? 'none' : 'one';
  if (number < 10) return 'few';
  return number < 100 ? 'some' : 'many';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
