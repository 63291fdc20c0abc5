import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { actorWords } from '../../../pages/base/words.ts';
import { ageClasses, type WaitedFor, type WaitingMark, waitedFor } from '../domain/waiting.ts';
import { at, frame, picture } from './frame.ts';
import { palette } from './palette.ts';
import { valueScale } from './scales.ts';

const [left, top, rowHeight, barHeight, widestBar] = [82, 26, 26, 14, 24];
const cellWidth = (frame.width - left) / ageClasses.length;

export function whoText(who: WaitedFor): string {
  return who === 'nobody' ? 'Nobody' : actorWords[who];
}

/** A row for whoever is waited for, a column for each class of age, and in each cell a bar with its number. */
export function waitingCells(id: string, marks: readonly WaitingMark[]): Html {
  const rows = waitedFor.filter((who) => marks.some((mark) => mark.who === who));
  const length = valueScale([0, Math.max(...marks.map(({ count }) => count))], [0, widestBar]);
  const columnOf = (age: WaitingMark['age']) => left + ageClasses.findIndex(({ words }) => words === age) * cellWidth;
  return picture(id, top + rows.length * rowHeight + 4, [
    ageClasses.map(({ words }) => html`<text x="${at(columnOf(words))}" y="14" font-size="12">${words}</text>`),
    rows.map((who, row) => html`<text class="name" x="0" y="${top + row * rowHeight + 15}">${whoText(who)}</text>`),
    marks.map(({ age, who, count }) => {
      const [x, y] = [columnOf(age), top + rows.indexOf(who) * rowHeight];
      const width = Math.max(2, length(count));
      return html`<g><title>${whoText(who)}, ${age}: ${countText(count, 'operation')}</title><rect x="${at(x)}" y="${y + 4}" width="${at(width)}" height="${barHeight}" fill="${palette.blue}"/><text class="name" x="${at(x + width + 4)}" y="${y + 15}">${count}</text></g>`;
    }),
  ]);
}
