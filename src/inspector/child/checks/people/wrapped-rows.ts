import { labelOf } from '../label.ts';
import type { PrintedGrid } from '../printed/grid.ts';
import { looksOf } from './looks.ts';
import { type Column, fewestSingle, shownOf } from './traits.ts';

const mostColumns = 60;

/**
 * A table that is too wide for its lines is printed in pieces, one below the other, each with the same names of rows. Gives whether the rows
 * of one piece, with those before it, may be people.
 */
export function startWrapped(minCount: number): (grid: PrintedGrid) => boolean {
  let names = '';
  let columns: readonly Column[] = [];
  return ({ header, rows }) => {
    const own = rows.map(({ cells }) => cells[0] ?? '').join('\n');
    const isSame = rows.length >= fewestSingle && own === names && columns.length < mostColumns;
    const added = header.slice(1).map((head, at): Column => {
      return { label: labelOf(head), cells: rows.map(({ cells }) => shownOf(cells[at + 1] ?? '')) };
    });
    names = own;
    columns = isSame ? [...columns, ...added] : added;
    return isSame && looksOf(columns, minCount) === 'people';
  };
}
