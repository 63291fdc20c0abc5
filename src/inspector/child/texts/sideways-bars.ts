import { areSteps } from './axes.ts';
import { isBarNumber } from './bars.ts';
import type { Placed } from './page-columns.ts';

type Line = readonly Placed[];

const fewestNames = 3;
const most = { perName: 8, numbers: 2000, tried: 4 } as const;
/** Numbers belong to the name that is so near, in steps from name to name; those in the middle between two may be of either. */
const nearest = 0.46;

/**
 * Lines without bars that lie in groups: names in a column at equal distances, as many numbers beside each, of which some stand above or below
 * its line, and ends of bars that are not below each other, as the cells of a table are. `rows`: the names with their numbers.
 */
export function withoutSidewaysBars(lines: readonly Line[]): { left: readonly Line[]; rows: readonly string[] } {
  const numbers = lines.flat().filter(({ text }) => isBarNumber(text));
  if (numbers.length > most.numbers) return { left: lines, rows: [] };
  for (const names of columnsOfNames(lines).slice(0, most.tried)) {
    const groups = groupsOf(names, numbers);
    if (groups === undefined) continue;
    const taken = new Set<Placed>([...names, ...groups.flat()]);
    const left = lines.map((line) => line.filter((phrase) => !taken.has(phrase))).filter(({ length }) => length > 0);
    const rows = names.map(({ text }, at) => [text, ...(groups[at] ?? []).map((one) => one.text)].join('   '));
    return { left, rows: ['', ...rows, ''] };
  }
  return { left: lines, rows: [] };
}

/** Phrases that begin or end below each other at equal distances: first those with the most, words before years. */
function columnsOfNames(lines: readonly Line[]): (readonly Placed[])[] {
  const phrases = lines.flat();
  const stacks = (['to', 'from'] as const).flatMap((end) => [
    ...Map.groupBy(phrases, (phrase) => Math.round((2 * phrase[end]) / phrase.size)).values(),
  ]);
  const areWords = (stack: readonly Placed[]) => Number(!stack.every(({ text }) => isBarNumber(text)));
  return stacks
    .filter((stack) => stack.length >= fewestNames && areSteps(stack.map(({ y }) => y)))
    .toSorted((one, other) => areWords(other) - areWords(one) || other.length - one.length);
}

function groupsOf(names: readonly Placed[], numbers: readonly Placed[]): Placed[][] | undefined {
  const step = Math.abs((names[1]?.y ?? 0) - (names[0]?.y ?? 0));
  const right = Math.max(...names.map(({ to }) => to));
  const groups = names.map(({ y }) =>
    numbers
      .filter((one) => one.from >= right && Math.abs(one.y - y) < nearest * step)
      .toSorted((one, other) => other.y - one.y),
  );
  const count = groups[0]?.length ?? 0;
  const isEven = count > 1 && count <= most.perName && groups.every(({ length }) => length === count);
  const isApart = groups.every((group, at) => new Set(group.map(({ y }) => lineOf(y, names[at]))).size > 1);
  const all = groups.flat();
  const ends = new Set(all.map(({ from, size }) => Math.round((2 * from) / size)));
  return isEven && isApart && 2 * ends.size > all.length ? groups : undefined;
}

/** On which line something stands, in heights of letters from its name. */
const lineOf = (y: number, name: Placed | undefined) => Math.round((2 * (y - (name?.y ?? 0))) / (name?.size ?? 1));
