import { z } from 'zod';
import { belongsTo, type ComputeWorld } from '../world.ts';

const milliseconds = z.number().min(0);

const monthHours = z.strictObject({
  month: z.string(),
  machines: milliseconds,
  instances: milliseconds,
  missed: milliseconds,
});
/**
 * How long the machines and instances of a project ran in one month (UTC), in milliseconds, each for itself: two that run for an hour are two
 * hours. `missed` is the time of which nobody knows, because no run looked.
 */
export type MonthHours = Readonly<z.infer<typeof monthHours>>;

/** What the snapshots of the computes of a project have shown, the oldest month first; stored as one row. */
export const observedHours = z.strictObject({
  /** The last look; missing while there is nothing to look at. */
  lookedAt: z.iso.datetime().exactOptional(),
  months: z.array(monthHours).readonly(),
});
export type ObservedHours = Readonly<z.infer<typeof observedHours>>;

/** How many computes of a project one observation shows, and how many of them run. Nodes of clusters are in no list of Azure that is read. */
export interface Running {
  readonly there: number;
  readonly machines: number;
  readonly instances: number;
}

export function runningOf(project: string, { machines, instances }: ComputeWorld): Running {
  const ownMachines = machines.filter((machine) => belongsTo(project, machine));
  const ownInstances = instances.filter((instance) => belongsTo(project, instance));
  return {
    there: ownMachines.length + ownInstances.length,
    machines: ownMachines.filter(({ power }) => power === 'running').length,
    instances: ownInstances.filter(({ state }) => state === 'Running' || state === 'JobRunning').length,
  };
}

/** A snapshot speaks for the time since the one before, but for no longer than the five minutes in which the next is due. */
export const longestCounted = 5 * 60_000;
const monthsKept = 25;

/** The hours with one more snapshot. What a snapshot does not speak for is missed, and never guessed. */
export function countHours(before: ObservedHours | undefined, running: Running, now: Date): ObservedHours {
  const { lookedAt, months = [] } = before ?? {};
  if (running.there === 0) return { months };
  const to = now.getTime();
  const last = lookedAt === undefined ? to : Date.parse(lookedAt);
  if (last > to) return { lookedAt: new Date(last).toISOString(), months };
  const from = Math.max(last, to - longestCounted);
  const { machines, instances } = running;
  const missed = add(months, [last, from], { machines: 0, instances: 0, missed: 1 });
  const counted = add(missed, [from, to], { machines, instances, missed: 0 });
  return { lookedAt: now.toISOString(), months: counted.slice(-monthsKept) };
}

/** The month of a time, in UTC: `2026-11`. */
export function monthOf(time: string): string {
  return time.slice(0, 7);
}

function add(
  months: readonly MonthHours[],
  [from, to]: readonly [number, number],
  { machines, instances, missed }: Omit<MonthHours, 'month'>,
): readonly MonthHours[] {
  let sums = months;
  for (let at = from; at < to; at = Math.min(to, nextMonth(at))) {
    const span = Math.min(to, nextMonth(at)) - at;
    const month = monthOf(new Date(at).toISOString());
    const sum = sums.find((one) => one.month === month) ?? { month, machines: 0, instances: 0, missed: 0 };
    const grown = {
      month,
      machines: sum.machines + span * machines,
      instances: sum.instances + span * instances,
      missed: sum.missed + span * missed,
    };
    sums = [...sums.filter((one) => one.month !== month), grown];
  }
  return sums;
}

function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
