import type { Door } from '../base/door.ts';
import { inTurn, turnAt } from '../base/share.ts';
import { DAY } from '../base/time.ts';
import type { DatasetState } from '../operation/dataset.ts';
import type { ExportState } from '../operation/export.ts';
import type { Operation } from '../operation/operation.ts';
import { type Project, rulesAt } from '../project/project.ts';
import { type Dated, whyNotRunning, whysNotRunning } from '../project/project-time.ts';

/** Why names at a door wait: the project does not run, or as many operations as it allows are under way. */
export const whysWaiting = [...whysNotRunning, 'full'] as const;
export type WhyWaiting = (typeof whysWaiting)[number];

/** Whether operations may open at a door now, and how many more. */
export type Capacity =
  | { readonly kind: 'room'; readonly free: number }
  | { readonly kind: 'wait'; readonly why: WhyWaiting };

/** What is remembered of one door of a project. `waiting` names had no operation at the last look, `toldAt`: when people were last told so. */
export interface DoorNote {
  readonly door: Door;
  readonly project: string;
  readonly waiting: number;
  readonly why?: WhyWaiting;
  readonly toldAt?: string;
}

const datasetsUnderWay: Readonly<Record<DatasetState, boolean>> = {
  receiving: true,
  checking: true,
  scanning: true,
  copying: true,
  verifying: true,
  deleting: true,
  available: false,
  rejected: false,
  discarding: false,
  discarded: false,
  withdrawing: false,
  withdrawn: false,
  retracting: false,
  retracted: false,
  failed: false,
};

const packagesUnderWay: Readonly<Record<ExportState, boolean>> = {
  receiving: true,
  checking: true,
  freezing: true,
  scanning: true,
  inspecting: true,
  'in-review': true,
  releasing: false,
  released: false,
  denied: false,
  'changes-wanted': false,
  expired: false,
  withdrawing: false,
  withdrawn: false,
  returning: false,
  returned: false,
  rejected: false,
  discarding: false,
  discarded: false,
  failed: false,
  revoking: false,
  revoked: false,
};

const underWay: Readonly<Record<Door, Readonly<Record<string, boolean>>>> = {
  ingress: datasetsUnderWay,
  export: packagesUnderWay,
};

/** Whether the operation counts towards its project's `maxOpen`: from receiving to the end of deleting or of the freeze, and in review. What rests does not. */
export function isUnderWay({ door, state }: Pick<Operation, 'door' | 'state'>): boolean {
  return underWay[door][state] ?? false;
}

/** How many more operations may open at the door. While the project does not run, and beyond `maxOpen`, names wait. */
export function capacityAt(
  door: Door,
  project: Dated & Pick<Project, 'ingress' | 'egress'>,
  operations: readonly Pick<Operation, 'door' | 'state'>[],
  now: Date,
): Capacity {
  const why = whyNotRunning(project, now);
  if (why !== undefined) return { kind: 'wait', why };
  const free = rulesAt(door, project).maxOpen - operations.filter(isUnderWay).length;
  return free > 0 ? { kind: 'room', free } : { kind: 'wait', why: 'full' };
}

/** At most so many of the names, those of this minute's turn: over the minutes each has its turn, whatever the pause from sweep to sweep. */
export function someInTurn<T>(names: readonly T[], most: number, now: Date): T[] {
  return names.length <= most ? [...names] : inTurn(names, turnAt(now)).slice(0, most);
}

/** How long after people were told that names wait they are told again; what is not here is told to nobody. */
const toldAgain: Readonly<Partial<Record<WhyWaiting, number>>> = { full: DAY, closed: 7 * DAY };

/** Whether people are to be told now that names wait: once a day while they wait for room, once a week at the doors of a closed project. */
export function isToldNow({ waiting, why, toldAt }: DoorNote, now: Date): boolean {
  const pause = why === undefined ? undefined : toldAgain[why];
  if (waiting === 0 || pause === undefined) return false;
  return toldAt === undefined || now.getTime() - Date.parse(toldAt) >= pause;
}

/** What the names wait for, in words for people. */
export const whyInWords: Readonly<Record<WhyWaiting, string>> = {
  'not-begun': 'the project has not begun',
  ended: 'the project has ended',
  lapsed: 'the last day of something that the project rests on is over (governance)',
  closed: 'the project is closed: nothing takes them in, so remove them from the door',
  full: 'as many are under way as the project allows at once (maxOpen)',
};
