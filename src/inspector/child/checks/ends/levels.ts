import type { Label } from '../label.ts';
import { quantileHeads, quantileWords } from '../words/measuring.ts';
import { metricHeads } from '../words/neutral.ts';

/** Numbers that nothing names: none is a percentile, shares of one may be, or all are. */
type Bare = 'none' | 'shares' | 'all';

const named = new Set(['p', 'q', 'perc', ...quantileWords]);
const name = [...named].join('|');
const form = new RegExp(
  `^(?:(?:[a-z]+ ){0,3}(?:${name}) )?(\\d{1,3})(?: (\\d{1,4}))?(?: (?:st|nd|rd|th|er|e))?( %)?(?: (?:${name}))?(?: (?:q [13]|median|min|max))?$|^.{1,40} (\\d{1,3}) %$`,
);

/** What numbers without a name may be in a first column with this head. */
export function bareBelow(head: Label | undefined): Bare {
  const words = head?.words ?? [];
  if (words.some((word) => quantileWords.has(word))) return 'all';
  return words.every((word) => quantileHeads.has(word)) ? 'shares' : 'none';
}

/** The column whose head says that percentiles stand below it: the first, or the one that says of each row what it is. */
export function columnOfLevels(header: readonly Label[]): number {
  const isName = ({ words: [word = '', ...others] }: Label, at: number) =>
    others.length === 0 &&
    (quantileWords.has(word) || metricHeads.has(word) || (at === 0 && word !== '%' && quantileHeads.has(word)));
  return header
    .slice(0, 3)
    .findIndex((label, at) => isName(label, at) && (at < 2 || quantileWords.has(label.words[0] ?? '')));
}

/** The column that says of each row what its numbers are, if there is one. */
export function metricColumn(header: readonly Label[]): number {
  return header.findIndex(({ words }) => words.length <= 2 && words.some((word) => metricHeads.has(word)));
}

/** The percentiles that heads of columns or rows name, by their words: `25%`, `p25`, `2.5th percentile`, `0.25` among others. */
export function levelsOf(heads: readonly (readonly string[])[], bare: Bare): (number | undefined)[] {
  const all = heads.map(levelIn);
  const areShares = all.some((one) => one?.isShare);
  // A fourth quarter with one before the first is the largest value.
  const names = heads.map((words) => words.join(' '));
  if (['q 0', 'q 2', 'q 4'].every((one) => names.includes(one)))
    return names.map((one) => (/^q [0-4]$/.test(one) ? 25 * Number(one.slice(2)) : undefined));
  return all.map((one) => {
    if (one === undefined || (one.isBare && bare !== 'all' && !(bare === 'shares' && areShares))) return undefined;
    const level = areShares && one.level <= 1 ? 100 * one.level : one.level;
    return level > 100 ? undefined : level;
  });
}

function levelIn(words: readonly string[]) {
  const text = words.join(' ');
  const [, own, decimals = '', sign, behind] = form.exec(text) ?? [];
  const [whole, percent] = behind === undefined ? [own, sign] : [behind, '%'];
  // Quarters of a year, and of people.
  if (whole === undefined || /^q [1-4]$/.test(text)) return undefined;
  const level = Number(`${whole}.${decimals}`);
  const isOpen = percent === undefined;
  return {
    level,
    isBare: isOpen && !words.some((word) => named.has(word)),
    isShare: isOpen && decimals !== '' && level > 0 && level < 1,
  };
}
