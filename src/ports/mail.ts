export interface Mail {
  /** Without angle brackets; the same step sends the same id again. */
  readonly messageId: string;
  /** Id of the thread that the mail belongs to, without angle brackets; mail programs show mails of one thread together. */
  readonly thread: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Remembers which mails were sent, so that a repeated step sends none twice. */
export interface Outbox {
  /** Notes that the mail is to be sent, and says whether it was sent before. */
  intend(
    messageId: string,
    note: { readonly operation: string; readonly step: string; readonly to: string },
  ): Promise<{ readonly sent: boolean }>;
  markSent(messageId: string): Promise<void>;
}
