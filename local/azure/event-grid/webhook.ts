import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PendingEvent } from './delivery-plan.ts';
import type { WebhookSubscription } from './event-state.ts';

const answerMilliseconds = 30_000;
const validationAnswer = z.object({ validationResponse: z.string() });

/** Posts an event to a subscription's webhook, alone in a list as in Azure, and returns the status; 0 when nobody answered in time. */
export async function postEvent(
  { name, endpoint }: WebhookSubscription,
  { event, attempts }: PendingEvent,
  stop: AbortSignal,
): Promise<number> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'aeg-event-type': 'Notification',
        'aeg-subscription-name': name.toUpperCase(),
        'aeg-delivery-count': String(attempts),
        'aeg-data-version': event.dataVersion,
        'aeg-metadata-version': event.metadataVersion,
      },
      body: JSON.stringify([event]),
      signal: AbortSignal.any([stop, AbortSignal.timeout(answerMilliseconds)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

/** Event Grid's handshake: the endpoint must echo a code, or the subscription is refused with an error. The error does not repeat the URL's key. */
export async function validateEndpoint(endpoint: string, topic: string): Promise<void> {
  const validationCode = randomUUID();
  const event = {
    id: randomUUID(),
    topic,
    subject: '',
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: new Date().toISOString(),
    dataVersion: '2',
    metadataVersion: '1',
    data: { validationCode, validationUrl: 'https://rp-laptop.eventgrid.invalid/validate' },
  };
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'aeg-event-type': 'SubscriptionValidation' },
    body: JSON.stringify([event]),
    signal: AbortSignal.timeout(answerMilliseconds),
  });
  const { origin, pathname } = new URL(endpoint);
  if (response.status !== 200) {
    throw new Error(
      `The webhook ${origin}${pathname} answered the validation request with ${response.status}, not 200.`,
    );
  }
  const parsed = validationAnswer.safeParse(await response.json());
  if (parsed.data?.validationResponse !== validationCode) {
    throw new Error(`The webhook ${origin}${pathname} did not echo the validation code.`);
  }
}
