import { countText } from '../../../domain/base/count-text.ts';
import { durationText } from '../../../domain/base/duration-text.ts';
import type { Week } from '../../../domain/overview/week.ts';
import { sizeText } from '../../../pages/base/words.ts';
import { disagreementChart } from '../domain/disagreement.ts';
import { driftChart } from '../domain/drift.ts';
import { turnaroundChart } from '../domain/turnaround.ts';
import { type DoorVolume, volumeChart } from '../domain/volume.ts';
import type { ChartCard } from './chart-card.ts';
import { mirroredBars } from './mirrored-bars.ts';
import { partBars } from './part-bars.ts';
import { turnaroundLines } from './turnaround-lines.ts';

/** How long packages took from their first file to the decision. */
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

/** How much came in and went out. */
export function volumeCard(weeks: readonly Week[]): ChartCard {
  const { title, marks } = volumeChart(weeks);
  const words = ({ operations, files, bytes }: DoorVolume, noun: string) =>
    `${countText(operations, noun)}, ${countText(files, 'file')}, ${sizeText(bytes)}`;
  const bars = marks.map(({ week, datasets, packages }) => {
    const titles = { upTitle: words(datasets, 'dataset'), downTitle: words(packages, 'package') };
    return { week, up: datasets.operations, down: packages.operations, ...titles };
  });
  const cells = ({ operations, files, bytes }: DoorVolume) => [operations, files, sizeText(bytes)];
  return {
    id: 'volume',
    about: 'Volume, by week and door',
    title,
    note: 'Datasets that became available or were rejected, and packages that were released, given back or rejected.',
    draw: () => mirroredBars('volume', namesOf(weeks), bars, { up: 'datasets', down: 'packages' }),
    table: {
      columns: ['Week', 'Datasets', 'Their files', 'Their size', 'Packages', 'Their files', 'Their size'],
      rows: marks.map(({ week, datasets, packages }) => [week, ...cells(datasets), ...cells(packages)]),
    },
  };
}

/** How much drift of computes was found and mended. */
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

/** How often approvers did not agree. */
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
