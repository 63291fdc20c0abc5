import { type Cell, countIn } from '../cell.ts';
import { type Label, labelOf } from '../label.ts';
import type { StartCheck, TableRow } from '../table-check.ts';
import { words } from '../words/folded.ts';
import { stageIn, variableHeads } from '../words/neutral.ts';
import { fewerInModel, fewerInModelBelow } from './models.ts';
import { fewBetweenWaves } from './waves.ts';

/** Few of whom something is not known: in a column or a row that says so, or as a percentage of how many there are. */
export const startMissing: StartCheck = ({ rules, header, found }) => {
  const isFew = (count: number | undefined): boolean => count !== undefined && count >= 1 && count < rules.minCount;
  const columns = header.flatMap((label, at) => (label.isMissing && !isRate(label) ? [at] : []));
  const percents = header.flatMap((label, at) => (label.isMissing && label.isPercent && !label.counts ? [at] : []));
  const all = header.findIndex((label) => label.counts && !label.isMissing);
  const few: Place[] = [];
  let isDescribed = false;
  let told = 0;
  const rows: TableRow[] = [];
  return {
    row: (row) => {
      const { number, cells } = row;
      if (rows.length < mostRows && cells.length <= mostColumns) rows.push(row);
      isDescribed ||= columns.length > 0 && cells.some(({ kind }, at) => at > 0 && kind === 'text');
      const counts = columns.map((at) => countIn(cells[at]));
      for (const [nth, at] of columns.entries())
        if (few.length < mostRows && isFew(counts[nth])) few.push([number, at]);
      // Told beside, it need not be reckoned.
      const isTold = counts.some((count) => count !== undefined);
      if (isTold) told += 1;
      const reckoned = isTold ? [] : percents.filter((at) => isFew(shareOf(cells[at], countIn(cells[all]))));
      for (const at of [...reckoned, ...fewInRow(row, header, columns, isFew)]) found('small-missing', number, at + 1);
    },
    end: () => {
      // A list of variables that describes them in words is no result.
      const isResult = header.some((label) => isShown(label) || (label.isMissing && label.isPercent));
      const inColumns = isDescribed && !isResult ? [] : few;
      // Where each variable says how many are missing, the difference between two of them is nobody.
      const finds =
        told > 1
          ? [fewInSeries, fewOfPattern]
          : [
              ...[fewerThanOthers, fewerInModel, fewerInModelBelow, fewInSeries, fewOfPattern],
              ...[fewBetweenStages, fewBetweenWaves, fewBesideValid],
            ];
      const others = finds.flatMap((find) => find(header, rows, rules.minCount));
      for (const [row, column] of [...inColumns, ...others]) found('small-missing', row, column + 1);
    },
  };
};

const isShown = (label: Label) => !label.isMissing && (label.counts || label.isStatistic || label.isPercent);

function shareOf(share: Cell | undefined, of: number | undefined): number | undefined {
  return share?.kind === 'number' && of !== undefined ? Math.round((share.value * of) / 100) : undefined;
}

/** The columns in which a row that says so tells that few are missing. */
function fewInRow(
  { labels, cells }: TableRow,
  header: readonly Label[],
  columns: readonly number[],
  isFew: (count: number | undefined) => boolean,
): number[] {
  if (!labels.some((label) => label.isMissing && !isRate(label))) return [];
  const hasStatistics = header.some(({ isStatistic }) => isStatistic);
  // What stands before the words numbers the rows.
  const from = cells.findIndex(({ kind }) => kind === 'text' || kind === 'masked');
  return cells.flatMap((cell, at) => {
    const head = header[at];
    const isOpen = head === undefined || head.counts || !(hasStatistics || isRate(head) || head.isOther);
    return at > from && isOpen && !columns.includes(at) && isFew(countIn(cell)) ? [at] : [];
  });
}

const mostRows = 200;
/** Wider rows tell of no variables. */
const mostColumns = 500;

/** Where the number of values of a variable is a few less than that of others: by row, and by column from 0. */
function fewerThanOthers(header: readonly Label[], all: readonly TableRow[], minCount: number): Place[] {
  const rows = all.filter(({ cells }) => cells.length > 2 || cells[1]?.kind !== 'blank');
  const fewer = (places: readonly (readonly [row: TableRow, column: number])[], fewest: number): Place[] => {
    const counts = places.flatMap(([row, at]) => {
      const count = countIn(row.cells[at]);
      return count === undefined ? [] : [{ count, place: [row.number, at] as const }];
    });
    const most = Math.max(...counts.map(({ count }) => count));
    if (counts.length < 2 || counts.filter(({ count }) => count === most).length < fewest) return [];
    return counts.flatMap(({ count, place }) => (count < most && most - count < minCount ? [place] : []));
  };
  const areVariables =
    header.slice(0, 2).some(namesVariables) || rows.some(({ labels }) => labels[0]?.words.includes('listwise'));
  const isOfVariables = areVariables && header.some(isRate);
  const columns = header.flatMap(({ counts, isMissing }, at) => (isOfVariables && counts && !isMissing ? [at] : []));
  const isSummary = rows.filter(({ labels }) => labels.some(isRate)).length > 1;
  const summed = rows.filter(({ labels }) => isSummary && labels[0]?.counts);
  return [
    ...columns.flatMap((at) =>
      fewer(
        rows.map((row) => [row, at]),
        1,
      ),
    ),
    ...summed.flatMap((row) =>
      fewer(
        row.cells.map((_, at) => [row, at]),
        2,
      ),
    ),
    ...(isSeries(header, rows)
      ? fewer(
          rows.map((row) => [row, 1]),
          rows.length / 2,
        )
      : []),
  ];
}

