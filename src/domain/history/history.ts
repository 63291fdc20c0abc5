import { openingStep, operationOfEvent } from '../audit/audit-event.ts';
import type { AuditEvent } from '../audit/chain-line.ts';
import { quarterOf } from '../base/time.ts';
import { isRevealed } from '../notification/outside-view.ts';
import type { Operation } from '../operation/operation.ts';
import { choiceIn, choiceWords } from '../review/decision.ts';
import { rowInLine } from './record-agreement.ts';
import { moveSentence, openedSentence, said, sharedSentences } from './shared-sentences.ts';

/** Something that happened to an operation, in a sentence that may leave. Times in it are ISO 8601 in UTC. */
export interface Happened {
  readonly at: string;
  readonly text: string;
}

/** The same while it is collected: whether it was a move to another state. */
export interface Happening extends Happened {
  readonly isMove: boolean;
}

/**
 * What an audit line tells those who sent the operation; undefined for a line about something else, or one that is no concern of theirs.
 * What approvers decided is told once the review is over: while it lasts nobody is to be swayed by it.
 */
export function happened(event: AuditEvent, operation: Operation): Happening | undefined {
  const { kind, at } = event;
  if (operationOfEvent(event.id) !== operation.id) return undefined;
  if (operation.door === 'export' && (insideOnly.has(kind) || isHidden(event))) return undefined;
  const text = sentenceOf(event, operation);
  return text === undefined ? undefined : { at, text, isMove: isMove(kind, operation) };
}

/** How services fared with a package depends on what is in it, so its researchers are not revealed outside. */
const insideOnly: ReadonlySet<string> = new Set([
  'scan.passed',
  'scan.unfinished',
  'scan.retried',
  'inspection.read',
  'inspection.missing',
  'operation.trouble',
  'operation.trouble-over',
  'transfer.held',
]);

const toFreeze: readonly string[] = ['checking', 'scanning', 'freezing'];

/** Whether the line is of a move that is not revealed outside, since it came before the freeze: how often and when a package tried is a message. */
function isHidden(event: AuditEvent): boolean {
  const { kind, id } = event;
  if (!isMove(kind, { door: 'export' }) || id.endsWith(`.${openingStep}`)) return false;
  const row = rowInLine(event);
  return row === undefined ? toFreeze.includes(kind.slice('export.'.length)) : !isRevealed(row);
}

function isMove(kind: string, { door }: Pick<Operation, 'door'>): boolean {
  return kind.startsWith(`${door}.`) && !typedKinds.has(kind);
}

const typedKinds: ReadonlySet<string> = new Set([
  'export.correction',
  'export.submission',
  'export.withdrawal',
  'ingress.withdrawal',
]);

/**
 * What may be told of all that happened. Of a package each quarter of an hour tells what people typed in it, and after that the state in which
 * it ended: what it passed within one, and when, is a message.
 */
export function revealedHistory(items: readonly Happening[], { door }: Pick<Operation, 'door'>): Happened[] {
  const told = ({ at, text }: Happening): Happened => ({ at: door === 'ingress' ? at : quarterOf(at), text });
  if (door === 'ingress') return items.map(told);
  return [...Map.groupBy(items, ({ at }) => quarterOf(at)).values()].flatMap((quarter) => {
    const typed = quarter.filter((one) => !one.isMove);
    return [...typed, ...quarter.filter((one) => one.isMove).slice(-1)].map(told);
  });
}

function sentenceOf({ kind, data }: AuditEvent, operation: Operation): string | undefined {
  const state = kind.startsWith(`${operation.door}.`) ? kind.slice(operation.door.length + 1) : undefined;
  if (state === 'submission') return submissionText(data);
  if (state === 'correction') return correctionText(data);
  if (state === 'withdrawal') return withdrawalText(data);
  if (state !== undefined) return moveSentence(state, said(data, 'event'));
  if (kind === 'decision.recorded') return operation.state === 'in-review' ? undefined : decisionText(data);
  if (kind === 'review.opened') return openedSentence(roundedIn(data));
  if (kind === 'review.extended')
    return `Its approvers were given more time, until ${said(roundedIn(data), 'deadline')}.`;
  return others.get(kind);
}

/** The data of a line about a round, with its deadline as it is told everywhere. */
function roundedIn(data: AuditEvent['data']): AuditEvent['data'] {
  const deadline = said(data, 'deadline');
  return Number.isNaN(Date.parse(deadline)) ? data : { ...data, deadline: quarterOf(deadline) };
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
  const purpose = said(data, 'purpose');
  const typed = `${said(data, 'name')} typed ${purpose === '' ? `about it${from}` : `its purpose${from}: ${purpose}`}`;
  return answer === '' ? typed : `${typed} Answer to the approvers: ${answer}`;
}

function correctionText(data: AuditEvent['data']): string {
  const name = said(data, 'awaited');
  return `A corrected one is awaited: the next package under ${name === '' ? 'its name' : `the name ${name}`} goes on with it.`;
}

/** What an operator wrote may quote names. */
function withdrawalText(data: AuditEvent['data']): string {
  if (data['part'] === 'operator') return 'An operator withdrew it.';
  const who = data['part'] === 'owner' ? 'A data owner' : 'A researcher';
  return `${who} withdrew it: ${said(data, 'reason')}`;
}

function decisionText(data: AuditEvent['data']): string | undefined {
  const choice = choiceIn(said(data, 'choice'));
  if (choice === undefined) return undefined;
  const { did, join, sendsBack } = choiceWords[choice];
  const reason = sendsBack === undefined ? '' : said(data, 'reason');
  return `An approver ${did}${join === undefined ? ' it' : ''}${reason === '' ? '.' : `: ${reason}`}`;
}
