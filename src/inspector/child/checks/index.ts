import type { Coverage } from '../../../domain/inspection/coverage.ts';
import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { Place } from '../../../domain/inspection/evidence.ts';
import type { CountTable } from '../exchange.ts';
import type { Seen } from '../reader.ts';
import { Collected, type Found } from './collected.ts';
import { CountTables } from './counts/count-table.ts';
import { CoverageCount, isUnexplained } from './coverage.ts';
import { startTable } from './table.ts';
import type { CheckedRule, Told } from './table-check.ts';
import { startText } from './text.ts';

/** Takes what a reader comes across in one file, and holds it to the rules. What it keeps has a limit, however large the file is. */
export function createChecks(rules: DisclosureRules): Seen & {
  /** Rows of a table beyond those that the checks were told. */
  counted(rows: number, cells: number): void;
  /** `isRoundedByFew`: some table looks rounded by so few counts that one of very many does by chance; `tables`: the first crosstabs. */
  result(): Found & { coverage: Coverage; isRoundedByFew: boolean; tables: CountTable[] };
} {
  const collected = new Collected();
  const covering = new CoverageCount();
  const tables = new CountTables();
  let isRoundedByFew = false;
  const toldAt = (place: Place): Told => ({
    found: (rule: CheckedRule, row, column) =>
      collected.found(rule, column === undefined ? { ...place, row } : { ...place, row, column }),
    table: () => covering.table(),
    row: (cells) => covering.row(cells),
    columns: (kinds) => {
      covering.columns(kinds, place);
      const isPlaced = place.sheet !== undefined || place.page !== undefined;
      if (isUnexplained(kinds)) collected.found('numbers-unknown', isPlaced ? place : undefined);
    },
    rounding: (base, isByFew) => {
      covering.rounding(base);
      isRoundedByFew ||= isByFew;
    },
    counts: (table) => tables.take(table),
    line: (isLoose) => covering.line(isLoose),
  });
  return {
    found: (rule, place) => collected.found(rule, place),
    notChecked: (reason) => collected.notChecked(reason),
    looked: (bytes) => covering.looked(bytes),
    passed: (kind, bytes) => covering.passed(kind, bytes),
    part: (isRead) => covering.part(isRead),
    counted: (rows, cells) => covering.counted(rows, cells),
    table: (place = {}) => startTable(rules, toldAt(place)),
    text: (place = {}, title) => startText(rules, toldAt(place), title),
    result: () => ({ ...collected.result(), coverage: covering.result(), isRoundedByFew, tables: tables.all }),
  };
}
