import { createHash } from 'node:crypto';
import { messageOf } from '../domain/errors.ts';
import type { Operation } from '../domain/operation.ts';
import type { Person } from '../domain/project.ts';
import type { Letter } from '../pages/mails/letter.ts';
import type { Ports } from '../ports/ports.ts';
import { type Note, recordAll } from './record.ts';
import type { FlowSettings } from './settings.ts';

export type MailPorts = Pick<Ports, 'mailer' | 'outbox' | 'audit' | 'clock'>;

/** One mail of an operation: `step` names the occasion, so that the same person gets it once per step. */
export interface Delivery {
  readonly operation: Operation;
  readonly step: string;
  readonly to: Person;
  /** Written only when the mail was not sent before. */
  readonly write: () => Promise<Letter>;
}

/** A mail that the mail server did not take, and why. */
export interface Unsent<D extends Delivery = Delivery> {
  readonly delivery: D;
  readonly reason: string;
}

/** The repeatable id of a mail: the same operation, step and address give the same id again. */
function messageIdOf(
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { operation, step, to }: Delivery,
): string {
  const address = createHash('sha256').update(to.email.toLowerCase()).digest('hex').slice(0, 16);
  return `${operation.id}.${step}.${address}@${new URL(publicBaseUrl).hostname}`;
}

/** The host ends a function after ten minutes; a mail server that answers nobody takes fifteen seconds and more for each mail. */
const mostMilliseconds = 4 * 60_000;
const tooSlow = 'It was not tried: the mail server took too long with the mails before it';

/**
 * Sends each mail that was not sent before: intention, sending, outcome. A crash between the mail server's answer and the outcome
 * sends it again under the same Message-ID. None is begun after `mailsUntil`. Answers what could not be sent, and why.
 */
export async function deliverAll<D extends Delivery>(
  ports: MailPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'> & { readonly mailsUntil?: Date },
  deliveries: readonly D[],
): Promise<readonly Unsent<D>[]> {
  const unsent: Unsent<D>[] = [];
  const sent: D[] = [];
  const longest = ports.clock.now().getTime() + mostMilliseconds;
  const end = Math.min(settings.mailsUntil?.getTime() ?? longest, longest);
  try {
    for (const delivery of deliveries) {
      const isLate = ports.clock.now().getTime() >= end;
      const reason = isLate ? tooSlow : await deliver(ports, settings, delivery);
      if (reason === undefined) sent.push(delivery);
      else unsent.push({ delivery, reason });
    }
  } finally {
    await recordMails(
      ports,
      sent.map((delivery) => ({ delivery, note: mailNote(settings, delivery, 'mail.sent', {}) })),
    );
  }
  return unsent;
}

/** Writes into the audit who was not reached, when nobody tries any more. */
export async function recordGivenUp(
  ports: MailPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  unsent: readonly Unsent[],
): Promise<void> {
  await recordMails(
    ports,
    unsent.map(({ delivery, reason }) => ({
      delivery,
      note: mailNote(settings, delivery, 'mail.given-up', { reason }),
    })),
  );
}

/** Sends one mail and gives the mail server's refusal, or undefined when the mail is out. */
async function deliver(
  ports: MailPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  delivery: Delivery,
): Promise<string | undefined> {
  const messageId = messageIdOf(settings, delivery);
  const { operation, step, to } = delivery;
  const { sent, ...thread } = await ports.outbox.intend(messageId, { operation: operation.id, step, to: to.email });
  if (!sent) {
    const written = await delivery.write();
    try {
      await ports.mailer.send({ messageId, ...thread, to: to.email, ...written });
    } catch (error) {
      return messageOf(error);
    }
    await ports.outbox.markSent(messageId);
  }
  return undefined;
}

/** Writes what became of mails into the audit, those about one operation together. */
async function recordMails(
  ports: Pick<MailPorts, 'audit' | 'clock'>,
  mails: readonly { readonly delivery: Delivery; readonly note: Note }[],
): Promise<void> {
  const operations = new Map(mails.map(({ delivery: { operation } }) => [operation.id, operation]));
  for (const [id, operation] of operations) {
    const about = mails.filter(({ delivery }) => delivery.operation.id === id);
    await recordAll(
      ports,
      operation,
      about.map(({ note }) => note),
    );
  }
}

function mailNote(
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  delivery: Delivery,
  kind: 'mail.sent' | 'mail.given-up',
  data: Record<string, string>,
): Note {
  const messageId = messageIdOf(settings, delivery);
  const { step, to } = delivery;
  return { id: `${kind}.${messageId}`, kind, data: { step, to: to.oid, messageId, ...data } };
}
