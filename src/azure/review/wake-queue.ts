import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import type { WakeQueue } from '../../ports/look-right.ts';
import { attempt } from '../base/service-error.ts';
import { askedIn } from '../base/storage-version.ts';

/** Seconds that a message stays; one look is as good as another. */
const lasting = 3600;

/** A queue of a storage account, by the address of its queues. One request needs no package of its own. */
export function storageWakeQueue(
  queuesUrl: string,
  queue: string,
  credential: TokenCredential,
  version: string,
): WakeQueue {
  const scopes = 'https://storage.azure.com/.default';
  const pipeline = createPipelineFromOptions({});
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes }));
  pipeline.addPolicy({
    name: 'storageVersion',
    sendRequest: (request, next) => askedIn(version, request, next),
  });
  const client = createDefaultHttpClient();
  return {
    callIn: (seconds) =>
      attempt('call the reading room', async () => {
        const url = `${queuesUrl}/${queue}/messages?visibilitytimeout=${seconds}&messagettl=${lasting}`;
        const request = createPipelineRequest({ url, method: 'POST' });
        request.headers.set('content-type', 'application/xml');
        request.body = '<QueueMessage><MessageText>look</MessageText></QueueMessage>';
        const { status: statusCode } = await pipeline.sendRequest(client, request);
        if (statusCode !== 201) throw Object.assign(new Error(`The queue ${queue} took no message`), { statusCode });
      }),
  };
}
