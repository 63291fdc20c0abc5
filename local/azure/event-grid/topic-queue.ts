import type { TokenCredential } from '@azure/identity';
import { newPipeline, type Pipeline, QueueClient } from '@azure/storage-queue';
import { askedIn } from '../../../src/azure/base/storage-version.ts';
import { askedVersion } from '../storage/asked-version.ts';

/** Puts a message into a queue as Event Grid does: in base64, by the identity of the topic whose token it is. */
export async function putAsTopic(queueUrl: string, token: () => Promise<string>, text: string): Promise<number> {
  const credential = { getToken: async () => ({ token: await token(), expiresOnTimestamp: Date.now() + 60_000 }) };
  const client = new QueueClient(queueUrl, inKnownVersion(credential));
  const { _response } = await client.sendMessage(Buffer.from(text).toString('base64'));
  return _response.status;
}

/** The topic asks in a version that the region of the account knows, whichever the library would. */
function inKnownVersion(credential: TokenCredential): Pipeline {
  const pipeline = newPipeline(credential);
  pipeline.factories.push({
    create: (next) => ({
      sendRequest: (request) => askedIn(askedVersion, request, (asked) => next.sendRequest(asked)),
    }),
  });
  return pipeline;
}
