import type { Mailer } from '../../ports/mail.ts';
import { attempt } from '../base/service-error.ts';

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
        await attempt(`send the mail ${messageId} through ${server.host}:${server.port}`, () =>
          transport.sendMail({
            ...mail,
            ...(icalEvent === undefined ? {} : { icalEvent }),
            headers: { 'Auto-Submitted': 'auto-generated' },
          }),
        );
      } finally {
        transport.close();
      }
    },
  };
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
