import { countText } from '../base/count-text.ts';
import { type MailLimits, type MailPace, pauseOf, stillWanted } from './mail-pace.ts';

/** How many mails wait to leave, and since when; `pausedUntil`: the mail server takes none until then. */
export interface MailQueue {
  readonly limits: MailLimits;
  readonly decisions: number;
  readonly news: number;
  readonly since?: string;
  readonly pausedUntil?: string;
}

export function queueOf(pace: MailPace, limits: MailLimits, now: Date): MailQueue {
  const at = now.getTime() / 1000;
  const standing = stillWanted(pace.waiting, at);
  const decisions = standing.filter(({ rank }) => rank === 'decision').length;
  const since = standing.map((one) => one.since);
  const pause = pauseOf(pace) ?? 0;
  return {
    limits,
    decisions,
    news: standing.length - decisions,
    ...(since.length === 0 ? {} : { since: iso(Math.min(...since)) }),
    ...(pause > at ? { pausedUntil: iso(pause) } : {}),
  };
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** The queue in a sentence; undefined where nothing waits and the mail server takes mails. */
export function queueText({ limits, decisions, news, since, pausedUntil }: MailQueue): string | undefined {
  const length = decisions + news;
  if (length === 0 && pausedUntil === undefined) return undefined;
  const { perMinute, perHour } = limits;
  const takes = [
    ...(perMinute === undefined ? [] : [`${perMinute} a minute`]),
    ...(perHour === undefined ? [] : [`${perHour} an hour`]),
  ].join(' and ');
  const oldest = since === undefined ? '' : `, the oldest since ${since}`;
  const paused = pausedUntil === undefined ? '' : `; it refused the last one and is left alone until ${pausedUntil}`;
  const waits = `${countText(length, 'mail waits', 'mails wait')} to leave, ${decisions} of them for a decision or an act${oldest}`;
  return `${waits}: the mail server takes ${takes}${paused}. What asks for a decision goes first, and nothing is lost.`;
}
