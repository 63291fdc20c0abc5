import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What the first connection to the server meets. */
export const mailFaults = {
  'it is closing (421)': { at: 'greeting', answer: '421 4.3.2 Service shutting down' },
  'its greeting is broken': { at: 'greeting', answer: 'HTTP/1.1 400 Bad Request' },
  'it never greets': { at: 'greeting', answer: undefined },
  'it drops the connection before it greets': { at: 'greeting', answer: 'drop' },
  'it asks to come later for the recipient (451)': { at: 'RCPT', answer: '451 4.7.1 Greylisted, try again later' },
  'it is closing before the message (421)': { at: 'DATA', answer: '421 4.3.2 Service shutting down' },
  'it drops the connection before the message': { at: 'DATA', answer: 'drop' },
  'it cannot take the message now (451)': { at: 'message', answer: '451 4.3.0 Local error in processing' },
  'it drops the connection after it took the message': { at: 'taken', answer: 'drop' },
} as const satisfies Record<string, MailFault>;

interface MailFault {
  readonly at: 'greeting' | 'RCPT' | 'DATA' | 'message' | 'taken';
  /** A line, `drop` for none and the end of the connection, undefined for none. */
  readonly answer: string | undefined;
}

/** A mail server in plain text that misbehaves once, if at all, and keeps what it took. */
export class OddMailServer {
  /** The Message-ID and the recipient of each mail that was taken. */
  readonly taken: { readonly id: string; readonly to: string }[] = [];
  /** Whether the fault has met a connection. */
  met = false;
  readonly #fault: MailFault | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(fault?: MailFault) {
    this.#fault = fault;
    this.#server = createServer((socket) => void this.#serve(socket).catch(() => socket.destroy()));
  }

  /** Gives the port. */
  async start(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return Number(Object(this.#server.address()).port);
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket.on('error', () => socket.destroy()));
    const faulty = this.#met();
    const say = (at: MailFault['at'] | undefined, line: string): void => {
      const answer = faulty !== undefined && at === faulty.at ? faulty.answer : line;
      if (answer === 'drop') socket.destroy();
      else if (answer !== undefined) socket.write(`${answer}\r\n`);
    };
    say('greeting', '220 mail.example.org ESMTP');
    let to = '';
    let message: string[] | undefined;
    for await (const line of createInterface(socket)) {
      if (message !== undefined && line !== '.') message.push(line);
      else if (message !== undefined) {
        const isTaken = faulty?.at !== 'message';
        if (isTaken) this.taken.push({ id: messageIdOf(message), to });
        message = undefined;
        say(isTaken ? 'taken' : 'message', '250 2.0.0 Queued');
      } else if (/^RCPT TO:/i.test(line)) {
        to = /<(.*?)>/.exec(line)?.[1] ?? '';
        say('RCPT', '250 2.1.5 OK');
      } else if (/^DATA/i.test(line)) {
        if (faulty?.at !== 'DATA') message = [];
        say('DATA', '354 Go on');
      } else say(undefined, /^QUIT/i.test(line) ? '221 Bye' : '250 OK');
    }
  }

  /** The fault for the connection that meets it, the first one. */
  #met(): MailFault | undefined {
    if (this.met) return undefined;
    this.met = this.#fault !== undefined;
    return this.#fault;
  }
}

function messageIdOf(lines: readonly string[]): string {
  return /^Message-ID:\s*<(.*?)>/im.exec(lines.join('\n'))?.[1] ?? '';
}
