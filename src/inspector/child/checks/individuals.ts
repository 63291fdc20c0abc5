import { isOfGroups, isTime, ofGroupsToo, type Quasi, quasiOf } from '../identifiers/quasi.ts';
import type { Label } from './label.ts';
import { labelOf } from './label.ts';
import { isDay } from './patterns.ts';
import type { StartCheck, TableRow } from './table-check.ts';

/** So many rows show what a column holds, and so many columns are looked at. */
const mostRows = 500;
const mostColumns = 200;
/** Fewer rows are not taken for people: where single ages show that they are, and where only the heads do. */
const fewestSingle = 5;
const fewestPeople = 20;

/** Many rows, and rows that look like people: by what tells them apart, and by ages or years of birth that follow each other without any order. */
export const startIndividuals: StartCheck = ({ rules, header, headerRow, found }) => {
  const columns = header.slice(0, mostColumns).map((label) => new PersonColumn(label));
  const rowKinds = new Set<Quasi>();
  const isTurned = areNumbered(header);
  const names = new Set(header.map(({ words }) => words.join(' ')).filter((name) => name !== ''));
  const combined = new Set<string>();
  let rows = 0;
  let summaries = 0;
  return {
    row: (row) => {
      rows += 1;
      if (rows === rules.maxRows + 1) found('many-rows', row.number);
      if (rows > mostRows) return;
      for (const [at, column] of columns.entries()) column.take(row, at);
      combined.add(
        row.texts
          .filter((_, at) => columns[at]?.tellsGroup)
          .join('\n')
          .slice(0, 200),
      );
      const label = labelOf(row.texts[0] ?? '');
      // Rows of a mean or a count, and rows that are named as the columns are, are no people.
      if (label.counts || isOfGroups(label.words) || names.has(label.words.join(' '))) summaries += 1;
      const kind = isTurned ? quasiOf(label.words) : undefined;
      if (kind !== undefined) rowKinds.add(kind);
    },
    end: () => {
      const looks =
        summaries >= 2
          ? undefined
          : lookOf(columns, rows, rules.minCount, combined.size < 0.8 * Math.min(rows, mostRows));
      if (looks === 'people' || rowKinds.size >= 2) found('individual-rows', headerRow);
      else if (looks === 'perhaps') found('scattered-rows', headerRow);
    },
  };
};

/** `repeats`: rows agree in all that groups are told apart by, which a table of groups does once for each. */
function lookOf(
  columns: readonly PersonColumn[],
  rows: number,
  minCount: number,
  repeats: boolean,
): 'people' | 'perhaps' | undefined {
  const kinds = new Set(columns.flatMap(({ kind, isFilled }) => (kind === undefined || !isFilled ? [] : [kind])));
  const counts = columns.filter(({ label, isFilled }) => isFilled && label.counts);
  const isEachOne = counts.length > 0 && counts.every(({ isOne }) => isOne);
  // What counts more than people do for themselves, or names a mean or a share, is of groups.
  const isGrouped = columns.some(({ label, largest, isFilled, isRowNumber }) => {
    if (!isFilled || isRowNumber || (label.counts && isEachOne)) return false;
    return label.counts ? largest >= minCount : isOfGroups(label.words);
  });
  if (isGrouped || rows < fewestSingle) return undefined;
  const isSingle = columns.some(({ isOfAges, isScattered, isWhole }) => isOfAges && isScattered && isWhole);
  const hasBands = columns.some(({ isBanded }) => isBanded);
  if (isSingle && kinds.size >= 2) return 'people';
  const isOfPerson = [...kinds].some((kind) => !ofGroupsToo.has(kind));
  const isSeries =
    columns.some(({ label }) => isTime(label.words)) ||
    columns.some(({ isOfAges, isScattered }) => isOfAges && !isScattered);
  if (isOfPerson && kinds.size >= 3 && rows >= fewestPeople && repeats && !hasBands && !isSeries) return 'people';
  if (isEachOne && kinds.size >= 2) return 'people';
  if (isOfPerson && kinds.size >= 2 && columns.some(({ hasOwnDays }) => hasOwnDays) && !hasBands) return 'people';
  const scattered = columns.filter((column) => column.isScattered && !column.label.counts).length;
  const isCoded = columns.some(({ isBinary }) => isBinary);
  return rows >= fewestPeople && isCoded && scattered >= 2 && kinds.size > 0 ? 'perhaps' : undefined;
}

const band =
  /^[[(]?\s*\d[\d.,]*\s*(?:-|,|to|bis|a|à|tot|til|till|and|y|e|do)\s*\d[\d.,]*\s*[\])]?$|^(?:[<>]=?|under|over|unter|über)\s*\d|^\d+\s?(?:\+|plus|and over|or more|und älter|et plus|o más)/i;

