import type { Activities } from '../../src/activities/index.ts';
import { notificationKindOf } from '../../src/domain/notification/pending-work.ts';
import { type ScriptedActivity, TestHub } from './task-hub.ts';

type Answer<Name extends keyof Activities> = Awaited<ReturnType<Activities[Name]>> | Error;

/** Answers of one activity: a list is used up in order and its last answer repeats, or each call asks for one; an Error is thrown. */
export type Answers = {
  readonly [Name in keyof Activities]?:
    | readonly Answer<Name>[]
    | ((input: Parameters<Activities[Name]>[0]) => Answer<Name>);
};

export const key = { project: 'lungs', id: 'ing_01' };

const done = { kind: 'done' } as const;

/** The answers of a flow in which everything goes well at once. `move` follows the events by itself. */
const well: Answers = {
  lookAtArrival: [{ kind: 'complete' }],
  takeInventory: [{ problems: 0 }],
  prepareDiscard: [{ step: 'discard', isEmpty: false }],
  prepareTransfer: [done],
  startTransfer: [undefined],
  pollTransfer: [{ ended: true, waitSeconds: 5 }],
  closeTransfer: [undefined],
  verifyCopy: [{ kind: 'verified' }],
  writeReceipt: [undefined],
  tellOwed: [{ unsent: 0 }],
  noteTrouble: [undefined],
  lookAtClearing: [{ kind: 'nothing' }],
  noteCleared: [undefined],
  noteUncleared: [undefined],
  lookAtRetraction: [{ kind: 'gone', event: 'retracted' }],
  digestPackage: [{ kind: 'digested' }],
  needsApproval: [{ required: true }],
  askInspection: [undefined],
  lookAtInspection: [{ kind: 'ended' }],
  lookAtWithdrawn: [{ kind: 'gone' }],
  openReview: [undefined],
  reopenReview: [undefined],
  lookAtHold: [{ held: false, waitSeconds: 5 }],
  takeBack: [{ state: 'revoking' }],
  endReleaseRuns: [{ ended: true, waitSeconds: 5 }],
  noteOutside: [undefined],
  endTakeBack: [{ event: 'revoked' }],
  inviteApprovers: [{ asked: '1' }],
  lookAtRound: [{ status: 'approved', asked: '1' }],
  checkRelease: [{ kind: 'release' }],
  lookAtScan: [{ kind: 'passed' }],
  tellUnscanned: [{ unsent: 0 }],
  withdrawRound: [undefined],
};

const states: Readonly<Record<string, string>> = {
  complete: 'checking',
  scan: 'scanning',
  copied: 'verifying',
  changed: 'checking',
  verified: 'deleting',
  deleted: 'available',
  reject: 'rejected',
  frozen: 'in-review',
  inspect: 'inspecting',
  inspected: 'in-review',
  'skip-approval': 'releasing',
  approve: 'releasing',
  deny: 'denied',
  'want-changes': 'changes-wanted',
  expire: 'expired',
  reopen: 'in-review',
  'give-back': 'returning',
  released: 'released',
  returned: 'returned',
  discard: 'discarding',
  discarded: 'discarded',
  emptied: 'withdrawn',
  withdrawn: 'withdrawn',
  withdraw: 'returning',
  retracted: 'retracted',
  revoked: 'revoked',
};

/** A hub whose activities answer as scripted, with one operation whose row is a state and nothing more. `before` runs before each answer. */
export function scripted(
  flow: 'ingress' | 'export',
  start: string,
  answers: Answers = {},
  before: () => void = () => undefined,
): TestHub {
  let state = start;
  const moved = (event: string) => {
    state =
      event === 'passed' || event === 'scanned'
        ? { ingress: 'copying', export: 'freezing' }[flow]
        : (states[event] ?? 'unknown');
    return { state, tells: notificationKindOf({ door: flow, state, transfers: [] }) !== undefined };
  };
  const activities: Record<string, ScriptedActivity> = {
    loadOperation: () => ({ state }),
    move: (input) => moved(String(Object(input).event)),
    retractCopy: () => {
      state = 'retracting';
      return { state };
    },
    failOperation: () => {
      state = 'failed';
      return { state, ended: true, waitSeconds: 1 };
    },
  };
  for (const [name, given] of Object.entries({ ...well, ...answers })) {
    const next = typeof given === 'function' ? given : inTurn<unknown>(given);
    activities[name] = (input) => {
      const answer: unknown = Reflect.apply(next, undefined, [input]);
      if (answer instanceof Error) throw answer;
      return answer;
    };
  }
  const guarded = Object.entries(activities).map(([name, answer]): [string, ScriptedActivity] => [
    name,
    (input) => {
      before();
      return answer(input);
    },
  ]);
  return new TestHub(Object.fromEntries(guarded));
}

/** Gives what is in the list one after the other, and the last of it for ever. */
export function inTurn<T>(list: readonly T[]): () => T | undefined {
  const left = [...list];
  return () => (left.length > 1 ? left.shift() : left[0]);
}

/** What was called, in order: transfers and moves with their step or event. */
export function journal(hub: TestHub): string[] {
  return hub.calls.map(({ name, input }) => {
    const { step, event, about, kind } = Object(input);
    const detail = step ?? event ?? about ?? kind;
    return detail === undefined ? name : `${name} ${detail}`;
  });
}
