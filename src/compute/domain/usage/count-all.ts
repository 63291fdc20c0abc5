import {
  countHours,
  hoursBy,
  type KeptHours,
  keptAt,
  type LookClock,
  type ObservedHours,
  type Running,
  tick,
} from './hours.ts';

export interface HoursRow {
  readonly project: string;
  readonly value: KeptHours;
}

interface CountedOfAll {
  /** The clock after this look. */
  readonly clock: LookClock;
  /** What was counted for each project that was looked at, unless nothing was yet. */
  readonly counted: ReadonlyMap<string, ObservedHours>;
  /** The rows that the clock alone does not take to what was counted. */
  readonly changed: readonly HoursRow[];
}

/** Counts one look for all projects: what runs as it ran goes on by the clock. Of a project that was not looked at the row stops where the clock was. */
export function countAll(
  before: LookClock | undefined,
  rows: ReadonlyMap<string, KeptHours>,
  looked: ReadonlyMap<string, Running>,
  now: Date,
): CountedOfAll {
  const clock = tick(before, now);
  const counted = new Map<string, ObservedHours>();
  const changed: HoursRow[] = [];
  for (const [project, running] of looked) {
    const row = rows.get(project);
    const known = row === undefined ? undefined : hoursBy(before, row);
    if (running.there === 0 && known?.lookedAt === undefined) {
      if (known !== undefined) counted.set(project, known);
      continue;
    }
    const hours = countHours(known, running, now);
    counted.set(project, hours);
    const value = keptAt(hours, running, clock);
    if (row === undefined || !isSameBy(clock, row, value)) changed.push({ project, value });
  }
  for (const [project, row] of rows)
    if (row.since !== undefined && !looked.has(project)) changed.push({ project, value: hoursBy(before, row) });
  return { clock, counted, changed };
}

/** Whether a row says the same by this clock, now and at every later look. */
function isSameBy(clock: LookClock, row: KeptHours, value: KeptHours): boolean {
  const [before, after] = [row, value].map((kept) => JSON.stringify([kept.since?.running, hoursBy(clock, kept)]));
  return before === after;
}
