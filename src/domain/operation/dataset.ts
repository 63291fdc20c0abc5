import { arriving, ended, type Facts, rowsOf, type StateFacts, stopped, underWay, working } from './operation-table.ts';

/** The wait for the scanner does not end the operation: it rests then. */
export const scanDeadline = 'rests after 30 minutes without a clean verdict, and operators are told';

const facts = {
  receiving: arriving('owner'),
  checking: underWay("the check of all files against the project's rules"),
  scanning: underWay('a clean verdict of the malware scan about each file', scanDeadline),
  copying: underWay('Data Factory to copy the files into the secure account'),
  verifying: underWay('the comparison of the copy with the manifest'),
  deleting: underWay('Data Factory to delete the originals'),
  available: { ...ended, waitsFor: 'nothing; an operator may retract it', final: false },
  rejected: stopped('an operator or its owner to discard the upload; new uploads under this name wait until then'),
  discarding: working('Data Factory to delete the rejected upload'),
  discarded: ended,
  withdrawing: working('the withdrawn files to be gone from the door or changed; their name is held until then'),
  withdrawn: ended,
  retracting: {
    ...working('the retention of the version to end, and Data Factory to delete its files'),
    nameless: true,
  },
  retracted: ended,
  failed: stopped('an operator to mend the cause and retry; new uploads under this name wait until then'),
} satisfies Record<string, Facts>;

export type DatasetState = keyof typeof facts;
export const datasetFacts: StateFacts<DatasetState> = facts;

const row = rowsOf<DatasetState>();

export const datasetRows = [
  row('receiving', 'complete', 'checking'),
  row('receiving', 'reject', 'rejected'),
  row('receiving', 'fail', 'failed'),
  row('receiving', 'emptied', 'withdrawn'),
  row('receiving', 'withdraw', 'withdrawing', 'owner'),
  row('checking', 'passed', 'copying'),
  row('checking', 'reject', 'rejected'),
  row('checking', 'fail', 'failed'),
  row('checking', 'scan', 'scanning'),
  row('checking', 'withdraw', 'withdrawing', 'owner'),
  row('scanning', 'scanned', 'copying'),
  row('scanning', 'reject', 'rejected'),
  row('scanning', 'fail', 'failed'),
  row('scanning', 'discard', 'discarding', 'operator'),
  row('scanning', 'withdraw', 'withdrawing', 'owner'),
  row('copying', 'copied', 'verifying'),
  row('copying', 'fail', 'failed'),
  row('copying', 'withdraw', 'withdrawing', 'owner'),
  row('verifying', 'verified', 'deleting'),
  row('verifying', 'changed', 'checking'),
  row('verifying', 'fail', 'failed'),
  row('verifying', 'withdraw', 'withdrawing', 'owner'),
  row('deleting', 'deleted', 'available'),
  row('deleting', 'fail', 'failed'),
  row('rejected', 'discard', 'discarding', 'owner'),
  row('discarding', 'discarded', 'discarded'),
  row('discarding', 'retract', 'retracting'),
  row('discarding', 'fail', 'failed'),
  row('withdrawing', 'withdrawn', 'withdrawn'),
  row('withdrawing', 'retract', 'retracting'),
  row('withdrawing', 'discard', 'discarding', 'owner'),
  row('withdrawing', 'fail', 'failed'),
  row('available', 'retract', 'retracting', 'operator'),
  row('retracting', 'retracted', 'retracted'),
  row('retracting', 'withdrawn', 'withdrawn'),
  row('retracting', 'discarded', 'discarded'),
  row('retracting', 'fail', 'failed'),
  row('failed', 'retry', 'receiving', 'operator'),
  row('failed', 'retry', 'checking', 'operator'),
  row('failed', 'retry', 'scanning', 'operator'),
  row('failed', 'retry', 'copying', 'operator'),
  row('failed', 'retry', 'deleting', 'operator'),
  row('failed', 'retry', 'discarding', 'operator'),
  row('failed', 'retry', 'withdrawing', 'operator'),
  row('failed', 'retry', 'retracting', 'operator'),
  row('failed', 'discard', 'discarding', 'operator'),
];

export type DatasetEvent = (typeof datasetRows)[number]['event'];
