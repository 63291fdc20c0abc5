import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import {
  type MailLimits,
  type MailPace,
  mayLeave,
  notPaused,
  pausedAt,
  restedPace,
} from '../../domain/notification/mail-pace.ts';
import { queueOf } from '../../domain/notification/mail-queue.ts';
import { mailRanks } from '../../domain/notification/mail-rank.ts';
import { nextTry } from '../../domain/operation/outage.ts';
import { type MailAsked, type Mailer, type MailPaceStore, MailRefusedForNow, MailWaits } from '../../ports/mail.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Clock } from '../../ports/ports.ts';
import { hashedKey } from '../base/table-key.ts';

/** A mail is counted before it is tried, over all instances of the app; one that has to wait is not tried: whoever owes it asks again. */
export function pacedMailer(
  mailer: Pick<Mailer, 'send'>,
  { store, clock, limits }: { readonly store: MailPaceStore; readonly clock: Clock; readonly limits: MailLimits },
): Mailer {
  const change = paceChanges(store);
  const refusals = rememberRefusals(clock);
  /** Asks for a mail; `isTried`: it leaves when it may. */
  const ask = async ({ messageId, about }: MailAsked, isTried: boolean) => {
    const later = refusals.untilOf(messageId);
    if (later !== undefined) return { until: later, wasRefused: false };
    return await change((before) => {
      const mail = hashedKey(messageId).slice(0, 16);
      const { pace, until } = mayLeave(before, { mail, rank: mailRanks[about] }, clock.now(), limits);
      const answer = { until, wasRefused: before.refused !== undefined };
      return { pace: until === undefined && !isTried ? before : pace, answer };
    });
  };
  return {
    async send(mail) {
      const { until, wasRefused } = await ask(mail, true);
      if (until !== undefined) throw new MailWaits(until);
      try {
        await mailer.send(mail);
      } catch (error) {
        if (error instanceof MailRefusedForNow)
          await change((pace) => ({ pace: pausedAt(pace, clock.now()), answer: undefined }));
        else refusals.add(mail.messageId);
        throw error;
      }
      refusals.forget(mail.messageId);
      if (wasRefused) await change((pace) => ({ pace: notPaused(pace), answer: undefined }));
    },
    waits: {
      until: async (mail) => (await ask(mail, false)).until,
      queue: async () => queueOf((await store.read())?.value ?? restedPace, limits, clock.now()),
    },
  };
}

function paceChanges(store: MailPaceStore) {
  const inTurn = oneByOne();
  return <T>(decide: (pace: MailPace) => { readonly pace: MailPace; readonly answer: T }): Promise<T> =>
    inTurn(() =>
      onConflictAgain(async () => {
        const stored = await store.read();
        const before = stored?.value ?? restedPace;
        const { pace, answer } = decide(before);
        if (pace !== before) await store.keep(pace, stored?.etag ?? null);
        return answer;
      }),
    );
}

/** So many mails that were refused by themselves are remembered, the newest. */
const mostRefusals = 1000;

/** A mail that was refused for itself waits 1, 5, 15 and 60 minutes, then an hour each time, so that one address that is gone takes no room from all others. */
function rememberRefusals(clock: Clock) {
  const refused = new RecentCache<{ readonly times: number; readonly lastAt: string }>(mostRefusals);
  return {
    untilOf(mail: string): Date | undefined {
      const known = refused.known(mail);
      const until = known && nextTry(known);
      return until !== undefined && until > clock.now() ? until : undefined;
    },
    add(mail: string): void {
      const times = (refused.known(mail)?.times ?? 0) + 1;
      refused.keep(mail, { times, lastAt: clock.now().toISOString() });
    },
    forget: (mail: string): void => refused.forget(mail),
  };
}

/** Runs what it is given one after the other, so that the mails of one instance do not count past each other either. */
function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(step: () => Promise<T>): Promise<T> => {
    const mine = last.then(step);
    last = mine.catch(() => undefined);
    return mine;
  };
}
