import { request } from 'node:https';
import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import type { StorageAccount } from '../../../local/azure/storage/azurite.ts';
import { resourceIssuer } from '../../../local/azure/tokens.ts';
import { factoryCredential, identityCredential, personCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ azure, stop } = await startTestAzure());
  await asPerson('olga', 'public').getContainerClient('ingress').uploadBlockBlob('heart-study/set/a.csv', 'a,b\n', 4);
  for (const path of [
    'review/heart-study/exp_1/t.csv',
    'review/lung-study/exp_2/t.csv',
    'datasets/heart-study/set/v1/a.csv',
  ]) {
    const [container = '', ...rest] = path.split('/');
    await asFactory('secure').getContainerClient(container).uploadBlockBlob(rest.join('/'), 'x', 1);
  }
});
afterAll(() => stop());

function service(account: StorageAccount, credential: TokenCredential): BlobServiceClient {
  return new BlobServiceClient(azure.blobUrl(account), credential, { retryOptions: { maxTries: 1 } });
}
function asIdentity(name: string, account: StorageAccount): BlobServiceClient {
  return service(account, identityCredential(azure, name));
}
function asFactory(account: StorageAccount): BlobServiceClient {
  return service(account, factoryCredential(azure));
}
function asPerson(person: string, account: StorageAccount): BlobServiceClient {
  return service(account, personCredential(azure, person));
}
async function names(client: BlobServiceClient, container: string, prefix?: string): Promise<string[]> {
  const found: string[] = [];
  for await (const blob of client.getContainerClient(container).listBlobsFlat(prefix === undefined ? {} : { prefix })) {
    found.push(blob.name);
  }
  return found;
}
const refusedAs = (status: number, code: string) => expect.objectContaining({ statusCode: status, code });
const mismatch = () => refusedAs(403, 'AuthorizationPermissionMismatch');

describe('the control plane', () => {
  test('lists uploads but gets neither content nor properties', async () => {
    const client = asIdentity('id-control', 'public');
    expect(await names(client, 'ingress', 'heart-study/')).toEqual(['heart-study/set/a.csv']);
    const blob = client.getContainerClient('ingress').getBlobClient('heart-study/set/a.csv');
    await expect(blob.download()).rejects.toEqual(mismatch());
    await expect(blob.getProperties()).rejects.toMatchObject({ statusCode: 403 });
    await expect(blob.delete()).rejects.toEqual(mismatch());
  });

  test('writes file lists and its own documents, with their conditions kept', async () => {
    const lists = asIdentity('id-control', 'secure').getContainerClient('transfers');
    await lists.uploadBlockBlob('exp_1/freeze.txt', 'a\n', 2);
    await lists.deleteBlob('exp_1/freeze.txt');
    const projects = asIdentity('id-control', 'control').getContainerClient('projects').getBlockBlobClient('p.json');
    await projects.upload('{}', 2, { conditions: { ifNoneMatch: '*' } });
    await expect(projects.upload('{}', 2, { conditions: { ifNoneMatch: '*' } })).rejects.toEqual(
      refusedAs(409, 'BlobAlreadyExists'),
    );
    await expect(projects.delete()).rejects.toEqual(mismatch());
    expect((await projects.downloadToBuffer()).toString()).toBe('{}');
  });

  test('appends to the audit with a position and is told when another was there first', async () => {
    const line = asIdentity('id-control', 'control').getContainerClient('audit').getAppendBlobClient('p/1.jsonl');
    await line.createIfNotExists();
    await line.appendBlock('1\n', 2, { conditions: { appendPosition: 0 } });
    await expect(line.appendBlock('2\n', 2, { conditions: { appendPosition: 0 } })).rejects.toEqual(
      refusedAs(412, 'AppendPositionConditionNotMet'),
    );
  });

  test('adds to the audit and changes nothing in it: not by an overwrite, other properties or metadata', async () => {
    const audit = asIdentity('id-control', 'control').getContainerClient('audit');
    const line = audit.getAppendBlobClient('p/2.jsonl');
    await line.create();
    await line.appendBlock('1\n', 2);
    await line.appendBlock('2\n', 2);
    const immutable = refusedAs(409, 'BlobImmutableDueToPolicy');
    await expect(line.create()).rejects.toEqual(immutable);
    await expect(audit.getBlockBlobClient('p/2.jsonl').upload('x', 1)).rejects.toEqual(immutable);
    await expect(line.setMetadata({ a: 'b' })).rejects.toEqual(immutable);
    await expect(line.setHTTPHeaders({ blobContentType: 'text/plain' })).rejects.toEqual(immutable);
    expect((await line.createIfNotExists()).succeeded).toBe(false);
    expect((await line.downloadToBuffer()).toString()).toBe('1\n2\n');
  });

  test('may neither read nor set blob tags, nor look at containers', async () => {
    const client = asIdentity('id-control', 'public');
    await expect(client.getContainerClient('ingress').listBlobsFlat({ includeTags: true }).next()).rejects.toEqual(
      mismatch(),
    );
    await expect(client.listContainers().next()).rejects.toEqual(mismatch());
    await expect(client.getContainerClient('ingress').getProperties()).rejects.toMatchObject({ statusCode: 403 });
    await expect(client.getContainerClient('ingress').exists()).rejects.toMatchObject({ statusCode: 403 });
    const lists = client.getContainerClient('transfers').getBlockBlobClient('t/1.txt');
    await expect(lists.upload('x', 1, { tags: { a: 'b' } })).rejects.toEqual(mismatch());
  });
});

