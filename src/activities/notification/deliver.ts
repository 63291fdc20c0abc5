import { createHash } from 'node:crypto';
import type { AuditKind } from '../../domain/audit/audit-kinds.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { DAY, pauseAfter } from '../../domain/base/time.ts';
import type { MailKind } from '../../domain/notification/mail-budget.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Channel, Person } from '../../domain/project/project.ts';
import type { MailBody } from '../../pages/notification/mail-body.ts';
import { type Intended, type MailAsked, MailWaits } from '../../ports/mail.ts';
import type { Ports } from '../../ports/ports.ts';
import { eventOf, type Note } from '../operation/record.ts';
import type { FlowSettings, MailSettings } from '../operation/settings.ts';
import { isSentAlone } from './budgeted.ts';

export type MailPorts = Pick<Ports, 'mailer' | 'messenger' | 'outbox' | 'mailBudgets' | 'audit' | 'clock' | 'random'>;

/** One mail of an operation: `step` names the kind, so that the same person gets it once per step. */
export interface Delivery {
  readonly operation: Operation;
  readonly step: string;
  readonly about: MailKind;
  readonly to: Person;
  /** Written only when the mail was not sent before. */
  readonly write: () => Promise<MailBody>;
}

export interface MessageDelivery {
  readonly operation: Operation;
  readonly step: string;
  readonly channel: Channel;
  readonly body: () => string;
}

type Sending = Delivery | MessageDelivery;

/** `until`: it was not tried, and is to be then. */
export interface Unsent<D extends Sending = Sending> {
  readonly delivery: D;
  readonly reason: string;
  readonly until?: Date;
}

