import { safeText } from './safe-text.ts';
import { fitted, padded, widthOf } from './width.ts';

const gap = '  ';
/** A column that has to give way keeps so much. */
const leastColumns = 12;

/**
 * Rows under their heads in columns, one line each; every cell is made safe for a terminal. With `most` (the columns of the terminal) the
 * widest columns give way until all fits; without it nothing is cut.
 */
export function columns(heads: readonly string[], rows: readonly (readonly string[])[], most?: number): string[] {
  const lines = [heads, ...rows.map((row) => row.map(safeText))];
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))));
  narrow(widths, most);
  return lines.map((line) =>
    line
      .map((cell, at) => padded(fitted(cell, widths[at] ?? 0), widths[at] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}

function narrow(widths: number[], most: number | undefined): void {
  if (most === undefined) return;
  const room = most - gap.length * (widths.length - 1);
  const total = () => widths.reduce((sum, width) => sum + width, 0);
  while (total() > room) {
    const widest = Math.max(...widths);
    if (widest <= leastColumns) return;
    widths[widths.indexOf(widest)] = Math.max(leastColumns, widest - Math.max(1, Math.floor((total() - room) / 2)));
  }
}
