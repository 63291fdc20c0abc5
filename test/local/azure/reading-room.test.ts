import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findIdentity, type ManagedIdentity } from '../../../local/azure/directory.ts';
import { identityToken } from '../../../local/azure/managed-identity.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { storageAudience } from '../../../local/azure/storage/authenticate.ts';
import type { StorageAccount } from '../../../local/azure/storage/azurite.ts';
import { blobLookRight } from '../../../src/azure/review/look-right.ts';
import { storageWakeQueue } from '../../../src/azure/review/wake-queue.ts';
import { lookRightContract } from '../../contract/look-right-contract.ts';
import { factoryCredential, fixedCredential, personCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ azure, stop } = await startTestAzure());
  const review = new BlobServiceClient(azure.blobUrl('secure'), factoryCredential(azure)).getContainerClient('review');
  await review.uploadBlockBlob('heart-study/exp_1/t.csv', 'n\n3\n', 4);
});
afterAll(() => stop());

const credentialOf = (name: ManagedIdentity['name']) =>
  fixedCredential(() => identityToken(azure.tokens, findIdentity(azure.directory, name), storageAudience));
const as = (name: ManagedIdentity['name'], container: string, account: StorageAccount = 'secure'): ContainerClient =>
  new BlobServiceClient(azure.blobUrl(account), credentialOf(name), {
    retryOptions: { maxTries: 1 },
  }).getContainerClient(container);
const asPerson = (person: string, container: string): ContainerClient =>
  new BlobServiceClient(azure.blobUrl('secure'), personCredential(azure, person)).getContainerClient(container);
const put = (container: ContainerClient, path: string) => container.uploadBlockBlob(path, '{}', 2);
const refused = { statusCode: 403 };

async function names(container: ContainerClient, prefix = 'heart-study/'): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat({ prefix })) found.push(name);
  return found;
}

test('the control plane asks, reads the evidence and counts the views, and gets no place', async () => {
  await put(as('id-control', 'inspections'), 'heart-study/exp_1/a.json');
  expect(await names(as('id-control', 'inspections'))).toEqual(['heart-study/exp_1/a.json']);
  await expect(
    as('id-control', 'inspections').getBlobClient('heart-study/exp_1/a.json').download(),
  ).rejects.toMatchObject(refused);
  for (const container of ['evidence', 'places', 'views'])
    await put(as('id-inspect', container), 'heart-study/exp_1/a');
  expect((await as('id-control', 'evidence').getBlobClient('heart-study/exp_1/a').downloadToBuffer()).toString()).toBe(
    '{}',
  );
  expect(await names(as('id-control', 'views'))).toEqual(['heart-study/exp_1/a']);
  await expect(names(as('id-control', 'places'))).rejects.toMatchObject(refused);
  await expect(put(as('id-control', 'evidence'), 'heart-study/exp_2/a')).rejects.toMatchObject(refused);
});

test('the reading room reads what is frozen and adds what it found, but reads none of that back', async () => {
  const frozen = as('id-inspect', 'review');
  expect((await frozen.getBlobClient('heart-study/exp_1/t.csv').downloadToBuffer()).toString()).toBe('n\n3\n');
  for (const container of ['evidence', 'places', 'views']) {
    const mine = as('id-inspect', container);
    await put(mine, 'heart-study/exp_3/a');
    expect(await names(mine, 'heart-study/exp_3/')).toEqual(['heart-study/exp_3/a']);
    await expect(mine.getBlobClient('heart-study/exp_3/a').download()).rejects.toMatchObject(refused);
  }
  for (const container of ['datasets', 'exports', 'returned', 'transfers', 'notices'])
    await expect(names(as('id-inspect', container))).rejects.toMatchObject(refused);
});

