import type { Activities } from '../../src/activities/index.ts';
import { type Answers, inTurn, key, scripted } from './script.ts';
import type { TestHub } from './task-hub.ts';

/** One way through a flow: where it begins and what its activities answer. */
export interface Play {
  readonly flow: string;
  readonly door: 'ingress' | 'export';
  readonly state: string;
  readonly answers?: () => Answers;
}

const day = 86_400;
const asked = '1';

/** Each run is found under way so often, and transfers fail so often before they succeed. */
function transfers(polls: number, failures = 0): Answers {
  const ended = new Map<string, number>();
  const left = new Map<string, number>();
  return {
    prepareTransfer: ({ step }) =>
      (ended.get(step) ?? 0) > failures ? { kind: 'done' } : { kind: 'go', waitSeconds: ended.has(step) ? 40 : 0 },
    startTransfer: ({ step }) => void (left.has(step) || left.set(step, polls)),
    pollTransfer: ({ step }) => {
      const more = left.get(step) ?? 0;
      left.set(step, more - 1);
      return { ended: more <= 0, waitSeconds: 300 };
    },
    closeTransfer: ({ step }) => {
      left.delete(step);
      ended.set(step, (ended.get(step) ?? 0) + 1);
    },
  };
}

type Answer<Name extends keyof Activities> = Awaited<ReturnType<Activities[Name]>>;

/** The same answer so many times, then others. */
function after<T>(times: number, first: T, ...then: readonly T[]): readonly T[] {
  return [...Array.from({ length: times }, () => first), ...then];
}

const open: Answer<'lookAtRound'> = { status: 'open', asked };

/** Mail pauses of a week in which the mail server is away. */
const mailPauses = [60, 60, ...Array.from({ length: 11 }, (_, doubled) => 60 * 2 ** (doubled + 1)), ...after(7, day)];

/** Plays in which no activity fails, from every flow, with whatever may take long. */
export const plays: Readonly<Record<string, Play>> = {
  'a dataset': { flow: 'ingress', door: 'ingress', state: 'receiving', answers: () => transfers(3) },
  'a package': { flow: 'export', door: 'export', state: 'receiving', answers: () => transfers(3) },
  'a dataset with a scan': {
    flow: 'ingress',
    door: 'ingress',
    state: 'checking',
    answers: () => ({ ...transfers(3), takeInventory: [{ problems: 0, scan: true }] }),
  },
  'a long copy': { flow: 'ingress', door: 'ingress', state: 'copying', answers: () => transfers(40) },
  'a long freeze': { flow: 'export', door: 'export', state: 'freezing', answers: () => transfers(40) },
  'runs that fail': { flow: 'export', door: 'export', state: 'freezing', answers: () => transfers(2, 4) },
  'files that change': {
    flow: 'ingress',
    door: 'ingress',
    state: 'checking',
    answers: () => ({ verifyCopy: after(9, { kind: 'changed' }, { kind: 'verified' }) }),
  },
  'a delete that has to wait': {
    flow: 'ingress',
    door: 'ingress',
    state: 'deleting',
    answers: () => ({ prepareTransfer: after(40, { kind: 'wait', waitSeconds: 20 }, { kind: 'done' }) }),
  },
  'a long wait for files': {
    flow: 'export',
    door: 'export',
    state: 'receiving',
    answers: () => ({
      ...transfers(3),
      lookAtArrival: after(40, { kind: 'wait', seconds: 120, why: 'young' }, { kind: 'complete' }),
    }),
  },
  'files that stay after a withdrawal': {
    flow: 'ingress',
    door: 'ingress',
    state: 'withdrawing',
    answers: () => ({ lookAtWithdrawn: after(40, { kind: 'there', waitSeconds: 3600 }, { kind: 'gone' }) }),
  },
  'a scan that takes long and then rests': {
    flow: 'ingress',
    door: 'ingress',
    state: 'scanning',
    answers: () => ({
      ...transfers(3),
      lookAtScan: [
        ...after(35, { kind: 'wait', seconds: 60 } as const),
        ...after(30, { kind: 'rest', seconds: day } as const),
        { kind: 'passed' },
      ],
      tellUnscanned: after(15, { unsent: 1 }, { unsent: 0 }),
    }),
  },
  'a hold before the freeze': {
    flow: 'export',
    door: 'export',
    state: 'freezing',
    answers: () => held(transfers(3)),
  },
  'a hold before the release': {
    flow: 'export',
    door: 'export',
    state: 'releasing',
    answers: () => ({
      ...transfers(3),
      checkRelease: after(6, { kind: 'held' }, { kind: 'release' }),
      lookAtHold: after(40, { held: true, waitSeconds: 30 }, { held: false, waitSeconds: 30 }),
    }),
  },
  'an inspection that takes long': {
    flow: 'export',
    door: 'export',
    state: 'freezing',
    answers: () => ({
      ...transfers(3),
      needsApproval: [{ required: true, inspects: true }],
      lookAtInspection: after(50, { kind: 'wait', seconds: 120 }, { kind: 'ended' }),
    }),
  },
  'a review of 90 days': {
    flow: 'export',
    door: 'export',
    state: 'in-review',
    answers: () => ({ ...transfers(3), lookAtRound: after(110, open, { status: 'approved', asked }) }),
  },
  'a review whose people change all the time': {
    flow: 'export',
    door: 'export',
    state: 'in-review',
    answers: () => {
      const looks = inTurn(after(50, open, { status: 'approved', asked }));
      let stamp = 0;
      return {
        ...transfers(3),
        inviteApprovers: () => ({ asked: String(stamp), waitSeconds: 60 }),
        lookAtRound: () => {
          stamp += 1;
          return { ...(looks() ?? open), asked: String(stamp) };
        },
      };
    },
  },
  'a review while the mail server is away for a week': {
    flow: 'export',
    door: 'export',
    state: 'in-review',
    answers: () => ({
      ...transfers(3),
      inviteApprovers: [...mailPauses.map((waitSeconds) => ({ asked, waitSeconds })), { asked }],
      lookAtRound: after(60, open, { status: 'approved', asked }),
    }),
  },
  'an approval that lapses again and again': {
    flow: 'export',
    door: 'export',
    state: 'in-review',
    answers: () => ({ ...transfers(3), checkRelease: after(9, { kind: 'reopen' }, { kind: 'release' }) }),
  },
  'a denial that lapses, then holds': {
    flow: 'export',
    door: 'export',
    state: 'in-review',
    answers: () => ({
      ...transfers(3),
      lookAtRound: [
        { status: 'denied', asked },
        { status: 'open', asked },
        { status: 'denied', asked },
      ],
    }),
  },
  'a stop whose runs go on for long': {
    flow: 'ingress',
    door: 'ingress',
    state: 'verifying',
    answers: () => ({
      verifyCopy: [{ kind: 'differs', message: 'a.csv differs' }],
      failOperation: after(
        40,
        { state: 'verifying', ended: false, waitSeconds: 30 },
        { state: 'available', ended: true, waitSeconds: 0 },
      ),
    }),
  },
  'a discard that waits for runs': {
    flow: 'discard',
    door: 'ingress',
    state: 'discarding',
    answers: () => ({
      ...transfers(30),
      prepareDiscard: after(
        40,
        { step: 'discard', isEmpty: false, waitSeconds: 60 },
        { step: 'discard', isEmpty: false },
      ),
    }),
  },
  'a retention of 90 days': {
    flow: 'retract',
    door: 'ingress',
    state: 'retracting',
    answers: () => ({
      ...transfers(3, 1000),
      lookAtRetraction: [
        ...after(15, { kind: 'delete' } as const),
        ...after(90, { kind: 'wait', waitSeconds: day } as const),
        { kind: 'gone', event: 'retracted' },
      ],
    }),
  },
  'a release whose runs end late': {
    flow: 'revoke',
    door: 'export',
    state: 'revoking',
    answers: () => ({
      ...transfers(40),
      endReleaseRuns: after(40, { ended: false, waitSeconds: 60 }, { ended: true, waitSeconds: 0 }),
    }),
  },
  'a clearing whose runs fail': {
    flow: 'clear',
    door: 'export',
    state: 'returned',
    answers: () => ({
      ...transfers(20, 1000),
      lookAtClearing: [
        ...after(6, { kind: 'delete', step: 'review-clear' } as const),
        { kind: 'done', step: 'review-clear' },
        ...after(6, { kind: 'delete', step: 'returned-clear' } as const),
        { kind: 'done', step: 'returned-clear' },
        { kind: 'nothing' },
      ],
    }),
  },
};

