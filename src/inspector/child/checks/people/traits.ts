import { isAge, isOfGroups, isSex, isUnordered, quasiOf, yearsIn } from '../../identifiers/quasi.ts';
import { type Cell, cellOf } from '../cell.ts';
import { isPublicLabel } from '../identifier-labels.ts';
import type { Label } from '../label.ts';
import { isDay } from '../patterns.ts';
import { namesCases, numbersCases } from './case-numbers.ts';
import { areKeysOfPeople } from './keys-of-people.ts';

/** Fewer rows are not taken for people. */
export const fewestSingle = 5;
/** In so few rows words for men and women alone say what a column tells, though not that each row is a person. */
const fewestTold = 3;

export type Shown = Readonly<{ cell: Cell; text: string }>;

const mark = /^(?:\d{1,4}[.):]|[-*•+])\s+|^[\p{L}_][\p{L}\d_ .]{0,24}:\s+/u;

/** A cell as it is shown, without the mark of a list, `1.`, and without its own name, `age: 51`. */
export function shownOf(whole: string, cell = cellOf(whole)): Shown {
  const text = whole.slice(0, 40);
  if (cell.kind !== 'text' || !mark.test(text)) return { text, cell };
  const bare = text.replace(mark, '').replace(mark, '').trim();
  return { text: bare, cell: cellOf(bare) };
}

/** One column of a table, or what all lines of a list have in one place; each row has its cell. */
export interface Column {
  readonly label: Label;
  readonly cells: readonly Shown[];
}

export type Traits = ReturnType<typeof traitsOf>;

/** `27M`, `F 64`. */
const ageWithSex =
  /^.{1,20}[([] ?[MFWKVH], ?\d{2,3} ?(?:J\.?|y\.?|yrs?|ans|años|anni|jr|år|lat)?[)\]]$|^(?:\d{1,3} ?[-/,]? ?[MFWKVH]|[MFWKVH] ?[-/,]? ?\d{2,3})$/i;
