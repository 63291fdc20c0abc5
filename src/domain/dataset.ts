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
  | 'failed';

export type DatasetEvent =
  | 'complete'
  | 'passed'
  | 'scan'
  | 'scanned'
  | 'copied'
  | 'copy-again'
  | 'verified'
  | 'deleted'
  | 'reject'
  | 'discard'
  | 'discarded'
  | 'fail'
  | 'retry';

type DatasetRow = Row<DatasetState, DatasetEvent>;

const system = (from: DatasetState, event: DatasetEvent, to: DatasetState): DatasetRow => {
  return { from, event, to, by: 'system', built: true };
};
const operator = (from: DatasetState, event: DatasetEvent, to: DatasetState, built: boolean): DatasetRow => {
  return { from, event, to, by: 'operator', built };
};

/** Every move that a dataset can make on its way in. */
export const datasetRows: readonly DatasetRow[] = [
  system('receiving', 'complete', 'checking'),
  system('receiving', 'reject', 'rejected'),
  system('receiving', 'fail', 'failed'),
  system('checking', 'passed', 'copying'),
  system('checking', 'reject', 'rejected'),
  system('checking', 'fail', 'failed'),
  { ...system('checking', 'scan', 'scanning'), built: false },
  { ...system('scanning', 'scanned', 'copying'), built: false },
  { ...system('scanning', 'reject', 'rejected'), built: false },
  { ...system('scanning', 'fail', 'failed'), built: false },
  system('copying', 'copied', 'verifying'),
  system('copying', 'fail', 'failed'),
  system('verifying', 'verified', 'deleting'),
  system('verifying', 'copy-again', 'copying'),
  system('verifying', 'fail', 'failed'),
  system('deleting', 'deleted', 'available'),
  system('deleting', 'fail', 'failed'),
  operator('rejected', 'discard', 'discarding', true),
  system('discarding', 'discarded', 'discarded'),
  system('discarding', 'fail', 'failed'),
  operator('failed', 'retry', 'receiving', true),
  operator('failed', 'retry', 'checking', true),
  operator('failed', 'retry', 'copying', true),
  operator('failed', 'retry', 'verifying', true),
  operator('failed', 'retry', 'deleting', true),
  operator('failed', 'retry', 'discarding', true),
];

const working = (waitsFor: string, deadline: string | null = null): Facts => {
  return { waitsFor, owner: 'system', deadline, final: false, open: true, runs: true };
};

/** What is true in each state of a dataset. */
export const datasetFacts: StateFacts<DatasetState> = {
  receiving: {
    ...working('the end of the upload: the quiet period without a change, or the marker _COMPLETE'),
    owner: 'owner',
    deadline: "fails after the project's giveUpHours",
  },
  checking: working("the check of all files against the project's rules"),
  scanning: working('the verdicts of the malware scan'),
  copying: working('Data Factory to copy the files into the secure account'),
  verifying: working('the comparison of the copy with the manifest'),
  deleting: working('Data Factory to delete the originals'),
  available: { waitsFor: 'nothing', owner: null, deadline: null, final: true, open: false, runs: false },
  rejected: {
    waitsFor: 'an operator to discard the upload; new uploads under this name wait until then',
    owner: 'operator',
    deadline: null,
    final: false,
    open: true,
    runs: false,
  },
  discarding: working('Data Factory to delete the rejected upload'),
  discarded: { waitsFor: 'nothing', owner: null, deadline: null, final: true, open: false, runs: false },
  failed: {
    waitsFor: 'an operator to mend the cause and retry; new uploads under this name wait until then',
    owner: 'operator',
    deadline: null,
    final: false,
    open: true,
    runs: false,
  },
};
