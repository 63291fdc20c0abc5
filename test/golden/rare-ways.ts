import type { Play } from '../orchestrators/plays.ts';
import type { Answers } from '../orchestrators/script.ts';

const message = 'a.csv is not what it was';
const reason = 'The release must not be.';
const day = 86_400;

const ofExport = (state: string, answers: Answers): Play => ({
  flow: 'export',
  door: 'export',
  state,
  answers: () => answers,
});
const ofIngress = (state: string, answers: Answers): Play => ({
  flow: 'ingress',
  door: 'ingress',
  state,
  answers: () => answers,
});

/** Ways through the flows that few schedules take, or none. */
export const rareWays: readonly Play[] = [
  ofIngress('receiving', { lookAtArrival: [{ kind: 'give-up', message }] }),
  ofIngress('receiving', { lookAtArrival: [{ kind: 'emptied' }] }),
  ofIngress('receiving', { lookAtArrival: [{ kind: 'elsewhere' }, { kind: 'complete' }] }),
  ofIngress('checking', { takeInventory: [{ problems: 0, gone: message }] }),
  ofIngress('checking', { takeInventory: [{ problems: 2 }] }),
  ofIngress('scanning', { lookAtScan: [{ kind: 'malicious' }] }),
  ofIngress('scanning', { lookAtScan: [{ kind: 'stopped', message }] }),
  ofIngress('withdrawing', { lookAtWithdrawn: [{ kind: 'stopped', message }] }),
  ofIngress('withdrawing', { lookAtWithdrawn: [{ kind: 'copied' }] }),
  ofIngress('verifying', { verifyCopy: [{ kind: 'differs', message }] }),
  ofExport('freezing', { digestPackage: [{ kind: 'differs', message }] }),
  ofExport('freezing', { needsApproval: [{ required: false }] }),
  ofExport('freezing', { needsApproval: [{ required: true, withdrawn: true }] }),
  ofExport('freezing', { prepareTransfer: [{ kind: 'stopped', message }] }),
  ofExport('freezing', { prepareTransfer: [{ kind: 'elsewhere' }, { kind: 'done' }] }),
  ofExport('in-review', { openReview: [{ status: 'waits', waitSeconds: day }, undefined] }),
  ofExport('in-review', { lookAtRound: [{ status: 'malicious' }] }),
  ofExport('in-review', { lookAtRound: [{ status: 'stopped', message }] }),
  ofExport('in-review', { lookAtRound: [{ status: 'expired', asked: '1' }] }),
  ofExport('in-review', { lookAtRound: [{ status: 'withdrawn', asked: '1' }] }),
  ofExport('in-review', {
    lookAtRound: [
      { status: 'changes-wanted', asked: '1' },
      { status: 'changes-wanted', asked: '1' },
    ],
  }),
  ofExport('in-review', {
    lookAtRound: [
      { status: 'denied', asked: '1' },
      { status: 'denied', asked: '1' },
    ],
  }),
  ofExport('releasing', { checkRelease: [{ kind: 'take-back', to: 'in-review', reason }] }),
  ofExport('releasing', { checkRelease: [{ kind: 'differs', message }] }),
  ofExport('releasing', { checkRelease: [{ kind: 'return', why: reason }] }),
  ofExport('releasing', { verifyCopy: [{ kind: 'differs', message }] }),
];