/** What a column shows of single people, from so many rows. */
class PersonColumn {
  readonly label: Label;
  readonly kind: Quasi | undefined;
  #last: number | undefined;
  #filled = 0;
  #numbers = 0;
  #whole = 0;
  #bands = 0;
  #days = 0;
  #ups = 0;
  #downs = 0;
  readonly #different = new Set<string>();
  readonly #steps = new Map<number, number>();
  largest = 0;
  #areOnes = true;
  /** Numbers that can be an age or a year of birth. */
  #ages = 0;

  constructor(label: Label) {
    this.label = label;
    this.kind = quasiOf(label.words);
  }

  take({ cells, texts }: TableRow, at: number): void {
    const cell = cells[at];
    if (cell === undefined || cell.kind === 'blank' || cell.kind === 'masked') return;
    this.#filled += 1;
    const text = texts[at] ?? '';
    this.#different.add(text.slice(0, 40));
    if (cell.kind !== 'number') {
      if (text.length < 30 && band.test(text)) this.#bands += 1;
      else if (/^\d/.test(text) && isDay(text)) this.#takeDay(text);
      return;
    }
    this.#numbers += 1;
    this.largest = Math.max(this.largest, cell.value);
    this.#areOnes &&= cell.value === 1;
    if (Number.isInteger(cell.value)) this.#whole += 1;
    if (isAge(cell.value, this.kind)) this.#ages += 1;
    if (this.#last !== undefined) this.#step(cell.value - this.#last);
    this.#last = cell.value;
  }

  #takeDay(text: string): void {
    const parts = text.split(/\D+/).slice(0, 3);
    const value = Number(
      (parts[0]?.length === 4 ? parts : parts.toReversed()).map((part) => part.padStart(2, '0')).join(''),
    );
    this.#days += 1;
    if (this.#last !== undefined) this.#step(value - this.#last);
    this.#last = value;
  }

  #step(step: number): void {
    if (step > 0) this.#ups += 1;
    if (step < 0) this.#downs += 1;
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1);
  }

  get tellsGroup(): boolean {
    return (
      this.kind !== undefined && !['age', 'birth', 'person', 'body', 'pressure', 'stay', 'means'].includes(this.kind)
    );
  }
  get isFilled(): boolean {
    return this.#filled > 0;
  }
  get isOne(): boolean {
    return this.#numbers > 0 && this.#areOnes;
  }
  get isBanded(): boolean {
    return this.#bands > this.#filled / 2;
  }
  /** Nearly each row has a day of its own, and they are in no order. */
  get hasOwnDays(): boolean {
    const isMost = this.#days >= fewestSingle && this.#days > 0.9 * this.#filled;
    return isMost && this.#different.size > 0.8 * this.#filled && Math.min(this.#ups, this.#downs) > 0.2 * this.#days;
  }
  get isOfAges(): boolean {
    return this.#filled > 0 && this.#ages > 0.8 * this.#filled;
  }
  get isWhole(): boolean {
    return this.#whole > 0.8 * this.#numbers;
  }
  /** Counts the rows, as SAS does below `Obs`. */
  get isRowNumber(): boolean {
    return this.#numbers > 2 && this.#steps.size === 1 && this.#steps.has(1) && this.largest <= this.#numbers + 1;
  }
  get isBinary(): boolean {
    return this.#different.size === 2;
  }
  /** Whether its numbers go up and down without a step that most of them take, as those of people do and those of groups do not. */
  get isScattered(): boolean {
    const steps = this.#numbers - 1;
    const often = Math.max(0, ...this.#steps.values());
    const isMixed = this.#ups >= 0.2 * steps && this.#downs >= 0.2 * steps && often <= 0.45 * steps;
    return (
      this.#numbers >= fewestSingle &&
      this.#numbers > 0.7 * this.#filled &&
      isMixed &&
      this.#different.size >= fewestSingle - 1
    );
  }
}

function isAge(value: number, kind: Quasi | undefined): boolean {
  return (kind === 'age' && value >= 0 && value <= 120) || (kind === 'birth' && value >= 1880 && value <= 2040);
}

/** So many columns of one name with numbers behind it, which are no years, are one for each person. */
function areNumbered(header: readonly Label[]): boolean {
  const names = new Map<string, number>();
  for (const { words } of header) {
    const number = words.find((one) => /^\d+$/.test(one));
    if (number === undefined || /^(?:19|20)\d\d$/.test(number)) continue;
    const name = words.filter((one) => one !== number).join(' ');
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  return [...names].some(([, count]) => count >= fewestPeople);
}
