import { type Cell, countIn } from '../cell.ts';
import { isTotal } from '../differences.ts';
import type { Label } from '../label.ts';
import type { StartCheck } from '../table-check.ts';
import { leavingWords } from '../words/neutral.ts';

const mostRows = 100;

/** Small counts that are all less what stands beside: all less the one group that is shown, and people at risk less those of the row before. */
export const startLeftOver: StartCheck = ({ rules, header, found }) => {
  const isSmall = (count: number) => count > 0 && count < rules.minCount;
  const leaves = header.some(({ words }) => words.some((word) => leavingWords.has(word)));
  const totals = leaves ? [] : header.flatMap((label, at) => (isTotal(label) && at > 0 ? [at] : []));
  const [total] = totals.length === 1 ? totals : [];
  const parts = header.flatMap((label, at) => (isOfWhich(label) && !totals.includes(at - 1) ? [at] : []));
  const rows: { readonly number: number; readonly cells: readonly Cell[] }[] = [];
  const atRisk = columnsAtRisk(header);
  const before = new Map<number, number>();
  const isOfTimes = namesTimesAtRisk(header);
  return {
    row: ({ number, cells }) => {
      if (total !== undefined && rows.length < mostRows && countIn(cells[total]) !== undefined)
        rows.push({ number, cells });
      for (const at of parts)
        if (isSmall((countIn(cells[at - 1]) ?? 0) - (countIn(cells[at]) ?? Number.NaN)))
          found('small-difference', number, at + 1);
      for (const at of atRisk) {
        const count = countIn(cells[at]);
        if (count === undefined) continue;
        if (isSmall((before.get(at) ?? count) - count)) found('small-difference', number, at + 1);
        before.set(at, count);
      }
      if (isOfTimes) for (const at of smallSteps(cells, isSmall)) found('small-difference', number, at + 1);
    },
    end: () => {
      const group = total === undefined ? undefined : onlyOtherColumn(rows, header, total);
      if (total === undefined || group === undefined) return;
      const lefts = rows.map(({ cells }) => (countIn(cells[total]) ?? 0) - (countIn(cells[group]) ?? Number.NaN));
      if (!lefts.every((left) => left >= 0)) return;
      for (const [at, { number }] of rows.entries())
        if (isSmall(lefts[at] ?? 0)) found('small-difference', number, total + 1);
    },
  };
};

/** Whether each row below has those at risk at one time after another. */
function namesTimesAtRisk(header: readonly Label[]): boolean {
  const named = header.filter(({ words }) => words.length > 0);
  const isAtRisk = ({ words }: Label) => words.includes('risk');
  return (
    named.some(isAtRisk) && named.every((label) => isAtRisk(label) || label.words.every((word) => /^\d+$/.test(word)))
  );
}

/** Where a row of counts that only fall does so by few. */
function smallSteps(cells: readonly Cell[], isSmall: (count: number) => boolean): number[] {
  const counts = cells.flatMap((cell, at) => {
    const count = countIn(cell);
    return count === undefined ? [] : [{ at, count }];
  });
  const steps = counts.slice(1).map(({ at, count }, nth) => ({ at, less: (counts[nth]?.count ?? 0) - count }));
  return steps.length > 1 && steps.every(({ less }) => less >= 0)
    ? steps.flatMap(({ at, less }) => (isSmall(less) ? [at] : []))
    : [];
}

/** Columns of people at risk, where no others count: beside events these say themselves who is gone. */
function columnsAtRisk(header: readonly Label[]): readonly number[] {
  const counts = header.flatMap((label, at) => (label.counts ? [{ at, words: label.words }] : []));
  return counts.every(({ words }) => words.includes('risk')) ? counts.map(({ at }) => at) : [];
}

/** A head that names a part of what stands beside it. */
const isOfWhich = (label: Label | undefined): boolean => {
  const [first = '', second = ''] = label?.words ?? [];
  return (
    /^(?:darunter|davon|dont|waarvan|hvorav|heraf|varav|joista)$/.test(first) ||
    /^(?:of which|di cui|de (?:los|las|ellos)|dos quais|das quais)$/.test(`${first} ${second}`)
  );
};

/** The one column beside the total that has numbers which may be counts. */
function onlyOtherColumn(
  rows: readonly { readonly cells: readonly Cell[] }[],
  header: readonly Label[],
  total: number,
): number | undefined {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const isEmpty = (at: number) =>
    header[at]?.isMeasure === true ||
    header[at]?.isStatistic === true ||
    rows.every(({ cells }) => cells[at]?.kind === 'text' || cells[at]?.kind === 'blank');
  const others = Array.from({ length: width }, (_, at) => at).filter((at) => at !== total && !isEmpty(at));
  return others.length === 1 && (rows.length > 1 || isOfWhich(header[others[0] ?? 0])) ? others[0] : undefined;
}
