import type { Coverage } from '../../../domain/inspection/coverage.ts';
import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { Place } from '../../../domain/inspection/evidence.ts';
import type { CountTable } from '../exchange.ts';
import type { Seen } from '../reader.ts';
import { Collected, type Found } from './collected.ts';
import { CountTables } from './counts/count-table.ts';
import { FileNumbers } from './counts/file-numbers.ts';
import { FileShares } from './counts/file-shares.ts';
import { RoundedFile } from './counts/rounded-file.ts';
import { differByFew, leaveOutFew, leavesSome } from './counts/without-some.ts';
import { CoverageCount, isUnexplained } from './coverage.ts';
import { AskedRows } from './people/asked-rows.ts';
import { startTable } from './table.ts';
import type { Told } from './table-check.ts';
import { startText } from './text.ts';

/** Takes what a reader comes across in one file, and holds it to the rules. What it keeps has a limit, however large the file is. */
export function createChecks(rules: DisclosureRules): Seen & {
  /** Rows of a table beyond those that the checks were told. */
  counted(rows: number, cells: number): void;
  result(): FileResult;
} {
  const file = new CheckedFile(rules);
  const { collected, covering } = file;
  return {
    found: (rule, place) => collected.found(rule, place),
    notChecked: (reason) => collected.notChecked(reason),
    looked: (bytes) => covering.looked(bytes),
    passed: (kind, bytes) => covering.passed(kind, bytes),
    part: (isRead) => covering.part(isRead),
    counted: (rows, cells) => covering.counted(rows, cells),
    table: (place = {}) => startTable(rules, file.toldAt(place)),
    text: (place = {}, title) => startText(rules, file.toldAt(place), title),
    result: () => file.result(),
  };
}

/** `isRoundedByFew`: some table looks rounded by so few counts that one of very many does by chance; `tables`: the first crosstabs. */
interface FileResult extends Found {
  readonly coverage: Coverage;
  readonly isRoundedByFew: boolean;
  readonly tables: CountTable[];
}

class CheckedFile {
  readonly collected = new Collected();
  readonly covering = new CoverageCount();
  readonly #tables = new CountTables();
  readonly #rounded = new RoundedFile();
  readonly #shares = new FileShares();
  readonly #numbers = new FileNumbers();
  readonly #asked = new AskedRows();
  readonly #rules: DisclosureRules;
  #isRoundedByFew = false;
  #leavesSome = false;
  #isEnded = false;

  constructor(rules: DisclosureRules) {
    this.#rules = rules;
  }

  toldAt(file: Place): Told {
    const placeOf = (row: number, column: number | undefined) =>
      column === undefined ? { ...file, row } : { ...file, row, column };
    return {
      found: (rule, row, column) => this.collected.found(rule, placeOf(row, column)),
      small: (rule, counts, row, column) => {
        const place = placeOf(row, column);
        if (!this.#rounded.hold({ rule, place, counts })) this.collected.found(rule, place);
      },
      different: (counts) => this.#rounded.counts(counts),
      saysBase: (base) => this.#rounded.says(base),
      loose: (numbers) => this.#rounded.loose(numbers),
      asked: this.#asked,
      saysSizes: (title) => {
        this.#shares.says(title);
        this.#leavesSome ||= leavesSome(title);
      },
      numbers: (text, cell, own) => this.#numbers.take(text, cell, own),
      shares: (shares) => {
        for (const share of shares) {
          this.#shares.take(share, placeOf(share.row, share.column));
          this.#numbers.share(share);
        }
      },
      table: () => this.covering.table(),
      row: (cells) => this.covering.row(cells),
      columns: (kinds) => {
        this.covering.columns(kinds, file);
        const isPlaced = file.sheet !== undefined || file.page !== undefined;
        if (isUnexplained(kinds)) this.collected.found('numbers-unknown', isPlaced ? file : undefined);
      },
      rounding: (base, isByFew) => {
        this.covering.rounding(base);
        this.#rounded.base(base);
        this.#isRoundedByFew ||= isByFew;
      },
      counts: (table) => this.#tables.take(table),
      line: (isLoose) => this.covering.line(isLoose),
    };
  }

  result(): FileResult {
    this.#end();
    const [coverage, isRoundedByFew] = [this.covering.result(), this.#isRoundedByFew];
    return { ...this.collected.result(), coverage, isRoundedByFew, tables: this.#tables.all };
  }

  /** What only all of the file tells, once. */
  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const { found, bases, isByFew } = this.#rounded.end(this.#rules);
    for (const { rule, place } of found) this.collected.found(rule, place);
    for (const base of bases) this.covering.rounding(base);
    for (const place of this.#shares.small(this.#rules.minCount)) this.collected.found('small-rate', place);
    const [tables, { minCount }] = [this.#tables.all, this.#rules];
    if ((this.#leavesSome && differByFew(tables, minCount)) || leaveOutFew(tables, minCount))
      this.collected.found('small-difference');
    this.#isRoundedByFew ||= isByFew;
    const isAlarmed = this.collected.result().findings.some(({ severity }) => severity !== 'note');
    if (isAlarmed || this.covering.result().rounding.length > 0) return;
    if (this.#numbers.areOfStages(minCount)) this.collected.found('small-difference');
    else if (this.#numbers.mayGive(minCount)) this.collected.found('close-numbers');
  }
}
