import { DAY } from '../../../domain/base/time.ts';
import { type Incident, isOver } from './incident.ts';
import { type ClockMark, type ClockName, clockNames } from './incident-schema.ts';

/** A mark that a clock has come to. `told` is the id of the line that says that people were told of it. */
export interface MarkedClock {
  readonly clock: ClockName;
  readonly mark: ClockMark;
  readonly due: Date;
  readonly told: string;
}

/** By wall time: no weekend, hold or outage stops it. */
export function dueAt({ awareAt }: Pick<Incident, 'awareAt'>, clock: ClockName): Date {
  const from = new Date(awareAt);
  if (clock === '24-hours') return new Date(from.getTime() + DAY);
  if (clock === '72-hours') return new Date(from.getTime() + 3 * DAY);
  const next = new Date(from);
  next.setUTCMonth(from.getUTCMonth() + 1);
  // The 31st of a month whose next has 30 days ends with that.
  if (next.getUTCDate() !== from.getUTCDate()) next.setUTCDate(0);
  return next;
}

/** How far a clock has come; null before half of its time. */
export function markOf(incident: Incident, clock: ClockName, now: Date): ClockMark | null {
  const from = Date.parse(incident.awareAt);
  const due = dueAt(incident, clock).getTime();
  const passed = (now.getTime() - from) / (due - from);
  if (now.getTime() >= due + DAY) return 'overdue';
  if (passed >= 1) return 'due';
  if (passed >= 0.8) return 'most';
  return passed >= 0.5 ? 'half' : null;
}

/** Of each clock that is not met the mark of which nobody was told yet. Whoever was away for long is told of the last alone. */
export function marksToTell(incident: Incident, now: Date): readonly MarkedClock[] {
  if (isOver(incident, now)) return [];
  return clockNames.flatMap((clock) => {
    const mark = incident.met.has(clock) ? null : markOf(incident, clock, now);
    if (mark === null) return [];
    const due = dueAt(incident, clock);
    const told = `${incident.id}.told-${clock}-${mark}-${due.getTime()}`;
    return incident.told.has(told) ? [] : [{ clock, mark, due, told }];
  });
}
