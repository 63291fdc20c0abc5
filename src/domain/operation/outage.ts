import type { Operation, Outage } from './operation.ts';

const minute = 60_000;

/** Minutes from one try to the next; after the last it stays at that. */
const pauses = [1, 5, 15, 60] as const;

/** The trouble of an operation after one more try that failed. It began with the first one. */
export function outageAgain(before: Outage | undefined, said: Pick<Outage, 'message' | 'stale'>, now: Date): Outage {
  const at = now.toISOString();
  return { since: before?.since ?? at, times: (before?.times ?? 0) + 1, lastAt: at, ...said };
}

/** When an operation in trouble is to be tried again: after 1, 5, 15 and 60 minutes, then hourly. */
export function nextTry({ times, lastAt }: Pick<Outage, 'times' | 'lastAt'>): Date {
  const pause = pauses[Math.min(times, pauses.length) - 1] ?? pauses[0];
  return new Date(Date.parse(lastAt) + pause * minute);
}

/** Whether people must look: the outage has lasted long, or is a row that no service repairs. It is still tried. */
export function isStalled(
  { trouble }: { readonly trouble?: Pick<Outage, 'since' | 'stale'> },
  now: Date,
  outageHours: number,
): boolean {
  if (trouble === undefined) return false;
  return trouble.stale !== undefined || now.getTime() - Date.parse(trouble.since) >= outageHours * 60 * minute;
}

/** The operations in trouble that are due, those that have waited longest first, at most so many. */
export function dueForAnotherTry<T extends Pick<Operation, 'trouble'>>(
  operations: readonly T[],
  now: Date,
  most: number,
): T[] {
  const due = operations.filter(({ trouble }) => trouble !== undefined && nextTry(trouble) <= now);
  return due
    .sort((one, other) => ((one.trouble?.lastAt ?? '') < (other.trouble?.lastAt ?? '') ? -1 : 1))
    .slice(0, most);
}
