import { pauseAfter } from '../base/time.ts';
import type { Operation } from './operation.ts';

/** How long a package waits for the reading room. Its approvers are asked then without evidence. */
const inspectionPatience = 30 * 60_000;

/** When that wait ends by itself, in words. */
export const inspectionDeadline = 'goes on to its approvers after 30 minutes without evidence, and operators are told';

/** When the wait of a package for the reading room ends, which began with its state. */
export function inspectionEnd({ since }: Pick<Operation, 'since'>): Date {
  return new Date(Date.parse(since) + inspectionPatience);
}

/** The same as text, of an operation that is in that state; undefined of any other. */
export function endOfInspection({ state, since }: Pick<Operation, 'state' | 'since'>): string | undefined {
  return state === 'inspecting' ? inspectionEnd({ since }).toISOString() : undefined;
}

const shortest = 2;
/** With this a whole wait has fewer than twenty looks. */
const longest = 180;

/** In how many seconds the evidence is looked for again; 0 once the wait is over. */
export function secondsToNextLook(operation: Pick<Operation, 'since'>, now: Date): number {
  const left = Math.ceil((inspectionEnd(operation).getTime() - now.getTime()) / 1000);
  return Math.max(0, Math.min(left, pauseAfter(operation.since, now, { least: shortest, most: longest })));
}
