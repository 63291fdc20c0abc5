import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import { startLines } from '../identifiers/left-out.ts';
import { personalIn } from '../identifiers/personal.ts';
import { ownTexts } from '../reader.ts';
import { Accuracy } from './counts/accuracy.ts';
import { startAsked } from './counts/asked-counts.ts';
import { areFew, roundedRule } from './counts/held-findings.ts';
import { rulesOfNumbers } from './counts/numbers-in-line.ts';
import { shareOfAll } from './counts/of-many.ts';
import { startPlans } from './counts/plans.ts';
import { roundingOf, wholeNumbersIn } from './counts/rounding.ts';
import { areCodes, arePeople, startList } from './people/listed-people.ts';
import { startWrapped } from './people/wrapped-rows.ts';
import { gridsIn } from './printed/blocks.ts';
import { printOf } from './printed/delimited.ts';
import { goesOn } from './printed/double-spaced.ts';
import type { PrintedGrid } from './printed/grid.ts';
import { mayBeHeads } from './printed/head-lines.ts';
import { brokenSentences } from './printed/paragraphs.ts';
import { type PrintedLine, printedLine } from './printed/tokens.ts';
import { Body, rowReader, startTable } from './table.ts';
import type { CheckedRule, Told } from './table-check.ts';
import type { WrittenRow } from './written/forms.ts';
import { writtenTables } from './written/index.ts';

/** So many lines, or signs, are held to find the tables in them. */
const most = { lines: 2000, signs: 1_000_000 };

/** Rules about cells that mean nothing in a table that was found in a text: its lines are held to those about lines. */
const aboutCells: ReadonlySet<CheckedRule> = new Set([
  'formula-cell',
  'long-text',
  'email-address',
  'social-security-number',
  'secret-address',
]);

interface Line {
  readonly raw: string;
  readonly plain: string;
  readonly number: number;
}

interface Hit {
  readonly rule: CheckedRule;
  readonly line: number;
  readonly column: number | undefined;
  /** It is among the counts that are kept. */
  readonly isKept: boolean;
}

/** Lines with nothing between them. */
export class Block {
  readonly #rules: DisclosureRules;
  readonly #told: Told;
  readonly #title: string | undefined;
  #lines: Line[] = [];
  #signs = 0;
  #gaps = 0;
  #hits: Hit[] = [];
  readonly #leftOut: ReturnType<typeof startLines>;
  readonly #list: ReturnType<typeof startList>;
  readonly #wrapped: ReturnType<typeof startWrapped>;
  readonly #asked: ReturnType<typeof startAsked>;
  readonly #isOfPlan = startPlans();
  readonly #accuracy = new Accuracy();
  /** Lines of tables whose counts are rounded: what each line says of them, its table says better. */
  readonly #rounded = new Set<number>();
  /** All counts of the lines, in tables and outside of them: few of one table may be rounded as those of the others are. */
  readonly #counts = new Set<number>();
  /** What a command was asked for is taken for what it shows. */
  #isAsked = false;
  /** Heads that a gap parts from their rows. */
  #heads: readonly PrintedLine[] = [];

  constructor(rules: DisclosureRules, told: Told, title: string | undefined) {
    this.#rules = rules;
    this.#told = told;
    this.#title = title;
    this.#asked = startAsked(rules.minCount);
    this.#leftOut = startLines(rules.minCount);
    this.#list = startList(rules.minCount, (line) => this.#people(line));
    this.#wrapped = startWrapped(rules.minCount);
  }

  gap(): void {
    this.#gaps += 1;
  }

