import type { Times } from '../../../domain/base/times.ts';
import { addVolume, type DoorWeek, emptyWeek, type ReviewWeek, type Week } from '../../../domain/overview/week.ts';

/** The sums of several projects for each of these weeks, in their order; also for those in which nothing ended. */
export function sumByWeek(all: readonly Week[], weeks: readonly string[]): readonly Week[] {
  const found = Map.groupBy(all, ({ week }) => week);
  return weeks.map((week) => (found.get(week) ?? []).reduce(addWeek, emptyWeek(week)));
}

export function addTimes(one: Times, other: Times): Times {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, at) => (one[at] ?? 0) + (other[at] ?? 0));
}

function addWeek(one: Week, other: Week): Week {
  return {
    week: one.week,
    ingress: addDoor(one.ingress, other.ingress),
    export: addDoor(one.export, other.export),
    reviews: addReviews(one.reviews, other.reviews),
    drift: { ends: addCounts(one.drift.ends, other.drift.ends) },
  };
}

function addDoor(one: DoorWeek, other: DoorWeek): DoorWeek {
  return {
    ends: addCounts(one.ends, other.ends),
    files: one.files + other.files,
    bytes: one.bytes + other.bytes,
    sizes: addCounts(one.sizes, other.sizes),
    times: addTimes(one.times, other.times),
    ...(other.left === undefined
      ? one.left === undefined
        ? {}
        : { left: one.left }
      : { left: addVolume(one.left, other.left) }),
  };
}

function addReviews(one: ReviewWeek, other: ReviewWeek): ReviewWeek {
  return {
    ends: addCounts(one.ends, other.ends),
    times: addTimes(one.times, other.times),
    turnaround: addTimes(one.turnaround, other.turnaround),
    compared: one.compared + other.compared,
    differing: one.differing + other.differing,
  };
}

function addCounts(one: DoorWeek['ends'], other: DoorWeek['ends']): DoorWeek['ends'] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}
