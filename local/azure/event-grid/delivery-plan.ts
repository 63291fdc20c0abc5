import { z } from 'zod';
import { type BlobEvent, blobEventSchema } from './blob-event.ts';

/** How the laptop's Event Grid misbehaves, all within what Azure's may do. */
export const eventKnobs = z.strictObject({
  /** Deliver each event twice. */
  duplicate: z.boolean().default(false),
  /** Deliver the newest waiting event first, once no fresh event is still in its delay; with a delay, a whole burst comes in reverse. */
  reverse: z.boolean().default(false),
  /** Wait this long before the first attempt. */
  delayMilliseconds: z.number().int().nonnegative().default(0),
  /** Never deliver every n-th event; 0 delivers all. */
  dropEvery: z.number().int().nonnegative().default(0),
});
export type EventKnobs = z.infer<typeof eventKnobs>;

/** An event that a subscription has not taken yet. Times are milliseconds since 1970. */
export const pendingEvent = z.object({
  subscription: z.string(),
  event: blobEventSchema,
  attempts: z.number().int(),
  due: z.number(),
});
export type PendingEvent = z.infer<typeof pendingEvent>;

const backoffMilliseconds = [500, 1000, 2000, 5000, 10_000];
const longestBackoff = 10_000;

/** Puts events in line, first attempt after the delay that is set. */
export function enqueue(
  pending: readonly PendingEvent[],
  subscription: string,
  events: readonly BlobEvent[],
  knobs: EventKnobs,
  now: number,
): PendingEvent[] {
  const due = now + knobs.delayMilliseconds;
  return [...pending, ...events.map((event) => ({ subscription, event, attempts: 0, due }))];
}

/** The event to deliver now, or undefined when none is due. */
export function nextDue(pending: readonly PendingEvent[], knobs: EventKnobs, now: number): PendingEvent | undefined {
  const due = pending.filter((item) => item.due <= now);
  if (!knobs.reverse) return due[0];
  const fresh = pending.some((item) => item.attempts === 0 && item.due > now);
  return fresh ? undefined : due.at(-1);
}

/** When to try again after a failed attempt: sooner than Azure (10 s, 30 s, 1 min, …), but without an end, as the laptop's host may be down for long. */
export function retryAt(attempts: number, now: number): number {
  return now + (backoffMilliseconds[attempts - 1] ?? longestBackoff);
}

/** What an HTTP answer means. Like Azure, 400, 403 and 413 are final: the event is lost and only a sweep can find its blob. */
export function judgeAnswer(status: number): 'delivered' | 'lost' | 'retry' {
  if (status >= 200 && status < 300) return 'delivered';
  return [400, 403, 413].includes(status) ? 'lost' : 'retry';
}
