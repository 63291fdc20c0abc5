import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Azurite, startAzurite, storageRequest, storageToken } from '../blob/azurite.ts';
import { StorageStandIn } from '../blob/storage-stand-in.ts';
import { ChildHost, until } from '../child-host.ts';

const identity = new StorageStandIn();
let azurite: Azurite;
let host: ChildHost;

beforeAll(async () => {
  [azurite] = await Promise.all([startAzurite(), identity.start()]);
  identity.token = storageToken;
  host = await new ChildHost({
    settings: { ...identity.settings, Trigger__queueServiceUri: azurite.queue, INBOX: 'inbox' },
    environment: { NODE_EXTRA_CA_CERTS: azurite.certificateFile },
  }).start();
});
afterAll(async () => {
  await host.dispose();
  await Promise.all([azurite.close(), identity.close()]);
});

const queue = (method: string, path: string, body = '') =>
  storageRequest(azurite, { method, url: `${azurite.queue}/${path}`, body });

/** Puts a text into the queue as it is. */
async function putRaw(text: string): Promise<void> {
  const body = `<QueueMessage><MessageText>${text}</MessageText></QueueMessage>`;
  expect((await queue('POST', 'inbox/messages', body)).status).toBe(201);
}

const put = (text: string) => putRaw(Buffer.from(text).toString('base64'));
const calls = (letter: unknown) =>
  host.noted().filter((entry) => JSON.stringify(entry['letter']) === JSON.stringify(letter));
const numbers = (letter: unknown) => calls(letter).map(({ metadata }) => Object(metadata)['dequeueCount']);

/** Texts in a queue, as they stand there. */
async function texts(name: string): Promise<string[]> {
  const { status, text } = await queue('GET', `${name}/messages?peekonly=true&numofmessages=32`);
  return status === 200 ? [...text.matchAll(/<MessageText>(.*?)<\/MessageText>/g)].map(([, found = '']) => found) : [];
}

test('a queue that does not exist yet holds up nothing, and its first message reaches the function', async () => {
  expect((await queue('PUT', 'inbox')).status).toBe(201);
  await put('{"to":"<you> & me"}');
  await until('the function was called', () => calls({ to: '<you> & me' })[0]);
  expect(calls({ to: '<you> & me' })[0]?.['metadata']).toMatchObject({
    dequeueCount: 1,
    queueTrigger: { to: '<you> & me' },
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    insertionTime: expect.stringMatching(/^\d{4}-/),
  });
  await until('the message is gone', async () => ((await texts('inbox')).length === 0 ? true : undefined));
});

test('many messages reach the function once each', async () => {
  const all = Array.from({ length: 40 }, (_, index) => `letter ${index}`);
  await Promise.all(all.map(put));
  await until('all have come', () => (all.every((text) => calls(text).length > 0) ? true : undefined));
  expect(all.map(numbers)).toEqual(all.map(() => [1]));
});

test('a message that always fails is taken as often as host.json says, and goes to the poison as it was', async () => {
  await put('bad letter & co');
  const [poison = ''] = await until('the poison message', async () => {
    const found = await texts('inbox-poison');
    return found.length > 0 ? found : undefined;
  });
  expect(Buffer.from(poison, 'base64').toString('utf8')).toBe('bad letter & co');
  expect(numbers('bad letter & co')).toEqual([1, 2, 3]);
  expect(await texts('inbox')).toEqual([]);
});

test('a message in another form than host.json names never reaches the function', async () => {
  await putRaw('not base64!');
  await until('the poison message', async () =>
    (await texts('inbox-poison')).includes('not base64!') ? true : undefined,
  );
  expect(calls('not base64!')).toEqual([]);
});

test('what comes while the host is away waits for it', async () => {
  await host.kill();
  await put('waited');
  await host.start();
  await until('the function was called', () => calls('waited')[0]);
  expect(numbers('waited')).toEqual([1]);
});
