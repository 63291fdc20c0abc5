/** Words or a number that stand together in a line of a page or a drawing; `center`: how far from the left their middle is. */
export interface Phrase {
  readonly text: string;
  readonly center: number;
}

type Line = readonly Phrase[];

const fewestBars = 3;
/** So many bars of one name are told, and so many numbers are looked at. */
const most = { perName: 8, numbers: 5000, tried: 3 } as const;
/** A number stands over a name when it is nearer to it than so much of the way to the next name. */
const nearest = 0.35;

export const isBarNumber = (text: string): boolean => number.test(text);

const number = /^[-+]?\d[\d.,'\s]{0,14}%?(?: ?\(\d[\d.,]{0,8} ?%?\))?$/;

/** The lines as text. Names of bars stand in a line each, with the numbers above them three spaces behind, and nothing around them. */
export function linesWithBars<P extends Phrase>(
  lines: readonly (readonly P[])[],
  textsOf: (lines: readonly (readonly P[])[]) => string[],
): string[] {
  const bars = barsIn(lines);
  if (bars === undefined) return textsOf(lines);
  const left = lines.map((line) => (line === bars.names ? [] : line.filter((phrase) => !bars.taken.has(phrase))));
  const texts = (from: number, to?: number) => textsOf(left.slice(from, to).filter(({ length }) => length > 0));
  const at = lines.findIndex((line) => line === bars.names);
  return [...texts(0, at), '', ...bars.rows, '', ...texts(at)];
}

interface Bars {
  readonly names: Line;
  readonly rows: readonly string[];
  readonly taken: ReadonlySet<Phrase>;
}

/** The first of the longest lines over whose every phrase stand as many numbers, of which not every line has one for each, as a table has: bars end at their own height. */
function barsIn(lines: readonly Line[]): Bars | undefined {
  const numbers = lines.flatMap((line) =>
    line.filter(({ text }) => isBarNumber(text)).map((phrase) => ({ phrase, line })),
  );
  if (numbers.length > most.numbers) return undefined;
  const longest = lines
    .filter(({ length }) => length >= fewestBars)
    .toSorted((one, other) => other.length - one.length);
  for (const names of longest.slice(0, most.tried)) {
    const spacing = Math.min(...names.slice(1).map(({ center }, at) => center - (names[at]?.center ?? 0)));
    const above = names.map((name) =>
      numbers.filter(({ phrase, line }) => line !== names && Math.abs(phrase.center - name.center) < nearest * spacing),
    );
    const all = above.flat();
    const count = above[0]?.length ?? 0;
    const isEven = count > 0 && count <= most.perName && above.every((those) => those.length === count);
    const perLine = Map.groupBy(all, ({ line }) => line);
    if (!isEven || [...perLine.values()].every(({ length }) => length >= names.length)) continue;
    const rows = names.map(({ text }, at) => [text, ...(above[at] ?? []).map(({ phrase }) => phrase.text)].join('   '));
    return { names, rows, taken: new Set(all.map(({ phrase }) => phrase)) };
  }
  return undefined;
}
