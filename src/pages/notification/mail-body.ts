import { oneLine } from '../../domain/base/one-line.ts';
import { type MailLink, mailDocument } from './mail-document.ts';

/** What a mail program may put into a calendar: an iCalendar text, and what it asks for. */
export interface CalendarPart {
  readonly method: 'PUBLISH' | 'CANCEL';
  readonly content: string;
}

/** A mail without its addressing: the same words as plain text and as HTML. */
export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: CalendarPart;
}

/** Each paragraph is plain text; what people outside chose is escaped with it. */
export interface MailBodyParts {
  /** `[project] sentence`; the sentence is the heading of both forms too. */
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Listed one below the other after the paragraphs. */
  readonly items?: readonly string[];
  readonly links?: readonly MailLink[];
  readonly calendar?: CalendarPart;
}

const signature = 'Sallyport, the gate of your research environment. Nobody reads answers to this mail.';

/**
 * Writes both forms of a mail. Its subject and each paragraph, item and label is one line, whatever was put into it: nobody who chooses a
 * title, a name or a reason writes a paragraph of the mail.
 */
export async function mailBody({ calendar, ...parts }: MailBodyParts): Promise<MailBody> {
  const subject = oneLine(parts.subject);
  const paragraphs = parts.paragraphs.map(oneLine);
  const items = (parts.items ?? []).map(oneLine);
  const links = (parts.links ?? []).map(({ label, url }) => ({ label: oneLine(label), url: oneLine(url) }));
  const [, place = '', heading = subject] = /^\[([^\]]+)\] (.+)$/.exec(subject) ?? [];
  const lines = [
    heading,
    ...paragraphs,
    ...(items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')]),
    ...links.map(({ label, url }) => `${label}:\n${url}`),
    signature,
  ];
  const html = await mailDocument({ place, heading, paragraphs, items, links, signature });
  const written = { subject, text: `${lines.join('\n\n')}\n`, html };
  return calendar === undefined ? written : { ...written, calendar };
}
