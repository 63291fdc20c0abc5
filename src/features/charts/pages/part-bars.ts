import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import type { DisagreementMark } from '../domain/disagreement.ts';
import { at, frame, gridLine, picture, weekDays, weekText } from './frame.ts';
import { palette } from './palette.ts';
import { valueScale, weekBars, wholeTicks } from './scales.ts';

const [top, bottom, height] = [26, 156, 180];

/** An outlined bar for all reviews of a week, filled as far as their decisions differed. */
export function partBars(id: string, weeks: readonly string[], marks: readonly DisagreementMark[]): Html {
  const y = valueScale([0, Math.max(...marks.map(({ compared }) => compared))], [bottom, top]);
  const { x, middle, width } = weekBars(weeks);
  const stroke = weeks.length > 26 ? 1 : 2;
  return picture(id, height, [
    html`<rect x="1" y="3" width="10" height="10" fill="none" stroke="${palette.blue}" stroke-width="2"/><text class="name" x="17" y="13">decided by two or more</text>`,
    html`<rect x="200" y="3" width="10" height="10" fill="${palette.vermillion}"/><text class="name" x="216" y="13">they differed</text>`,
    wholeTicks(y).map((value) => gridLine(value, y(value))),
    weekDays(weeks, middle, bottom + 20),
    marks.map(({ week, compared, differing }) => {
      const [left, whole, part] = [at(x(week)), y(compared), y(differing)];
      const filled = html`<rect x="${left}" y="${at(part)}" width="${at(width)}" height="${at(bottom - part)}" fill="${palette.vermillion}"/>`;
      return html`<g><title>${weekText(week)}: approvers differed in ${differing} of ${compared}</title>${differing === 0 ? '' : filled}<rect x="${left}" y="${at(whole)}" width="${at(width)}" height="${at(bottom - whole)}" fill="none" stroke="${palette.blue}" stroke-width="${stroke}" pointer-events="all"/></g>`;
    }),
    html`<line class="axis" x1="${frame.left}" x2="${frame.right}" y1="${bottom}" y2="${bottom}"/>`,
  ]);
}
