import { countText } from '../../../domain/base/count-text.ts';
import type { DoorWeek, Week } from '../../../domain/overview/week.ts';
import { type Chart, sumOf } from './chart.ts';

/** What people got an answer about at one door in a week. */
export interface DoorVolume {
  readonly operations: number;
  readonly files: number;
  readonly bytes: number;
}

/** The same at both doors. */
export interface VolumeMark {
  readonly week: string;
  readonly datasets: DoorVolume;
  readonly packages: DoorVolume;
}

/** How much came to an answer at each door. */
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