describe('the identity of the blob triggers', () => {
  test('gets the properties of an upload and of nothing in datasets', async () => {
    const upload = asIdentity('id-trigger', 'public')
      .getContainerClient('ingress')
      .getBlobClient('heart-study/set/a.csv');
    expect((await upload.getProperties()).contentLength).toBe(4);
    const dataset = asIdentity('id-trigger', 'secure')
      .getContainerClient('datasets')
      .getBlobClient('heart-study/set/v1/a.csv');
    await expect(dataset.getProperties()).rejects.toMatchObject({ statusCode: 403 });
    await expect(names(asIdentity('id-trigger', 'public'), 'ingress')).rejects.toEqual(mismatch());
  });

  test('uses the poison queue, which the control plane cannot', async () => {
    const queues = (name: string) =>
      new QueueServiceClient(azure.queueUrl('host'), identityCredential(azure, name)).getQueueClient(
        'webjobs-blobtrigger-poison',
      );
    await queues('id-trigger').createIfNotExists();
    await queues('id-trigger').sendMessage('lost');
    const received = await queues('id-trigger').receiveMessages();
    expect(received.receivedMessageItems.map((item) => item.messageText)).toEqual(['lost']);
    await expect(queues('id-control').sendMessage('x')).rejects.toEqual(mismatch());
  });
});

describe('people', () => {
  test('a data owner uploads below the own project only and reads nothing back', async () => {
    const ingress = asPerson('olga', 'public').getContainerClient('ingress');
    await ingress.uploadBlockBlob('heart-study/set/b.csv', 'b', 1);
    await ingress.uploadBlockBlob('heart-study/set/b.csv', 'c', 1);
    await expect(ingress.uploadBlockBlob('lung-study/set/b.csv', 'b', 1)).rejects.toEqual(mismatch());
    await expect(ingress.uploadBlockBlob('heart-study-2/b.csv', 'b', 1)).rejects.toEqual(mismatch());
    await expect(ingress.getBlobClient('heart-study/set/b.csv').download()).rejects.toEqual(mismatch());
    await expect(ingress.deleteBlob('heart-study/set/b.csv')).rejects.toEqual(mismatch());
    await expect(names(asPerson('olga', 'public'), 'ingress', 'heart-study/')).rejects.toEqual(mismatch());
  });

  test('a data owner sends a large file in blocks', async () => {
    const blob = asPerson('olga', 'public').getContainerClient('ingress').getBlockBlobClient('heart-study/big/f.bin');
    const content = Buffer.alloc(9 * 1024 * 1024, 7);
    await blob.uploadData(content, { blockSize: 4 * 1024 * 1024, maxSingleShotSize: 1024 });
    const seen = asFactory('public').getContainerClient('ingress').getBlobClient('heart-study/big/f.bin');
    expect((await seen.downloadToBuffer()).equals(content)).toBe(true);
  });

  test('an approver lists and reads frozen files of the own project only', async () => {
    const client = asPerson('ada', 'secure');
    expect(await names(client, 'review', 'heart-study/')).toEqual(['heart-study/exp_1/t.csv']);
    const review = client.getContainerClient('review');
    expect((await review.getBlobClient('heart-study/exp_1/t.csv').downloadToBuffer()).toString()).toBe('x');
    await expect(review.getBlobClient('lung-study/exp_2/t.csv').download()).rejects.toEqual(mismatch());
    await expect(names(client, 'review')).rejects.toEqual(mismatch());
    await expect(names(client, 'review', 'heart')).rejects.toEqual(mismatch());
    await expect(review.uploadBlockBlob('heart-study/exp_1/t.csv', 'y', 1)).rejects.toEqual(mismatch());
    await expect(client.getContainerClient('exports').getBlobClient('heart-study/p/t.csv').download()).rejects.toEqual(
      mismatch(),
    );
  });

  test('someone without a group gets nothing anywhere', async () => {
    await expect(names(asPerson('nils', 'secure'), 'datasets', 'heart-study/')).rejects.toEqual(mismatch());
    await expect(names(asPerson('otto', 'secure'), 'review', 'heart-study/')).rejects.toEqual(mismatch());
  });

  test.each(['%2e%2e/lung-study/x.csv', '%2E%2E%2Flung-study/x.csv', '..%5clung-study/x.csv'])(
    'a path that climbs out of the project is no way out: %s',
    async (rest) => {
      const token = await personCredential(azure, 'olga').getToken('https://storage.azure.com/.default');
      const response = await fetch(`${azure.blobUrl('public')}/ingress/heart-study/${rest}`, {
        method: 'PUT',
        body: 'x',
        headers: {
          authorization: `Bearer ${token?.token}`,
          'x-ms-version': '2024-11-04',
          'x-ms-blob-type': 'BlockBlob',
        },
      });
      expect([400, 403]).toContain(response.status);
    },
  );
});