/** The repeatable id of a mail or message: the same operation, step and address give the same id again. */
function messageIdOf({ publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>, sending: Sending): string {
  const { operation, step } = sending;
  const address = createHash('sha256').update(placeOf(sending).toLowerCase()).digest('hex').slice(0, 16);
  return `${operation.id}.${step}.${address}@${new URL(publicBaseUrl).hostname}`;
}

/**
 * The id that leaves with it. Ours counts the moves of the operation and holds exact times, which of a package are messages: chance stands in
 * their place, once for each mail, since the outbox keeps the first. What the mail is about and the number of its round it says itself.
 */
function sentAsOf({ publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>, sending: Sending, chance: string): string {
  const { operation, step } = sending;
  if (operation.door === 'ingress') return messageIdOf({ publicBaseUrl }, sending);
  const [about = ''] = aboutRound.exec(step) ?? /^[a-z-]*[a-z]/.exec(step) ?? [];
  return `${operation.id}.${about}.${chance}@${new URL(publicBaseUrl).hostname}`;
}

const aboutRound = /^(?:decide|last-day|overdue|unreachable|escalated)-\d+/;

/** Where it goes, as the outbox knows it. No address of a person looks like a channel. */
function placeOf(sending: Sending): string {
  return 'channel' in sending ? `channel ${sending.channel.name}` : sending.to.email;
}

/** The host ends a function after ten minutes; a mail server that answers nobody takes fifteen seconds and more for each mail. */
const mostMilliseconds = 4 * 60_000;
const tooSlow = 'It was not tried: the mails and messages before it took too long';

/**
 * Sends each mail and message that was not sent before: intention, sending, outcome. A crash between the server's answer and the outcome
 * sends it again under the same id. A mail beyond its person's budget is kept instead, to be told with others. None is begun after
 * `mailsUntil`. Answers what could not be sent, and why. Once all are out, the line of `last` stands in the audit with theirs.
 */
export async function deliverAll<D extends Sending>(
  ports: MailPorts,
  settings: MailSettings & { readonly mailsUntil?: Date },
  deliveries: readonly D[],
  last?: (now: Date) => AuditEvent,
): Promise<readonly Unsent<D>[]> {
  const unsent: Unsent<D>[] = [];
  const sent: Recorded[] = [];
  const longest = ports.clock.now().getTime() + mostMilliseconds;
  const end = Math.min(settings.mailsUntil?.getTime() ?? longest, longest);
  const intended = await intendAll(ports, settings, deliveries);
  try {
    for (const delivery of deliveries) {
      const isLate = ports.clock.now().getTime() >= end;
      const became: Became = isLate ? { reason: tooSlow } : await deliver(ports, settings, delivery, intended);
      const { reason, until, what = 'sent' } = became;
      if (reason === undefined) sent.push({ delivery, note: noteOf(settings, delivery, what, {}) });
      else unsent.push({ delivery, reason, ...(until === undefined ? {} : { until }) });
    }
  } finally {
    const areOut = sent.length === deliveries.length;
    await recordMails(ports, sent, areOut ? last : undefined);
  }
  return unsent;
}

/** When what was not sent is to be tried again: as soon as it may leave, or the later the longer it lasts already, within a minute to a day. */
export function secondsToNextTry({ until }: Pick<Unsent, 'until'>, since: string, now: Date): number {
  const bounds = { least: 60, most: DAY / 1000 };
  if (until === undefined) return pauseAfter(since, now, bounds);
  return Math.max(bounds.least, Math.ceil((until.getTime() - now.getTime()) / 1000));
}

export async function recordGivenUp(
  ports: MailPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  unsent: readonly Unsent[],
): Promise<void> {
  await recordMails(
    ports,
    unsent.map(({ delivery, reason }) => ({
      delivery,
      note: noteOf(settings, delivery, 'given-up', { reason: unaddressed(delivery, reason) }),
    })),
  );
}

/** Mail servers quote the address that they refuse, and the audit knows people by their object ids alone. */
function unaddressed(sending: Sending, reason: string): string {
  if ('channel' in sending) return reason;
  const own = sending.to.email.toLowerCase();
  return reason.replace(/[^\s<>"'();,:]+@[^\s<>"'();,:]+/g, (word) =>
    word.toLowerCase() === own ? 'the address' : word,
  );
}

/** What became of a mail or message: the refusal of the other side, that it waits, or that it is out or told with others. */
interface Became {
  readonly reason?: string;
  readonly until?: Date;
  readonly what?: 'sent' | 'collected';
}

/** What the outbox knows of mails and messages, by their ids; of one that stands twice in a list the second is known as sent. */
type KnownMails = Map<string, Intended>;

/** Notes all before any leaves, in few requests: one that is noted and not tried is tried next time. */
async function intendAll(
  { outbox, random }: Pick<MailPorts, 'outbox' | 'random'>,
  settings: MailSettings,
  sendings: readonly Sending[],
): Promise<KnownMails> {
  const mails = sendings.map((sending) => ({
    ...{ messageId: messageIdOf(settings, sending), sentAs: sentAsOf(settings, sending, random.uuid()) },
    ...{ operation: sending.operation.id, step: sending.step, to: placeOf(sending) },
  }));
  return await outbox.intendAll(mails);
}

async function deliver(
  ports: MailPorts,
  settings: MailSettings,
  sending: Sending,
  intended: KnownMails,
): Promise<Became> {
  const messageId = messageIdOf(settings, sending);
  const found = intended.get(messageId);
  if (found === undefined) throw new Error(`The mail ${messageId} was not noted before it was to leave`);
  const { sent, collected = false, ...known } = found;
  if (sent) return { what: collected ? 'collected' : 'sent' };
  if (!('channel' in sending) && !(await isSentAlone(ports, settings, sending))) {
    await ports.outbox.markSent(messageId, 'collected');
    intended.set(messageId, { ...known, sent: true, collected: true });
    return { what: 'collected' };
  }
  // Before it is written: a mail that asks for a decision gets a link of its own each time.
  const until = 'channel' in sending ? undefined : await ports.mailer.waits?.until(askedAs(sending, known.sentAs));
  if (until !== undefined) return waiting(new MailWaits(until));
  const send = await prepared(ports, sending, known);
  try {
    await send();
  } catch (error) {
    return error instanceof MailWaits ? waiting(error) : { reason: messageOf(error) };
  }
  await ports.outbox.markSent(messageId);
  intended.set(messageId, { ...known, sent: true });
  return { what: 'sent' };
}

function waiting({ message, until }: MailWaits): Became {
  return { reason: message, until };
}

function askedAs({ about }: Delivery, messageId: string): MailAsked {
  return { messageId, about };
}

/** Writes the mail, or makes the message, and gives how it is sent: only what fails then is the other side's refusal. */
async function prepared(
  { mailer, messenger }: Pick<MailPorts, 'mailer' | 'messenger'>,
  sending: Sending,
  { sentAs, ...thread }: { readonly sentAs: string; readonly follows?: string },
): Promise<() => Promise<void>> {
  if ('channel' in sending) {
    const message = { id: sentAs, channel: sending.channel, body: sending.body() };
    return () => messenger.post(message);
  }
  const { to, write } = sending;
  const mail = { ...askedAs(sending, sentAs), ...thread, to: to.email, ...(await write()) };
  return () => mailer.send(mail);
}

interface Recorded {
  readonly delivery: Sending;
  readonly note: Note;
}

/** The lines of one project stand together. */
async function recordMails(
  { audit, clock }: Pick<MailPorts, 'audit' | 'clock'>,
  mails: readonly Recorded[],
  last?: (now: Date) => AuditEvent,
): Promise<void> {
  const now = clock.now();
  const events = mails.map(({ delivery: { operation }, note }) => eventOf(operation, note, now.toISOString()));
  for (const [project, lines] of Map.groupBy([...events, ...(last ? [last(now)] : [])], ({ project }) => project))
    await audit.append(project, lines);
}

function noteOf(
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  sending: Sending,
  what: 'sent' | 'collected' | 'given-up',
  data: Record<string, string>,
): Note {
  const messageId = messageIdOf(settings, sending);
  const { step } = sending;
  const kind = kindOf(sending, what);
  const to = 'channel' in sending ? { channel: sending.channel.name } : { to: sending.to.oid };
  return { id: `${kind}.${messageId}`, kind, data: { step, ...to, messageId, ...data } };
}

function kindOf(sending: Sending, what: 'sent' | 'collected' | 'given-up'): AuditKind {
  if (!('channel' in sending)) return `mail.${what}`;
  return what === 'given-up' ? 'message.given-up' : 'message.sent';
}
