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

/**
 * For how long looks have spoken at all, and what they missed, counted as the hours of one machine that always runs. By it the hours of every
 * project go on without a row of theirs being written.
 */
export const lookClock = z.strictObject({ began: z.iso.datetime(), hours: observedHours });
export type LookClock = Readonly<z.infer<typeof lookClock>>;

const shown = z.strictObject(ofCounted(() => z.int().min(0)));
/** The hours of a project as they were written. `since`: what its computes showed then and show since, and where the clock of looks stood. */
export const keptHours = observedHours.extend({
  since: z.strictObject({ began: z.iso.datetime(), month: monthHours.exactOptional(), running: shown }).exactOptional(),
});
export type KeptHours = Readonly<z.infer<typeof keptHours>>;

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
  const sums = add(missed, [from, to], { ...running, missed: 0 });
  return { lookedAt: now.toISOString(), months: sums.slice(-monthsKept) };
}

const nothing = ofCounted(() => 0);

/** The clock with one more look. */
export function tick(clock: LookClock | undefined, now: Date): LookClock {
  const { began, hours } = clock ?? { began: now.toISOString(), hours: undefined };
  return { began, hours: countHours(hours, { there: 1, ...nothing, machines: 1 }, now) };
}

/** What is written of a project whose computes show this when the clock stands there. */
export function keptAt(hours: ObservedHours, running: Running, { began, hours: { months } }: LookClock): KeptHours {
  if (hours.lookedAt === undefined) return hours;
  const month = months.at(-1);
  return {
    ...hours,
    since: { began, running: ofCounted((of) => running[of]), ...(month === undefined ? {} : { month }) },
  };
}

/** The hours of a project as the clock of looks says, as long as its computes show what they showed when they were written. */
export function hoursBy(clock: LookClock | undefined, { since, ...kept }: KeptHours): ObservedHours {
  const lookedAt = clock?.hours.lookedAt;
  if (since === undefined || since.began !== clock?.began || lookedAt === undefined) return kept;
  if (kept.lookedAt === undefined || lookedAt <= kept.lookedAt) return kept;
  const { month: known = { month: '', ...nothing, missed: 0 }, running } = since;
  const months = clock.hours.months.reduce((sums, passed) => {
    if (passed.month < known.month) return sums;
    const before = passed.month === known.month ? known : { ...nothing, missed: 0 };
    const looked = Math.max(0, passed.machines - before.machines);
    return grown(sums, passed.month, {
      ...ofCounted((of) => looked * running[of]),
      missed: Math.max(0, passed.missed - before.missed),
    });
  }, kept.months);
  return { lookedAt, months: months.slice(-monthsKept) };
}

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
    sums = grown(sums, month, { ...ofCounted((of) => span * more[of]), missed: span * more.missed });
  }
  return sums;
}

function grown(months: readonly MonthHours[], month: string, more: Omit<MonthHours, 'month'>): readonly MonthHours[] {
  const sum = months.find((one) => one.month === month) ?? { ...nothing, missed: 0 };
  const both = { month, ...ofCounted((of) => sum[of] + more[of]), missed: sum.missed + more.missed };
  return [...months.filter((one) => one.month !== month), both];
}

function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
