import { describe, expect, test } from 'vitest';
import type { Mail, Mailer } from '../../src/ports/mail.ts';
import { operationId } from './samples.ts';

/** What arrives of a mail. */
export type ArrivedMail = Omit<Mail, 'about'>;

/** A mailer, and the inbox that everything reaches. */
export interface MailStage {
  readonly mailer: Mailer;
  inbox(): Promise<readonly ArrivedMail[]>;
}

/** What every mailer must do. */
export function mailerContract(stage: () => MailStage): void {
  describe('a mailer', () => {
    const mail = (): Mail => ({
      messageId: `${operationId('export')}.review@example.org`,
      about: 'decide',
      follows: 'exp_1.first@example.org',
      to: 'approver@example.org',
      subject: 'A package waits: ü ✓',
      text: 'Please look: ü ✓',
      html: '<p>Please look</p>',
    });
    const arrived = async ({ messageId }: Mail) =>
      (await stage().inbox()).filter((found) => found.messageId === messageId);

    test('sends both parts in their thread under the id that it is given', async () => {
      const sent = mail();
      await stage().mailer.send(sent);
      await expect.poll(() => arrived(sent)).toHaveLength(1);
      const [{ text, html, ...head } = sent] = await arrived(sent);
      expect(head).toMatchObject({
        messageId: sent.messageId,
        follows: sent.follows,
        to: sent.to,
        subject: sent.subject,
      });
      expect(text).toContain(sent.text);
      expect(html).toContain(sent.html);
    });

    test('sends the first mail of a thread as an answer to nothing', async () => {
      const { follows: _, ...first } = mail();
      await stage().mailer.send(first);
      await expect.poll(() => arrived(first)).toHaveLength(1);
      expect((await arrived(first))[0]).not.toHaveProperty('follows');
    });

    test('sends an entry for the calendar with what it asks for', async () => {
      const content = ['BEGIN:VCALENDAR', 'METHOD:CANCEL', 'END:VCALENDAR', ''].join('\r\n');
      const sent = { ...mail(), calendar: { method: 'CANCEL' as const, content } };
      await stage().mailer.send(sent);
      await expect.poll(() => arrived(sent)).toHaveLength(1);
      expect((await arrived(sent))[0]?.calendar).toEqual({ method: 'CANCEL', content });
    });

    test('sends again what it is told to send again', async () => {
      const sent = mail();
      for (let count = 0; count < 2; count += 1) await stage().mailer.send(sent);
      await expect.poll(() => arrived(sent)).toHaveLength(2);
    });
  });
}
