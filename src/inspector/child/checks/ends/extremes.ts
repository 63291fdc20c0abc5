import { countIn, numberIn } from '../cell.ts';
import { KeptRows } from '../kept-rows.ts';
import { type Label, labelOf, wordsIn } from '../label.ts';
import type { StartCheck, TableRow } from '../table-check.ts';
import { folded } from '../words/folded.ts';
import { rangeWords } from '../words/measuring.ts';
import { settingHeads } from '../words/neutral.ts';
import { endsByShape, endsOfBox } from './ends-by-shape.ts';
import { bareBelow, columnOfLevels, levelsOf, metricColumn } from './levels.ts';

/** Smallest and largest values: where a head or a row says so, and the ends of quantiles. */
export const startExtremes: StartCheck = ({ rules, header, headerRow, found }) => {
  const isOfNobody = tellsOfNobody(header);
  const quantiles = levelsOf(
    header.map(({ words }) => words),
    'shares',
  );
  const isBox = header.some(({ words }) => words.join() === 'middle');
  const ends = areAlone(quantiles, header)
    ? quantiles.flatMap((one, at) => (one === undefined ? [] : [at]))
    : endsOf(quantiles);
  const isDescribed = hasInner(quantiles) || header.some(({ words }) => /\b(?:mean|median)\b/.test(words.join(' ')));
  const tails = quantiles.flatMap((one, at) => (isOfNobody || !isDescribed || tailOf(one) === undefined ? [] : [at]));
  const sizes = header.findIndex((label) => label.counts && !label.isMissing);
  const untold = new Set(
    isOfNobody ? [] : [...ends, ...endsOfBox(header), ...[...header.keys()].filter((at) => isEnd(header, at, isBox))],
  );
  const filled: number[] = [];
  const kept = new KeptRows<TableRow>(mostNames);
  const rows = kept.all;
  const names = Math.max(0, columnOfLevels(header));
  const metric = metricColumn(header);
  const hasFew = (size = 0, quantile: number | undefined) =>
    size > 0 && ((tailOf(quantile) ?? Number.POSITIVE_INFINITY) * size) / 100 < rules.minCount;
  return {
    row: (row) => {
      for (const at of untold) {
        if (!isFilled(row, at)) continue;
        untold.delete(at);
        filled.push(at);
      }
      kept.add(row);
      for (const at of tails)
        if (isFilled(row, at) && hasFew(countIn(row.cells[sizes]), quantiles[at]))
          found('extreme-value', row.number, at + 1);
      const isNamed = metric >= 0 && row.cells[metric]?.kind === 'text' && isExtreme(labelOf(row.texts[metric] ?? ''));
      const label = isNamed ? metric : row.labels.findIndex(isExtreme);
      const only = onlyFilled(row.texts);
      if (only !== undefined && note.test(folded(row.texts[only] ?? '')) && rows.some(hasTwoNumbers))
        found('extreme-value', row.number, only + 1);
      if (label >= 0 && row.cells.some((_, at) => at > label && isFilled(row, at)))
        found('extreme-value', row.number, label + 1);
    },
    end: () => {
      for (const at of areBands(rows, filled) ? [] : filled) found('extreme-value', headerRow, at + 1);
      const told = levelsOf(
        rows.map(({ texts }) => wordsIn(texts[names]?.replace(/^-.*/, '') ?? '')),
        bareBelow(header[names]),
      );
      for (const at of endsOf(told)) found('extreme-value', rows[at]?.number ?? headerRow, names + 1);
      for (const at of endsOfBox(rows.flatMap(({ labels }) => labels.slice(0, 1))))
        found('extreme-value', rows[at]?.number ?? headerRow, 1);
      for (const at of largestByRank(header, rows)) found('extreme-value', rows[0]?.number ?? headerRow, at + 1);
      for (const at of endsByShape(header, rows)) found('extreme-value', headerRow, at + 1);
      if (isOfNobody || !hasInner(told)) return;
      const counted = rows.find(({ labels }) => labels[0]?.counts)?.cells ?? [];
      for (const [nth, row] of rows.entries())
        for (const at of row.cells.keys())
          if (at > names && isFilled(row, at) && hasFew(countIn(counted[at]), told[nth]))
            found('extreme-value', row.number, at + 1);
    },
  };
};

const rank = /^(?:rank|rang|rango|rangorde|rangering|position|posizione|posicion|platz|plats|place|top)$/;

