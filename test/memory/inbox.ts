import type { Mail, Mailer } from '../../src/ports/mail.ts';

/** The mail server of the organisation and everybody's inbox in one. */
export class MemoryInbox implements Mailer {
  readonly mails: Mail[] = [];

  async send(mail: Mail): Promise<void> {
    this.mails.push(mail);
  }
}
