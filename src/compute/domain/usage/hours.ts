import { z } from 'zod';
import { type Counted, ofCounted } from './counted.ts';

const milliseconds = z.number().min(0);

/** A row that is older than a column lacks it. */
const monthHours = z.strictObject({
  month: z.string(),
  ...ofCounted(() => milliseconds.default(0)),
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

/** How many computes of a project one observation shows, and how many of them run. */
export interface Running extends Readonly<Record<Counted, number>> {
  readonly there: number;
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
  const missed = add(months, [last, from], { ...nothing, missed: 1 });
  const grown = add(missed, [from, to], { ...running, missed: 0 });
  return { lookedAt: now.toISOString(), months: grown.slice(-monthsKept) };
}

const nothing = ofCounted(() => 0);

/** The month of a time, in UTC: `2026-11`. */
export function monthOf(time: string): string {
  return time.slice(0, 7);
}

function add(
  months: readonly MonthHours[],
  [from, to]: readonly [number, number],
  more: Omit<MonthHours, 'month'>,
): readonly MonthHours[] {
  let sums = months;
  for (let at = from; at < to; at = Math.min(to, nextMonth(at))) {
    const span = Math.min(to, nextMonth(at)) - at;
    const month = monthOf(new Date(at).toISOString());
    const sum = sums.find((one) => one.month === month) ?? { month, ...nothing, missed: 0 };
    const grown = {
      month,
      ...ofCounted((of) => sum[of] + span * more[of]),
      missed: sum.missed + span * more.missed,
    };
    sums = [...sums.filter((one) => one.month !== month), grown];
  }
  return sums;
}

function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
