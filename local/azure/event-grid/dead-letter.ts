import { randomUUID } from 'node:crypto';
import { BlobServiceClient } from '@azure/storage-blob';
import type { PlatformCredential } from '../storage/platform.ts';
import type { PendingEvent } from './delivery-plan.ts';

/** An event that Event Grid gives up, with the reason. `status` is the webhook's last answer, 0 for none. */
export interface DeadLetter {
  readonly item: PendingEvent;
  readonly reason: 'UndeliverableDueToClientError' | 'TimeToLiveExceeded';
  readonly status: number;
  readonly at: Date;
}

/** The name that Azure gives the blob: the subscription in capitals, and the hour in UTC without leading zeros. Source: Microsoft's "Set dead-letter location and retry policy". */
function deadLetterName(subscription: string, at: Date): string {
  const hour = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours()].join('/');
  return `${subscription.toUpperCase()}/${hour}/${randomUUID()}.json`;
}

/** What the blob holds: a list of one event with what became of it. */
function deadLetterContent({ item, reason, status, at }: DeadLetter): string {
  const outcome = {
    deadLetterReason: reason,
    deliveryAttempts: item.attempts + 1,
    lastDeliveryOutcome: status === 0 ? 'TimedOut' : `Http${status}`,
    publishTime: new Date(item.queued).toISOString(),
    lastDeliveryAttemptTime: at.toISOString(),
  };
  return JSON.stringify([{ ...item.event, ...outcome }]);
}

/** Writes dead letters into the container that the deployment names, `dead-letters` of the host account. */
export function deadLetterWriter(
  accountUrl: string,
  credential: PlatformCredential,
): (letter: DeadLetter) => Promise<void> {
  const container = new BlobServiceClient(accountUrl, credential).getContainerClient('dead-letters');
  return async (letter) => {
    await container.createIfNotExists();
    const text = deadLetterContent(letter);
    await container
      .getBlockBlobClient(deadLetterName(letter.item.subscription, letter.at))
      .upload(text, Buffer.byteLength(text), { blobHTTPHeaders: { blobContentType: 'application/json' } });
  };
}
