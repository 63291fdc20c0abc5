import type { Label } from './label.ts';
import type { StartCheck, TableRow } from './table-check.ts';
import { settingHeads } from './words/neutral.ts';

/** Smallest and largest values: where a head or a row says so, and the ends of quantiles. */
export const startExtremes: StartCheck = ({ header, headerRow, found }) => {
  // What a model leaves over is nobody's value, and what bounds a setting neither.
  const isOfNobody = header.some(({ isResidual }) => isResidual) || settingHeads.has(header[0]?.words.join(' ') ?? '');
  const ends = endsOf(header.map(({ words }) => quantileOf(words.join(''))));
  // The first column names what the others are about: a range there is a band of ages.
  const untold = new Set(
    header.flatMap((label, at) =>
      !isOfNobody && (isExtreme(label) || ends.includes(at)) && !(at === 0 && label.words.includes('range'))
        ? [at]
        : [],
    ),
  );
  const names: { readonly quantile: number | undefined; readonly number: number }[] = [];
  const nameless = header[0]?.words.every((word) => quantileWords.test(word)) ?? true;
  return {
    row: (row) => {
      for (const at of untold) {
        if (!isFilled(row, at)) continue;
        untold.delete(at);
        found('extreme-value', headerRow, at + 1);
      }
      if (names.length < mostNames)
        names.push({ quantile: quantileOf(row.texts[0] ?? '', nameless), number: row.number });
      const label = row.labels.findIndex(isExtreme);
      if (label >= 0 && row.cells.some((_, at) => at > label && isFilled(row, at)))
        found('extreme-value', row.number, label + 1);
    },
    end: () => {
      for (const at of endsOf(names.map(({ quantile }) => quantile)))
        found('extreme-value', names[at]?.number ?? headerRow, 1);
    },
  };
};

const mostNames = 100;
const quantileWords = /^(?:quantiles?|percentiles?|probs?|stat|statistic|p|q|%)$/;

/** Whether a head names a smallest or largest value, and not the largest that a measure of a model can have. */
function isExtreme(label: Label): boolean {
  return label.isExtreme && label.words.length <= 8 && !label.words.includes('squared');
}

/** The percentile that a head names, as `25%`, `p25`, `q25`, or `0.25` where `isNumber`. */
function quantileOf(text: string, isNumber = false): number | undefined {
  const [, percent, fraction] =
    /^(?:(?:[pq]|percentile|quantile)?_?(\d{1,3})(?:[.,]0+)? ?%?|([01][.,]\d+))$/i.exec(text.trim()) ?? [];
  if (fraction !== undefined) return isNumber ? 100 * Number(fraction.replace(',', '.')) : undefined;
  return percent === undefined || /^\d+$/.test(text.trim()) ? undefined : Number(percent);
}

/** Where quantiles end in the least and the largest value. */
function endsOf(quantiles: readonly (number | undefined)[]): number[] {
  if (![25, 50, 75].some((inner) => quantiles.includes(inner))) return [];
  return quantiles.flatMap((quantile, at) => (quantile === 0 || quantile === 100 ? [at] : []));
}

/** Whether a cell holds a number, or words with one. */
function isFilled({ cells, texts }: TableRow, at: number): boolean {
  const cell = cells[at];
  if (cell === undefined || cell.kind === 'blank' || cell.kind === 'masked') return false;
  return cell.kind !== 'text' || /\d/.test(texts[at]?.slice(0, 200) ?? '');
}
