import { type PrintedLine, printedLine } from './tokens.ts';

type Line = Readonly<{ plain: string; number: number }>;

/** So many cells, one below the other, show that two lines with a gap between them are rows of one table. */
const fewestCells = 3;

/** The name before a value, as databases write one in each line. */
const nameOf = ({ plain }: Line): string | undefined => /^\s*([\p{L}_][^=:|]{0,60}?) = \S/u.exec(plain)?.[1];

/** Whether a table goes on behind a gap: with the next record of the same name, or with a row whose numbers end where those above do. */
export function goesOn(lines: readonly Line[], next: Line): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (first.plain === next.plain && /^\s*\[\[[\w.]+\]\]\s*$/.test(next.plain)) return true;
  const name = nameOf(first);
  if (name !== undefined && lines.length > 1 && name === nameOf(next)) return true;
  const below = printedLine(next.plain, next.number);
  // The last line may hold shares of the counts above it.
  return lines.slice(-3).some(({ plain, number }) => areRowsOfOne(printedLine(plain, number), below));
}

function areRowsOfOne(one: PrintedLine, other: PrintedLine): boolean {
  const [above, below] = [endsOfNumbers(one), endsOfNumbers(other)];
  return (
    above.length + 1 >= fewestCells && above.length === below.length && above.every((end, at) => end === below[at])
  );
}

/** Where the numbers end of a row that says first what it is about; nothing for any other line. */
function endsOfNumbers({ kind, tokens }: PrintedLine): number[] {
  const values = tokens.filter(({ isValue }) => isValue);
  const isNamed = tokens.slice(0, tokens.length - values.length).every(({ isValue }) => !isValue);
  return kind === 'row' && isNamed && values.length < tokens.length ? values.map(({ to }) => to) : [];
}
