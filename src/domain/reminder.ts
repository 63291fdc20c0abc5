import { factsOf } from './advance.ts';
import type { Operation } from './operation.ts';
import { DAY } from './time.ts';

const first = 7;
const month = 30;

/**
 * How often people should have been reminded by now of an operation that rests until somebody acts: once after seven days, then every
 * thirty. 0: not yet, or somebody or something works on it.
 */
export function remindersDue(operation: Pick<Operation, 'id' | 'door' | 'state' | 'since'>, now: Date): number {
  const { open, runs } = factsOf(operation);
  if (!open || runs) return 0;
  const days = (now.getTime() - Date.parse(operation.since)) / DAY;
  return days < first ? 0 : 1 + Math.floor((days - first) / month);
}
