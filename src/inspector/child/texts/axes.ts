import { inColumns, type Placed } from './page-columns.ts';

type Line = readonly Placed[];

/** An axis at a side has so many numbers. */
const fewest = 4;

export const isNumber = ({ text }: Placed) => /^[<>≤≥~]?\s?\d[\d\s.,']*(?:%|\([^()]{1,12}\))?$/.test(text);

const numberIn = ({ text }: Placed): number => Number(text.replace(/[,'\s]/g, ''));

/** Lines without the numbers at a side that stand below each other in equal steps at equal distances, most of them in no line of others. */
export function withoutAxes(lines: readonly Line[]): { left: readonly Line[]; axes: readonly string[] } {
  const numbers = lines.flatMap((line) =>
    line.filter(isNumber).map((phrase) => ({ phrase, isAlone: line.length < 2 })),
  );
  const stacks = (['from', 'to'] as const).flatMap((end) => [
    ...Map.groupBy(numbers, ({ phrase }) => Math.round((2 * phrase[end]) / phrase.size)).values(),
  ]);
  const taken = new Set(
    stacks.flatMap((stack) => {
      const phrases = stack.map(({ phrase }) => phrase);
      const isApart = 2 * stack.filter(({ isAlone }) => isAlone).length > stack.length;
      const areSteps = areEven(phrases.map(numberIn)) && areEven(phrases.map(({ y }) => y));
      return phrases.length >= fewest && isApart && areSteps ? phrases : [];
    }),
  );
  if (taken.size === 0) return { left: lines, axes: [] };
  const left = lines.map((line) => line.filter((phrase) => !taken.has(phrase)));
  return {
    left: left.filter(({ length }) => length > 0),
    axes: ['', [...taken].map(({ text }) => text).join('   ')],
  };
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
  return areEven(line.map(numberIn)) && areEven(line.map(({ center }) => center));
}

function areEven(values: readonly number[]): boolean {
  const steps = values.slice(1).map((value, nth) => value - (values[nth] ?? 0));
  const step = steps[0] ?? 0;
  return step !== 0 && steps.every((one) => Math.abs(one - step) <= 0.15 * Math.abs(step));
}
