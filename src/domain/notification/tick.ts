/** How many seconds lie between two instants at which mails about packages leave before their approval, and those that ask approvers. 1: at once. */
export interface Ticks {
  readonly tell: number;
  readonly link: number;
}

/** What a deployment has that says nothing of it: the instant at which a mail leaves says no more of a package than that. */
export const usualTicks: Ticks = { tell: 900, link: 300 };

/** Seconds, to the millisecond, until what came at a time may leave, at the next tick after it; 0 once that is over, or where everything leaves at once. */
export function secondsToTick(since: string, now: Date, seconds = 1): number {
  if (seconds <= 1) return 0;
  const tick = seconds * 1000;
  const leaves = (Math.floor(Date.parse(since) / tick) + 1) * tick;
  return Math.max(0, (leaves - now.getTime()) / 1000);
}

/** When the tick began in which that time lies; the time itself where everything leaves at once. */
export function beginOfTick(now: Date, seconds = 1): string {
  const tick = seconds * 1000;
  return seconds <= 1 ? now.toISOString() : new Date(Math.floor(now.getTime() / tick) * tick).toISOString();
}
