import type { AuditEvent } from '../audit/chain-line.ts';

/** What an audit line says under a name, as text; nothing when it says nothing. */
export function said(data: AuditEvent['data'], name: string): string {
  return String(data[name] ?? '');
}

/** Sentences about an operation that say no more than the kind of their line, and may leave. */
export const sharedSentences: ReadonlyMap<string, string> = new Map([
  ['review.superseded', 'The rules of its review changed, and its approvers are asked anew.'],
  ['review.escalated', 'Much of the time of its review was over, and more people were told of it.'],
  ['review.asked', 'An approver asked its researchers a question.'],
  ['review.answered', 'A researcher answered a question of its approvers.'],
  ['review.unanswered', 'A question about it was not answered in its time, and its review went on.'],
  ['review.overdue', 'The deadline of its review passed; decisions still count.'],
  ['scan.passed', 'The malware scanner found every file clean.'],
  ['scan.unfinished', 'Not every file could be scanned; an operator decides.'],
  ['inspection.read', 'The reading room looked into its files.'],
  ['inspection.missing', 'The reading room gave no evidence about its files.'],
  ['operation.trouble', 'A service did not answer; it is tried again by itself.'],
  ['operation.trouble-over', 'The service answers again.'],
]);

const states: ReadonlyMap<string, string> = new Map([
  ['receiving', 'Its first files came.'],
  ['checking', "All of it was there, and was checked against the project's rules."],
  ['scanning', 'The malware scan was waited for.'],
  ['copying', 'It keeps the rules; Data Factory copied it into the secure account.'],
  ['verifying', 'The copy was compared with the upload.'],
  ['deleting', 'The copy is complete; the originals were to be deleted.'],
  ['available', 'It became available to the researchers.'],
  ['freezing', 'It keeps the rules, and was being frozen.'],
  ['inspecting', 'It was frozen, and the reading room was asked to look into it.'],
  ['in-review', 'It was frozen and came to its review.'],
  ['denied', 'It was denied.'],
  ['changes-wanted', 'Changes were asked for.'],
  ['expired', 'It was not decided on in time.'],
  ['releasing', 'Its release began.'],
  ['released', 'It was released.'],
  ['returning', 'It was on its way back.'],
  ['returned', 'It came back: its files lie in the container returned.'],
  ['rejected', "It broke the project's rules, and nothing of it was moved."],
  ['discarding', 'It was to be discarded.'],
  ['discarded', 'It was discarded.'],
  ['withdrawing', 'It was withdrawn, and its name is held until its files are gone or changed.'],
  ['withdrawn', 'Nothing of it was left: it was withdrawn.'],
  ['retracting', 'It was closed to people, and is deleted as soon as its retention allows.'],
  ['retracted', 'It was deleted.'],
  ['revoking', 'What was released of it was being taken back.'],
  ['revoked', 'Its release was taken back.'],
  ['failed', 'It stopped; an operator leads it on.'],
]);

/** That an operation came to a state by an event, in a sentence that may leave; undefined for a state that no door has. */
export function moveSentence(state: string, event: string): string | undefined {
  const text = states.get(state);
  if (text === undefined) return undefined;
  if (event === 'retry') return `An operator resumed it. ${text}`;
  if (event === 'reopen') return 'It came to its review again.';
  return event === 'skip-approval' ? `Its project asks for no approval. ${text}` : text;
}

export function openedSentence(data: AuditEvent['data']): string {
  return `Its approvers were asked, with a deadline on ${said(data, 'deadline')}.`;
}
