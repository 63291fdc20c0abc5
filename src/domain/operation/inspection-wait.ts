import { pauseAfter } from '../base/time.ts';
import type { Operation } from './operation.ts';

/** How long a package waits for the reading room. Its approvers are asked then without evidence, unless its project wants files to be opened. */
const inspectionPatience = 30 * 60_000;

export const inspectionDeadline =
  'goes on to its approvers after 30 minutes without evidence, unless its project wants files to be opened (`viewing: required`); operators are told';

/** When the time of a package in the reading room is over, which began with its state. */
export function inspectionEnd({ since }: Pick<Operation, 'since'>): Date {
  return new Date(Date.parse(since) + inspectionPatience);
}

/** The same as text, of an operation that is in that state; undefined of any other. */
export function endOfInspection({ state, since }: Pick<Operation, 'state' | 'since'>): string | undefined {
  return state === 'inspecting' ? inspectionEnd({ since }).toISOString() : undefined;
}

/** How long after its time a package that waits on is told of: a look may come so late. */
const slack = 5 * 60_000;

/** Whether a package waits for evidence longer than a working reading room takes: its project lets nobody be asked without. */
export function waitsOverTime({ state, since }: Pick<Operation, 'state' | 'since'>, now: Date): boolean {
  return state === 'inspecting' && now.getTime() > inspectionEnd({ since }).getTime() + slack;
}

const shortest = 2;
/** With this a whole wait has fewer than twenty looks. */
const longest = 180;

/** Seconds to the next look of a package that waits on after its time: that may be weeks, so looks come an hour apart in the end. */
export function secondsOverTime({ since }: Pick<Operation, 'since'>, now: Date): number {
  return pauseAfter(since, now, { least: longest, most: 3600 });
}

/** In how many seconds the evidence is looked for again; 0 once the wait is over. */
export function secondsToNextLook(operation: Pick<Operation, 'since'>, now: Date): number {
  const left = Math.ceil((inspectionEnd(operation).getTime() - now.getTime()) / 1000);
  return Math.max(0, Math.min(left, pauseAfter(operation.since, now, { least: shortest, most: longest })));
}