/** Values in a list of the largest, numbered from one on, with nothing that names a group. */
function largestByRank([first, ...heads]: readonly Label[], rows: readonly TableRow[]): number[] {
  const isRanked = rows.length > 2 && rows.every(({ cells }, at) => countIn(cells[0]) === at + 1);
  if (
    !isRanked ||
    !rank.test(first?.words.join(' ') ?? '') ||
    rows.some(({ cells }) => cells.some(({ kind }) => kind === 'text'))
  )
    return [];
  return heads.flatMap((label, at) => {
    const values = rows.map(({ cells }) => numberIn(cells[at + 1]) ?? Number.NaN);
    const falls = values.every((value, nth) => nth === 0 || value < (values[nth - 1] ?? 0));
    return falls && !label.counts && !label.isStatistic && !label.isPercent ? [at + 1] : [];
  });
}

/** The one cell that holds something, where there is one alone. */
function onlyFilled(texts: readonly string[]): number | undefined {
  const first = texts.findIndex((text) => text !== '');
  return first < 0 || texts.findLastIndex((text) => text !== '') > first ? undefined : first;
}

const mostNames = 100;

/** Whether a head names a smallest or largest value, and not the largest that a measure of a model can have. */
function isExtreme(label: Label): boolean {
  return label.isExtreme && label.words.length <= 8 && !label.words.includes('squared');
}

/** What a model leaves over is nobody's value, and neither is what bounds a setting, or how large groups are. */
function tellsOfNobody(header: readonly Label[]): boolean {
  const first = header[0]?.words.join(' ') ?? '';
  const isSetting = settingHeads.has(first) || first.startsWith('group variable') || header.some(namesRuns);
  return isSetting || header.some(({ isResidual }) => isResidual);
}

/** Steps of a slider, and runs of a program that are timed. */
const namesRuns = ({ words }: Label): boolean => /^(?:step|neval)$/.test(words.join(' '));

/** A note below a table may say what its cells hold: `Median (Min, Max)`. */
const note =
  /(?:median|mean|mittel|moyenne|media|gemiddeld)\w*[^;()[\]]{0,12}[([](?:min|range|spann|etendue|extr)|^\W*\d?\W{0,3}min\w*\W{1,4}max/;
const hasTwoNumbers = ({ texts }: TableRow): boolean => texts.some((text) => twoNumbers.test(text.slice(0, 60)));
const twoNumbers = /\d ?[^\w\s.]+ ?\d/;

/** The first column names what the others are about: a range there is a band of ages. */
function isEnd(header: readonly Label[], at: number, isBox: boolean): boolean {
  const label = header[at];
  if (label === undefined) return false;
  if (isBox && /^y(?:min|max)$/.test(label.words.join())) return true;
  return isExtreme(label) && !(at === 0 && header.length > 1 && label.words.some((word) => rangeWords.has(word)));
}

/** Whether two columns are where bands begin and end, each behind the one before. */
function areBands(rows: readonly TableRow[], [from, to, ...others]: readonly number[]): boolean {
  if (from === undefined || to === undefined || others.length > 0 || rows.length < 3) return false;
  const at = (nth: number, column: number) => numberIn(rows[nth]?.cells[column]) ?? Number.NaN;
  return rows.every((_, nth) => at(nth, from) <= at(nth, to) && (nth === 0 || at(nth, from) > at(nth - 1, to)));
}

/** A share of so many percent is a tail: what is nearer to the middle is no end. */
const mostTail = 2;

/** How many percent lie beyond a percentile that is near an end. */
function tailOf(quantile: number | undefined): number | undefined {
  const beyond = quantile === undefined ? 100 : Math.min(quantile, 100 - quantile);
  return beyond > 0 && beyond <= mostTail ? beyond : undefined;
}

function hasInner(quantiles: readonly (number | undefined)[]): boolean {
  const inner = quantiles.filter((one) => one !== undefined && one > 0 && one < 100).length;
  return (
    [25, 50, 75].some((one) => quantiles.includes(one)) ||
    (inner > 2 && [0, 100].every((one) => quantiles.includes(one)))
  );
}

/** Whether nothing is named but the least and the largest of quantiles. */
function areAlone(quantiles: readonly (number | undefined)[], header: readonly Label[]): boolean {
  const areOthersBare = header.every(({ words }, at) => words.length === 0 || quantiles[at] !== undefined);
  return areOthersBare && quantiles.filter((one) => one !== undefined).join() === '0,100';
}

/** Where quantiles end in the least and the largest value. */
function endsOf(quantiles: readonly (number | undefined)[]): number[] {
  if (!hasInner(quantiles)) return [];
  return quantiles.flatMap((quantile, at) => (quantile === 0 || quantile === 100 ? [at] : []));
}

/** Whether a cell holds a number, or words with one. */
function isFilled({ cells, texts }: TableRow, at: number): boolean {
  const cell = cells[at];
  if (cell === undefined || cell.kind === 'blank' || cell.kind === 'masked') return false;
  return cell.kind !== 'text' || /\d/.test(texts[at]?.slice(0, 200) ?? '');
}
