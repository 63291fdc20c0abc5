import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChildHost, until } from '../child-host.ts';
import { StorageStandIn } from './storage-stand-in.ts';

const storage = new StorageStandIn();
let host: ChildHost;
beforeAll(async () => {
  await storage.start();
  host = await new ChildHost({ settings: storage.settings, knobs: { blobRetryDelay: 10 } }).start();
});
afterAll(async () => {
  await host.dispose();
  await storage.close();
});

const webhook = (
  type: string | undefined,
  body: unknown,
  name = 'Host.Functions.arrived',
  code = host.keys().systemKeys.blobs_extension,
) =>
  host.fetch(`/runtime/webhooks/blobs?functionName=${name}&code=${code}`, {
    method: 'POST',
    headers: type === undefined ? {} : { 'aeg-event-type': type },
    body: JSON.stringify(body),
  });
const created = (path: string) => ({
  eventType: 'Microsoft.Storage.BlobCreated',
  data: {
    url: `${storage.origin}${path.split('/').map(encodeURIComponent).join('/')}`,
    eTag: '0x1',
    blobType: 'BlockBlob',
  },
});
const calls = (name: string) => host.noted().filter((entry) => Object(entry['metadata'])['blobTrigger'] === name);

test('the handshake of a subscription is answered with its code', async () => {
  const event = [
    {
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      data: { validationCode: 'abc', validationUrl: 'https://x' },
    },
  ];
  const response = await webhook('SubscriptionValidation', event);
  expect([response.status, await response.json()]).toEqual([200, { validationResponse: 'abc' }]);
});

test('unsubscribing is 202, another event type 400, bad JSON 400, an unknown function 404', async () => {
  expect((await webhook('Unsubscribe', {})).status).toBe(202);
  expect((await webhook('Other', [])).status).toBe(400);
  expect((await webhook(undefined, [])).status).toBe(400);
  expect((await webhook('Notification', [{ data: {} }])).status).toBe(400);
  expect((await webhook('Notification', [], 'Host.Functions.none')).status).toBe(404);
  expect((await webhook('Notification', [], 'arrived')).status).toBe(404);
});

test('the webhook needs its own system key', async () => {
  expect((await webhook('Notification', [], 'Host.Functions.arrived', 'wrong')).status).toBe(401);
  expect(
    (await webhook('Notification', [], 'Host.Functions.arrived', host.keys().systemKeys.durabletask_extension)).status,
  ).toBe(401);
});

test('a blob event calls the function with a reference and metadata; the host sends only HEAD, as the identity of the connection', async () => {
  storage.blobs.set('/drop/alpha/a b.csv', 'content');
  expect((await webhook('Notification', [created('/drop/alpha/a b.csv')])).status).toBe(202);
  const [call] = await until('the function was called', () =>
    calls('drop/alpha/a b.csv').length > 0 ? calls('drop/alpha/a b.csv') : undefined,
  );
  expect(call).toMatchObject({
    blob: { Connection: 'Trigger', ContainerName: 'drop', BlobName: 'alpha/a b.csv' },
    metadata: {
      project: 'alpha',
      file: 'a b.csv',
      uri: `${storage.origin}/drop/alpha/a%20b.csv`,
      metadata: { purpose: 'test' },
    },
  });
  expect(storage.seen.map((request) => request.method)).toEqual(['HEAD']);
  expect(storage.seen[0]?.authorization).toBe('Bearer token-of-id-of-trigger');
});

test('a single event without an array is taken; a doubled event calls the function twice', async () => {
  storage.blobs.set('/drop/alpha/twice', '');
  await webhook('Notification', created('/drop/alpha/twice'));
  await webhook('Notification', [created('/drop/alpha/twice')]);
  await until('two calls', () => calls('drop/alpha/twice').length === 2 || undefined);
});

test('an event of another container and a blob that no longer exists are dropped', async () => {
  await webhook('Notification', [created('/elsewhere/alpha/x'), created('/drop/alpha/gone')]);
  await until('the HEAD was sent', () => storage.requests('HEAD', '/drop/alpha/gone').length === 1 || undefined);
  storage.blobs.set('/drop/alpha/after', '');
  await webhook('Notification', [created('/drop/alpha/after')]);
  await until('a later event was handled', () => calls('drop/alpha/after').length === 1 || undefined);
  expect(calls('drop/alpha/gone')).toEqual([]);
  expect(storage.requests('HEAD', '/drop/alpha/gone')).toHaveLength(1);
  expect(storage.requests('HEAD', '/elsewhere/alpha/x')).toEqual([]);
});

const poison = (name: string) =>
  storage.queues
    .get('webjobs-blobtrigger-poison')
    ?.map((text) => JSON.parse(text))
    .find((message) => message.BlobName === name);

test('a function that fails is tried five times in all and then the blob is poison', async () => {
  storage.blobs.set('/drop/alpha/bad', '');
  await webhook('Notification', [created('/drop/alpha/bad')]);
  const message = await until('the poison message', () => poison('alpha/bad'));
  expect(message).toEqual({
    Type: 'BlobTrigger',
    FunctionId: 'Host.Functions.arrived',
    BlobType: 'BlockBlob',
    ContainerName: 'drop',
    BlobName: 'alpha/bad',
    ETag: '0x1',
  });
  expect(calls('drop/alpha/bad')).toHaveLength(5);
});

test('403 on the HEAD is five tries and poison, and the function is never called', async () => {
  storage.refusals.set('/drop/alpha/secret', [403, 403, 403, 403, 403]);
  await webhook('Notification', [created('/drop/alpha/secret')]);
  await until('the poison message', () => poison('alpha/secret'));
  expect(storage.requests('HEAD', '/drop/alpha/secret')).toHaveLength(5);
  expect(calls('drop/alpha/secret')).toEqual([]);
});

test('a passing failure is tried again and then succeeds', async () => {
  storage.blobs.set('/drop/alpha/later', '');
  storage.refusals.set('/drop/alpha/later', [503, 500]);
  await webhook('Notification', [created('/drop/alpha/later')]);
  await until('the call', () => calls('drop/alpha/later').length === 1 || undefined);
});

test('without deferred binding the function gets the content', async () => {
  storage.blobs.set('/plain/x.txt', 'the content');
  await webhook('Notification', [created('/plain/x.txt')], 'Host.Functions.content');
  await until('the content', () => host.noted().some((entry) => entry['content'] === 'the content') || undefined);
});

test('an acknowledged event survives a kill, also in the middle of its tries', async () => {
  storage.refusals.set('/drop/alpha/survivor', [503, 503]);
  storage.blobs.set('/drop/alpha/survivor', '');
  expect((await webhook('Notification', [created('/drop/alpha/survivor')])).status).toBe(202);
  await host.kill();
  await host.start();
  await until('the call', () => calls('drop/alpha/survivor').length > 0 || undefined);
});
