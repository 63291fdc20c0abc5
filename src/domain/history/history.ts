import { operationOfEvent } from '../audit/audit-event.ts';
import type { AuditEvent } from '../audit/chain-line.ts';
import type { Operation } from '../operation/operation.ts';
import { moveSentence, openedSentence, said, sharedSentences } from './shared-sentences.ts';

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
  if (state !== undefined) return moveSentence(state, said(data, 'event'));
  if (kind === 'decision.recorded') return operation.state === 'in-review' ? undefined : decisionText(data);
  if (kind === 'review.opened') return openedSentence(data);
  if (kind === 'review.extended') return `Its approvers were given more time, until ${said(data, 'deadline')}.`;
  return others.get(kind);
}

/** Lines that say no more than their kind. */
const others: ReadonlyMap<string, string> = new Map([
  ...sharedSentences,
  ['scan.retried', 'An operator had the scan looked at again.'],
  ['transfer.held', 'A hold of the project stopped a step of it.'],
  ['receipt.written', 'A receipt was signed.'],
]);

function submissionText(data: AuditEvent['data']): string {
  const answer = said(data, 'answer');
  const madeFrom = said(data, 'madeFrom');
  const from = madeFrom === '' ? '' : ` (made from: ${madeFrom})`;
  const typed = `${said(data, 'name')} typed its purpose${from}: ${said(data, 'purpose')}`;
  return answer === '' ? typed : `${typed} Answer to the approvers: ${answer}`;
}

/** What an operator wrote may quote names. */
function withdrawalText(data: AuditEvent['data']): string {
  if (data['part'] === 'operator') return 'An operator withdrew it.';
  const who = data['part'] === 'owner' ? 'A data owner' : 'A researcher';
  return `${who} withdrew it: ${said(data, 'reason')}`;
}

const choices: ReadonlyMap<string, string> = new Map([
  ['approve', 'An approver approved it.'],
  ['deny', 'An approver denied it'],
  ['changes', 'An approver asked for changes'],
]);

function decisionText(data: AuditEvent['data']): string | undefined {
  const text = choices.get(said(data, 'choice'));
  const reason = said(data, 'reason');
  return text === undefined || text.endsWith('.') ? text : `${text}${reason === '' ? '.' : `: ${reason}`}`;
}
