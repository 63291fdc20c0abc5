import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { nextTry } from '../operation/outage.ts';
import type { MailRank } from './mail-rank.ts';

/** A part that is missing is no limit. */
export interface MailLimits {
  readonly perMinute?: number | undefined;
  readonly perHour?: number | undefined;
}

/** What all instances of the app together know of the mails that leave. Times are seconds since 1970. */
export const paceSchema = z.strictObject({
  /** Tries of the last hour, the oldest first: the mail server counts what it refuses too. */
  tries: z.array(z.number()),
  /** Mails that asked to leave and have to wait. `mail` names one; it asks again at `until`. */
  waiting: z.array(
    z.strictObject({ mail: z.string(), rank: z.enum(['decision', 'news']), since: z.number(), until: z.number() }),
  ),
  /** The mail server took no mail for now: how often in a row, and when last (ISO 8601). */
  refused: z.strictObject({ times: z.number(), lastAt: z.iso.datetime() }).exactOptional(),
});
export type MailPace = Frozen<z.infer<typeof paceSchema>>;
export type WaitingMail = MailPace['waiting'][number];

export const restedPace: MailPace = { tries: [], waiting: [] };

const minute = 60;
const hour = 60 * minute;
/** The clock of the mail server is not ours, and it counts a mail when it comes in. */
const slack = 5;
/** So long after its time a mail that was to ask again is still waited for; then somebody else has no need of it any more. */
const grace = 15 * minute;
/** So many are known by name; of more, each asks again all the same. */
const mostKnown = 1000;

/** Whether the mail may leave now. `until`: it has to wait, and is to ask again then. `pace`: what is to be remembered of that. */
export function mayLeave(
  pace: MailPace,
  { mail, rank }: Pick<WaitingMail, 'mail' | 'rank'>,
  now: Date,
  limits: MailLimits,
): { readonly pace: MailPace; readonly until?: Date } {
  const at = Math.floor(now.getTime() / 1000);
  const tries = pace.tries.filter((time) => time > at - hour - slack);
  const known = pace.waiting.find((one) => one.mail === mail);
  const others = stillWanted(pace.waiting, at).filter((one) => one.mail !== mail);
  const until = waitsUntil({ ...pace, tries, waiting: others }, rank, at, limits);
  if (until === undefined) return { pace: { ...pace, tries: [...tries, at], waiting: others } };
  const waiting = ordered([...others, { mail, rank, since: known?.since ?? at, until }]).slice(0, mostKnown);
  return { pace: { ...pace, tries, waiting }, until: new Date(until * 1000) };
}

export function stillWanted(waiting: readonly WaitingMail[], at: number): readonly WaitingMail[] {
  return waiting.filter(({ until }) => until + grace > at);
}

/** Undefined when nothing keeps a mail of that rank. */
function waitsUntil(pace: MailPace, rank: MailRank, at: number, limits: MailLimits): number | undefined {
  const ends = [
    pauseOf(pace),
    endOfWindow(pace, rank, at, { seconds: minute, limit: limits.perMinute }),
    endOfWindow(pace, rank, at, { seconds: hour, limit: limits.perHour }),
  ].filter((end) => end !== undefined && end > at);
  return ends.reduce((one, other) => (one === undefined || (other ?? 0) > one ? other : one), undefined);
}

/** When so many have left the window that one more may be tried. News leaves room for what asks for a decision, also for what may still come. */
function endOfWindow(
  { tries, waiting }: MailPace,
  rank: MailRank,
  at: number,
  { seconds, limit }: { readonly seconds: number; readonly limit: number | undefined },
): number | undefined {
  if (limit === undefined) return undefined;
  const taken = tries.filter((time) => time > at - seconds - slack);
  const first = waiting.filter((one) => one.rank === 'decision').length;
  const kept = rank === 'decision' ? 0 : first + Math.floor(limit / 5);
  const over = taken.length + kept + 1 - limit;
  if (over <= 0) return undefined;
  const oldest = taken[over - 1];
  // Whoever the room is kept for comes within a minute.
  return oldest === undefined ? at + minute : oldest + seconds + slack;
}

/** Until when the mail server is left alone, if it refused the last mail. */
export function pauseOf({ refused }: Pick<MailPace, 'refused'>): number | undefined {
  return refused && Math.ceil(nextTry(refused).getTime() / 1000);
}

/** What asks for a decision, then news; each in the order in which it came. */
function ordered(waiting: readonly WaitingMail[]): WaitingMail[] {
  const place = ({ rank }: WaitingMail) => (rank === 'decision' ? 0 : 1);
  return waiting.toSorted((one, other) => place(one) - place(other) || one.since - other.since);
}

/** After an answer by which the mail server takes nothing for now: all wait 1, 5, 15 and 60 minutes, then an hour each time. */
export function pausedAt(pace: MailPace, now: Date): MailPace {
  const { refused } = pace;
  if (refused !== undefined && nextTry(refused) > now) return pace;
  return { ...pace, refused: { times: (refused?.times ?? 0) + 1, lastAt: now.toISOString() } };
}

export function notPaused(pace: MailPace): MailPace {
  const { refused, ...rest } = pace;
  return refused === undefined ? pace : rest;
}