/** A hold that lasts, while its step is to begin. */
function held(answers: Answers): Answers {
  let looks = 0;
  return {
    ...answers,
    prepareTransfer: (input) => {
      const { prepareTransfer } = answers;
      if (looks < 40) return { kind: 'held' };
      return typeof prepareTransfer === 'function' ? prepareTransfer(input) : { kind: 'done' };
    },
    lookAtHold: () => {
      looks += 1;
      return { held: looks < 40, waitSeconds: 30 };
    },
  };
}

/** The hub of a play, with its instance begun. `others` answer instead of those of the play; `before` runs before each answer. */
export function begin({ flow, door, state, answers }: Play, others: Answers = {}, before?: () => void): TestHub {
  const hub = scripted(door, state, { ...answers?.(), ...others }, before);
  hub.start(flow, key.id, key);
  return hub;
}

/** Plays to the end, each timer fired as early as Azure may, and gives the hub. */
export async function finish(play: Play): Promise<TestHub> {
  const hub = begin(play);
  await hub.finish(key.id, 0.9);
  await hub.stop();
  return hub;
}

/**
 * Plays again until all services go away in the longest generation of what was played, at the last activity of it, so that its history
 * becomes as long as it can.
 */
export async function interruptAtWorst(play: Play, { episodes }: Pick<TestHub, 'episodes'>): Promise<TestHub> {
  const [longest] = episodes.toSorted((one, other) => other.events - one.events);
  return await interrupt(play, (longest?.calls ?? 1) - 1);
}

/** Plays until all services go away for good, after so many calls of activities: no retry helps, and no note of the outage. */
async function interrupt(play: Play, calls: number): Promise<TestHub> {
  const hub: TestHub = begin(play, {}, () => {
    if (hub.calls.length > calls) throw new Error('No service answers');
  });
  await hub.finish(key.id, 0.9);
  await hub.stop();
  return hub;
}
