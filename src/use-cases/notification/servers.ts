import {
  allFailed,
  type FailedServer,
  failedAgain,
  isSlow,
  leftAloneUntil,
  tried,
} from '../../domain/notification/left-alone.ts';
import { type Mailer, MailRefusedForGood, MailRefusedForNow, MailWaits, type Messenger } from '../../ports/mail.ts';
import type { Clock } from '../../ports/ports.ts';

/**
 * What one process knows of the servers that one port reaches: one that fails again and again is left alone for a while, and the others go on.
 * A new process asks each of them once more.
 */
class Servers {
  readonly #clock: Clock;
  readonly #silent = new Map<string, FailedServer>();
  /** Those that were waited for since one answered. */
  readonly #slow = new Set<string>();
  /** What leads to all of them. */
  #way: FailedServer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  until(server: string): Date | undefined {
    const now = this.#clock.now();
    return leftAloneUntil(this.#way, now) ?? leftAloneUntil(this.#silent.get(server), now);
  }

  async ask(server: string, work: () => Promise<void>): Promise<void> {
    const until = this.until(server);
    if (until !== undefined) throw new MailWaits(until, 'since its server did not answer');
    const begun = this.#begin(server);
    try {
      await work();
    } catch (error) {
      if (error instanceof MailWaits) throw error;
      if (error instanceof MailRefusedForNow || error instanceof MailRefusedForGood) this.#answered(server);
      else this.#failed(server, begun);
      throw error;
    }
    this.#answered(server);
  }

  #begin(server: string): Date {
    const begun = this.#clock.now();
    const silence = this.#silent.get(server);
    if (silence !== undefined) this.#silent.set(server, tried(silence, begun));
    if (this.#way !== undefined) this.#way = tried(this.#way, begun);
    return begun;
  }

  #failed(server: string, begun: Date): void {
    const failed = { begun, ended: this.#clock.now() };
    this.#silent.set(server, failedAgain(this.#silent.get(server), failed));
    if (!isSlow(failed)) return;
    this.#slow.add(server);
    this.#way = allFailed(this.#slow, this.#way, failed.ended);
  }

  #answered(server: string): void {
    this.#silent.delete(server);
    this.#slow.clear();
    this.#way = undefined;
  }
}

const known = new WeakMap<object, Servers>();

function serversOf(port: Mailer | Messenger, clock: Clock): Servers {
  const servers = known.get(port) ?? new Servers(clock);
  known.set(port, servers);
  return servers;
}

/** The mailer that leaves servers alone which do not answer: one for each domain, behind the one that takes all mails. */
export function mailerByServer(mailer: Mailer, clock: Clock): Mailer {
  const servers = serversOf(mailer, clock);
  const serverOf = (to: string) => to.slice(to.lastIndexOf('@') + 1).toLowerCase();
  return {
    send: (mail) => servers.ask(serverOf(mail.to), () => mailer.send(mail)),
    waits: {
      ...mailer.waits,
      until: async (mail) => servers.until(serverOf(mail.to)) ?? (await mailer.waits?.until(mail)),
    },
  };
}

/** The same for channels, whose addresses are secrets: each has a server of its own, behind the vault. */
export function messengerByServer(messenger: Messenger, clock: Clock): Messenger {
  const servers = serversOf(messenger, clock);
  return { post: (message) => servers.ask(message.channel.urlSecret, () => messenger.post(message)) };
}
