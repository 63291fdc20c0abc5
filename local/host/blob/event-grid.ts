import { z } from 'zod';
import type { Incoming } from '../http/incoming.ts';
import { emptyReply, jsonReply, type Reply } from '../http/reply.ts';
import type { Log } from '../log.ts';
import { splitBlobUrl } from './blob-path.ts';
import type { BlobQueue } from './blob-queue.ts';
import type { BlobFunction } from './blob-trigger.ts';

const validation = z.object({ data: z.object({ validationCode: z.string() }) });
const created = z.object({
  data: z.object({ url: z.string(), eTag: z.string().default(''), blobType: z.string().default('BlockBlob') }),
});

/** What the webhook needs. */
export interface EventGridParts {
  functions: ReadonlyMap<string, BlobFunction>;
  queue: BlobQueue;
  log: Log;
  /** Tells the listener that the queue has grown. */
  added: (message: ReturnType<BlobQueue['add']>) => void;
}

/**
 * POST /runtime/webhooks/blobs: the handshake of an Event Grid subscription, and its notifications. An event is in the queue
 * before it is acknowledged; its type is not looked at, as in Azure, so the subscription must filter on BlobCreated.
 */
export function answerEventGrid(parts: EventGridParts, request: Incoming): Reply {
  const fullName = request.query.get('functionName') ?? '';
  const trigger = parts.functions.get(fullName.replace(/^Host\.Functions\./, ''));
  if (request.method !== 'POST' || request.segments.length > 0) return emptyReply(404);
  if (!trigger || !fullName.startsWith('Host.Functions.'))
    return jsonReply(404, { Message: `There is no blob function '${fullName}'.` });
  let content: unknown;
  try {
    content = JSON.parse(request.body.toString('utf8'));
  } catch {
    return emptyReply(400);
  }
  switch (request.headers['aeg-event-type']) {
    case 'SubscriptionValidation': {
      const parsed = z
        .union([z.array(validation).min(1), validation.transform((single) => [single])])
        .safeParse(content);
      const code = parsed.data?.[0]?.data.validationCode;
      return code === undefined ? emptyReply(400) : jsonReply(200, { validationResponse: code });
    }
    case 'Notification':
      return notify(parts, trigger, content);
    case 'Unsubscribe':
      return emptyReply(202);
    default:
      return emptyReply(400);
  }
}

function notify(parts: EventGridParts, trigger: BlobFunction, content: unknown): Reply {
  const parsed = z.union([z.array(created), created.transform((single) => [single])]).safeParse(content);
  if (!parsed.success) return emptyReply(400);
  for (const { data } of parsed.data) {
    const { container, name } = splitBlobUrl(data.url, trigger.connection.blobServiceUri);
    if (container !== trigger.path.container || name === '') {
      parts.log(
        'information',
        `An event for the container '${container}' is dropped: the trigger listens to '${trigger.path.container}'.`,
        { function: trigger.fn.name },
      );
      continue;
    }
    parts.added(parts.queue.add({ functionName: trigger.fn.name, container, name, etag: data.eTag, url: data.url }));
  }
  return emptyReply(202);
}
