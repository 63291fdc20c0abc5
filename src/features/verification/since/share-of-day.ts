import { hash } from 'node:crypto';

/** In so many days each old row is looked at once, and each chain read from its first line. */
export const daysOfShare = 100;

/** Whether the day of something, known by its key, lies behind the day of `since` and not behind that of `now`. */
export function isDue(key: string, since: Date, now: Date): boolean {
  const first = dayOf(since) + 1;
  const days = dayOf(now) - first;
  return days >= 0 && (((placeOf(key) - first) % daysOfShare) + daysOfShare) % daysOfShare <= days;
}

function placeOf(key: string): number {
  return hash('sha256', key, 'buffer').readUInt32BE() % daysOfShare;
}

function dayOf(at: Date): number {
  return Math.floor(at.getTime() / 86_400_000);
}
