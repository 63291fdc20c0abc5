import { createHash } from 'node:crypto';
import { type Mailer, MailWaits, type Messenger } from '../../ports/mail.ts';
import type { Clock } from '../../ports/ports.ts';

/** So long takes no server that answers. */
const slowMs = 10_000;

/** After so many in a row of one server that were waited for in vain its others are left alone, and after so many of any server everybody is. */
const mostOfServer = 3;
const mostOfAll = 6;

/** So many are remembered, in one column of a row. */
const mostRemembered = 1000;

const all = '';

/**
 * Whom one sweep waited for in vain, by mail or message. Nobody waits twice for the same. Whoever kept a sweep waiting is left alone by the next ones,
 * until one waited for nobody in vain: so it is everybody's turn, however many do not answer. What is left alone was not sent, as if it had been tried.
 */
export class Silence {
  readonly #clock: Clock;
  readonly #before: () => Promise<string | undefined>;
  readonly #isOver: () => boolean;
  readonly #met = new Set<string>();
  #known: ReadonlySet<string> | undefined;
  readonly #inARow = new Map<string, number>();

  /** `before`: what the last sweep gave to remember. `isOver`: nobody is waited for any more. */
  constructor(clock: Clock, { before, isOver }: { before(): Promise<string | undefined>; isOver(): boolean }) {
    this.#clock = clock;
    this.#before = before;
    this.#isOver = isOver;
  }

  /** What the next sweep is to remember. */
  async after(): Promise<string | undefined> {
    if (this.#met.size === 0) return undefined;
    return [...new Set([...(await this.#remembered()), ...this.#met])].slice(-mostRemembered).join(' ');
  }

  mailer(mailer: Mailer): Mailer {
    const serverOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
    return {
      ...mailer,
      send: (mail) => {
        const to = mail.to.toLowerCase();
        return this.#ask(to, serverOf(to), () => mailer.send(mail));
      },
    };
  }

  messenger(messenger: Messenger): Messenger {
    return {
      post: (message) => {
        const { urlSecret } = message.channel;
        return this.#ask(`channel ${urlSecret}`, `channel ${urlSecret}`, () => messenger.post(message));
      },
    };
  }

  async #ask(to: string, server: string, send: () => Promise<void>): Promise<void> {
    const who = createHash('sha256').update(to).digest('hex').slice(0, 16);
    if (this.#isOver()) throw new Error('Not tried: mails before it took too long');
    if (await this.#isLeftAlone(who, server)) throw new Error('Not tried: nobody answered there in time');
    const begun = this.#clock.now().getTime();
    try {
      await send();
    } catch (error) {
      if (error instanceof MailWaits) throw error;
      if (this.#clock.now().getTime() - begun > slowMs) this.#waitedInVain(who, server);
      else this.#answered(server);
      throw error;
    }
    this.#answered(server);
  }

  #waitedInVain(who: string, server: string): void {
    this.#met.add(who);
    for (const one of [server, all]) this.#inARow.set(one, (this.#inARow.get(one) ?? 0) + 1);
  }

  #answered(server: string): void {
    for (const one of [server, all]) this.#inARow.delete(one);
  }

  async #isLeftAlone(who: string, server: string): Promise<boolean> {
    const isSilent = (one: string, most: number) => (this.#inARow.get(one) ?? 0) >= most;
    if (this.#met.has(who) || isSilent(server, mostOfServer) || isSilent(all, mostOfAll)) return true;
    return (await this.#remembered()).has(who);
  }

  async #remembered(): Promise<ReadonlySet<string>> {
    this.#known ??= new Set((await this.#before())?.split(' '));
    return this.#known;
  }
}
