import { z } from 'zod';
import { type Mailer, MailRefusedForGood, MailRefusedForNow } from '../../ports/mail.ts';
import { attempt, serviceError } from '../base/service-error.ts';

/** The mail server of the organisation. `starttls` refuses a server that does not offer it; `none` is for a relay inside the network. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'none' | 'starttls' | 'tls';
  readonly user?: string | undefined;
  readonly from: string;
}

/** Sends by SMTP, one connection a mail; the library is loaded for the first one. The password is asked for at each send, so that a changed secret is used without a restart. */
export function smtpMailer(server: MailServer, password: () => Promise<string>): Mailer {
  return {
    async send({ messageId, follows, to, subject, text, html, calendar }) {
      const transport = await connectTo(server, password);
      const thread = follows === undefined ? {} : { inReplyTo: `<${follows}>`, references: `<${follows}>` };
      const icalEvent = calendar && { ...calendar, filename: 'deadline.ics' };
      const mail = { messageId: `<${messageId}>`, ...thread, from: server.from, to, subject, text, html };
      try {
        await transport.sendMail({
          ...mail,
          ...(icalEvent === undefined ? {} : { icalEvent }),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (cause) {
        throw refusalOf(cause, serviceError(`send the mail ${messageId} through ${server.host}:${server.port}`, cause));
      } finally {
        transport.close();
      }
    },
  };
}

const smtpAnswer = z.object({ responseCode: z.number(), command: z.string().optional(), response: z.string() });

type SmtpAnswer = z.infer<typeof smtpAnswer>;

/** What the answer of the mail server makes of an error. */
function refusalOf(cause: unknown, error: Error): Error {
  const { data: answer } = smtpAnswer.safeParse(cause);
  if (answer === undefined) return error;
  if (isForNow(answer)) return new MailRefusedForNow(error.message, { cause });
  return isForGood(answer) ? new MailRefusedForGood(error.message, { cause }) : error;
}

/**
 * Whether the mail server takes nothing for now (4xx), whoever it is for. What it says of a recipient is about that address, as greylisting
 * is, but for 421, by which it closes, and 4.5.x, by which Communication Services tells of too many mails.
 */
function isForNow({ responseCode, command, response }: SmtpAnswer): boolean {
  if (responseCode < 400 || responseCode > 499) return false;
  return command !== 'RCPT TO' || responseCode === 421 || /^4\d\d[ -]4\.5\./.test(response);
}

/** Where it does not let us in, that is about our account and no mail. */
function isForGood({ responseCode, command = '' }: SmtpAnswer): boolean {
  return responseCode >= 500 && !command.startsWith('AUTH');
}

/** Connects to the mail server, signs in and leaves. Throws where it does not let us in. */
export async function signInToMailServer(server: MailServer, password: () => Promise<string>): Promise<void> {
  const transport = await connectTo(server, password);
  try {
    await attempt(`sign in to ${server.host}:${server.port}`, () => transport.verify());
  } finally {
    transport.close();
  }
}

async function connectTo(server: MailServer, password: () => Promise<string>) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    ...(server.user === undefined ? {} : { auth: { user: server.user, pass: await password() } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
