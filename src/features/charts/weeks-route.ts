import { noProject } from '../../activities/operation/operations.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { type Times, timeBelow } from '../../domain/base/times.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Read } from '../../web/reading.ts';
import type { charts } from './descriptions.ts';

export type WeekPorts = Pick<Ports, 'weeks' | 'projects'>;

/**
 * GET ops/projects/{project}/weeks: what came to an end in each ISO week (UTC), how, how much, and how long it took, with the median and
 * the time that nine of ten did not exceed, in seconds; `?from=2026-W01` leaves out the weeks before. A week without an end is not there.
 */
export const showWeeks = (async (services, { params: { project }, query }) => {
  const weeks = await services.weeks.weeks(project, query.from);
  if (weeks.length === 0 && (await services.projects.find(project)) === undefined)
    throw new NotFound(noProject(project));
  const items = weeks.map((week) => ({
    ...week,
    ingress: withSeconds(week.ingress),
    export: withSeconds(week.export),
    reviews: { ...withSeconds(week.reviews), turnaroundSeconds: secondsOf(week.reviews.turnaround) },
  }));
  return { items, continuation: null };
}) satisfies Read<WeekPorts, typeof charts.showWeeks>;

function withSeconds<T extends { readonly times: Times }>(sums: T) {
  return { ...sums, seconds: secondsOf(sums.times) };
}

function secondsOf(times: Times) {
  return { median: secondsBelow(times, 0.5), ninetieth: secondsBelow(times, 0.9) };
}

/** Null where nobody got an answer. */
function secondsBelow(times: Times, part: number): number | null {
  const milliseconds = timeBelow(times, part);
  return milliseconds === undefined ? null : Math.round(milliseconds / 1000);
}
