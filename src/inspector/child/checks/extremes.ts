import { countIn } from './cell.ts';
import type { Label } from './label.ts';
import type { StartCheck, TableRow } from './table-check.ts';
import { settingHeads } from './words/neutral.ts';

/** Smallest and largest values: where a head or a row says so, and the ends of quantiles. */
export const startExtremes: StartCheck = ({ rules, header, headerRow, found }) => {
  const isOfNobody = tellsOfNobody(header);
  const quantiles = header.map(({ words }) => quantileOf(words.join('')));
  const ends = endsOf(quantiles);
  const isDescribed = hasInner(quantiles) || header.some(({ words }) => /\b(?:mean|median)\b/.test(words.join(' ')));
  const tails = quantiles.flatMap((one, at) => (isOfNobody || !isDescribed || tailOf(one) === undefined ? [] : [at]));
  const sizes = header.findIndex((label) => label.counts && !label.isMissing);
  const untold = new Set(isOfNobody ? [] : [...header.keys()].filter((at) => ends.includes(at) || isEnd(header, at)));
  const names: { readonly quantile: number | undefined; readonly row: TableRow }[] = [];
  const hasFew = (size = 0, quantile: number | undefined) =>
    size > 0 && ((tailOf(quantile) ?? Number.POSITIVE_INFINITY) * size) / 100 < rules.minCount;
  const nameless = header[0]?.words.every((word) => quantileWords.test(word)) ?? true;
  return {
    row: (row) => {
      for (const at of untold) {
        if (!isFilled(row, at)) continue;
        untold.delete(at);
        found('extreme-value', headerRow, at + 1);
      }
      if (names.length < mostNames) names.push({ quantile: quantileOf(row.texts[0] ?? '', nameless), row });
      for (const at of tails)
        if (isFilled(row, at) && hasFew(countIn(row.cells[sizes]), quantiles[at]))
          found('extreme-value', row.number, at + 1);
      const label = row.labels.findIndex(isExtreme);
      if (label >= 0 && row.cells.some((_, at) => at > label && isFilled(row, at)))
        found('extreme-value', row.number, label + 1);
    },
    end: () => {
      const told = names.map(({ quantile }) => quantile);
      for (const at of endsOf(told)) found('extreme-value', names[at]?.row.number ?? headerRow, 1);
      if (isOfNobody || !hasInner(told)) return;
      const counted = names.find(({ row }) => row.labels[0]?.counts)?.row.cells ?? [];
      for (const { quantile, row } of names)
        for (const at of row.cells.keys())
          if (at > 0 && isFilled(row, at) && hasFew(countIn(counted[at]), quantile))
            found('extreme-value', row.number, at + 1);
    },
  };
};

const mostNames = 100;
const quantileWords = /^(?:quantiles?|percentiles?|probs?|stat|statistic|p|q|%)$/;

/** Whether a head names a smallest or largest value, and not the largest that a measure of a model can have. */
function isExtreme(label: Label): boolean {
  return label.isExtreme && label.words.length <= 8 && !label.words.includes('squared');
}

/** The percentile that a head names, as `25%`, `p25`, `q25`, or `0.25` where `isNumber`; `q1` is a quarter. */
function quantileOf(text: string, isNumber = false): number | undefined {
  if (/^q[1-4]$/i.test(text)) return undefined;
  const [, percent, fraction] =
    /^(?:(?:[pq]|percentile|quantile)?_?(\d{1,3})(?:[.,]0+)? ?%?|([01][.,]\d+))$/i.exec(text.trim()) ?? [];
  if (fraction !== undefined) return isNumber ? 100 * Number(fraction.replace(',', '.')) : undefined;
  return percent === undefined || /^\d+$/.test(text.trim()) ? undefined : Number(percent);
}

/** What a model leaves over is nobody's value, and neither is what bounds a setting, or how large groups are. */
function tellsOfNobody(header: readonly Label[]): boolean {
  const first = header[0]?.words.join(' ') ?? '';
  const isSetting = settingHeads.has(first) || first.startsWith('group variable');
  return isSetting || header.some(({ isResidual }) => isResidual);
}

/** The first column names what the others are about: a range there is a band of ages. */
function isEnd(header: readonly Label[], at: number): boolean {
  const label = header[at];
  return label !== undefined && isExtreme(label) && !(at === 0 && label.words.includes('range'));
}

/** A share of so many percent is a tail: what is nearer to the middle is no end. */
const mostTail = 2;

/** How many percent lie beyond a percentile that is near an end. */
function tailOf(quantile: number | undefined): number | undefined {
  const beyond = quantile === undefined ? 100 : Math.min(quantile, 100 - quantile);
  return beyond > 0 && beyond <= mostTail ? beyond : undefined;
}

function hasInner(quantiles: readonly (number | undefined)[]): boolean {
  return [25, 50, 75].some((inner) => quantiles.includes(inner));
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
