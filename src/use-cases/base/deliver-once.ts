import { createHash } from 'node:crypto';
import type { MailAbout } from '../../domain/notification/mail-rank.ts';
import type { MailBody } from '../../pages/notification/mail-body.ts';
import type { Ports } from '../../ports/ports.ts';

/** A mail about a project, which is about no operation: `thread` and `occasion` make it known again, for one address each. */
export interface ProjectMail {
  readonly thread: string;
  readonly occasion: string;
  readonly about: MailAbout;
  readonly host: string;
  readonly to: string;
  readonly letter: MailBody;
}

/** Sends the mail unless it was sent before: intention, sending, outcome. Throws when the mail server does not take it, and MailWaits while it has to wait. */
export async function deliverOnce(
  { outbox, mailer }: Pick<Ports, 'outbox' | 'mailer'>,
  { thread, occasion, about, host, to, letter }: ProjectMail,
): Promise<void> {
  const messageId = `${thread}.${occasion}.${shortHash(to)}@${host}`;
  const { sent, sentAs, ...follows } = await outbox.intend(messageId, {
    operation: `${thread}@${host}`,
    step: about,
    to,
  });
  if (sent) return;
  await mailer.send({ messageId: sentAs, about, ...follows, to, ...letter });
  await outbox.markSent(messageId);
}

function shortHash(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);
}
