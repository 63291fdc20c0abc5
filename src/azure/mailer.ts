import type { Mailer } from '../ports/mail.ts';
import { attempt } from './service-error.ts';

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
    async send({ messageId, thread, to, subject, text, html }) {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
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
      const reference = `<${thread}>`;
      const mail = { messageId: `<${messageId}>`, inReplyTo: reference, references: reference, from: server.from, to };
      try {
        await attempt(`send the mail ${messageId} through ${server.host}:${server.port}`, () =>
          transport.sendMail({ ...mail, subject, text, html, headers: { 'Auto-Submitted': 'auto-generated' } }),
        );
      } finally {
        transport.close();
      }
    },
  };
}