test('nobody changes or deletes what the reading room wrote, and the room changes no package', async () => {
  for (const name of ['id-inspect', 'id-control', 'data-factory'] as const)
    for (const container of ['inspections', 'evidence', 'places', 'views']) {
      const blob = as(name, container).getBlockBlobClient('heart-study/exp_1/a');
      await expect(blob.delete()).rejects.toMatchObject(refused);
      await expect(blob.setMetadata({ a: 'b' })).rejects.toMatchObject(refused);
    }
  await expect(put(as('id-inspect', 'evidence'), 'heart-study/exp_1/a')).rejects.toMatchObject(refused);
  await expect(put(as('id-inspect', 'review'), 'heart-study/exp_1/new')).rejects.toMatchObject(refused);
});

test('approvers read evidence and places of their own project, researchers neither', async () => {
  await put(as('id-inspect', 'places'), 'lung-study/exp_4/a');
  for (const container of ['review', 'evidence', 'places']) {
    expect((await names(asPerson('ada', container))).length).toBeGreaterThan(0);
    await expect(names(asPerson('ada', container), 'lung-study/')).rejects.toMatchObject(refused);
    await expect(names(asPerson('rui', container))).rejects.toMatchObject(refused);
  }
  await expect(names(asPerson('ada', 'views'))).rejects.toMatchObject(refused);
});

test('each Functions host has an account of its own, and neither reaches the other', async () => {
  await as('id-inspect-host', 'packages', 'inspector-host').create();
  await expect(as('id-inspect-host', 'packages', 'host').create()).rejects.toMatchObject(refused);
  await expect(as('id-host', 'packages', 'inspector-host').create()).rejects.toMatchObject(refused);
});

test('Event Grid and the room itself may add to the queue that wakes the room, and its host alone takes from it', async () => {
  const queueAs = (name: ManagedIdentity['name'], queue = 'look') =>
    new QueueServiceClient(azure.queueUrl('inspector-host'), credentialOf(name), {
      retryOptions: { maxTries: 1 },
    }).getQueueClient(queue);
  for (const name of ['events-secure', 'id-inspect'] as const) {
    await queueAs(name).sendMessage('look');
    await expect(queueAs(name).receiveMessages()).rejects.toMatchObject(refused);
    await expect(queueAs(name, 'look-poison').sendMessage('look')).rejects.toMatchObject(refused);
  }
  for (const name of ['id-control', 'id-host', 'id-trigger', 'data-factory'] as const)
    await expect(queueAs(name).sendMessage('look')).rejects.toMatchObject(refused);
  const { receivedMessageItems } = await queueAs('id-inspect-host').receiveMessages({ numberOfMessages: 32 });
  expect(receivedMessageItems).toHaveLength(2);
  await expect(queueAs('id-inspect-host', 'work').create()).rejects.toMatchObject(refused);
});

test('the room takes turns by the lease of a blob, of which it reads and deletes nothing', async () => {
  const lock = as('id-inspect', 'locks', 'inspector-host').getBlockBlobClient('look');
  await lock.upload('', 0);
  const lease = lock.getBlobLeaseClient();
  await lease.acquireLease(15);
  await expect(lock.getBlobLeaseClient().acquireLease(15)).rejects.toMatchObject({ statusCode: 409 });
  await lease.renewLease();
  await lease.releaseLease();
  await expect(lock.download()).rejects.toMatchObject(refused);
  await expect(lock.delete()).rejects.toMatchObject(refused);
});

lookRightContract(() => {
  const locks = as('id-inspect', 'locks', 'inspector-host');
  return [blobLookRight(locks), blobLookRight(locks)];
});

test('the room wakes itself later by a message that shows up then', async () => {
  const queue = storageWakeQueue(azure.queueUrl('inspector-host'), 'look', credentialOf('id-inspect'), '2026-06-06');
  await queue.callIn(1);
  const mine = new QueueServiceClient(azure.queueUrl('inspector-host'), credentialOf('id-inspect-host'));
  const texts = async () => {
    const { receivedMessageItems } = await mine.getQueueClient('look').receiveMessages({ numberOfMessages: 32 });
    return receivedMessageItems.map(({ messageText }) => messageText);
  };
  await expect.poll(texts).toEqual(['look']);
  const refusing = storageWakeQueue(azure.queueUrl('host'), 'look', credentialOf('id-inspect'), '2026-06-06');
  await expect(refusing.callIn(1)).rejects.toThrow('403');
});
