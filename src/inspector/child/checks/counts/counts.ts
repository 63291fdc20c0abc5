import type { ColumnKind } from '../../../../domain/inspection/coverage.ts';
import type { Cell } from '../cell.ts';
import { metricColumn } from '../ends/levels.ts';
import { type Label, labelOf } from '../label.ts';
import type { StartCheck, TableRow } from '../table-check.ts';
import { levelNouns } from '../words/counting.ts';
import { ageWords, settingHeads } from '../words/neutral.ts';
import { Bands } from './bands.ts';
import { ColumnShape } from './column-shape.ts';
import { isLevel, LeadingKeys } from './leading-keys.ts';

/** In columns further to the right only what is named a count is told. */
const mostColumns = 1000;
/** A table with more rows is no summary whose form says that it counts. */
const mostRows = 2000;
/** What the numbers of a row are stands in one of the first columns. */
const mostLabels = 4;

/**
 * Small counts and zeros: where a column, a row, both (a confusion matrix) or a cell says that it counts, and where the form of the table
 * does, as that of a crosstab. Tables of which only the totals say so are looked at in `totals`.
 */
export const startCounts: StartCheck = ({ rules, header, found, columns: tellColumns }) => {
  const shapes = header.slice(0, mostColumns).map(() => new ColumnShape());
  const keys = new LeadingKeys();
  const metric = metricColumn(header);
  const bands = new Bands();
  const haveParts = header.some(isPart);
  let rows = 0;
  let settings = 0;
  const judge = (value: number) => {
    if (value === 0) return 'zero-count';
    return value > 0 && value < rules.minCount && Number.isInteger(value) ? 'small-count' : undefined;
  };
  const row = (given: TableRow) => {
    const { cells, number, texts } = given;
    rows += 1;
    keys.row(given);
    bands.row(given);
    const says = whatRowSays(given, header, metric);
    if (says === 'other' && !given.labels.some(({ isStatistic, isPercent }) => isStatistic || isPercent)) settings += 1;
    const isActual = given.labels.some((label) => label.isActual);
    // Rows that are longer than the head have columns that nothing names.
    while (shapes.length < Math.min(cells.length, mostColumns)) shapes.push(new ColumnShape());
    const isTotalRow = given.labels.some((label) => label.isTotal);
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at];
      // What adds up others says nothing of how they were rounded.
      const isTotal = isTotalRow || (haveParts && header[at]?.isTotal === true);
      const shape = shapes[at];
      if (cell === undefined) continue;
      shape?.note(cell, texts[at]);
      if (cell.kind === 'counted') {
        if (!isShare(given, header[at]) || isPlace(given, cell)) continue;
        if (!isTotal) shape?.value(cell.count);
        if (cell.of !== undefined) shape?.value(cell.of);
        const rule = judge(cell.count);
        if (rule !== undefined) found(rule, number, at + 1);
      } else if (cell.kind === 'number' && !cell.isPercent) {
        const rule = judge(cell.value);
        const isTold =
          (says === 'counts' && mayCount(given, at, header)) || (isActual && header[at]?.isPredicted === true);
        if (isTold && header[at]?.counts !== true) {
          if (shape !== undefined) shape.told.counts += 1;
          if (!isTotal) shape?.value(cell.value);
          if (rule !== undefined) found(rule, number, at + 1);
        } else if (says === 'other' && header[at]?.counts !== true) {
          if (shape !== undefined) shape.told.others += 1;
        } else if (shape !== undefined)
          shape.number(cell.value, texts[at] ?? '', rule && { rule, row: number }, isTotal);
        else if (header[at]?.counts === true && rule !== undefined) found(rule, number, at + 1);
      }
    }
  };
  const end = () => {
    // Beside decimals with commas, points part thousands.
    const pointed = shapes.map((shape) => (shape.commas > 0 ? 'none' : shape.pointed));
    const haveCommas = shapes.some(({ commas }) => commas > 1);
    // Of people nobody tells three decimals.
    const areOfPeople = pointed.some((one, at) => one === 'alone' && header[at]?.counts === true);
    const areMixed = pointed.includes('mixed') || pointed.includes('sure');
    const areThousands = (areMixed || haveCommas || areOfPeople) && !pointed.includes('never');
    for (const [at, shape] of shapes.entries()) shape.settle(areThousands || pointed[at] === 'sure');
    const mayBeGrid = rows <= mostRows && 2 * settings < Math.max(1, rows) && !namesSettings(header);
    const told = kindsOf(shapes, header, keys, rows, mayBeGrid ? rules.minCount : Number.POSITIVE_INFINITY);
    const [, banded] = shapes.length === 2 && bands.areCounted ? shapes : [];
    const isByBand = banded?.isWhole === true && banded.largest >= rules.minCount;
    const kinds: ColumnKind[] = isByBand ? ['text', 'count'] : told;
    for (const [at, shape] of shapes.entries()) {
      if (kinds[at] !== 'count') shape.values.clear();
      else if (header[at]?.isMissing !== true || !header[at].isOther)
        for (const { rule, row: line } of shape.pending()) found(rule, line, at + 1);
    }
    tellColumns(kinds, shapes);
  };
  return { row, end };
};

