import { scanDeadline } from './dataset.ts';
import { inspectionDeadline } from './inspection-wait.ts';
import type { Facts, Row, StateFacts } from './operation-table.ts';

export type ExportState =
  | 'receiving'
  | 'checking'
  | 'freezing'
  | 'scanning'
  | 'inspecting'
  | 'in-review'
  | 'releasing'
  | 'released'
  | 'denied'
  | 'changes-wanted'
  | 'expired'
  | 'withdrawing'
  | 'withdrawn'
  | 'returning'
  | 'returned'
  | 'rejected'
  | 'discarding'
  | 'discarded'
  | 'failed'
  | 'revoking'
  | 'revoked';

export type ExportEvent =
  | 'complete'
  | 'passed'
  | 'frozen'
  | 'inspect'
  | 'inspected'
  | 'scan'
  | 'scanned'
  | 'skip-approval'
  | 'approve'
  | 'deny'
  | 'want-changes'
  | 'expire'
  | 'emptied'
  | 'withdraw'
  | 'withdrawn'
  | 'changed'
  | 'reopen'
  | 'give-back'
  | 'released'
  | 'returned'
  | 'reject'
  | 'discard'
  | 'discarded'
  | 'fail'
  | 'take-back'
  | 'revoke'
  | 'revoked'
  | 'retry';

type ExportRow = Row<ExportState, ExportEvent>;

const row = (from: ExportState, event: ExportEvent, to: ExportState, by: ExportRow['by'] = 'system'): ExportRow => {
  return { from, event, to, by };
};

export const exportRows: readonly ExportRow[] = [
  row('receiving', 'complete', 'checking'),
  row('receiving', 'reject', 'rejected'),
  row('receiving', 'fail', 'failed'),
  row('receiving', 'emptied', 'withdrawn'),
  row('receiving', 'withdraw', 'withdrawing', 'researcher'),
  row('checking', 'passed', 'freezing'),
  row('checking', 'reject', 'rejected'),
  row('checking', 'fail', 'failed'),
  row('checking', 'scan', 'scanning'),
  row('checking', 'withdraw', 'withdrawing', 'researcher'),
  row('scanning', 'scanned', 'freezing'),
  row('scanning', 'reject', 'rejected'),
  row('scanning', 'fail', 'failed'),
  row('scanning', 'discard', 'discarding', 'operator'),
  row('scanning', 'withdraw', 'withdrawing', 'researcher'),
  row('freezing', 'frozen', 'in-review'),
  row('freezing', 'inspect', 'inspecting'),
  row('freezing', 'skip-approval', 'releasing'),
  row('freezing', 'changed', 'checking'),
  row('freezing', 'withdraw', 'returning', 'researcher'),
  row('freezing', 'fail', 'failed'),
  row('inspecting', 'inspected', 'in-review'),
  row('inspecting', 'withdraw', 'returning', 'researcher'),
  row('inspecting', 'reject', 'rejected'),
  row('inspecting', 'fail', 'failed'),
  row('in-review', 'approve', 'releasing', 'approvers'),
  row('in-review', 'want-changes', 'changes-wanted', 'approvers'),
  row('in-review', 'deny', 'denied', 'approvers'),
  row('in-review', 'fail', 'failed'),
  row('in-review', 'expire', 'expired'),
  row('in-review', 'withdraw', 'returning', 'researcher'),
  row('in-review', 'reject', 'rejected'),
  row('denied', 'give-back', 'returning'),
  row('denied', 'fail', 'failed'),
  row('denied', 'reopen', 'in-review'),
  row('changes-wanted', 'give-back', 'returning'),
  row('changes-wanted', 'fail', 'failed'),
  row('changes-wanted', 'reopen', 'in-review'),
  row('expired', 'give-back', 'returning'),
  row('releasing', 'released', 'released'),
  row('releasing', 'reopen', 'in-review'),
  row('releasing', 'give-back', 'returning'),
  row('releasing', 'fail', 'failed'),
  row('releasing', 'take-back', 'revoking', 'operator'),
  row('returning', 'returned', 'returned'),
  row('returning', 'fail', 'failed'),
  row('rejected', 'discard', 'discarding', 'researcher'),
  row('discarding', 'discarded', 'discarded'),
  row('discarding', 'fail', 'failed'),
  row('withdrawing', 'withdrawn', 'withdrawn'),
  row('withdrawing', 'discard', 'discarding', 'researcher'),
  row('withdrawing', 'fail', 'failed'),
  row('failed', 'retry', 'receiving', 'operator'),
  row('failed', 'retry', 'checking', 'operator'),
  row('failed', 'retry', 'scanning', 'operator'),
  row('failed', 'retry', 'freezing', 'operator'),
  row('failed', 'retry', 'inspecting', 'operator'),
  row('failed', 'retry', 'in-review', 'operator'),
  row('failed', 'retry', 'denied', 'operator'),
  row('failed', 'retry', 'changes-wanted', 'operator'),
  row('failed', 'retry', 'releasing', 'operator'),
  row('failed', 'retry', 'returning', 'operator'),
  row('failed', 'retry', 'revoking', 'operator'),
  row('failed', 'retry', 'withdrawing', 'operator'),
  row('failed', 'retry', 'discarding', 'operator'),
  row('failed', 'discard', 'discarding', 'operator'),
  row('failed', 'give-back', 'returning', 'operator'),
  row('failed', 'take-back', 'revoking', 'operator'),
  row('released', 'revoke', 'revoking', 'operator'),
  row('revoking', 'revoked', 'revoked'),
  row('revoking', 'reopen', 'in-review'),
  row('revoking', 'give-back', 'returning'),
  row('revoking', 'fail', 'failed'),
];