  take(line: Line): void {
    if (this.#gaps > 1 || (this.#gaps === 1 && !goesOn(this.#lines, line))) this.end();
    this.#gaps = 0;
    this.#lines.push(line);
    this.#signs += line.raw.length;
    if (this.#lines.length === most.lines || this.#signs > most.signs) this.end();
  }

  end(): void {
    if (this.#lines.length === 0) return;
    const inTable = new Set<number>();
    const spacedLines = this.#readWritten(inTable);
    const printed = spacedLines
      .filter(({ plain }) => !this.#isAttribute(plain))
      .map(({ plain, number }) => printedLine(plain, number));
    const grids = gridsIn(printed, this.#heads);
    const hasRows = printed.some(({ kind }) => kind === 'row');
    this.#heads = hasRows ? [] : printed.filter(mayBeHeads).slice(-2);
    for (const grid of grids) this.#readGrid(grid, inTable);
    for (const line of this.#lines) this.#list.line(line);
    for (const line of this.#told.asked.peopleIn(this.#lines, grids)) this.#people(line);
    const { minCount } = this.#rules;
    const areListed = arePeople(spacedLines, minCount) || areCodes(this.#lines, minCount);
    if (!this.#hits.some(({ rule }) => rule === 'individual-rows') && areListed)
      this.#people(spacedLines[0]?.number ?? 1);
    for (const line of this.#lines) this.#readLine(line, inTable.has(line.number));
    for (const line of brokenSentences(spacedLines)) this.#readSentence(line);
    this.#tell();
    this.#lines = [];
    this.#signs = 0;
    this.#asked.gap();
  }

  endAll(): void {
    this.end();
    for (const line of this.#accuracy.small(this.#rules.minCount)) this.#told.found('small-rate', line);
    this.#list.end();
    this.#tell();
  }

  #people(line: number): void {
    this.#hits.push({ rule: 'individual-rows', line, column: undefined, isKept: false });
  }

  /** Takes the tables that are written with signs of their own, and gives the other lines. */
  #readWritten(inTable: Set<number>): readonly Line[] {
    const { tables, others } = writtenTables(this.#lines);
    for (const rows of tables) this.#readRows(rows);
    const left = new Set(others);
    for (const line of this.#lines) if (!left.has(line)) inTable.add(line.number);
    return others;
  }

  #readRows(rows: readonly WrittenRow[]): void {
    const lines = new Set(rows.map(({ line }) => line));
    const table = startTable(
      this.#rules,
      this.#inTable((row, column) => [rows[row - 1]?.line ?? 1, column], lines),
    );
    for (const { cells } of rows) table.row(cells);
    table.end();
  }

  #readGrid(grid: PrintedGrid, inTable: Set<number>): void {
    const { header, headerLine, rows } = grid;
    if (this.#wrapped(grid)) this.#people(headerLine);
    const lines = new Set(rows.map(({ line }) => line));
    const told = this.#inTable((line) => [line, undefined], lines);
    const read = rowReader(this.#rules, told);
    const body = new Body(this.#rules, told, header, headerLine);
    for (const { cells, line } of rows) {
      inTable.add(line);
      told.row(cells.length);
      body.row(read(cells, line));
    }
    body.end();
  }

  #readLine({ raw, plain, number }: Line, isInTable: boolean): void {
    const hit = (rule: CheckedRule, isKept: boolean) =>
      this.#hits.push({ rule, line: number, column: undefined, isKept });
    // How many values a variable has stands behind its name, as that of a person would.
    const isCounted = this.#asked.isAnswer && /^\s*\w+ +\d+$/.test(plain);
    for (const rule of new Set([...personalIn(raw, plain), ...this.#leftOut(plain)]))
      if (!isCounted || rule !== 'labelled-identifier') hit(rule, false);
    const isAside = this.#isOfPlan(plain) || printOf(plain, undefined) !== undefined;
    if (!isAside && !this.#isAttribute(plain))
      for (const rule of rulesOfNumbers(plain, this.#rules, this.#counts))
        if (rule !== 'small-count' || !this.#rounded.has(number)) hit(rule, true);
    this.#accuracy.line(plain, number);
    const share = shareOfAll(plain);
    if (share !== undefined) this.#told.shares([{ ...share, row: number, column: 1 }]);
    if (this.#asked.line(plain)) {
      hit('small-count', false);
      this.#isAsked = true;
    }
    if (!isInTable || /^\s*\d[\d.,' ]* \p{L}{3,}\D*$/u.test(plain)) this.#told.loose(wholeNumbersIn(plain));
    this.#told.line(!isInTable && /\d/.test(plain));
  }

  /** What only a sentence tells that goes on in the next line. */
  #readSentence({ plain, number }: Pick<Line, 'plain' | 'number'>): void {
    const known = new Set(this.#hits.map(({ rule }) => rule));
    const rules = [
      ...rulesOfNumbers(plain, this.#rules, this.#counts),
      ...startLines(this.#rules.minCount)(plain),
      ...personalIn(plain, plain),
    ];
    for (const rule of rules)
      if (!known.has(rule)) this.#hits.push({ rule, line: number, column: undefined, isKept: rule !== 'zero-count' });
  }

  /** What a program wrote about a file, and attributes of its parts. */
  #isAttribute(line: string): boolean {
    return this.#title === ownTexts.self || (this.#title === ownTexts.others && /^\s*\w+: \d+$/.test(line));
  }

  #inTable(
    place: (row: number, column: number | undefined) => readonly [number, number | undefined],
    lines: ReadonlySet<number>,
  ): Told {
    const found: Told['found'] = (rule, row, column) => {
      const [line, at] = place(row, column);
      if (!aboutCells.has(rule)) this.#hits.push({ rule, line, column: at, isKept: true });
    };
    return {
      ...this.#told,
      rounding: (base, isByFew) => {
        for (const line of lines) this.#rounded.add(line);
        this.#told.rounding(base, isByFew);
      },
      different: (counts) => {
        for (const count of counts) this.#counts.add(count);
      },
      small: (rule, _, row, column) => found(rule, row, column),
      shares: (shares) =>
        this.#told.shares(shares.map((share) => ({ ...share, row: place(share.row, share.column)[0] }))),
      found,
    };
  }

  /** Each line once for each rule, in their order. */
  #tell(): void {
    const seen = new Set<string>();
    const counts = new Set(this.#isAsked ? [] : this.#counts);
    const base = roundingOf(counts);
    if (base !== undefined) this.#told.rounding(base, areFew(counts));
    this.#told.different(this.#counts);
    for (const { rule: own, line, column, isKept } of this.#hits.toSorted((one, other) => one.line - other.line)) {
      const rule = own === 'small-count' && base !== undefined ? roundedRule(base, this.#rules) : own;
      const key = `${rule} ${line} ${column ?? ''}`;
      const isSmall = isKept && (rule === 'small-count' || rule === 'small-missing');
      if (isSmall && !seen.has(key)) this.#told.small(rule, counts, line, column);
      else if (!seen.has(key)) this.#told.found(rule, line, column);
      seen.add(key);
    }
    this.#counts.clear();
    this.#isAsked = false;
    this.#hits = [];
  }
}