/** What each column was taken for; what nothing explains is a count where the form of the table says that it counts. */
function kindsOf(
  shapes: readonly ColumnShape[],
  header: readonly Label[],
  keys: LeadingKeys,
  rows: number,
  minCount: number,
): ColumnKind[] {
  const areStatistics = header.some(({ isStatistic }, at) => isStatistic && (shapes[at]?.numbers ?? 0) > 0);
  const own = shapes.map((shape, at) => {
    const kind = shape.ownKind(header[at], at === 0);
    if (kind === undefined && header[at]?.isLetter === true && (areStatistics || shape.fractions > 0))
      return 'statistic';
    // Codes of groups stand before the words for what is counted of each.
    const areCodes = at > 0 && shapes[at + 1]?.isTextual === true && shape.isNumbering && shape.numbers < rows;
    return kind === undefined && (keys.has(at) || areCodes) ? 'key' : kind;
  });
  for (const at of levelsBehind(header)) own[at] = 'key';
  for (const at of misnamed(shapes, own, header)) own[at] = undefined;
  const open = own.flatMap((kind, at) => (kind === undefined ? [at] : []));
  const isGrid = isGridOfCounts(shapes, own, open, header, minCount);
  return own.map((kind, at) => kind ?? openKind(shapes, at, isGrid.has(at)));
}

/** SAS names the groups that a mean is of behind its number: `Tukey Grouping  Mean  N  school`. */
function levelsBehind(header: readonly Label[]): readonly number[] {
  if (!header.some(({ words }) => words.includes('grouping'))) return [];
  const named = header.findIndex(({ counts }) => counts);
  return named < 0 ? [] : [...header.keys()].slice(named + 1);
}

/** No age is larger. */
const oldest = 130;

/**
 * Columns of whole numbers whose head says what they cannot be: ages that nobody reaches, groups behind what counts, as one column of a
 * crosstab, or several with shares of which some is above all, which then name groups, as `50 percent`.
 */
function misnamed(
  shapes: readonly ColumnShape[],
  kinds: readonly (ColumnKind | undefined)[],
  header: readonly Label[],
): number[] {
  const shares = kinds.flatMap((kind, at) => (kind === 'percent' && shapes[at]?.percents === 0 ? [at] : []));
  const areWhole = shares.length > 1 && shares.every((at) => shapes[at]?.isWhole === true);
  const areGroups = areWhole && shares.some((at) => (shapes[at]?.largest ?? 0) > 100);
  const named = kinds.flatMap((kind, at) => {
    const [shape, label] = [shapes[at], header[at]];
    if (kind !== 'key' || shape?.isWhole !== true || shape.told.others > 0 || shape.isKey(at === 0)) return [];
    const isAge = label?.words.some((word) => ageWords.has(word)) === true && shape.largest > oldest;
    const isBehind = kinds
      .slice(0, at)
      .some((one, nth) => (one === undefined || one === 'count') && shapes[nth]?.isWhole === true);
    // As pandas heads how often each value of a column comes.
    const isSeries = kinds.length === 2 && at === 1 && kinds[0] === 'text' && header[0]?.words.length === 0;
    return isAge || (label?.isGroup === true && (isBehind || isSeries)) ? [at] : [];
  });
  return areGroups ? [...named, ...shares] : named;
}

function openKind(shapes: readonly ColumnShape[], at: number, isCount: boolean): ColumnKind {
  if (isCount) return 'count';
  return shapes[at]?.areFlags === true ? 'indicator' : 'unknown';
}

/**
 * The columns that the form of a table says are counts: whole numbers beside words or bins, of which some column reaches the threshold (no
 * scale, code or setting does), where nothing that is no whole number is left unexplained.
 */
