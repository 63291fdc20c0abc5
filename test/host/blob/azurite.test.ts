import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChildHost, until } from '../child-host.ts';
import { type Azurite, startAzurite, storageRequest, storageToken } from './azurite.ts';
import { StorageStandIn } from './storage-stand-in.ts';

const identity = new StorageStandIn();
let azurite: Azurite;
let host: ChildHost;

beforeAll(async () => {
  [azurite] = await Promise.all([startAzurite(), identity.start()]);
  identity.token = storageToken;
  const settings = {
    ...identity.settings,
    Trigger__blobServiceUri: azurite.blob,
    Trigger__queueServiceUri: azurite.queue,
  };
  host = await new ChildHost({
    settings,
    knobs: { blobRetryDelay: 10 },
    environment: { NODE_EXTRA_CA_CERTS: azurite.certificateFile },
  }).start();
});
afterAll(async () => {
  await host.dispose();
  await Promise.all([azurite.close(), identity.close()]);
});

const storage = (method: string, url: string, headers: Record<string, string> = {}, body = '') =>
  storageRequest(azurite, { method, url, headers, body });

const upload = (path: string) =>
  storage('PUT', `${azurite.blob}/${path}`, { 'x-ms-blob-type': 'BlockBlob', 'x-ms-meta-purpose': 'real' }, 'content');
const notify = (path: string) =>
  host.fetch(
    `/runtime/webhooks/blobs?functionName=Host.Functions.arrived&code=${host.keys().systemKeys.blobs_extension}`,
    {
      method: 'POST',
      headers: { 'aeg-event-type': 'Notification' },
      body: JSON.stringify([{ data: { url: `${azurite.blob}/${path}`, eTag: '0x1', blobType: 'BlockBlob' } }]),
    },
  );

test('on a real storage service a blob reaches its function, and one that always fails ends in the poison queue', async () => {
  expect((await storage('PUT', `${azurite.blob}/drop?restype=container`)).status).toBe(201);
  expect((await upload('drop/alpha/good.csv')).status).toBe(201);
  expect((await upload('drop/alpha/bad.csv')).status).toBe(201);
  expect((await notify('drop/alpha/good.csv')).status).toBe(202);
  await notify('drop/alpha/bad.csv');
  const call = await until('the function was called', () =>
    host.noted().find((entry) => Object(entry['metadata'])['blobTrigger'] === 'drop/alpha/good.csv'),
  );
  expect(call).toMatchObject({
    blob: { BlobName: 'alpha/good.csv' },
    metadata: { metadata: { purpose: 'real' }, properties: { contentLength: 7 } },
  });
  const poison = await until('the poison message', async () => {
    const { status, text } = await storage('GET', `${azurite.queue}/webjobs-blobtrigger-poison/messages`);
    const message = status === 200 ? /<MessageText>(.+)<\/MessageText>/.exec(text)?.[1] : undefined;
    return message === undefined ? undefined : JSON.parse(Buffer.from(message, 'base64').toString('utf8'));
  });
  expect(poison).toMatchObject({ FunctionId: 'Host.Functions.arrived', BlobName: 'alpha/bad.csv' });
});
