import type { BudgetKey, CollectedMail, MailWindow } from '../domain/notification/mail-budget.ts';
import type { MailPace } from '../domain/notification/mail-pace.ts';
import type { MailQueue } from '../domain/notification/mail-queue.ts';
import type { MailAbout } from '../domain/notification/mail-rank.ts';
import type { Channel } from '../domain/project/project.ts';
import type { Stored } from './records.ts';

export interface Mail {
  /** Without angle brackets; the same step sends the same id again. */
  readonly messageId: string;
  /** Where mails have to wait it says which leave first; nothing of it is sent. */
  readonly about: MailAbout;
  /** The id of the first mail of the thread that this one belongs to, without angle brackets; missing for the first itself. Mail programs show mails of one thread together. */
  readonly follows?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: { readonly method: 'PUBLISH' | 'CANCEL'; readonly content: string };
}

/** What a mail is known by before it is written. */
export type MailAsked = Pick<Mail, 'messageId' | 'about'>;

export interface Mailer {
  /** Throws MailWaits while the mail has to wait. */
  send(mail: Mail): Promise<void>;
  /** Missing where the mail server takes as many mails as come. */
  readonly waits?: {
    /** Until when a mail that is to be written has to wait; undefined when it may leave. */
    until(mail: MailAsked): Promise<Date | undefined>;
    queue(): Promise<MailQueue>;
  };
}

/** The mail was not tried: it is owed still, and is to be sent again from then on. */
export class MailWaits extends Error {
  readonly until: Date;

  constructor(until: Date) {
    super(`It waits until ${until.toISOString()}, since the mail server takes only so many mails`);
    this.name = 'MailWaits';
    this.until = until;
  }
}

/** The mail server, or what stands in its place, takes no mail for now; that says nothing about the address. */
export class MailRefusedForNow extends Error {}

/** The mail server will never take this mail, or not for this address. Any other error leaves that open. */
export class MailRefusedForGood extends Error {}

export interface WaitingMails {
  kept(): AsyncIterable<KeptMail>;
  collected(): AsyncIterable<CollectedMail>;
}

/** A mail that is kept whole until it leaves, since nothing would write it again; `since`: when it was to leave (ISO 8601). */
export interface KeptMail extends Omit<Mail, 'follows' | 'calendar'> {
  readonly since: string;
}

export interface KeptMails {
  /** One that stands is no error. */
  keep(mail: KeptMail): Promise<void>;
  /** Rows that cannot be read are named by an error behind the others. */
  list(): AsyncIterable<KeptMail>;
  forget(mail: Pick<KeptMail, 'messageId'>): Promise<void>;
  /** What `list` gives, and the mails that are to be told with others, by one request. */
  waiting(): Promise<WaitingMails>;
}

/** The one count by which all instances of the app keep to what the mail server takes. */
export interface MailPaceStore {
  /** Undefined before the first mail. */
  read(): Promise<Stored<MailPace> | undefined>;
  /** With etag null it creates. Throws ConflictError when somebody else changed it first. */
  keep(pace: MailPace, etag: string | null): Promise<void>;
}

/** What the outbox knows of a mail. `collected`: it did not go alone, but is told with others. `follows`: the mail that came first to this address about the same operation; missing for that one. */
export interface Intended {
  readonly sent: boolean;
  readonly collected?: boolean;
  /** The id under which it goes out: that of the first intention. */
  readonly sentAs: string;
  readonly follows?: string;
}

/**
 * A mail that is to be sent. The address is kept nowhere in readable form. `sentAs`: the id that leaves with it, where its own would tell of
 * more than is revealed outside.
 */
export interface MailNote {
  readonly operation: string;
  readonly step: string;
  readonly to: string;
  readonly sentAs?: string;
}

/** Remembers which mails were sent, so that a repeated step sends none twice. */
export interface Outbox {
  /** Notes that the mail is to be sent, and says whether it was sent before. */
  intend(messageId: string, note: MailNote): Promise<Intended>;
  /** The same of several at once, by their ids; those of one operation are noted together. */
  intendAll(mails: readonly (MailNote & { readonly messageId: string })[]): Promise<Map<string, Intended>>;
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