const working = (waitsFor: string, deadline: string | null = null): Facts => {
  return { waitsFor, owner: 'system', deadline, final: false, open: true, runs: true };
};
const ended: Facts = { waitsFor: 'nothing', owner: null, deadline: null, final: true, open: false, runs: false };
const stopped = (waitsFor: string): Facts => {
  return { waitsFor, owner: 'operator', deadline: null, final: false, open: true, runs: false };
};

export const exportFacts: StateFacts<ExportState> = {
  receiving: {
    ...working(
      'the end of the upload: the marker _COMPLETE, or, unless the project requires it, the quiet period without a change',
    ),
    owner: 'researcher',
    deadline: "fails after the project's giveUpHours",
  },
  checking: working("the check of all files against the project's rules"),
  freezing: working('Data Factory to move the files to the frozen copy that reviewers see'),
  scanning: working('a clean verdict of the malware scan about each file', scanDeadline),
  inspecting: working('the reading room to look into the frozen files', inspectionDeadline),
  'in-review': {
    ...working("the approvers' decisions"),
    owner: 'approvers',
    deadline: 'goes back at the deadline of the round of approval, unless the project keeps rounds open',
  },
  releasing: working('the last check and Data Factory to copy the files to the public side'),
  released: { ...ended, waitsFor: 'nothing; an operator may revoke it', final: false },
  denied: working('the way back to the researchers to begin'),
  'changes-wanted': working('the way back to the researchers to begin'),
  expired: working('the way back to the researchers to begin'),
  withdrawing: working('the withdrawn files to be gone from the door or changed; their name is held until then'),
  withdrawn: ended,
  returning: working('Data Factory to copy the files back to the researchers'),
  returned: ended,
  rejected: stopped('an operator or a researcher to discard the package; new files under this name wait until then'),
  discarding: working('Data Factory to delete the rejected package'),
  discarded: ended,
  failed: stopped('an operator to mend the cause and retry; new files under this name wait until then'),
  revoking: { ...working('runs of the release to end and Data Factory to delete what is outside'), reopens: true },
  revoked: ended,
};
