import { DAY } from '../../../domain/base/time.ts';
import { type Incident, isOver } from './incident.ts';
import type { ClockMark } from './incident-schema.ts';

/** A mark that a clock has come to. `told` is the id of the line that says that people were told of it. */
export interface MarkedClock {
  readonly clock: string;
  readonly mark: ClockMark;
  readonly due: Date;
  readonly told: string;
}

/** By wall time: no weekend, hold or outage stops it. */
export function dueAt({ awareAt }: Pick<Incident, 'awareAt'>, clock: string): Date {
  const from = new Date(awareAt);
  const [count, unit] = clock.split('-');
  if (clock !== 'month') return new Date(from.getTime() + Number(count) * (unit === 'days' ? DAY : DAY / 24));
  const next = new Date(from);
  next.setUTCMonth(from.getUTCMonth() + 1);
  // The 31st of a month whose next has 30 days ends with that.
  if (next.getUTCDate() !== from.getUTCDate()) next.setUTCDate(0);
  return next;
}

/** Those of an incident, the one that is due first before the others. */
export function clocksOf(incident: Incident): readonly string[] {
  const due = (clock: string) => dueAt(incident, clock).getTime();
  return Object.keys(incident.clocks).toSorted((one, other) => due(one) - due(other));
}

/** How far a clock has come; null before half of its time. */
export function markOf(incident: Incident, clock: string, now: Date): ClockMark | null {
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
  return clocksOf(incident).flatMap((clock) => {
    const mark = incident.met.has(clock) ? null : markOf(incident, clock, now);
    if (mark === null) return [];
    const due = dueAt(incident, clock);
    const told = `${incident.id}.told-${clock}-${mark}-${due.getTime()}`;
    return incident.told.has(told) ? [] : [{ clock, mark, due, told }];
  });
}
