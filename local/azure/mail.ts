import { mkdirSync } from 'node:fs';
import { MailDev } from 'maildev';
import { z } from 'zod';
import { type MailKnobs, type MailLimits, startMailFront } from './mail-front.ts';

const address = z.object({ address: z.string(), name: z.string().optional() });
const header = z.union([z.string(), z.array(z.string())]);
const mailSchema = z
  .object({
    id: z.string(),
    time: z.iso.datetime(),
    subject: z.string().default(''),
    from: z.array(address),
    to: z.array(address),
    text: z.string().default(''),
    /** As maildev shows it: cleaned of scripts. */
    html: z.string().default(''),
    headers: z.record(z.string(), header),
    attachments: z.array(z.object({ contentType: z.string(), generatedFileName: z.string() })).default([]),
  })
  .transform((mail) => ({ ...mail, messageId: [mail.headers['message-id'] ?? ''].flat().join() }));

/** A mail in the laptop's inbox, as maildev 3.0.0 tells it. */
export type InboxMail = z.infer<typeof mailSchema>;

/** An SMTP server that keeps every mail, with a web page and a REST API to read them. */
export interface RunningInbox {
  readonly smtpPort: number;
  /** Base of the web page and of `listMails`. */
  readonly url: string;
  /** How it refuses mails. */
  knobs: MailKnobs;
  close(): Promise<void>;
}

interface InboxOptions {
  readonly ports: { readonly smtp: number; readonly web: number };
  readonly limits?: MailLimits | undefined;
  readonly now?: () => number;
}

const noLimits: MailLimits = { perMinute: null, perHour: null };

/** Starts the inbox on loopback. Mails are kept in `folder` and are still there after a restart. Port 0 takes a free one. */
export async function startInbox(
  folder: string,
  { ports, limits = noLimits, now = Date.now }: InboxOptions,
): Promise<RunningInbox> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const maildev = new MailDev({
    smtp: 0,
    ip: '127.0.0.1',
    web: ports.web,
    webIp: '127.0.0.1',
    mailDirectory: folder,
    silent: true,
  });
  const { smtp, api } = await maildev.start();
  const web = api?.getAddress();
  if (!web) throw new Error('The inbox has no web page: maildev started without its API.');
  const state: Pick<RunningInbox, 'knobs'> = { knobs: { refused: [], ...limits } };
  const behind = smtp.getAddress().port;
  const front = await startMailFront({ port: ports.smtp, behind, knobs: () => state.knobs, now });
  return Object.assign(state, {
    smtpPort: front.port,
    url: `http://127.0.0.1:${web.port}`,
    close: async () => {
      await front.close();
      await maildev.stop();
    },
  });
}

/** Lists every mail of an inbox, oldest first. */
export async function listMails(inboxUrl: string): Promise<InboxMail[]> {
  const response = await fetch(`${inboxUrl}/api/email`);
  if (!response.ok) throw new Error(`The inbox at ${inboxUrl} answered ${response.status}.`);
  return z.array(mailSchema).parse(await response.json());
}

/** The entry for a calendar that a mail brings, as the mail program would read it; undefined when it brings none. */
export async function calendarOf(inboxUrl: string, { id, attachments }: InboxMail): Promise<string | undefined> {
  const entry = attachments.find(({ contentType }) => contentType.startsWith('text/calendar'));
  if (entry === undefined) return undefined;
  const response = await fetch(`${inboxUrl}/api/email/${id}/attachment/${entry.generatedFileName}`);
  if (!response.ok) throw new Error(`The inbox at ${inboxUrl} answered ${response.status}.`);
  return await response.text();
}
