import { isAge, isOfGroups, isTime, isUnordered, ofGroupsToo, type Quasi, quasiOf } from '../identifiers/quasi.ts';
import type { Cell } from './cell.ts';
import { type Label, labelOf } from './label.ts';
import { isDay } from './patterns.ts';
import type { StartCheck } from './table-check.ts';

/** So many rows show what a column holds, and so many columns are looked at. */
const mostRows = 500;
const mostColumns = 200;
/** Fewer rows are not taken for people: where single ages show that they are, and where only the heads do. */
const fewestSingle = 5;
const fewestPeople = 20;

/** Many rows, and rows that look like people: by what tells them apart, and by ages or years of birth that follow each other without any order. */
export const startIndividuals: StartCheck = ({ rules, header, headerRow, found }) => {
  const columns = header
    .slice(0, mostColumns)
    .map((label): ColumnCells => ({ label, kind: quasiOf(label.words), cells: [] }));
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
      for (const [at, { cells }] of columns.entries()) {
        const cell = row.cells[at];
        if (cell !== undefined && cell.kind !== 'blank' && cell.kind !== 'masked')
          cells.push({ cell, text: (row.texts[at] ?? '').slice(0, 40) });
      }
      combined.add(
        row.texts
          .filter((_, at) => tellsGroup(columns[at]?.kind))
          .join('\n')
          .slice(0, 200),
      );
      const label = labelOf(row.texts[0] ?? '');
      // Rows of a mean or a count, and rows that are named as the columns are, are no people.
      if ((label.counts && label.words.length > 1) || isOfGroups(label.words) || names.has(label.words.join(' ')))
        summaries += 1;
      const kind = isTurned ? quasiOf(label.words) : undefined;
      if (kind !== undefined) rowKinds.add(kind);
    },
    end: () => {
      const looks =
        summaries >= 2
          ? undefined
          : lookOf(columns.map(traitsOf), rows, rules.minCount, combined.size < 0.8 * Math.min(rows, mostRows));
      if (looks === 'people' || rowKinds.size >= 2) found('individual-rows', headerRow);
      else if (looks === 'perhaps') found('scattered-rows', headerRow);
    },
  };
};

/** `repeats`: rows agree in all that groups are told apart by, which a table of groups does once for each. */
function lookOf(
  columns: readonly Traits[],
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
  const isSingle = columns.some((column) => column.isSingle);
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

const ofOne: readonly Quasi[] = ['age', 'birth', 'person', 'body', 'pressure', 'stay', 'means'];
const tellsGroup = (kind: Quasi | undefined) => kind !== undefined && !ofOne.includes(kind);
const band =
  /^[[(]?\s*\d[\d.,]*\s*(?:-|,|to|bis|a|à|tot|til|till|and|y|e|do)\s*\d[\d.,]*\s*[\])]?$|^(?:[<>]=?|under|over|unter|über)\s*\d|^\d+\s?(?:\+|plus|and over|or more|und älter|et plus|o más)/i;

/** The cells of a column that are shown, from so many rows. */
interface ColumnCells {
  readonly label: Label;
  readonly kind: Quasi | undefined;
  readonly cells: { readonly cell: Cell; readonly text: string }[];
}
type Traits = ReturnType<typeof traitsOf>;

/** What a column shows of single people. */
function traitsOf({ label, kind, cells }: ColumnCells) {
  const numbers = cells.flatMap(({ cell }) => (cell.kind === 'number' ? [cell.value] : []));
  const words = cells.flatMap(({ cell, text }) => (cell.kind === 'number' || text.length > 30 ? [] : [text]));
  const days = words.flatMap((text) => (/^\d/.test(text) && isDay(text) ? [dayNumber(text)] : []));
  const different = new Set(cells.map(({ text }) => text)).size;
  const most = (count: number, share = 0.8) => count > share * cells.length;
  const isScattered =
    numbers.length >= fewestSingle &&
    most(numbers.length, 0.7) &&
    different >= fewestSingle - 1 &&
    isUnordered(numbers);
  const isOfAges = cells.length > 0 && most(numbers.filter((one) => isAge(one, kind)).length);
  return {
    ...{ label, kind, isScattered, isOfAges },
    isFilled: cells.length > 0,
    /** Counts the rows, as SAS does below `Obs`. */
    isRowNumber: numbers.length > 2 && numbers.every((one, at) => one === at + 1),
    largest: Math.max(0, ...numbers),
    isOne: numbers.length > 0 && numbers.every((one) => one === 1),
    isBanded: most(words.filter((text) => band.test(text)).length, 0.5),
    isBinary: different === 2,
    isSingle: isOfAges && isScattered && most(numbers.filter(Number.isInteger).length),
    /** Nearly each row has a day of its own, and they are in no order. */
    hasOwnDays: days.length >= fewestSingle && most(days.length, 0.9) && most(different) && isUnordered(days),
  };
}

/** A day as a number that grows with time. */
function dayNumber(text: string): number {
  const parts = text.split(/\D+/).slice(0, 3);
  const inOrder = parts[0]?.length === 4 ? parts : parts.toReversed();
  return Number(inOrder.map((part) => part.padStart(2, '0')).join(''));
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
