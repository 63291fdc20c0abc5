/** How often in a row a server failed, and when it was last asked. */
export interface FailedServer {
  readonly times: number;
  readonly lastAt: string;
}

const inARow = 3;
const pauses = [1, 5, 15] as const;
const minute = 60_000;
/** So long takes no server that answers. */
const slowMs = 10_000;

/** How one try of a server ended that did not answer as it should. */
export interface FailedTry {
  readonly begun: Date;
  readonly ended: Date;
}

export function isSlow({ begun, ended }: FailedTry): boolean {
  return ended.getTime() - begun.getTime() > slowMs;
}

/** Until when a server is asked nothing: after three failures in a row for 1, 5, then 15 minutes each time. Undefined when it may be asked. */
export function leftAloneUntil(silence: FailedServer | undefined, now: Date): Date | undefined {
  if (silence === undefined || silence.times < inARow) return undefined;
  const pause = pauses[Math.min(silence.times - inARow, pauses.length - 1)] ?? pauses[0];
  const until = new Date(Date.parse(silence.lastAt) + pause * minute);
  return until > now ? until : undefined;
}

/** The silence with one more failure. One that was waited for counts as all that it takes: a minute of waiting is enough. */
export function failedAgain(silence: FailedServer | undefined, failed: FailedTry): FailedServer {
  const times = (silence?.times ?? 0) + 1;
  return { times: isSlow(failed) ? Math.max(times, inARow) : times, lastAt: failed.ended.toISOString() };
}

/** The silence while one try is under way again, so that nobody else waits for the same. */
export function tried(silence: FailedServer, now: Date): FailedServer {
  return silence.times < inARow ? silence : { ...silence, lastAt: now.toISOString() };
}

/** The silence of what leads to all servers, a relay or a vault: three of them that were waited for in a row, without an answer of any. */
export function allFailed(slow: ReadonlySet<string>, before: FailedServer | undefined, now: Date): FailedServer {
  const isOpen = before !== undefined && before.times >= inARow;
  return { times: isOpen ? before.times + 1 : slow.size, lastAt: now.toISOString() };
}
