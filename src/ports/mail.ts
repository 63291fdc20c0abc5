import type { BudgetKey, CollectedMail, MailWindow } from '../domain/notification/mail-budget.ts';
import type { Channel } from '../domain/project/project.ts';
import type { Stored } from './records.ts';

export interface Mail {
  /** Without angle brackets; the same step sends the same id again. */
  readonly messageId: string;
  /** The id of the first mail of the thread that this one belongs to, without angle brackets; missing for the first itself. Mail programs show mails of one thread together. */
  readonly follows?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** For the calendar of whoever gets it. */
  readonly calendar?: { readonly method: 'PUBLISH' | 'CANCEL'; readonly content: string };
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** What the outbox knows of a mail. `collected`: it did not go alone, but is told with others. `follows`: the mail that came first to this address about the same operation; missing for that one. */
export interface Intended {
  readonly sent: boolean;
  readonly collected?: boolean;
  /** The id under which it goes out: that of the first intention. */
  readonly sentAs: string;
  readonly follows?: string;
}

/** Remembers which mails were sent, so that a repeated step sends none twice. */
export interface Outbox {
  /**
   * Notes that the mail is to be sent, and says whether it was sent before. The address is kept nowhere in readable form. `sentAs`: the id
   * that leaves with it, where its own would tell of more than is told outside.
   */
  intend(
    messageId: string,
    note: { readonly operation: string; readonly step: string; readonly to: string; readonly sentAs?: string },
  ): Promise<Intended>;
  /** `collected`: it is told with others, by a mail of its own. */
  markSent(messageId: string, how?: 'collected'): Promise<void>;
}

/** How many mails went to a person, and what is to be told with others. */
export interface MailBudgets {
  window(key: BudgetKey): Promise<Stored<MailWindow> | undefined>;
  /** With etag null it creates. Throws ConflictError when somebody else changed it first. */
  keepWindow(key: BudgetKey, window: MailWindow, etag: string | null): Promise<void>;
  /** Keeps a mail that is to be told with others; one that stands is no error. */
  collect(mail: CollectedMail): Promise<void>;
  /** All of them, those of one budget together. Rows that cannot be read are named by an error behind the others. */
  collected(): AsyncIterable<CollectedMail>;
  /** Removes mails of one budget; what is gone already is no error. */
  forget(mails: readonly CollectedMail[]): Promise<void>;
}

/** A message to a channel; the same step sends the same id again. `body` is JSON in the form of the channel's kind. */
export interface ChannelMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly body: string;
}

/** Posts to the channels that projects name. Its errors hold no address: whoever has it may post. */
export interface Messenger {
  post(message: ChannelMessage): Promise<void>;
}
