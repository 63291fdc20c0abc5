import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { DAY } from '../../../domain/base/time.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { durationText } from '../domain/duration-text.ts';
import type { TurnaroundMark } from '../domain/turnaround.ts';
import { at, gridLine, picture, weekDays, weekText } from './frame.ts';
import { palette } from './palette.ts';
import { valueScale, weekPoints } from './scales.ts';

const [top, bottom, right, height] = [26, 176, 292, 200];
const units = [
  { words: 'days', of: DAY },
  { words: 'hours', of: DAY / 24 },
  { words: 'minutes', of: DAY / 24 / 60 },
];

/** Two lines: circles for the half of the packages, squares on a dashed line for nine of ten. Weeks without a decision leave a gap. */
export function turnaroundLines(id: string, weeks: readonly string[], marks: readonly TurnaroundMark[]): Html {
  const most = Math.max(...marks.map(({ ninetieth }) => ninetieth));
  const unit = units.find(({ of }) => most >= 2 * of) ?? { words: 'minutes', of: DAY / 24 / 60 };
  const y = valueScale([0, most / unit.of], [bottom, top]);
  const x = weekPoints(weeks, right);
  const pointsOf = (of: 'median' | 'ninetieth') =>
    marks.map((mark) => ({ mark, x: at(x(mark.week)), y: at(y(mark[of] / unit.of)) }));
  const [median, ninetieth] = [pointsOf('median'), pointsOf('ninetieth')];
  const radius = weeks.length > 26 ? 2 : 4;
  const [low, high] = apart(median.at(-1)?.y ?? bottom, ninetieth.at(-1)?.y ?? top);
  return picture(id, height, [
    html`<text x="0" y="12">${unit.words}</text>`,
    y.ticks(4).map((value) => gridLine(value, y(value), right)),
    weekDays(weeks, x, bottom + 20),
    ...lines(weeks, ninetieth).map(
      (points) =>
        html`<polyline points="${points}" fill="none" stroke="${palette.vermillion}" stroke-width="2" stroke-dasharray="5 4"/>`,
    ),
    ...lines(weeks, median).map(
      (points) => html`<polyline points="${points}" fill="none" stroke="${palette.blue}" stroke-width="2"/>`,
    ),
    ninetieth.map(
      ({ mark, x, y }) =>
        html`<rect x="${at(x - radius)}" y="${at(y - radius)}" width="${2 * radius}" height="${2 * radius}" fill="${palette.vermillion}"><title>${titleOf(mark)}</title></rect>`,
    ),
    median.map(
      ({ mark, x, y }) =>
        html`<circle cx="${x}" cy="${y}" r="${radius}" fill="${palette.blue}"><title>${titleOf(mark)}</title></circle>`,
    ),
    html`<text class="name" x="${right + 10}" y="${at(high + 4)}">9 of 10</text><text class="name" x="${right + 10}" y="${at(low + 4)}">half</text>`,
  ]);
}

type Point = { readonly mark: TurnaroundMark; readonly x: number; readonly y: number };

function lines(weeks: readonly string[], points: readonly Point[]): readonly string[] {
  const runs: Point[][] = [];
  let before = Number.NaN;
  for (const point of points) {
    const index = weeks.indexOf(point.mark.week);
    if (index === before + 1) runs.at(-1)?.push(point);
    else runs.push([point]);
    before = index;
  }
  return runs.filter(({ length }) => length > 1).map((run) => run.map(({ x, y }) => `${x},${y}`).join(' '));
}

const lineOfText = 15;

/** Two names beside the ends of the lines: not over each other, and in the picture. */
function apart(low: number, high: number): readonly [number, number] {
  const lower = Math.max(low, top + lineOfText);
  return [lower, Math.min(high, lower - lineOfText)];
}

function titleOf({ week, decided, median, ninetieth }: TurnaroundMark): string {
  return `${weekText(week)}: ${countText(decided, 'package')}, half within ${durationText(median)}, nine of ten within ${durationText(ninetieth)}`;
}
