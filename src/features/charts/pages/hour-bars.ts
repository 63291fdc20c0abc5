import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import { type HoursMark, hoursOf, hoursText } from '../domain/compute-hours.ts';
import { at, picture } from './frame.ts';
import { palette } from './palette.ts';
import { valueScale } from './scales.ts';

const [rowHeight, barHeight, widestBar] = [38, 14, 260];

/** A bar for each name, with its hours behind it. */
export function hourBars(id: string, marks: readonly HoursMark[]): Html {
  const width = valueScale([0, Math.max(1, ...marks.map(hoursOf))], [0, widestBar]);
  return picture(
    id,
    marks.length * rowHeight,
    marks.map((mark, row) => {
      const [y, length] = [row * rowHeight, Math.max(2, width(hoursOf(mark)))];
      return html`<g><title>${mark.name}: machines ${hoursText(mark.machines)}, instances ${hoursText(mark.instances)}</title><text class="name" x="0" y="${y + 13}">${mark.name}</text><rect x="0" y="${y + 18}" width="${at(length)}" height="${barHeight}" fill="${palette.blue}"/><text x="${at(length + 6)}" y="${y + 30}">${hoursText(hoursOf(mark))}</text></g>`;
    }),
  );
}
