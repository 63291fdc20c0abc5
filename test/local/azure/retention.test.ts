import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findIdentity } from '../../../local/azure/directory.ts';
import { identityToken } from '../../../local/azure/managed-identity.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { storageAudience } from '../../../local/azure/storage/authenticate.ts';
import { factoryCredential, fixedCredential, personCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
/** How far the time of the stand-ins is ahead, in milliseconds. */
let ahead = 0;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure({ now: () => Date.now() + ahead }));
});
afterAll(() => stop());

const knobs = { retentionDays: 7, softDeleteDays: 7, deleteOfRetained: 'makes-version' } as const;
let count = 0;
let name = '';
beforeEach(() => {
  ahead = 0;
  azure.storage.versions.knobs = knobs;
  count += 1;
  name = `heart-study/set/v${count}/a ü.csv`;
});

const day = 86_400_000;

function datasets(credential: TokenCredential): ContainerClient {
  const service = new BlobServiceClient(azure.blobUrl('secure'), credential, { retryOptions: { maxTries: 1 } });
  return service.getContainerClient('datasets');
}
const asFactory = () => datasets(factoryCredential(azure));
/** With a token of now, since time moves. */
const asControl = () =>
  datasets(
    fixedCredential(() => identityToken(azure.tokens, findIdentity(azure.directory, 'id-control'), storageAudience)),
  );
const put = async (content: string) =>
  void (await asFactory().getBlockBlobClient(name).upload(content, Buffer.byteLength(content)));

/** What a listing with versions and deleted blobs shows, as the control plane sees it. */
async function listed(): Promise<{ current: boolean; deleted: boolean; id: string }[]> {
  const found = [];
  const prefix = name.slice(0, name.lastIndexOf('/') + 1);
  const options = { prefix, includeVersions: true, includeDeleted: true };
  for await (const blob of asControl().listBlobsFlat(options)) {
    expect(blob.name).toBe(name);
    found.push({ current: blob.isCurrentVersion ?? false, deleted: blob.deleted ?? false, id: blob.versionId ?? '' });
  }
  return found;
}
const immutable = expect.objectContaining({ statusCode: 409, code: 'BlobImmutableDueToPolicy' });

describe('a blob of datasets', () => {
  test('that is overwritten stays as a previous version, readable by its id', async () => {
    await put('first');
    const [first] = await listed();
    expect(first).toMatchObject({ current: true, deleted: false });
    await put('second');
    expect(await listed()).toHaveLength(2);
    const old = asFactory()
      .getBlobClient(name)
      .withVersion(first?.id ?? '');
    expect((await old.downloadToBuffer()).toString()).toBe('first');
    expect((await asFactory().getBlobClient(name).downloadToBuffer()).toString()).toBe('second');
    await expect(old.delete()).rejects.toEqual(immutable);
  });

  test('that is deleted while it is retained becomes a previous version', async () => {
    await put('x');
    await asFactory().deleteBlob(name);
    expect(await listed()).toMatchObject([{ current: false, deleted: false }]);
    await expect(asFactory().getBlobClient(name).getProperties()).rejects.toMatchObject({ statusCode: 404 });
  });

  test('or refuses the delete until its retention is over, as the knob says', async () => {
    azure.storage.versions.knobs = { ...knobs, deleteOfRetained: 'is-refused' };
    await put('x');
    await expect(asFactory().deleteBlob(name)).rejects.toEqual(immutable);
    ahead = 6 * day;
    await expect(asFactory().deleteBlob(name)).rejects.toEqual(immutable);
    ahead = 8 * day;
    await asFactory().deleteBlob(name);
    expect((await listed()).some(({ current }) => current)).toBe(false);
  });

  test('takes no other metadata while it is retained', async () => {
    await put('x');
    await expect(asFactory().getBlobClient(name).setMetadata({ a: 'b' })).rejects.toEqual(immutable);
  });

  test('can be restored for some days after its retention, and then it is gone', async () => {
    await put('x');
    await asFactory().deleteBlob(name);
    ahead = 8 * day;
    expect(await listed()).toMatchObject([{ current: false, deleted: true }]);
    ahead = 15 * day;
    expect(await listed()).toEqual([]);
    ahead = 0;
    expect(await listed()).toEqual([]);
  });

  test('is read by researchers as it is, and by no version id', async () => {
    await put('first');
    const [first] = await listed();
    const mine = datasets(personCredential(azure, 'rui')).getBlobClient(name);
    expect((await mine.downloadToBuffer()).toString()).toBe('first');
    await expect(mine.withVersion(first?.id ?? '').download()).rejects.toMatchObject({ statusCode: 403 });
  });
});
