import type { CountTable } from '../../exchange.ts';
import { wordsIn } from '../label.ts';
import { leavingWords } from '../words/neutral.ts';

/** So many rows of both tables have the same name. */
const fewestShared = 2;
const longestTitle = 100;

/** What is typed at a prompt to leave some out: `table(subset(d, !died)$arm)`. */
const typed =
  /^\s*(?:>{1,3}|In \[\d*\]:|\.|\w{2,8}[>#])\s.*(?:\bsubset\(|\bfilter\(|\.query\(|dropna\(|na\.omit\(|complete\.cases\(|\[[^\]]*[!=<>]|\bif |\bwhere )/i;

/** Whether a title or a command says that some are left out of what stands below it. */
export function leavesSome(title: string): boolean {
  if (title.length > longestTitle) return false;
  return wordsIn(title).some((word) => leavingWords.has(word)) || typed.test(title);
}

/** Whether one of these tables is another one without few of somebody: no row has more, and some differs by few. */
export function differByFew(tables: readonly CountTable[], minCount: number): boolean {
  return tables.some((one, at) => tables.slice(at + 1).some((other) => isWithoutFew(one, other, minCount)));
}

/** So large a count is the same in two tables of different people by a rare chance alone, but for one that was planned. */
const largeSame = 100;

/** Whether two tables have the same rows, some of them with the same large count, and another with a few less: of the same people but for few. */
export function leaveOutFew(tables: readonly CountTable[], minCount: number): boolean {
  return tables.some((one, at) =>
    tables.slice(at + 1).some(
      (other) =>
        one.rows.join('\n') === other.rows.join('\n') &&
        isWithoutFew(one, other, minCount) &&
        one.columns.some(({ name, counts }) => {
          const same = other.columns.find((column) => column.name === name)?.counts ?? [];
          return counts.some(
            (count, row) => (count ?? 0) >= largeSame && (count ?? 0) % 10 !== 0 && count === same[row],
          );
        }),
    ),
  );
}

function isWithoutFew(one: CountTable, other: CountTable, minCount: number): boolean {
  return one.columns.some(({ name, counts }) => {
    const same = other.columns.find((column) => column.name === name);
    if (same === undefined) return false;
    const less = one.rows.flatMap((row, at) => {
      const [first, second] = [counts[at], same.counts[other.rows.indexOf(row)]];
      return typeof first === 'number' && typeof second === 'number' ? [first - second] : [];
    });
    const isOrdered = less.every((few) => few >= 0) || less.every((few) => few <= 0);
    return less.length >= fewestShared && isOrdered && less.some((few) => few !== 0 && Math.abs(few) < minCount);
  });
}
