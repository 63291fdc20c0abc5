import { doorFacts } from '../base/door.ts';
import type { Operation } from '../operation/operation.ts';

/** Why an operation cannot be withdrawn as it is, and what can be done instead, in a sentence; undefined when it can. */
export function whyNotWithdrawn({ door, state }: Pick<Operation, 'door' | 'state'>): string | undefined {
  return later[door][state];
}

/** Whether the wish is only noted while a package is in the state: its files lie in the frozen copy, or are on the way there. */
export function isNoted(state: string): boolean {
  return state === 'freezing' || state === 'inspecting' || state === 'in-review';
}

const rests = 'It is not under way: it can be discarded';
const gone = 'Nothing is left that could be taken back';
const stopped = 'An operator leads it out of its failure';
const back = 'It is on its way back to the researchers already';

const later: Readonly<Record<Operation['door'], Readonly<Record<string, string>>>> = {
  ingress: {
    deleting: `Its copy is complete and its originals are being deleted; the ${doorFacts('ingress').noun} becomes available`,
    available: 'It is published; an operator retracts a version',
    rejected: rests,
    discarding: gone,
    discarded: gone,
    withdrawing: 'It is withdrawn already',
    withdrawn: 'It is withdrawn already',
    retracting: gone,
    retracted: gone,
    failed: stopped,
  },
  export: {
    denied: back,
    'changes-wanted': back,
    expired: back,
    returning: back,
    returned: back,
    releasing: 'It is being released; an operator can stop that, or take it back',
    released: 'It is outside; an operator revokes a release',
    rejected: rests,
    discarding: gone,
    discarded: gone,
    withdrawing: 'It is withdrawn already',
    withdrawn: 'It is withdrawn already',
    failed: stopped,
    revoking: gone,
    revoked: gone,
  },
};
