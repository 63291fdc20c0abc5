import { cellOf, plainNumber } from './cell.ts';
import { isIdentifierLabel } from './identifier-labels.ts';
import { labelOf } from './label.ts';

interface Span {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Column {
  readonly kind: 'count' | 'extreme' | 'identifier';
  readonly from: number;
  readonly to: number;
}

/** What a line tells: its counts, and what the header says of columns in which it has the first numbers. */
interface Told {
  readonly counts: readonly number[];
  readonly heads: readonly ('extreme' | 'identifier')[];
  readonly headerLine: number;
}

/** Wider lines are no printed tables. */
const widest = 400;

const bareNumber = /(?:^|\s)[-+]?\d[\d.,]*(?:\s|$)/;
const nothing: Told = { counts: [], heads: [], headerLine: 0 };

/** Follows the tables that programs print with spaces: a number belongs to the head that stands above it. */
export class AlignedColumns {
  #columns: readonly Column[] = [];
  #line = 0;
  #told = new Set<Column['kind']>();

  line(text: string, number: number): Told {
    // A line with nothing may part a header from its rows.
    if (text.trim() === '') return nothing;
    const mayBeRow = this.#columns.length > 0 && /\d/.test(text);
    const mayBeHeader = !bareNumber.test(text) && isSpaced(text);
    const spans = text.length <= widest && (mayBeRow || mayBeHeader) ? spansOf(text) : [];
    const numbers = mayBeRow ? spans.filter(isNumber) : [];
    if (isRow(spans, numbers)) return this.#read(numbers);
    if (isRuleOrType(text)) return nothing;
    this.#columns = mayBeHeader ? spans.flatMap(columnOf) : [];
    this.#line = number;
    this.#told = new Set();
    return nothing;
  }

  #read(numbers: readonly Span[]): Told {
    const below = (kind: Column['kind']) =>
      numbers.filter(({ from, to }) =>
        this.#columns.some((one) => one.kind === kind && from < one.to && one.from < to),
      );
    const counts = below('count').flatMap(({ text }) => {
      const cell = cellOf(text);
      return cell.kind === 'number' && Number.isInteger(cell.value) ? [cell.value] : [];
    });
    const heads = (['extreme', 'identifier'] as const).filter(
      (kind) => !this.#told.has(kind) && below(kind).length > 0,
    );
    for (const kind of heads) this.#told.add(kind);
    return { counts, heads, headerLine: this.#line };
  }
}

function spansOf(text: string): Span[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    from: index,
    to: index + word.length,
  }));
}

function isNumber({ text }: Span): boolean {
  return plainNumber(text) !== undefined || cellOf(text).kind === 'number';
}

/** Half of a row of numbers is numbers; a sentence has fewer. */
function isRow(spans: readonly Span[], numbers: readonly Span[]): boolean {
  return numbers.length > 0 && numbers.length >= spans.length / 2;
}

/** Lines of dashes, and those in which R tells the types of columns. */
function isRuleOrType(text: string): boolean {
  return /^[-+= ]{3,}$/.test(text) || /^\s*(?:<\w+>\s*)+$/.test(text);
}

/** A header has wide gaps, or stands apart from its left edge and does not end as a sentence does. */
function isSpaced(text: string): boolean {
  const gaps = text.trim().match(/ {2,}/g)?.length ?? 0;
  return gaps > 1 || ((gaps > 0 || /^\s/.test(text)) && !/[,;:.!?]\s*$/.test(text));
}

function columnOf({ text, from, to }: Span): Column[] {
  const { counts, isExtreme, words } = labelOf(text);
  if (isIdentifierLabel(words)) return [{ kind: 'identifier', from, to }];
  if (counts) return [{ kind: 'count', from, to }];
  return isExtreme ? [{ kind: 'extreme', from, to }] : [];
}