function isGridOfCounts(
  shapes: readonly ColumnShape[],
  own: readonly (ColumnKind | undefined)[],
  open: readonly number[],
  header: readonly Label[],
  minCount: number,
): ReadonlySet<number> {
  const none = new Set<number>();
  // Beside degrees of freedom a number is of a model.
  if (header.some(({ isFreedom }) => isFreedom)) return none;
  const whole = open.filter((at) => shapes[at]?.isWhole === true);
  const firstFraction = open.find((at) => !whole.includes(at)) ?? Number.POSITIVE_INFINITY;
  // Beside a named statistic, decimals that nothing explains are one too, and what stands before them is how many.
  const areMeans = own.some((kind, at) => kind === 'statistic' && (shapes[at]?.fractions ?? 0) > 0);
  if (whole.length === 0 || (whole.length < open.length && !areMeans)) return none;
  const named = own.findIndex((kind, at) => kind === 'count' && header[at]?.counts === true && !header[at].isTotal);
  const isLevel =
    own[0] === 'text' && header[named]?.words.length === 1 && levelNouns.has(header[named].words[0] ?? '');
  // What stands before a count that says so names the groups, unless it is one group of several.
  const candidates = whole.filter((at) => (named < 0 || at > named || isLevel) && at < firstFraction);
  const isFull = (at: number) => (shapes[at]?.largest ?? 0) >= minCount || (shapes[at]?.masked ?? 0) > 0;
  const counted = own.flatMap((kind, at) => (kind === 'count' ? [at] : []));
  if (![...candidates, ...counted].some(isFull)) return none;
  const hasLabels = own.some((kind) => kind === 'text' || kind === 'key' || kind === 'time');
  // One column alone, with a name, and long enough to be no single value.
  const isAlone = own.length === 1 && (header[0]?.words.length ?? 0) > 0 && (shapes[0]?.numbers ?? 0) > 2;
  const isOneRow = candidates.length > 1 && candidates.every((at) => (shapes[at]?.numbers ?? 0) <= 1);
  if (!hasLabels && !isOneRow && !isAlone) return none;
  const flags = candidates.filter((at) => shapes[at]?.areFlags === true && (shapes[at]?.numbers ?? 0) > 1);
  const left = 2 * flags.length >= candidates.length ? candidates.filter((at) => !flags.includes(at)) : candidates;
  return left.some(isFull) || counted.some(isFull) ? new Set(left) : none;
}

function namesSettings(header: readonly Label[]): boolean {
  return header.some(({ words }) => words.length === 1 && settingHeads.has(words[0] ?? ''));
}

/** `counts`, `other` or nothing that decides: by its head, or by the column that says of each row what it is. */
function whatRowSays(row: TableRow, header: readonly Label[], metric: number): 'counts' | 'other' | undefined {
  const { labels, cells, texts } = row;
  if (metric >= 0 && metric < mostLabels && cells[metric]?.kind === 'text')
    return labelOf(texts[metric] ?? '').counts ? 'counts' : 'other';
  if (
    labels.some(({ isStatistic, isExtreme, isPercent, counts }) => isStatistic || isExtreme || (isPercent && !counts))
  )
    return 'other';
  const counts = labels.some((label) => label.counts);
  if (!counts) return labels.some(({ isOther }) => isOther) ? 'other' : undefined;
  const areWhole = cells.every((cell, at) => {
    if (cell.kind !== 'number' || !isOpen(header[at])) return true;
    return Number.isInteger(cell.value) && cell.value >= 0;
  });
  return areWhole ? 'counts' : undefined;
}

/** Whether a cell may be a count if its row says so: what stands before the words numbers the rows. */
function mayCount({ cells }: TableRow, at: number, header: readonly Label[]): boolean {
  return isOpen(header[at]) && !(at === 0 && cells[1]?.kind === 'text') && !isLevel(header, at);
}

/** Whether a column may hold counts if its rows say so. */
function isOpen(label: Label | undefined): boolean {
  return label === undefined || !(label.isOther || label.isStatistic || label.isPercent);
}

/** What a total beside it may add up; a total beside nothing else is all that is counted. */
const isPart = ({ isTotal, isStatistic, isPercent, isTime }: Label, at: number): boolean =>
  at > 0 && !(isTotal || isStatistic || isPercent || isTime);

/** `epoch 3/20`: where somebody or something stands, and no part of many. */
function isPlace({ labels }: TableRow, { share, of }: Extract<Cell, { kind: 'counted' }>): boolean {
  return share === undefined && of !== undefined && labels.some(({ isOther }) => isOther);
}

/** Whether `3 (2.1)` is a count with its share here, and not a mean with its deviation. */
function isShare({ labels }: TableRow, column: Label | undefined): boolean {
  const heads = column === undefined ? labels : [...labels, column];
  return heads.some(({ counts }) => counts) || !heads.some(({ isStatistic }) => isStatistic);
}
