import type { ColumnKind } from '../../../../domain/inspection/coverage.ts';
import { mostCounted } from '../../../../domain/inspection/evidence.ts';
import type { Cell } from '../cell.ts';
import type { Label } from '../label.ts';

/** A column of so many rows that goes up from 0 or 1 by one numbers its rows. */
const fewestNumbered = 10;
/** A column of more different counts is not asked whether they are rounded: what is not kept could be what is not. */
const mostValues = 2000;

/** `1.204`: a thousand and more, where the other numbers of a column are whole and below a thousand, and no table has decimals. */
const grouped = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
/** So many such cells are held until the others are known. */
const mostGrouped = 500;

/** A cell that is a small count or an empty one, if its column counts. */
export interface Small {
  readonly rule: 'small-count' | 'zero-count';
  readonly row: number;
}

/** What stands in one column of a table, as far as it tells what its numbers are. What it keeps has a limit. */
export class ColumnShape {
  /** Numbers that its row says nothing else of. */
  numbers = 0;
  texts = 0;
  /** Cells that hide a count: they say that others are counts. */
  masked = 0;
  /** Numbers with a comma before one or two decimals: then points part thousands. */
  commas = 0;
  /** Cells with a count and its share. */
  counted = 0;
  percents = 0;
  /** Numbers of which their rows say what they are: counts or none. */
  readonly told = { counts: 0, others: 0 };
  fractions = 0;
  negatives = 0;
  largest = Number.NEGATIVE_INFINITY;
  /** The different counts; none where there are too many to keep. */
  readonly values = new Set<number>();
  #isFull = false;
  #isNumbering = true;
  #isStep = true;
  #isRising = true;
  #areYears = true;
  #areFlags = true;
  #isPadded = false;
  #length: number | undefined;
  #sameLength = true;
  #last: number | undefined;
  #sum = 0;
  readonly #pending: Small[] = [];
  readonly #grouped: { value: number; text: string; small: Small | undefined; isTotal: boolean }[] = [];
  #isSettled = false;
  readonly #perRule = new Map<string, number>();

