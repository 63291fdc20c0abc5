import { numberIn } from '../cell.ts';
import type { Label } from '../label.ts';
import type { TableRow } from '../table-check.ts';

/** A largest value is so many times the smallest one, where nothing else says that both are ends. */
const apart = 1.5;

/** Whether numbers can be the two ends, or the five numbers of a box, of each group: they go up in all of two groups or more. */
export function areEnds(groups: readonly (readonly (number | undefined)[])[]): boolean {
  return (
    groups.length > 1 &&
    groups.every(([least, ...others]) => {
      const all = [least, ...others].filter((one) => one !== undefined);
      const isRising = all.every(
        (one, at) => at === 0 || one > (all[at - 1] ?? one) || (all.length > 2 && one === all[at - 1]),
      );
      const isWhole = all.length === others.length + 1 && (all.length === 2 || all.length === 5);
      return isWhole && isRising && (all[0] ?? -1) >= 0 && (all.at(-1) ?? 0) >= apart * (all[0] ?? 0);
    })
  );
}

const quarters = [
  /^(?:(?:q|p) ?(?:1|25)|25 %|lower quartile|lower hinge|(?:first|1 st|1 er) qu\w*)$/,
  /^(?:(?:q|p) ?(?:3|75)|75 %|upper quartile|upper hinge|(?:third|3 rd|3 e) qu\w*)$/,
];
const outer =
  /^(?:lower|upper|low|high|lo|hi|bottom|top|left|right|start|end|from|to)(?: (?:end|limit|bound|value|adjacent|extreme))?$/;

/** The places of the ends of boxes: what names an end without saying of what, beside both quartiles. */
export function endsOfBox(heads: readonly Label[]): readonly number[] {
  const names = heads.map(({ words }) => words.join(' '));
  if (!quarters.every((form) => names.some((name) => form.test(name)))) return [];
  return names.flatMap((name, at) => (outer.test(name) ? [at] : []));
}

/** The columns from 0 at which ends begin that R names by their number alone: `age.1` and `age.2` of `aggregate`, `[1,]` and `[2,]` of `sapply`. */
export function endsByShape(header: readonly Label[], rows: readonly TableRow[]): readonly number[] {
  const numbered = rows.every(({ texts }, at) => texts[0] === `[${at + 1},]`);
  const columns = header.slice(1).map((_, at) => rows.map(({ cells }) => numberIn(cells[at + 1])));
  if (numbered && areEnds(columns)) return [0];
  const isBoxes = header.map(({ words }) => words.join(' ')).join() === ',1,2,3,4,5';
  if (isBoxes && areEnds(rows.map(({ cells }) => cells.slice(1, 6).map(numberIn)))) return [1];
  return header.flatMap(({ words }, at) => {
    const name = words.slice(0, -1).join(' ');
    const isNth = (label: Label | undefined, nth: number) => label?.words.join(' ') === `${name} ${nth}`;
    if (name === '' || !isNth(header[at], 1)) return [];
    const count = header.slice(at).findIndex((label, nth) => !isNth(label, nth + 1));
    const end = count < 0 ? header.length : at + count;
    return areEnds(rows.map(({ cells }) => cells.slice(at, end).map(numberIn))) ? [at] : [];
  });
}