const sexesIn = (texts: readonly string[]): number =>
  new Set(
    texts.map((text) =>
      text
        .replace(/^.*[([]/, '')
        .replaceAll(/[\d ,/-]/g, '')
        .toUpperCase(),
    ),
  ).size;

function areDisordered(numbers: readonly number[]): boolean {
  const rises = numbers.slice(1).map((number, at) => number > (numbers[at] ?? 0));
  return new Set(numbers).size === numbers.length && new Set(rises).size > 1;
}

const band =
  /^[[(]?\s*\d[\d.,]*\s*(?:-|,|to|bis|a|à|tot|til|till|and|y|e|do)\s*\d[\d.,]*\s*[\])]?$|^(?:[<>]=?|under|over|unter|über)\s*\d|^\d+\s?(?:\+|plus|and over|or more|und älter|et plus|o más)/i;

/** What a column shows of single people. */
export function traitsOf({ label, cells }: Column) {
  const filled = cells.filter(({ cell }) => cell.kind !== 'blank' && cell.kind !== 'masked');
  const numbers = filled.flatMap(({ cell, text }) => (cell.kind === 'number' ? cell.value : (yearsIn(text) ?? [])));
  const words = filled.flatMap(({ cell, text }) => (cell.kind === 'number' || text.length > 30 ? [] : [text]));
  const days = words.flatMap((text) => (/^\d/.test(text) && isDay(text) ? [dayNumber(text)] : []));
  const own = filled.map(({ text }) => text);
  const different = new Set(own).size;
  const most = (count: number, share = 0.8) => count > share * filled.length;
  const tellSexes = different > 1 && words.length >= fewestTold && most(words.filter(isSex).length);
  const areSexes = tellSexes && words.length >= fewestSingle;
  const areAged = most(words.filter((text) => yearsIn(text) !== undefined).length);
  const kind = tellSexes ? 'sex' : areAged ? 'age' : quasiOf(label.words);
  const areMany = Math.min(numbers.length, different + 1) >= fewestSingle && most(numbers.length, 0.7);
  const isScattered = areMany && isUnordered(numbers);
  const isOfAges = filled.length > 0 && most(numbers.filter((one) => isAge(one, kind, label.words)).length);
  const areWhole = most(numbers.filter(Number.isInteger).length);
  const hasOwnDays = days.length >= fewestSingle && most(days.length, 0.9) && most(different) && isUnordered(days);
  return {
    ...{ label, kind, isScattered, isOfAges, areSexes, texts: cells.map(({ text }) => text), hasOwnDays },
    ...{ areWhole, isFilled: filled.length > 0, isOfWords: most(words.length), isBinary: different === 2 },
    /** Counts the rows, as SAS does below `Obs`. */
    isRowNumber: !isOfAges && numbers.length > 2 && numbers.every((one, at) => one === (numbers[0] ?? 0) + at),
    largest: Math.max(0, ...numbers),
    /** Most are so small that they may be what one person has, as visits. */
    areFew: (limit: number) => most(numbers.filter((one) => one < limit).length, 0.75),
    isSingle: isOfAges && isScattered && areWhole,
    /** Whole ages or years of birth, all different and in no order, however few. */
    areDifferentAges: isOfAges && areWhole && areDisordered(numbers),
    /** No head says that they are of groups, or something else. */
    isOfNumbers: saysNothing(label) && !isOfGroups(label.words),
    /** Could be ages or years of birth. */
    isLikeAges: kind === undefined && isScattered && areWhole && saysNothing(label) && haveSpanOfLives(numbers),
    ...{ isShuffled: areSexes && areShuffled(own), isOne: numbers.length > 0 && numbers.every((one) => one === 1) },
    /** Tells groups apart, if the rows are of groups. */
    isKey: kind !== 'person' && !isScattered && !hasOwnDays && !areKeys(words),
    ...recordTraits(label, own, words),
    isOfDecimals: isScattered && !areWhole && 2 * different > filled.length,
  };
}

/** Whether a head names one person, or the number of one; `concept id` does not. */
function namesOne(words: readonly string[]): boolean {
  if (words.length > 2 || isPublicLabel(words)) return false;
  return (
    quasiOf(words.length === 2 ? words.filter((word) => word !== 'id') : words) === 'person' ||
    (words.length === 1 && namesCases(words))
  );
}

/** What tells lists of cases and of coded answers. */
function recordTraits(label: Label, texts: readonly string[], words: readonly string[]) {
  const different = new Set(texts).size;
  return {
    areCodes: areCodes(texts),
    caseNumbers: numbersCases(label, texts),
    /** The numbers by which a study knows its people. */
    isOfKeys: namesOne(label.words) && areKeysOfPeople(texts),
    /** Few values come again and again, in no order. */
    isCoded: different > 1 && 3 * different <= texts.length && areShuffled(texts),
    /** Each row has a name of its own. */
    isOfNames: words.length > 0 && different > 0.9 * texts.length && !areKeys(words),
    isBanded: words.filter((text) => band.test(text)).length > 0.5 * texts.length,
    areAgesWithSex:
      texts.length > 2 &&
      texts.filter((text) => ageWithSex.test(text)).length > 0.8 * texts.length &&
      sexesIn(texts) > 1,
  };
}

/** Letters and digits of one length, `a91f`, or whole numbers that go up, some more than once. */
function areCodes(texts: readonly string[]): boolean {
  if (texts.length < fewestTold || new Set(texts).size < 2) return false;
  const numbers = texts.map(Number);
  if (numbers.every(Number.isInteger))
    return (
      numbers.every((one, at) => one >= 1 && (at === 0 || one >= (numbers[at - 1] ?? 0))) &&
      new Set(texts).size >= fewestTold
    );
  const isCode = (text: string) => /^(?=.*\d)[\p{L}]{0,5}[-_]?[\p{L}\d]{2,12}$/u.test(text) && !/ /.test(text);
  return (
    texts.every(isCode) && new Set(texts).size === texts.length && new Set(texts.map(({ length }) => length)).size <= 2
  );
}

export function saysNothing({ counts, isStatistic, isMeasure, isPercent, isOther, isTotal }: Label): boolean {
  return !(counts || isStatistic || isMeasure || isPercent || isOther || isTotal);
}

/** Neither scores nor weeks: some are of old people, all of living ones. */
export function haveSpanOfLives(numbers: readonly number[]): boolean {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const span = most - least;
  return (least >= 0 && most > 53 && most <= 110 && span >= 20) || (least >= 1900 && most <= 2026 && span >= 25);
}

const longestStep = 12;

/** Whether values follow each other as by chance, and neither in blocks nor in turn, as groups do. */
export function areShuffled(values: readonly string[]): boolean {
  const same = (step: number) =>
    values.slice(step).filter((value, at) => value === values[at]).length / (values.length - step);
  const steps = Array.from({ length: Math.min(longestStep, Math.floor(values.length / 2)) }, (_, at) => at + 1);
  return same(1) <= 0.75 && steps.every((step) => same(step) < 0.85);
}

/** Letters with digits in one shape, `P101`, or numbers of a list, `1.`. */
function areKeys(words: readonly string[]): boolean {
  const shapes = new Set(words.map((text) => text.replaceAll(/\d/g, '0')));
  if (words.every((text) => /^\d{1,6}[.):]$/.test(text))) return words.length > 0;
  return shapes.size === 1 && /^\D{0,6}0{2,12}\w?$/.test([...shapes][0] ?? '');
}

/** A day as a number that grows with time. */
function dayNumber(text: string): number {
  const parts = text.split(/\D+/).slice(0, 3);
  const inOrder = parts[0]?.length === 4 ? parts : parts.toReversed();
  return Number(inOrder.map((part) => part.padStart(2, '0')).join(''));
}