  number(value: number, text: string, small: Small | undefined, isTotal = false): void {
    if (this.#isSettled || !text.includes('.') || !grouped.test(text)) this.#take(value, text, small, isTotal);
    else if (this.#grouped.push({ value, text, small, isTotal }) === mostGrouped) this.settle(false);
  }

  /** Whether its numbers with points may be thousands; `mixed` where others, which are whole and smaller, say so, `sure` where all these have three digits. */
  get pointed(): 'none' | 'never' | 'alone' | 'mixed' | 'sure' {
    if (this.#grouped.length === 0) return this.fractions > 0 ? 'never' : 'none';
    if (this.numbers === 0) return 'alone';
    if (!this.isWhole || this.largest >= 1000) return 'never';
    return this.numbers > 1 && Math.min(...this.values) >= 100 ? 'sure' : 'mixed';
  }

  /** Takes the numbers with points that were held. */
  settle(areThousands: boolean): void {
    this.#isSettled = true;
    for (const { value, text, small, isTotal } of this.#grouped.splice(0))
      if (areThousands) this.#take(Number(text.replaceAll('.', '')), text, undefined, isTotal);
      else this.#take(value, text, small, isTotal);
  }

  #take(value: number, text: string, small: Small | undefined, isTotal: boolean): void {
    this.numbers += 1;
    const last = this.#last;
    this.#isNumbering &&= last === undefined ? value === 0 || value === 1 : value === last + 1;
    this.#isStep &&= last === undefined || value === last + 1;
    this.#isRising &&= last === undefined || value > last;
    this.#last = value;
    this.#areYears &&= Number.isInteger(value) && value >= 1850 && value <= 2100;
    this.#areFlags &&= value === 0 || value === 1;
    this.#isPadded ||= text.startsWith('0') && /^0\d/.test(text);
    this.#sameLength &&= this.#length === undefined || this.#length === text.length;
    this.#length = text.length;
    if (!Number.isInteger(value)) this.fractions += 1;
    if (value < 0) this.negatives += 1;
    this.#sum += value;
    if (value > this.largest) this.largest = value;
    if (!isTotal) this.value(value);
    if (small !== undefined) this.#hold(small);
  }

  /** A number that counts, whatever else the column holds. */
  value(value: number): void {
    if (value <= 0 || !Number.isInteger(value) || this.#isFull) return;
    this.values.add(value);
    if (this.values.size <= mostValues) return;
    this.#isFull = true;
    this.values.clear();
  }

  #hold(small: Small): void {
    const known = this.#perRule.get(small.rule) ?? 0;
    if (known === mostCounted) return;
    this.#perRule.set(small.rule, known + 1);
    this.#pending.push(small);
  }

  pending(): readonly Small[] {
    return this.#pending;
  }

  /** Numbers its rows, as programs do: a few are told by standing first. */
  isRowNumber(isFirst: boolean): boolean {
    return this.#isNumbering && this.numbers >= (isFirst ? 2 : fewestNumbered);
  }

  get isNumbering(): boolean {
    return this.#isNumbering && this.numbers > 1;
  }

  /** Shares of a whole, by what they add up to. */
  get areShares(): boolean {
    const isNear = (whole: number) =>
      Math.abs(this.#sum - whole) <= whole / 50 || Math.abs(this.#sum - 2 * whole) <= whole / 50;
    return this.fractions > 0 && this.numbers > 2 && this.negatives === 0 && (isNear(100) || isNear(1));
  }

  get isTextual(): boolean {
    return this.texts > this.numbers + this.counted + this.masked && this.texts > this.told.counts + this.told.others;
  }

  get isWhole(): boolean {
    return this.numbers > 0 && this.fractions === 0 && this.negatives === 0;
  }

  get areFlags(): boolean {
    return this.numbers > 0 && this.#areFlags;
  }

  get areYears(): boolean {
    return this.numbers > 0 && this.#areYears;
  }

  /** Names its rows: one after another, padded with zeros, or in order at the left. */
  isKey(isFirst: boolean): boolean {
    if (this.numbers === 0 || this.fractions > 0) return false;
    if (this.#isPadded || (this.#isStep && this.numbers >= 3)) return true;
    if (this.#sameLength && (this.#length ?? 0) >= 6 && this.numbers >= 3 && this.values.size === this.numbers)
      return true;
    // As many different ones as there are rows, or hardly more: a list of codes.
    const areCodes = this.numbers >= 8 && this.values.size === this.numbers && this.largest <= 1.2 * this.numbers;
    return areCodes || (isFirst && this.#isRising && this.numbers >= 2);
  }

  note(cell: Cell, text = ''): void {
    if (cell.kind === 'number' && text.includes(',') && /\d,\d{1,2} ?%?$/.test(text)) this.commas += 1;
    if (cell.kind === 'text') this.texts += 1;
    else if (cell.kind === 'masked') this.masked += 1;
    else if (cell.kind === 'counted') this.counted += 1;
    else if (cell.kind === 'number' && cell.isPercent) this.percents += 1;
  }

  /** What its head and its cells say that it holds, where that is sure without the rest of the table. */
  ownKind(label: Label | undefined, isFirst: boolean): ColumnKind | undefined {
    const { told } = this;
    if (this.isTextual) return 'text';
    if (this.numbers === 0) {
      if (this.counted > 0) return 'count';
      if (told.counts + told.others > 0) return told.counts >= told.others ? 'count' : 'statistic';
      return this.percents > 0 ? 'percent' : 'text';
    }
    // Of how many it is not known; few of them are told by a check of their own.
    if (label?.isMissing === true && !label.isPercent && !label.isStatistic && this.isWhole) return 'count';
    if (label?.counts === true)
      return this.isRowNumber(isFirst) ? 'key' : this.fractions > this.numbers / 2 ? 'statistic' : 'count';
    if (label?.isPercent === true || this.percents > this.numbers || this.areShares) return 'percent';
    if (label?.isStatistic === true || label?.isExtreme === true || label?.isResidual === true) return 'statistic';
    if (this.areYears) return 'time';
    if (label?.isTime === true) return 'time';
    if (label?.isMeasure === true || label?.isOther === true)
      return label.isOther && this.fractions === 0 ? 'key' : 'measure';
    return this.isKey(isFirst) ? 'key' : undefined;
  }
}
