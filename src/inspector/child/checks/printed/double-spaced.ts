import { printedLine } from './tokens.ts';

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
  const [one, other] = [last, next].map(({ plain, number }) => printedLine(plain, number));
  if (one?.kind !== 'row' || other?.kind !== 'row' || one.tokens.length < fewestCells) return false;
  return (
    one.tokens.length === other.tokens.length &&
    one.tokens.every(({ isValue, to }, at) => {
      const below = other.tokens[at];
      return isValue === at > 0 && below?.isValue === isValue && (at === 0 || below.to === to);
    })
  );
}
