import { DAY } from '../base/time.ts';
import { factsOf } from '../lifecycle/advance.ts';
import type { Operation } from '../operation/operation.ts';
import { restsUnscanned } from '../transfer/scan-gate.ts';

const first = 7;
const month = 30;

/**
 * How often people should have been reminded by now of an operation that rests until somebody acts: once after seven days, then every
 * thirty. An upload that was not scanned counts from the beginning of its scan, however often somebody looked again. 0: not yet, or somebody or something works on it.
 */
export function remindersDue(
  operation: Pick<Operation, 'id' | 'door' | 'state' | 'since' | 'scan'>,
  now: Date,
): number {
  return restsForPeople(operation) ? remindersAfter(operation.since, now) : 0;
}

/** The same of whatever rests since that time. */
export function remindersAfter(since: string, now: Date): number {
  const days = (now.getTime() - Date.parse(since)) / DAY;
  return days < first ? 0 : 1 + Math.floor((days - first) / month);
}

/** Whether it rests until somebody acts: nothing works on it, or it waits for a malware scan that does not come. */
export function restsForPeople(operation: Pick<Operation, 'id' | 'door' | 'state' | 'scan'>): boolean {
  const { open, runs } = factsOf(operation);
  return open && (!runs || restsUnscanned(operation));
}
