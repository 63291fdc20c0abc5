import type { Door } from '../base/door.ts';
import { DAY } from '../base/time.ts';
import { inTurn, turnAt } from '../base/time-slice.ts';
import { datasetFacts } from '../operation/dataset.ts';
import { exportFacts } from '../operation/export.ts';
import type { Operation } from '../operation/operation.ts';
import type { Facts } from '../operation/operation-table.ts';
import { type Project, rulesAt } from '../project/project.ts';
import { type Dated, whyNotRunning, whysNotRunning } from '../project/project-time.ts';
import type { Expected } from '../transfer/expected.ts';
import type { Correction } from './corrections.ts';
import type { RevealedEnds } from './revealed-ends.ts';

export const whysWaiting = [...whysNotRunning, 'full'] as const;
export type WhyWaiting = (typeof whysWaiting)[number];

export type Capacity =
  | { readonly kind: 'room'; readonly free: number }
  | { readonly kind: 'wait'; readonly why: WhyWaiting };

/**
 * What is remembered of one door of a project. `waiting` names had no operation at the last look, `toldAt`: when people were last told so, of how
 * many of those that still wait (`recordedHoldsOf`) and why (`toldWhy`).
 */
export interface DoorNote {
  readonly door: Door;
  readonly project: string;
  readonly waiting: number;
  readonly why?: WhyWaiting;
  readonly toldAt?: string;
  readonly toldOf?: number;
  readonly toldWhy?: WhyWaiting;
  /** Of the names that wait, the newest comes next and not the oldest. */
  readonly newestNext?: boolean;
  /** Of packages: what ended before its freeze and is revealed outside. */
  readonly toldEnds?: RevealedEnds;
  /** Of packages: which names are kept for corrected ones. */
  readonly corrections?: readonly Correction[];
  /** Of datasets: what owners say that will come. */
  readonly expected?: readonly Expected[];
  /** What was opened here last, each under the key of its name. */
  readonly opened?: readonly { readonly id: string; readonly key: string }[];
  /** Since this row was made the register was looked at before something was opened: it had lost nothing. */
  readonly checked?: boolean;
}

const factsAt: Readonly<Record<Door, Readonly<Record<string, Facts>>>> = { ingress: datasetFacts, export: exportFacts };

/** Whether the operation counts towards its project's `maxOpen`. */
export function isUnderWay({ door, state }: Pick<Operation, 'door' | 'state'>): boolean {
  return factsAt[door][state]?.isUnderWay ?? false;
}

/** How many more operations may open at the door. While the project does not run, and beyond `maxOpen`, names wait. */
export function capacityAt(
  door: Door,
  project: Dated & Pick<Project, 'ingress' | 'egress'>,
  operations: readonly Pick<Operation, 'door' | 'state'>[],
  now: Date,
): Capacity {
  return capacityOf(door, project, operations.filter(isUnderWay).length, now);
}

/** The same beside so many that are under way. */
export function capacityOf(
  door: Door,
  project: Dated & Pick<Project, 'ingress' | 'egress'>,
  underWay: number,
  now: Date,
): Capacity {
  const why = whyNotRunning(project, now);
  if (why !== undefined) return { kind: 'wait', why };
  const free = rulesAt(door, project).maxOpen - underWay;
  return free > 0 ? { kind: 'room', free } : { kind: 'wait', why: 'full' };
}

/** Half of the room: the other half takes what comes now, so a flood that waits holds up nobody who comes behind it. */
export function keptForWaiting(door: Door, project: Pick<Project, 'ingress' | 'egress'>, waiting: number): number {
  return waiting === 0 ? 0 : Math.ceil(rulesAt(door, project).maxOpen / 2);
}

/** Names from the oldest to the newest, taken from both ends in turn: nobody knows who dropped which, so neither end belongs to a flood. */
export function inTurnByAge<T>(oldestFirst: readonly T[], newestNext: boolean): T[] {
  const [ends, left] = [[] as T[], [...oldestFirst]];
  for (let newest = newestNext; left.length > 0; newest = !newest) {
    const next = newest ? left.pop() : left.shift();
    if (next !== undefined) ends.push(next);
  }
  return ends;
}

/** At most so many of the names, those of this minute's turn: over the minutes each has its turn, whatever the pause from sweep to sweep. */
export function someInTurn<T>(names: readonly T[], most: number, now: Date): T[] {
  return names.length <= most ? [...names] : inTurn(names, turnAt(now)).slice(0, most);
}

/** What is remembered of a door after a look at it: people were told of no more names than still wait. */
export function lookedAt(
  { why: _why, ...note }: DoorNote,
  { waiting, why }: { readonly waiting: number; readonly why?: WhyWaiting | undefined },
): DoorNote {
  const told = note.toldOf === undefined ? {} : { toldOf: Math.min(note.toldOf, waiting) };
  return { ...note, waiting, ...told, ...(waiting === 0 || why === undefined ? {} : { why }) };
}

/** How long after people were told that names wait they are told again of the same ones. */
const toldAgain: Readonly<Record<WhyWaiting, number>> = {
  'not-begun': 7 * DAY,
  ended: 7 * DAY,
  lapsed: 7 * DAY,
  closed: 7 * DAY,
  full: DAY,
};

/**
 * Whether people are to be told now that names wait: once a day while they wait for room, once a week at the doors of a project that does not
 * run, and there on the next day too when more of them came or they wait for something else.
 */
export function isNotifiedNow({ waiting, why, toldAt, toldOf = waiting, toldWhy = why }: DoorNote, now: Date): boolean {
  if (waiting === 0 || why === undefined) return false;
  const pause = waiting > toldOf || why !== toldWhy ? DAY : toldAgain[why];
  return toldAt === undefined || now.getTime() - Date.parse(toldAt) >= pause;
}

export const whyInWords: Readonly<Record<WhyWaiting, string>> = {
  'not-begun': 'the project has not begun',
  ended: 'the project has ended',
  lapsed: 'the last day of something that the project rests on is over (governance)',
  closed: 'the project is closed: nothing takes them in, so remove them from the door',
  full: 'as many are under way as the project allows at once (maxOpen)',
};
