import { html } from 'hono/html';
import { mondayOf } from '../../../domain/overview/week.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { dayText } from '../../../pages/base/words.ts';

/** The width of every chart, in units that are about a pixel on a phone. Marks with an axis at their left begin at `left`. */
export const frame = { width: 360, left: 36, right: 346 } as const;

/** The picture of a chart. Its name is the heading with that id; the table below it says the same to those who do not see it. */
export function picture(id: string, height: number, content: readonly (Html | readonly Html[])[]): Html {
  return html`<svg class="chart" viewBox="0 0 ${frame.width} ${height}" role="img" aria-labelledby="${id}">${content}</svg>`;
}

/** A coordinate with one decimal: more is not seen. */
export function at(value: number): number {
  return Math.round(value * 10) / 10;
}

const short = new Intl.NumberFormat('en-GB', { notation: 'compact' });

export function gridLine(value: number, y: number, right: number = frame.right): Html {
  return html`<line class="grid" x1="${frame.left}" x2="${right}" y1="${at(y)}" y2="${at(y)}"/><text x="${frame.left - 6}" y="${at(y + 4)}" text-anchor="end">${short.format(Math.abs(value))}</text>`;
}

const mostDays = 4;
const halfADay = 22;

/** The days on which some of the weeks begin, the newest among them. */
export function weekDays(weeks: readonly string[], x: (week: string) => number, y: number): readonly Html[] {
  const step = Math.ceil(weeks.length / mostDays);
  const named = weeks.filter((_, index) => (weeks.length - 1 - index) % step === 0);
  return named.map((week) => {
    const middle = Math.min(Math.max(x(week), halfADay), frame.width - halfADay);
    return html`<text x="${at(middle)}" y="${y}" text-anchor="middle">${dayText(mondayOf(week).toISOString())}</text>`;
  });
}

export function weekText(week: string): string {
  return `Week of ${dayText(mondayOf(week).toISOString())}`;
}
