import type { Facts, Row, StateFacts } from './operation-table.ts';

export type DatasetState =
  | 'receiving'
  | 'checking'
  | 'scanning'
  | 'copying'
  | 'verifying'
  | 'deleting'
  | 'available'
  | 'rejected'
  | 'discarding'
  | 'discarded'
  | 'withdrawing'
  | 'withdrawn'
  | 'retracting'
  | 'retracted'
  | 'failed';

export type DatasetEvent =
  | 'complete'
  | 'passed'
  | 'scan'
  | 'scanned'
  | 'copied'
  | 'changed'
  | 'verified'
  | 'deleted'
  | 'reject'
  | 'discard'
  | 'discarded'
  | 'emptied'
  | 'withdraw'
  | 'withdrawn'
  | 'retract'
  | 'retracted'
  | 'fail'
  | 'retry';

type DatasetRow = Row<DatasetState, DatasetEvent>;

const system = (from: DatasetState, event: DatasetEvent, to: DatasetState): DatasetRow => {
  return { from, event, to, by: 'system' };
};
const by = (who: DatasetRow['by'], from: DatasetState, event: DatasetEvent, to: DatasetState): DatasetRow => {
  return { from, event, to, by: who };
};

export const datasetRows: readonly DatasetRow[] = [
  system('receiving', 'complete', 'checking'),
  system('receiving', 'reject', 'rejected'),
  system('receiving', 'fail', 'failed'),
  system('receiving', 'emptied', 'withdrawn'),
  by('owner', 'receiving', 'withdraw', 'withdrawing'),
  system('checking', 'passed', 'copying'),
  system('checking', 'reject', 'rejected'),
  system('checking', 'fail', 'failed'),
  system('checking', 'scan', 'scanning'),
  by('owner', 'checking', 'withdraw', 'withdrawing'),
  system('scanning', 'scanned', 'copying'),
  system('scanning', 'reject', 'rejected'),
  system('scanning', 'fail', 'failed'),
  by('operator', 'scanning', 'discard', 'discarding'),
  by('owner', 'scanning', 'withdraw', 'withdrawing'),
  system('copying', 'copied', 'verifying'),
  system('copying', 'fail', 'failed'),
  by('owner', 'copying', 'withdraw', 'withdrawing'),
  system('verifying', 'verified', 'deleting'),
  system('verifying', 'changed', 'checking'),
  system('verifying', 'fail', 'failed'),
  by('owner', 'verifying', 'withdraw', 'withdrawing'),
  system('deleting', 'deleted', 'available'),
  system('deleting', 'fail', 'failed'),
  by('owner', 'rejected', 'discard', 'discarding'),
  system('discarding', 'discarded', 'discarded'),
  system('discarding', 'retract', 'retracting'),
  system('discarding', 'fail', 'failed'),
  system('withdrawing', 'withdrawn', 'withdrawn'),
  system('withdrawing', 'retract', 'retracting'),
  by('owner', 'withdrawing', 'discard', 'discarding'),
  system('withdrawing', 'fail', 'failed'),
  by('operator', 'available', 'retract', 'retracting'),
  system('retracting', 'retracted', 'retracted'),
  system('retracting', 'withdrawn', 'withdrawn'),
  system('retracting', 'discarded', 'discarded'),
  system('retracting', 'fail', 'failed'),
  by('operator', 'failed', 'retry', 'receiving'),
  by('operator', 'failed', 'retry', 'checking'),
  by('operator', 'failed', 'retry', 'scanning'),
  by('operator', 'failed', 'retry', 'copying'),
  by('operator', 'failed', 'retry', 'deleting'),
  by('operator', 'failed', 'retry', 'discarding'),
  by('operator', 'failed', 'retry', 'withdrawing'),
  by('operator', 'failed', 'retry', 'retracting'),
  by('operator', 'failed', 'discard', 'discarding'),
];

/** The wait for the scanner does not end the operation: it rests then. */
export const scanDeadline = 'rests after 30 minutes without a clean verdict, and operators are told';

const working = (waitsFor: string, deadline: string | null = null): Facts => {
  return { waitsFor, owner: 'system', deadline, final: false, open: true, runs: true };
};

const ended: Facts = { waitsFor: 'nothing', owner: null, deadline: null, final: true, open: false, runs: false };

export const datasetFacts: StateFacts<DatasetState> = {
  receiving: {
    ...working(
      'the end of the upload: the marker _COMPLETE, or, unless the project requires it, the quiet period without a change',
    ),
    owner: 'owner',
    deadline: "fails after the project's giveUpHours",
  },
  checking: working("the check of all files against the project's rules"),
  scanning: working('a clean verdict of the malware scan about each file', scanDeadline),
  copying: working('Data Factory to copy the files into the secure account'),
  verifying: working('the comparison of the copy with the manifest'),
  deleting: working('Data Factory to delete the originals'),
  available: { ...ended, waitsFor: 'nothing; an operator may retract it', final: false },
  rejected: {
    waitsFor: 'an operator or its owner to discard the upload; new uploads under this name wait until then',
    owner: 'operator',
    deadline: null,
    final: false,
    open: true,
    runs: false,
  },
  discarding: working('Data Factory to delete the rejected upload'),
  discarded: ended,
  withdrawing: working('the withdrawn files to be gone from the door or changed; their name is held until then'),
  withdrawn: ended,
  retracting: {
    ...working('the retention of the version to end, and Data Factory to delete its files'),
    nameless: true,
  },
  retracted: ended,
  failed: {
    waitsFor: 'an operator to mend the cause and retry; new uploads under this name wait until then',
    owner: 'operator',
    deadline: null,
    final: false,
    open: true,
    runs: false,
  },
};
