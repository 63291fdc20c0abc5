import { isOfGroups, isTime, mayBeOfOne, ofGroupsToo } from '../../identifiers/quasi.ts';
import { areCases } from './cases.ts';
import { type Column, fewestSingle, type Traits, traitsOf } from './traits.ts';

/** Fewer rows are not taken for people where only the heads show that they are, or the values alone. */
const fewestPeople = 20;
const fewestUnnamed = 8;
const fewestRecords = 12;
export const fewestKeyed = 3;

/**
 * Whether each row may be a person: by what tells people apart, and by ages or years of birth that follow each other without any order.
 * `isList`: the rows are lines of one form, which nobody writes for groups.
 */
export function looksOf(
  columns: readonly Column[],
  minCount: number,
  isList = false,
): 'people' | 'perhaps' | undefined {
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const traits = columns.map(traitsOf).filter(({ isFilled }) => isFilled);
  const has = (trait: (of: Traits) => boolean) => traits.some(trait);
  const kinds = new Set(traits.flatMap(({ kind }) => kind ?? []));
  const isEachOne = has(({ label }) => label.counts) && traits.every(({ label, isOne }) => !label.counts || isOne);
  const visits = has(({ isLikeAges, isSingle }) => isLikeAges || isSingle) ? oncePerPerson(columns, traits) : columns;
  if (visits !== columns) return looksOf(visits, minCount, isList);
  const hasOwnDays = has((column) => column.hasOwnDays);
  const isShuffled = has((column) => column.isShuffled);
  const repeats = repeat(traits, rows);
  const isMixed = isList || (isShuffled && hasOwnDays) || (rows >= fewestUnnamed && (isShuffled || repeats));
  const isKeyed = areKeyed(traits, rows);
  // What counts more than people do for themselves, or names a mean or a share, is of groups.
  const isGrouped = has(({ label, largest, areFew, isRowNumber }) => {
    if (isRowNumber || (label.counts && (isEachOne || (isMixed && areFew(minCount))))) return false;
    if (label.counts && !isKeyed) return largest >= minCount;
    const isOpen = (isKeyed || (isShuffled && rows >= fewestUnnamed)) && mayBeOfOne(label.words);
    return isOfGroups(label.words) && !isOpen;
  });
  if (areCases(traits, rows) || (!isGrouped && areNumberedPeople(traits, rows))) return 'people';
  if (isGrouped || rows < fewestSingle) return undefined;
  if (areRecords(traits, rows)) return kinds.size > 0 ? 'people' : 'perhaps';
  const isOfPerson = [...kinds].some((kind) => !ofGroupsToo.has(kind));
  const hasTwo = kinds.size >= 2;
  if (has(({ isSingle }) => isSingle) && hasTwo) return 'people';
  const isOpen = has(({ isScattered, isOfNumbers }) => isScattered && isOfNumbers);
  const isEnough = hasTwo || (repeats && has(({ isOfWords }) => isOfWords));
  const hasAges = has(({ isLikeAges, isOfAges, isScattered }) => isLikeAges || (isOfAges && isScattered && isEnough));
  if (isShuffled && (hasOwnDays || (isOpen && repeats && rows >= fewestUnnamed))) return 'people';
  if (hasAges && isMixed && (hasOwnDays || kinds.size > 0 || (isList && repeats))) return 'people';
  const hasBands = has(({ isBanded }) => isBanded);
  if (isOfPerson && kinds.size >= 3 && rows >= fewestPeople && isMixed && !hasBands && !has(isInOrder)) return 'people';
  if (hasTwo && (isEachOne || (isOfPerson && hasOwnDays && !hasBands))) return 'people';
  return rows >= fewestPeople && kinds.size > 0 && arePerhaps(traits) ? 'perhaps' : undefined;
}

/** Whether the first column has the numbers by which a study knows its people, and others stand beside it. */
function areKeyed(traits: readonly Traits[], rows: number): boolean {
  const first = traits.find(({ isRowNumber }) => !isRowNumber);
  return first?.isOfKeys === true && rows >= fewestKeyed && traits.length > 1;
}

/** Names of somebody, and of nothing else, above codes of their own, beside what each has; `child, visit, weight` has each more than once. */
function areNumberedPeople(traits: readonly Traits[], rows: number): boolean {
  if (areKeyed(traits, rows)) return true;
  const who = traits.find(({ kind, label, areCodes }) => kind === 'person' && areCodes && label.words.length <= 2);
  const others = traits.filter((one) => one !== who);
  if (who === undefined) return false;
  const hasAge = others.some(({ kind, isOfAges }) => (kind === 'age' || kind === 'birth') && isOfAges);
  if (rows >= 3 && hasAge) return true;
  const hasOwn = others.some(
    ({ isScattered, isOfNumbers, label, isOfDecimals }) =>
      isScattered && (isOfNumbers || isOfDecimals || label.isMeasure),
  );
  return rows >= fewestUnnamed && hasOwn;
}

/** A column of two values beside several without any order. */
function arePerhaps(traits: readonly Traits[]): boolean {
  const scattered = traits.filter(({ isScattered, label }) => isScattered && !label.counts).length;
  return traits.some(({ isBinary }) => isBinary) && scattered >= 2;
}

/** Whether rows without names share all that groups are told apart by, in no order, beside a measure of each, as a list of coded answers. */
function areRecords(traits: readonly Traits[], rows: number): boolean {
  if (rows < fewestRecords) return false;
  const coded = traits.filter(({ isCoded }) => isCoded);
  const combined = Array.from({ length: rows }, (_, at) => coded.map(({ texts }) => texts[at] ?? '').join('\n'));
  const isOpen = !traits.some(({ isOfNames, label }) => isOfNames || label.isTime);
  return (
    isOpen && coded.length > 1 && new Set(combined).size < 0.8 * rows && traits.some(({ isOfDecimals }) => isOfDecimals)
  );
}

/** Whether it puts the rows in an order, of time or of age. */
function isInOrder({ label, isOfAges, isScattered }: Traits): boolean {
  return isTime(label.words) || (isOfAges && !isScattered);
}

/** The first of the rows that follow each other with the same age, where people have several. */
function oncePerPerson(columns: readonly Column[], traits: readonly Traits[]): readonly Column[] {
  const { texts = [] } = traits.find(({ isLikeAges, isSingle }) => isLikeAges || isSingle) ?? {};
  const first = texts.flatMap((text, at) => (text === texts[at - 1] ? [] : [at]));
  if (first.length > 0.7 * texts.length) return columns;
  return columns.map(({ label, cells }) => ({ label, cells: first.flatMap((at) => cells[at] ?? []) }));
}

/** Whether rows agree in all that groups are told apart by, which a table of groups does once for each. */
function repeat(traits: readonly Traits[], rows: number): boolean {
  const keys = traits.filter(({ isKey, isRowNumber }) => isKey && !isRowNumber);
  const combined = Array.from({ length: rows }, (_, at) => keys.map(({ texts }) => texts[at] ?? '').join('\n'));
  return new Set(combined).size < 0.8 * rows;
}