/** Two columns of which nothing names the second, as pandas writes `df.count()` and `df.isna().sum()`. */
function isSeries(header: readonly Label[], rows: readonly TableRow[]): boolean {
  const isBare = header.length === 2 && /^0?$/.test(header[1]?.words.join('') ?? '');
  return (
    isBare &&
    rows.length > 2 &&
    rows.every(({ cells, texts }) => countIn(cells[1]) !== undefined && !/\.\d/.test(texts[1] ?? ''))
  );
}

/** Where few are missing of a variable of which most others lack nothing. */
function fewInSeries(header: readonly Label[], all: readonly TableRow[], minCount: number): Place[] {
  const rows = all.filter(({ cells }) => cells[1]?.kind !== 'blank');
  const none = rows.filter(({ cells }) => countIn(cells[1]) === 0);
  if (!isSeries(header, rows) || 2 * none.length < rows.length) return [];
  const isFew = (count = 0) => count > 1 && count < minCount;
  return rows.flatMap(({ cells, number }) => (isFew(countIn(cells[1])) ? [[number, 1] as const] : []));
}

/** Where fewer people are in one stage of a study than in the one above it: those who were left out. */
function fewBetweenStages(header: readonly Label[], rows: readonly TableRow[], minCount: number): Place[] {
  const at = header.findIndex(
    (_, column) => column > 0 && rows.some(({ cells }) => countIn(cells[column]) !== undefined),
  );
  const stages = rows.flatMap(({ labels, cells, texts, number }) => {
    const label = labels[0] ?? labelOf(texts[0] ?? '');
    const [stage, count] = [stageIn(label.words), countIn(cells[at])];
    return stage === undefined || count === undefined || label.isMissing ? [] : [{ stage, count, number }];
  });
  return stages.slice(1).flatMap(({ stage, count, number }, nth) => {
    const before = stages[nth];
    const less = before === undefined || before.stage === stage ? 0 : before.count - count;
    return less > 0 && less < minCount ? [[number, at] as const] : [];
  });
}

const validWords = words('valid validos válidos gültig valide valides validi valida geldig giltiga gyldige');

/** Few that are missing below how many are valid, as SPSS tells of each variable, whatever it is called. */
function fewBesideValid(_: readonly Label[], rows: readonly TableRow[], minCount: number): Place[] {
  const isOf = (row: TableRow | undefined, is: (label: Label) => boolean) =>
    row?.labels[0] !== undefined && is(row.labels[0]);
  return rows.flatMap((row, nth) => {
    const isBelow = isOf(rows[nth - 1], (label) => label.words.some((word) => validWords.has(word)));
    if (!isBelow || !isOf(row, ({ isMissing }) => isMissing)) return [];
    return row.cells.flatMap((cell, at) => {
      const count = countIn(cell) ?? 0;
      return count > 0 && count < minCount ? [[row.number, at] as const] : [];
    });
  });
}

/** Patterns of what is missing, as `mice` prints them: how many have each, 0 or 1 for each variable, and how many of these are missing. */
function fewOfPattern(_: readonly Label[], rows: readonly TableRow[], minCount: number): Place[] {
  const patterns = rows.flatMap(({ cells, number }) => {
    const [count, ...flags] = cells.map(countIn);
    const missing = flags.pop();
    const isPattern = flags.length > 1 && flags.every((flag) => flag === 0 || flag === 1);
    return isPattern && missing === flags.filter((flag) => flag === 0).length ? [{ number, count, missing }] : [];
  });
  if (patterns.length < 2 || patterns.length < rows.length - 1) return [];
  return patterns.flatMap(({ number, count = 0, missing }) =>
    missing > 0 && count > 0 && count < minCount ? [[number, 0] as const] : [],
  );
}

type Place = readonly [row: number, column: number];
const namesVariables = ({ words }: Label) => words.at(-1) !== '1' && words.some((word) => variableHeads.has(word));
const isRate = ({ isStatistic, isPercent, counts }: Label) => (isStatistic || isPercent) && !counts;
