import { inColumns, type Placed } from './page-columns.ts';

type Line = readonly Placed[];

/** An axis at a side has so many numbers. */
const fewest = 4;

export const isNumber = ({ text }: Placed) => /^[<>≤≥~]?\s?\d[\d\s.,']*(?:%|\([^()]{1,12}\))?$/.test(text);

const numberIn = ({ text }: Placed): number => Number(text.replace(/[,'\s]/g, ''));

/**
 * Lines without the numbers at a side that stand below each other in equal steps at equal distances, most of them in no line with words. Panels
 * below each other have an axis each, and so have those beside each other.
 */
export function withoutAxes(lines: readonly Line[]): { left: readonly Line[]; axes: readonly string[] } {
  const numbers = lines.flatMap((line) =>
    line.filter(isNumber).map((phrase) => ({ phrase, isAlone: line.every(isNumber) })),
  );
  const stacks = (['from', 'to'] as const).flatMap((end) => [
    ...Map.groupBy(numbers, ({ phrase }) => Math.round((2 * phrase[end]) / phrase.size)).values(),
  ]);
  const taken = new Set(
    stacks.flatMap(evenRuns).flatMap((run) => {
      const phrases = run.map(({ phrase }) => phrase);
      const isApart = 2 * run.filter(({ isAlone }) => isAlone).length > run.length;
      return phrases.length >= fewest && isApart && !areYears(phrases) ? phrases : [];
    }),
  );
  if (taken.size === 0) return { left: lines, axes: [] };
  const left = lines.map((line) => line.filter((phrase) => !taken.has(phrase)));
  return {
    left: left.filter(({ length }) => length > 0),
    axes: ['', [...taken].map(({ text }) => text).join('   ')],
  };
}

interface Stacked {
  readonly phrase: Placed;
  readonly isAlone: boolean;
}

/** The parts of a stack in which each step, in value and in place, is as long as the first. */
function evenRuns(stack: readonly Stacked[]): Stacked[][] {
  const runs: Stacked[][] = [];
  for (const one of stack) {
    const run = runs.at(-1);
    const phrases = [...(run ?? []), one].map(({ phrase }) => phrase);
    const goesOn = phrases.length < 3 || (areSteps(phrases.map(numberIn)) && areSteps(phrases.map(({ y }) => y)));
    if (run !== undefined && goesOn) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** Years one after another name bars. */
function areYears(phrases: readonly Placed[]): boolean {
  const years = phrases.map(numberIn);
  const isNext = (year: number, at: number) => at === 0 || Math.abs(year - (years[at - 1] ?? 0)) === 1;
  return years.every((year, at) => year > 1900 && year < 2100 && isNext(year, at));
}

/** The lines as text. The numbers of an axis below a table, and of a page, stand apart from it. */
export function apartFromAxes(lines: readonly Line[]): string[] {
  const texts: string[] = [];
  let from = 0;
  for (const [at, line] of lines.entries()) {
    if (!isPageNumber(line) && !isAxis(line, lines[at - 1] ?? [], lines[at + 1] ?? [])) continue;
    texts.push(...inColumns(lines.slice(from, at)), '', ...inColumns([line]), '');
    from = at + 1;
  }
  texts.push(...inColumns(lines.slice(from)));
  return texts;
}

const pageNumber =
  /^(?:page|seite|pagina|página|sida|side|strona|sivu) \d{1,4}(?: ?(?:of|von|de|sur|di|av|af|van|z|\/) ?\d{1,4})?$/i;

function isPageNumber([phrase, ...others]: Line): boolean {
  return others.length === 0 && pageNumber.test(phrase?.text ?? '');
}

/** Numbers alone in equal steps at equal distances, below a line with words and above none with numbers. */
function isAxis(line: Line, above: Line, below: Line): boolean {
  if (line.length < 3 || !line.every(isNumber) || above.every(isNumber) || below.some(isNumber)) return false;
  return areSteps(line.map(numberIn)) && areSteps(line.map(({ center }) => center));
}

/** Whether each step from one to the next is as long as the first. */
export function areSteps(values: readonly number[]): boolean {
  const steps = values.slice(1).map((value, nth) => value - (values[nth] ?? 0));
  const step = steps[0] ?? 0;
  return step !== 0 && steps.every((one) => Math.abs(one - step) <= 0.15 * Math.abs(step));
}
