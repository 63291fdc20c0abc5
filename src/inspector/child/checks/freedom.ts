import type { StartCheck, TableRow } from './table-check.ts';

/** Residual degrees of freedom of models, which are few where a model repeats its records. */
export const startFreedom: StartCheck = ({ rules, header, found }) => {
  const freedoms = header.flatMap(({ isFreedom }, at) => (isFreedom ? [at] : []));
  const few = (row: TableRow, at: number) => {
    const cell = row.cells[at];
    if (cell?.kind !== 'number' || cell.value < 0 || cell.value >= rules.minResidualDof) return;
    found('few-residual-dof', row.number, at + 1);
  };
  return {
    row: (row) => {
      const isResidual = row.labels.some((one) => one.isResidual);
      for (const at of freedoms) if (isResidual || header[at]?.isResidual) few(row, at);
      if (!row.labels.some((one) => one.isResidual && one.isFreedom)) return;
      for (const [at, { isOther }] of header.entries()) if (!isOther) few(row, at);
    },
    end: () => {},
  };
};
