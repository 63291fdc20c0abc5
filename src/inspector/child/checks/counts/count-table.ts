import type { ColumnKind } from '../../../../domain/inspection/coverage.ts';
import { type CountTable, mostOfTables } from '../../exchange.ts';
import { type Cell, countIn } from '../cell.ts';
import type { Label } from '../label.ts';
import type { TableRow } from '../table-check.ts';
import { mayBeRounded } from './rounding.ts';

const fewestRows = 3;

const naming: ReadonlySet<ColumnKind> = new Set(['text', 'key', 'time']);

/** Keeps the first tables of counts of one file, as long as they are few. */
export class CountTables {
  readonly all: CountTable[] = [];
  #cells = 0;

  take(table: CountTable): void {
    this.#cells += table.rows.length * table.columns.length;
    if (this.all.length < mostOfTables.tables && this.#cells <= mostOfTables.cells) this.all.push(table);
  }
}

/** A table of counts that have names and are not rounded, as another table may be held against it; undefined for any other. */
export function countTableOf(
  header: readonly Label[],
  kinds: readonly ColumnKind[],
  rows: readonly TableRow[],
): CountTable | undefined {
  const all = kinds.flatMap((kind, at) => (kind === 'count' ? [at] : []));
  // One column alone needs no head.
  const columns = all.length === 1 ? all : all.filter((at) => (header[at]?.words.length ?? 0) > 0);
  const [only, ...others] = rows;
  const isOneRow = only !== undefined && others.length === 0 && columns.length > 1 && columns.length === kinds.length;
  if (columns.length === 0 || columns.length > mostOfTables.columns || (rows.length < fewestRows && !isOneRow))
    return undefined;
  const named = kinds.flatMap((kind, at) => (naming.has(kind) ? [at] : []));
  const told = columns.map((at) => ({
    name: nameOf(header[at]?.words ?? []),
    counts: rows.map(({ cells }) => exactCount(cells[at]) ?? null),
  }));
  const counted = told.flatMap(({ counts }) => counts.filter((count) => count !== null));
  if (counted.length > mostOfTables.cells || mayBeRounded(counted)) return undefined;
  // Names above their counts, as R prints them, are as names beside them.
  if (isOneRow)
    return {
      rows: told.map(({ name }) => name),
      columns: [{ name: '', counts: told.map(({ counts }) => counts[0] ?? null) }],
    };
  return { rows: rows.map(({ texts }) => nameOf(named.map((at) => texts[at] ?? ''))), columns: told };
}

/** No count of people is so large that it cannot be told exactly; an answer with one would be refused. */
function exactCount(cell: Cell | undefined): number | undefined {
  const count = countIn(cell);
  return Number.isSafeInteger(count) ? count : undefined;
}

function nameOf(words: readonly string[]): string {
  return words.join(' ').toLowerCase().slice(0, mostOfTables.name);
}
