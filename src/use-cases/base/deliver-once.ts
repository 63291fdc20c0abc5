import { createHash } from 'node:crypto';
import type { Letter } from '../../pages/notification/letter.ts';
import type { Ports } from '../../ports/ports.ts';

/** A mail about a project, which is about no operation: `thread` and `occasion` make it known again, for one address each. */
export interface ProjectMail {
  readonly thread: string;
  readonly occasion: string;
  readonly step: string;
  readonly host: string;
  readonly to: string;
  readonly letter: Letter;
}

/** Sends the mail unless it was sent before: intention, sending, outcome. Throws when the mail server does not take it. */
export async function deliverOnce(
  { outbox, mailer }: Pick<Ports, 'outbox' | 'mailer'>,
  { thread, occasion, step, host, to, letter }: ProjectMail,
): Promise<void> {
  const messageId = `${thread}.${occasion}.${shortHash(to)}@${host}`;
  const { sent, sentAs, ...follows } = await outbox.intend(messageId, { operation: `${thread}@${host}`, step, to });
  if (sent) return;
  await mailer.send({ messageId: sentAs, ...follows, to, ...letter });
  await outbox.markSent(messageId);
}

function shortHash(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);
}
