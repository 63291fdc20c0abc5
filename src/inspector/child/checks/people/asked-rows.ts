import { isOfGroups, mayBeOfOne, type Quasi } from '../../identifiers/quasi.ts';
import { labelOf } from '../label.ts';
import type { PrintedGrid } from '../printed/grid.ts';
import { type Column, shownOf, type Traits, traitsOf } from './traits.ts';

const prompt = String.raw`^\s*(?:> |>>> |in \[\d{1,4}\]: |\. )?`;
/** Commands that print rows as they stand: `head(d)`, `df.sample(5)`, `d[d$age > 99, ]`, `. list in 1/5`. */
const shows = new RegExp(
  [
    String.raw`${prompt}(?:print\()?(?:head|tail|subset|filter|slice\w{0,12}|sample_n)\(`,
    String.raw`${prompt}(?:print\()?[\w.$]{1,40}\.(?:head|tail|sample|query|nlargest|nsmallest)\(`,
    String.raw`${prompt}[\w.]{1,40}\[[^\]]{1,80}, ?\]\s*$`,
    String.raw`${prompt}.{1,80}(?:\|>|%>%) ?(?:head|tail|filter|slice\w{0,12})\(`,
    String.raw`^\s*\. l(?:i|is|ist)?(?: |$)`,
  ].join('|'),
  'i',
);
/** Those that draw rows, whose numbers then follow each other in no order. */
const draws = /\bsample(?:_n)?\(|slice_sample\(/i;
const command =
  /^\s*(?:> |>>> |in \[\d{1,4}\]: |\. )|^\s*(?:print\()?[\w.]{1,40}\(.{0,200}\)\s*$|^\s*\w{1,40} ?(?:=|<-)/i;

const ofOne: ReadonlySet<Quasi> = new Set([
  ...(['age', 'birth', 'sex', 'person', 'family', 'body', 'pressure', 'means', 'illness', 'death'] as const),
]);
const surelyOfOne: ReadonlySet<Quasi> = new Set(['age', 'birth', 'sex', 'person']);

/** Looks at the lines of a file for commands that print rows as they stand, and at the tables that are printed below them. */
export class AskedRows {
  #asked: string | undefined;

  /** The lines of heads above rows that a command asked for, each of which may be a person. */
  peopleIn(
    lines: readonly { readonly plain: string; readonly number: number }[],
    grids: readonly PrintedGrid[],
  ): number[] {
    const byHead = new Map(grids.map((grid) => [grid.headerLine, grid]));
    return lines.flatMap(({ plain, number }) => {
      this.#line(plain.slice(0, 300));
      const grid = byHead.get(number);
      return grid !== undefined && this.#arePeople(grid) ? [number] : [];
    });
  }

  #line(line: string): void {
    if (shows.test(line)) this.#asked = line;
    else if (command.test(line)) this.#asked = undefined;
  }

  #arePeople({ header, rows }: PrintedGrid): boolean {
    if (this.#asked === undefined) return false;
    const columns = header.map(
      (text, at): Column => ({ label: labelOf(text), cells: rows.map(({ cells }) => shownOf(cells[at] ?? '')) }),
    );
    const traits = columns.map(traitsOf).filter(({ isFilled }) => isFilled);
    const [first, ...others] = traits;
    if (first === undefined || others.length < 2 || traits.some(isOfMany)) return false;
    const kinds = traits.flatMap(({ kind }) => (kind !== undefined && ofOne.has(kind) ? [kind] : []));
    const hasNames = others.some(({ isOfNames }) => isOfNames) || (first.isOfNames && rows.length > 1);
    if (draws.test(this.#asked) && isDrawn(first) && !hasNames) return true;
    return kinds.length > 0 && (!hasNames || kinds.some((kind) => surelyOfOne.has(kind)));
  }
}

const isOfMany = ({ label }: Traits): boolean =>
  label.counts || label.isStatistic || (isOfGroups(label.words) && !mayBeOfOne(label.words));

/** Numbers of rows that go up and down. */
function isDrawn({ label, texts }: Traits): boolean {
  const numbers = texts.map(Number);
  return (
    label.words.length === 0 &&
    numbers.length > 2 &&
    numbers.every((number) => Number.isInteger(number)) &&
    numbers.some((number, at) => number < (numbers[at - 1] ?? 0))
  );
}
