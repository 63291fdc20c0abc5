import type { StartCheck, TableRow } from './table-check.ts';

/** Smallest and largest values, and residual degrees of freedom. */
export const startExtremes: StartCheck = ({ rules, header, headerRow, found }) => {
  // The first column names what the others are about: a range there is a band of ages.
  const untold = new Set(
    header.flatMap((label, at) => (label.isExtreme && !(at === 0 && label.words.includes('range')) ? [at] : [])),
  );
  const freedoms = header.flatMap(({ isFreedom }, at) => (isFreedom ? [at] : []));
  const few = (row: TableRow, at: number) => {
    const cell = row.cells[at];
    if (cell?.kind !== 'number' || cell.value < 0 || cell.value >= rules.minResidualDof) return;
    found('few-residual-dof', row.number, at + 1);
  };
  return {
    row: (row) => {
      for (const at of untold) {
        if (!isFilled(row, at)) continue;
        untold.delete(at);
        found('extreme-value', headerRow, at + 1);
      }
      const label = row.labels.findIndex(({ isExtreme }) => isExtreme);
      if (label >= 0 && row.cells.some((_, at) => at > label && isFilled(row, at))) {
        found('extreme-value', row.number, label + 1);
      }
      const isResidual = row.labels.some((one) => one.isResidual);
      for (const at of freedoms) if (isResidual || header[at]?.isResidual) few(row, at);
      if (!row.labels.some((one) => one.isResidual && one.isFreedom)) return;
      for (const [at, { isOther }] of header.entries()) if (!isOther) few(row, at);
    },
    end: () => {},
  };
};

/** Whether a cell holds a number, or words with one. */
function isFilled({ cells, texts }: TableRow, at: number): boolean {
  const cell = cells[at];
  if (cell === undefined || cell.kind === 'blank' || cell.kind === 'masked') return false;
  return cell.kind !== 'text' || /\d/.test(texts[at]?.slice(0, 200) ?? '');
}