describe('requests that Azure refuses whoever asks', () => {
  const send = async (url: string, init: RequestInit = {}, token = ''): Promise<Response> =>
    await fetch(url, {
      ...init,
      headers: { 'x-ms-version': '2024-11-04', ...(token ? { authorization: token } : {}), ...init.headers },
    });

  test('no token, a shared key and a SAS', async () => {
    const blob = `${azure.blobUrl('public')}/ingress/heart-study/set/a.csv`;
    const anonymous = await send(blob);
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toContain('resource_id=https://storage.azure.com');
    const key = new StorageSharedKeyCredential('public', Buffer.alloc(64).toString('base64'));
    await expect(
      new BlobServiceClient(azure.blobUrl('public'), key).getContainerClient('ingress').listBlobsFlat().next(),
    ).rejects.toEqual(refusedAs(403, 'KeyBasedAuthenticationNotPermitted'));
    expect((await send(`${blob}?sv=2024-11-04&sig=abc`)).status).toBe(403);
  });

  test('a bad signature, another audience, another issuer, an expired token, an identity with a foreign client id', async () => {
    const person = { oid: azure.directory.persons[0]?.oid };
    const good = { issuer: resourceIssuer, audience: 'https://storage.azure.com', subject: 's', claims: person };
    const read = async (token: string) =>
      await send(`${azure.blobUrl('public')}/ingress?restype=container&comp=list`, {}, `Bearer ${token}`);
    const valid = await azure.tokens.issue(good);
    const [head = '', body = '', signature = ''] = valid.split('.');
    expect(
      (await read([head, body, Buffer.from(signature, 'base64url').reverse().toString('base64url')].join('.'))).status,
    ).toBe(401);
    expect((await read(await azure.tokens.issue({ ...good, audience: 'https://vault.azure.net' }))).status).toBe(401);
    expect((await read(await azure.tokens.issue({ ...good, issuer: azure.entraIssuer }))).status).toBe(401);
    expect((await read(await azure.tokens.issue({ ...good, lifetime: -1 }))).status).toBe(401);
    const [control, trigger] = azure.directory.identities;
    const mixed = { oid: control?.oid, appid: trigger?.clientId };
    expect((await read(await azure.tokens.issue({ ...good, claims: mixed }))).status).toBe(403);
  });

  test.each([
    ['without', {}],
    ['with too old a', { 'x-ms-version': '2017-07-29' }],
  ])('a bearer token %s service version', async (_what, version) => {
    const token = await personCredential(azure, 'rui').getToken('https://storage.azure.com/.default');
    const answer = await fetch(`${azure.blobUrl('secure')}/exports?restype=container&comp=list&prefix=heart-study/`, {
      headers: { authorization: `Bearer ${token?.token}`, ...version },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-ms-error-code')).toBe('AuthenticationFailed');
  });

  test('a service version that the region does not have yet, before it asks who comes', async () => {
    const version = { 'x-ms-version': '2026-10-07' };
    const answer = await send(`${azure.blobUrl('secure')}/exports?restype=container&comp=list`, { headers: version });
    expect([answer.status, answer.headers.get('x-ms-error-code')]).toEqual([400, 'InvalidHeaderValue']);
    expect(await answer.text()).toContain(
      '<HeaderName>x-ms-version</HeaderName><HeaderValue>2026-10-07</HeaderValue></Error>',
    );
    const table = await send(`${azure.tableUrl('control')}/register()`, { headers: version });
    expect([table.status, JSON.parse(await table.text())['odata.error'].code]).toEqual([400, 'InvalidHeaderValue']);
  });

  test.each([
    ['a line break', 'a%0Ab.csv'],
    ['a control character', 'a%07b.csv'],
    ['too many characters', 'a'.repeat(1025)],
    ['too many segments', 'a/'.repeat(254)],
    ['broken percent-encoding', 'a%ff.csv'],
  ])('a blob name with %s', async (_what, name) => {
    const token = await personCredential(azure, 'olga').getToken('https://storage.azure.com/.default');
    const answer = await send(
      `${azure.blobUrl('public')}/ingress/heart-study/${name}`,
      { method: 'PUT', body: 'x', headers: { 'x-ms-blob-type': 'BlockBlob' } },
      `Bearer ${token?.token}`,
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>InvalidUri</Code>');
  });

  test('more than 8 KiB of metadata on a blob', async () => {
    const blob = asPerson('olga', 'public').getContainerClient('ingress').getBlockBlobClient('heart-study/set/m.csv');
    await blob.upload('x', 1, { metadata: { a: 'x'.repeat(8191) } });
    await expect(blob.upload('x', 1, { metadata: { a: 'x'.repeat(8192) } })).rejects.toEqual(
      refusedAs(400, 'MetadataTooLarge'),
    );
  });

  test('a listing with two prefixes, of which one is in the own project', async () => {
    const token = await personCredential(azure, 'ada').getToken('https://storage.azure.com/.default');
    const query = 'restype=container&comp=list&prefix=heart-study/&prefix=lung-study/';
    const answer = await send(`${azure.blobUrl('secure')}/review?${query}`, {}, `Bearer ${token?.token}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('exp_');
  });

  test('copies from a URL, delegation keys, access policies and batches', async () => {
    const factory = asFactory('secure');
    const copy = factory.getContainerClient('review').getBlockBlobClient('heart-study/exp_1/copy.csv');
    await expect(copy.syncCopyFromURL(`${azure.blobUrl('secure')}/exports/heart-study/x`)).rejects.toEqual(
      refusedAs(403, 'CannotVerifyCopySource'),
    );
    await expect(factory.getUserDelegationKey(new Date(), new Date(Date.now() + 60_000))).rejects.toEqual(mismatch());
    await expect(factory.getContainerClient('review').getAccessPolicy()).rejects.toEqual(mismatch());
    await expect(factory.getBlobBatchClient().deleteBlobs([copy.url], factoryCredential(azure))).rejects.toMatchObject({
      statusCode: 403,
    });
  });

  test('another host name does not lead to another account', async () => {
    const token = await identityCredential(azure, 'id-trigger').getToken('https://storage.azure.com/.default');
    const status = await new Promise((resolve, reject) => {
      const url = new URL(`${azure.blobUrl('public')}/ingress/heart-study/set/a.csv`);
      const headers = {
        host: 'secure.blob.example.org',
        authorization: `Bearer ${token.token}`,
        'x-ms-version': '2024-11-04',
      };
      request(url, { method: 'HEAD', headers, servername: 'localhost' }, (response) => resolve(response.statusCode))
        .once('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});

test('the ledger counts who did what, refusals apart', async () => {
  azure.ledger.clear();
  const blob = asIdentity('id-control', 'public').getContainerClient('ingress').getBlobClient('heart-study/set/a.csv');
  await expect(blob.download()).rejects.toEqual(mismatch());
  const read = asFactory('public').getContainerClient('ingress').getBlobClient('heart-study/set/a.csv');
  await read.downloadToBuffer();
  await read.downloadToBuffer();
  const entries = azure.ledger.entries().filter((entry) => entry.action === 'GetBlob');
  expect(entries).toEqual([
    expect.objectContaining({ identity: 'id-control', outcome: 'refused', place: 'ingress', count: 1, bytesOut: 0 }),
    expect.objectContaining({ identity: 'data-factory', outcome: 'allowed', place: 'ingress', count: 2, bytesOut: 8 }),
  ]);
});

test('a planned fault cuts the answer off after the work was done, and the SDK retries', async () => {
  const lists = new BlobServiceClient(azure.blobUrl('secure'), identityCredential(azure, 'id-control'), {
    retryOptions: { maxTries: 3, retryDelayInMs: 1 },
  }).getContainerClient('transfers');
  azure.faults.add({
    service: 'blob',
    method: 'PUT',
    path: 'lost.txt',
    times: 1,
    kind: 'lost-answer',
    milliseconds: 0,
  });
  const again = lists.getBlockBlobClient('exp_9/lost.txt').upload('x', 1, { conditions: { ifNoneMatch: '*' } });
  await expect(again).rejects.toEqual(refusedAs(409, 'BlobAlreadyExists'));
});
