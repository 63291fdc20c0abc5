import {
  type ColumnKind,
  type Coverage,
  columnKinds,
  mostBases,
  mostTold,
  type PassedKind,
} from '../../../domain/inspection/coverage.ts';
import type { Place } from '../../../domain/inspection/evidence.ts';

/** More pieces that were not looked at are told as one. */
const mostPassed = 199;

/** Whether nobody knows what the numbers of a table are. */
export function isUnexplained(kinds: readonly ColumnKind[]): boolean {
  return kinds.includes('unknown') && !kinds.includes('count');
}

/** Counts what the checks were told of one file; what nobody told them is not in it. */
export class CoverageCount {
  readonly #columns = Object.fromEntries(columnKinds.map((kind) => [kind, 0])) as Record<ColumnKind, number>;
  readonly #passed: { kind: PassedKind; bytes: number }[] = [];
  readonly #rounding = new Set<number>();
  readonly #firstTables: Coverage['firstTables'] = [];
  readonly #parts = { all: 0, read: 0 };
  #tables = 0;
  #rows = 0;
  #cells = 0;
  #lines = 0;
  #looseLines = 0;
  #looked = 0;

  table(): void {
    this.#tables += 1;
  }

  /** More rows of a table, which were counted and no check was told of. */
  counted(rows: number, cells: number): void {
    this.#rows += rows;
    this.#cells += cells;
  }

  row(cells: number): void {
    this.#rows += 1;
    this.#cells += cells;
  }

  /** What the columns of a table were taken for, at its end. */
  columns(kinds: readonly ColumnKind[], place: Pick<Place, 'sheet' | 'page' | 'table'>): void {
    for (const kind of kinds) this.#columns[kind] += 1;
    if (this.#firstTables.length < mostTold.tables)
      this.#firstTables.push({ ...place, kinds: kinds.slice(0, mostTold.columns) });
  }

  rounding(base: number): void {
    if (this.#rounding.size < mostBases) this.#rounding.add(base);
  }

  /** `isLoose`: it has numbers and belongs to no table. */
  line(isLoose: boolean): void {
    this.#lines += 1;
    if (isLoose) this.#looseLines += 1;
  }

  part(isRead: boolean): void {
    this.#parts.all += 1;
    if (isRead) this.#parts.read += 1;
  }

  looked(bytes: number): void {
    this.#looked += bytes;
  }

  passed(kind: PassedKind, bytes: number): void {
    if (this.#passed.length < mostPassed) this.#passed.push({ kind, bytes });
    else {
      const last = this.#passed.at(-1);
      if (last !== undefined) last.bytes += bytes;
    }
  }

  result(): Coverage {
    return {
      ...{ tables: this.#tables, rows: this.#rows, cells: this.#cells, columns: this.#columns },
      ...{ lines: this.#lines, looseLines: this.#looseLines, parts: this.#parts },
      ...{ looked: this.#looked, passed: this.#passed, rounding: [...this.#rounding] },
      firstTables: this.#firstTables,
    };
  }
}
