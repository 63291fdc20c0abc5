import { html } from 'hono/html';
import { countText, enumerated } from '../../../domain/base/count-text.ts';
import type { DoorWeek, Week } from '../../../domain/overview/week.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { sizeText } from '../../../pages/base/words.ts';
import { type Chart, sumOf } from '../domain/chart.ts';
import { type DisagreementMark, disagreementChart } from '../domain/disagreement.ts';
import { durationText } from '../domain/duration-text.ts';
import { turnaroundChart } from '../domain/turnaround.ts';
import type { ChartCard } from './chart-card.ts';
import { at, frame, gridLine, picture, weekDays, weekText } from './frame.ts';
import { mirroredBars } from './mirrored-bars.ts';
import { palette } from './palette.ts';
import { valueScale, weekBars, wholeTicks } from './scales.ts';
import { turnaroundLines } from './turnaround-lines.ts';

export function turnaroundCard(weeks: readonly Week[]): ChartCard {
  const { title, marks } = turnaroundChart(weeks);
  return {
    id: 'turnaround',
    about: 'Turnaround, by week of the decision',
    title,
    note: 'From the first file of a package to the close of the review in which people decided. Durations are counted in classes, so a figure may be a fifth too long or too short.',
    draw: () => turnaroundLines('turnaround', namesOf(weeks), marks),
    table: {
      columns: ['Week', 'Packages', 'Half within', 'Nine of ten within'],
      rows: marks.map(({ week, decided, median, ninetieth }) => {
        return [week, decided, durationText(median), durationText(ninetieth)];
      }),
    },
  };
}

interface JudgedWeeks {
  readonly unusual: readonly string[];
  readonly isYoung: boolean;
}

export function volumeCard(weeks: readonly Week[], { unusual, isYoung }: JudgedWeeks): ChartCard {
  const { title, marks } = volumeChart(weeks);
  const words = ({ operations, files, bytes }: DoorVolume, noun: string) =>
    `${countText(operations, noun)}, ${countText(files, 'file')}, ${sizeText(bytes)}`;
  const bars = marks.map(({ week, datasets, packages }) => {
    const mark = unusual.includes(week) ? '; unusually much left' : '';
    const titles = { upTitle: words(datasets, 'dataset'), downTitle: `${words(packages, 'package')}${mark}` };
    return { week, up: datasets.operations, down: packages.operations, ...titles };
  });
  const cells = ({ operations, files, bytes }: DoorVolume) => [operations, files, sizeText(bytes)];
  return {
    id: 'volume',
    about: 'Volume, by week and door',
    title,
    note: `Datasets that became available or were rejected, and packages that were released, given back or rejected.${unusual.length === 0 ? '' : ` Unusually much left in ${enumerated(unusual)}: above three times what was usual in the 26 weeks before.`}${isYoung ? ' The project is too young to judge whether unusually much leaves.' : ''}`,
    draw: () => mirroredBars('volume', namesOf(weeks), bars, { up: 'datasets', down: 'packages' }),
    table: {
      columns: ['Week', 'Datasets', 'Their files', 'Their size', 'Packages', 'Their files', 'Their size'],
      rows: marks.map(({ week, datasets, packages }) => [week, ...cells(datasets), ...cells(packages)]),
    },
  };
}

export function driftCard(weeks: readonly Week[]): ChartCard {
  const { title, marks } = driftChart(weeks);
  const bars = marks.map(({ week, found, mended }) => {
    return { week, up: found, down: mended, upTitle: `${found} found`, downTitle: `${mended} mended` };
  });
  return {
    id: 'drift',
    about: 'Drift of computes, by week',
    title,
    note: 'A difference between a compute and the definition counts once when it is found and once when it is seen mended.',
    draw: () => mirroredBars('drift', namesOf(weeks), bars, { up: 'found', down: 'mended' }),
    table: {
      columns: ['Week', 'Found', 'Mended'],
      rows: marks.map(({ week, found, mended }) => [week, found, mended]),
    },
  };
}

export function disagreementCard(weeks: readonly Week[]): ChartCard {
  const { title, marks } = disagreementChart(weeks);
  return {
    id: 'disagreement',
    about: 'Disagreement between approvers, by week of the decision',
    title,
    note: 'Reviews that are closed, with at least two decisions that count. Open ones stay out of it, so that nobody learns here what others decided.',
    draw: () => partBars('disagreement', namesOf(weeks), marks),
    table: {
      columns: ['Week', 'Decided by two or more', 'They differed'],
      rows: marks.map(({ week, compared, differing }) => [week, compared, differing]),
    },
  };
}

function namesOf(weeks: readonly Week[]): readonly string[] {
  return weeks.map(({ week }) => week);
}

/** The differences of computes from their definition that were found in a week, and those that were seen repaired. */
interface DriftMark {
  readonly week: string;
  readonly found: number;
  readonly mended: number;
}

export function driftChart(weeks: readonly Week[]): Chart<DriftMark> {
  const marks = weeks
    .map(({ week, drift: { ends } }) => ({ week, found: ends['found'] ?? 0, mended: ends['mended'] ?? 0 }))
    .filter(({ found, mended }) => found + mended > 0);
  const found = countText(
    sumOf(marks, (mark) => mark.found),
    'difference of computes',
    'differences of computes',
  );
  const mended = sumOf(marks, (mark) => mark.mended);
  const title = `${found} found, ${mended} mended`;
  return { marks, title: marks.length === 0 ? 'No difference of computes was found or mended' : title };
}

/** What people got an answer about at one door in a week. */
interface DoorVolume {
  readonly operations: number;
  readonly files: number;
  readonly bytes: number;
}

interface VolumeMark {
  readonly week: string;
  readonly datasets: DoorVolume;
  readonly packages: DoorVolume;
}

export function volumeChart(weeks: readonly Week[]): Chart<VolumeMark> {
  const marks = weeks
    .map((week) => ({ week: week.week, datasets: volumeOf(week.ingress), packages: volumeOf(week.export) }))
    .filter(({ datasets, packages }) => datasets.operations + packages.operations > 0);
  return { marks, title: marks.length === 0 ? 'Nothing came in and nothing went out' : titleOf(weeks, marks) };
}

function volumeOf({ times, files, bytes }: DoorWeek): DoorVolume {
  return { operations: sumOf(times, (count) => count), files, bytes };
}

function titleOf(weeks: readonly Week[], marks: readonly VolumeMark[]): string {
  const datasets = sumOf(marks, (mark) => mark.datasets.operations);
  const packages = sumOf(marks, (mark) => mark.packages.operations);
  const available = sumOf(weeks, ({ ingress }) => ingress.ends['available'] ?? 0);
  const released = sumOf(weeks, (week) => week.export.ends['released'] ?? 0);
  return `${available} of ${countText(datasets, 'dataset')} came in, ${released} of ${countText(packages, 'package')} went out`;
}

const [top, bottom, height] = [26, 156, 180];

/** An outlined bar for all reviews of a week, filled as far as their decisions differed. */
function partBars(id: string, weeks: readonly string[], marks: readonly DisagreementMark[]): Html {
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
