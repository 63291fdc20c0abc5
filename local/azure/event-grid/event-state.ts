import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { pendingEvent } from './delivery-plan.ts';

const heard = { name: z.string().min(1), account: z.enum(['public', 'secure']), container: z.string() };
/** Which blobs go to which webhook, or into which queue. */
export const eventSubscription = z.union([
  z.strictObject({
    ...heard,
    /** Webhook URL, with its key. */
    endpoint: z.url(),
  }),
  z.strictObject({ ...heard, queue: z.strictObject({ account: z.literal('inspector-host'), name: z.string() }) }),
]);
export type EventSubscription = z.infer<typeof eventSubscription>;
export type WebhookSubscription = Extract<EventSubscription, { readonly endpoint: string }>;
export type QueueSubscription = Exclude<EventSubscription, WebhookSubscription>;

const eventStateSchema = z.object({
  subscriptions: z.array(eventSubscription),
  /** By subscription: blob name to the ETag that was announced last. */
  known: z.record(z.string(), z.record(z.string(), z.string())),
  pending: z.array(pendingEvent),
});
export type EventState = z.infer<typeof eventStateSchema>;

/** Loads what the last run knew; a missing file means that nothing was announced yet, so everything found will be. */
export function loadEventState(file: string): EventState {
  if (!existsSync(file)) return { subscriptions: [], known: {}, pending: [] };
  return eventStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Replaces the state file in one step. Webhook URLs hold keys, so only its owner may read it. */
export function saveEventState(file: string, state: EventState): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, JSON.stringify(state), { mode: 0o600 });
  renameSync(fresh, file);
}
