import { operationOfEvent } from './audit-event.ts';
import type { AuditEvent } from './chain-line.ts';
import type { Operation } from './operation.ts';

/** Something that happened to an operation, in a sentence that may leave. Times in it are ISO 8601 in UTC. */
export interface Happened {
  readonly at: string;
  readonly text: string;
}

/**
 * What an audit line tells those who sent the operation; undefined for a line about something else, or one that is no concern of theirs.
 * What approvers decided is told once the review is over: while it lasts nobody is to be swayed by it.
 */
export function happened(event: AuditEvent, operation: Operation): Happened | undefined {
  if (operationOfEvent(event.id) !== operation.id) return undefined;
  const text = sentenceOf(event, operation);
  return text === undefined ? undefined : { at: event.at, text };
}

function sentenceOf({ kind, data }: AuditEvent, operation: Operation): string | undefined {
  const state = kind.startsWith(`${operation.door}.`) ? kind.slice(operation.door.length + 1) : undefined;
  if (state === 'submission') return submissionText(data);
  if (state === 'withdrawal') return withdrawalText(data);
  if (state !== undefined) return moveText(state, data);
  if (kind === 'decision.recorded') return operation.state === 'in-review' ? undefined : decisionText(data);
  if (kind === 'review.opened') return `Its approvers were asked, with a deadline on ${said(data, 'deadline')}.`;
  if (kind === 'review.extended') return `Its approvers were given more time, until ${said(data, 'deadline')}.`;
  return others[kind];
}

/** Lines that say no more than their kind. */
const others: Readonly<Record<string, string>> = {
  'review.superseded': 'The rules of its review changed, and its approvers are asked anew.',
  'review.escalated': 'Much of the time of its review was over, and more people were told of it.',
  'review.overdue': 'The deadline of its review passed; decisions still count.',
  'scan.passed': 'The malware scanner found every file clean.',
  'scan.unfinished': 'Not every file could be scanned; an operator decides.',
  'scan.retried': 'An operator had the scan looked at again.',
  'operation.trouble': 'A service did not answer; it is tried again by itself.',
  'operation.trouble-over': 'The service answers again.',
  'transfer.held': 'A hold of the project stopped a step of it.',
  'receipt.written': 'A receipt was signed.',
};

const states: Readonly<Record<string, string>> = {
  receiving: 'Its first files came.',
  checking: "All of it was there, and was checked against the project's rules.",
  scanning: 'The malware scan was waited for.',
  copying: 'It keeps the rules; Data Factory copied it into the secure account.',
  verifying: 'The copy was compared with the upload.',
  deleting: 'The copy is complete; the originals were to be deleted.',
  available: 'It became available to the researchers.',
  freezing: 'It keeps the rules, and was being frozen.',
  'in-review': 'It was frozen and came to its review.',
  denied: 'It was denied.',
  'changes-wanted': 'Changes were asked for.',
  expired: 'It was not decided on in time.',
  releasing: 'Its release began.',
  released: 'It was released.',
  returning: 'It was on its way back.',
  returned: 'It came back: its files lie in the container returned.',
  rejected: "It broke the project's rules, and nothing of it was moved.",
  discarding: 'It was to be discarded.',
  discarded: 'It was discarded.',
  withdrawing: 'It was withdrawn, and its name is held until its files are gone or changed.',
  withdrawn: 'Nothing of it was left: it was withdrawn.',
  retracting: 'It was closed to people, and is deleted as soon as its retention allows.',
  retracted: 'It was deleted.',
  revoking: 'What was released of it was being taken back.',
  revoked: 'Its release was taken back.',
  failed: 'It stopped; an operator leads it on.',
};

function moveText(state: string, data: AuditEvent['data']): string | undefined {
  const text = states[state];
  if (text === undefined) return undefined;
  if (data['event'] === 'retry') return `An operator let it go on. ${text}`;
  if (data['event'] === 'reopen') return 'It came to its review again.';
  return data['event'] === 'skip-approval' ? `Its project asks for no approval. ${text}` : text;
}

function submissionText(data: AuditEvent['data']): string {
  const answer = said(data, 'answer');
  const typed = `${said(data, 'name')} typed its purpose: ${said(data, 'purpose')}`;
  return answer === '' ? typed : `${typed} Answer to the approvers: ${answer}`;
}

/** What an operator wrote may quote names. */
function withdrawalText(data: AuditEvent['data']): string {
  if (data['part'] === 'operator') return 'An operator withdrew it.';
  const who = data['part'] === 'owner' ? 'A data owner' : 'A researcher';
  return `${who} withdrew it: ${said(data, 'reason')}`;
}

const choices: Readonly<Record<string, string>> = {
  approve: 'An approver approved it.',
  deny: 'An approver denied it',
  changes: 'An approver asked for changes',
};

function decisionText(data: AuditEvent['data']): string | undefined {
  const text = choices[said(data, 'choice')];
  const reason = said(data, 'reason');
  return text === undefined || text.endsWith('.') ? text : `${text}${reason === '' ? '.' : `: ${reason}`}`;
}

function said(data: AuditEvent['data'], name: string): string {
  return String(data[name] ?? '');
}
