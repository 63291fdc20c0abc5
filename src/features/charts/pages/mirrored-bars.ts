import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import { at, frame, gridLine, picture, weekDays, weekText } from './frame.ts';
import { palette } from './palette.ts';
import { valueScale, weekBars, wholeTicks } from './scales.ts';

export interface MirroredMark {
  readonly week: string;
  readonly up: number;
  readonly down: number;
  readonly upTitle: string;
  readonly downTitle: string;
}

const [top, bottom, height] = [26, 176, 200];

export function mirroredBars(
  id: string,
  weeks: readonly string[],
  marks: readonly MirroredMark[],
  names: { readonly up: string; readonly down: string },
): Html {
  const most = (of: 'up' | 'down') => Math.max(...marks.map((mark) => mark[of]));
  const y = valueScale([-Math.max(most('down'), 1), Math.max(most('up'), 1)], [bottom, top]);
  const { x, middle, width } = weekBars(weeks);
  const bar = (week: string, [from, to]: readonly [number, number], fill: string, title: string) =>
    from === to
      ? html``
      : html`<rect x="${at(x(week))}" y="${at(y(to))}" width="${at(width)}" height="${at(y(from) - y(to))}" fill="${fill}"><title>${weekText(week)}: ${title}</title></rect>`;
  return picture(id, height, [
    html`<path d="M0 13l5 -9l5 9z" fill="${palette.blue}"/><text class="name" x="15" y="13">${names.up}</text>`,
    html`<path d="M180 4l5 9l5 -9z" fill="${palette.vermillion}"/><text class="name" x="195" y="13">${names.down}</text>`,
    wholeTicks(y).map((value) => gridLine(value, y(value))),
    weekDays(weeks, middle, bottom + 20),
    marks.map(({ week, up, upTitle }) => bar(week, [0, up], palette.blue, upTitle)),
    marks.map(({ week, down, downTitle }) => bar(week, [-down, 0], palette.vermillion, downTitle)),
    html`<line class="axis" x1="${frame.left}" x2="${frame.right}" y1="${at(y(0))}" y2="${at(y(0))}"/>`,
  ]);
}
