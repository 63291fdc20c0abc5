import { createHash } from 'node:crypto';
import type { MailAbout } from '../../domain/notification/mail-rank.ts';
import type { MailBody } from '../../pages/notification/mail-body.ts';
import type { Ports } from '../../ports/ports.ts';

/** A mail about a project, which is about no operation: `thread` and `occasion` make it known again, for one address each. */
export interface ProjectMail {
  readonly thread: string;
  readonly occasion: string;
  readonly about: MailAbout;
  readonly publicBaseUrl: string;
  readonly to: string;
  readonly letter: MailBody;
}

/** Sends the mail unless it was sent before: intention, sending, outcome. Throws when the mail server does not take it, and MailWaits while it has to wait. */
export async function deliverOnce(
  { outbox, mailer }: Pick<Ports, 'outbox' | 'mailer'>,
  { thread, occasion, about, publicBaseUrl, to, letter }: ProjectMail,
): Promise<void> {
  const host = new URL(publicBaseUrl).hostname;
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

/** Sends each of these people a letter of their own in the same way; gives whom it reached, and why others were not reached. */
export async function deliverToEach<Reader extends { readonly email: string }>(
  ports: Pick<Ports, 'outbox' | 'mailer'>,
  mail: Omit<ProjectMail, 'to' | 'letter'>,
  people: readonly Reader[],
  letterTo: (reader: Reader) => Promise<MailBody>,
): Promise<{ readonly reached: readonly Reader[]; readonly unsent: readonly unknown[] }> {
  const reached: Reader[] = [];
  const unsent: unknown[] = [];
  for (const reader of people) {
    const letter = await letterTo(reader);
    await deliverOnce(ports, { ...mail, to: reader.email, letter }).then(
      () => reached.push(reader),
      (error: unknown) => unsent.push(error),
    );
  }
  return { reached, unsent };
}

function shortHash(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);
}
