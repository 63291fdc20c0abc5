import { connect, createServer, type Socket } from 'node:net';
import { z } from 'zod';

const most = z.number().int().min(0).nullable();

/**
 * How the mail server refuses mails: those to addresses that are gone, and what is more in a minute or an hour than it takes; null is no limit.
 * Communication Services takes 5 and 10 of a subscription with a domain that Azure manages, and 30 and 100 with one of your own.
 */
export const mailKnobs = z.strictObject({
  refused: z.array(z.email().toLowerCase()),
  perMinute: most,
  perHour: most,
});
export type MailKnobs = z.infer<typeof mailKnobs>;

const setting = z.coerce.number().int().min(1).optional();
/** What the server takes by the settings of the app. */
export const mailLimits = z
  .object({ MAIL_PER_MINUTE: setting, MAIL_PER_HOUR: setting })
  .transform(({ MAIL_PER_MINUTE: perMinute = null, MAIL_PER_HOUR: perHour = null }) => ({ perMinute, perHour }));
export type MailLimits = z.infer<typeof mailLimits>;

/** Stands before the inbox and refuses what the knobs say; everything else goes through as it comes. */
export async function startMailFront({
  port,
  behind,
  knobs,
  now,
}: {
  /** 0 takes a free one. */
  readonly port: number;
  readonly behind: number;
  knobs(): MailKnobs;
  readonly now: () => number;
}): Promise<{ readonly port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const isTooMany = countMails(knobs, now);
  const server = createServer((client) => {
    const inbox = connect(behind, '127.0.0.1');
    for (const [socket, other] of [
      [client, inbox],
      [inbox, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    inbox.pipe(client);
    client.on('data', lineByLine(client, inbox, { knobs, isTooMany }));
    client.on('end', () => inbox.end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Counts each mail that comes, also one that it refuses, as Communication Services does. */
function countMails(knobs: () => MailKnobs, now: () => number): () => boolean {
  let tries: readonly number[] = [];
  return () => {
    const at = now();
    tries = [...tries.filter((time) => time > at - 3_600_000), at];
    const { perMinute, perHour } = knobs();
    const minute = tries.filter((time) => time > at - 60_000).length;
    return (perMinute !== null && minute > perMinute) || (perHour !== null && tries.length > perHour);
  };
}

const tooMany = '450 4.5.127 Message rejected. Excessive message rate from sender.';

/** Commands are looked at; the text of a mail is not. */
function lineByLine(
  client: Socket,
  inbox: Socket,
  { knobs, isTooMany }: { knobs(): MailKnobs; isTooMany(): boolean },
): (chunk: Buffer) => void {
  let rest = '';
  let isText = false;
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const address = isText ? undefined : /^RCPT TO:\s*<([^>]*)>/i.exec(line)?.[1]?.toLowerCase();
      if (address !== undefined && knobs().refused.includes(address)) {
        client.write(`550 5.1.1 <${address}> User unknown\r\n`);
        continue;
      }
      const isData = !isText && /^DATA$/i.test(line);
      if (isData && isTooMany()) {
        client.write(`${tooMany}\r\n`);
        continue;
      }
      isText = isData || (isText && line !== '.');
      inbox.write(`${line}\r\n`, 'latin1');
    }
  };
}
