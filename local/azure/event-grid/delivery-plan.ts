import { z } from 'zod';
import { type BlobEvent, blobEventSchema } from './blob-event.ts';

/** How the laptop's Event Grid misbehaves, all within what Azure's may do. */
export const eventKnobs = z.strictObject({
  /** Deliver each event twice. */
  duplicate: z.boolean().default(false),
  /** Deliver the newest waiting event first, once no fresh event is still in its delay; with a delay, a whole burst comes in reverse. */
  reverse: z.boolean().default(false),
  /** Wait this long before the first attempt; holds for what waits already, too. */
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
  /** When the next attempt after a failed one may be made. */
  due: z.number(),
  /** When Event Grid took the event in. */
  queued: z.number().default(() => Date.now()),
});
export type PendingEvent = z.infer<typeof pendingEvent>;

const backoffMilliseconds = [500, 1000, 2000, 5000, 10_000];
const longestBackoff = 10_000;

/** Puts events in line. */
export function enqueue(
  pending: readonly PendingEvent[],
  subscription: string,
  events: readonly BlobEvent[],
  now: number,
): PendingEvent[] {
  return [...pending, ...events.map((event) => ({ subscription, event, attempts: 0, due: now, queued: now }))];
}

/** The event to deliver now, or undefined when none is due. */
export function nextDue(pending: readonly PendingEvent[], knobs: EventKnobs, now: number): PendingEvent | undefined {
  const inDelay = ({ attempts, queued }: PendingEvent) => attempts === 0 && queued + knobs.delayMilliseconds > now;
  const due = pending.filter((item) => item.due <= now && !inDelay(item));
  if (!knobs.reverse) return due[0];
  return pending.some(inDelay) ? undefined : due.at(-1);
}

/** When to try again after a failed attempt: sooner than Azure (10 s, 30 s, 1 min, …), and as often as the event's time allows, as the laptop's host may be down for long. */
export function retryAt(attempts: number, now: number): number {
  return now + (backoffMilliseconds[attempts - 1] ?? longestBackoff);
}

const successes = [200, 201, 202, 203, 204];
const finalRefusals = [400, 401, 403, 413];

/**
 * What an HTTP answer means. Like Azure with a webhook, 400, 401, 403 and 413 are final: the event goes to the dead letters and only a sweep
 * can find its blob. Source: Microsoft's "Event Grid message delivery and retry".
 */
export function judgeAnswer(status: number): 'delivered' | 'lost' | 'retry' {
  if (successes.includes(status)) return 'delivered';
  return finalRefusals.includes(status) ? 'lost' : 'retry';
}

const timeToLive = 24 * 60 * 60_000;

/** Whether an event has waited as long as the deployment's retry policy lets it. */
export function isTooOld({ queued }: PendingEvent, now: number): boolean {
  return now - queued >= timeToLive;
}
