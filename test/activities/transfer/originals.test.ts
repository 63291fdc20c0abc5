import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../../src/activities/transfer/location-listing.ts';
import { boundDelete, countKeptOriginals, countLeft, withEntries } from '../../../src/activities/transfer/originals.ts';
import { sourceLocation, sourceManifest } from '../../../src/activities/transfer/places.ts';
import type { ManifestEntry } from '../../../src/domain/operation/manifest.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { anOperation } from '../../contract/samples.ts';
import { entry, gather, stream } from '../../domain/sample.ts';
import { flowSettings, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const fileOf = ({ project, name }: Operation, path: string) => `${project}/${name}/${path}`;

/** What the manifest says of the files that lie there. */
type Told = (entries: readonly ManifestEntry[]) => readonly ManifestEntry[];

/**
 * An upload of two files and whatever else, all of which lay there when its manifest was listed. The manifest names the two files, unless
 * it tells otherwise.
 */
async function listed(
  state: 'deleting' | 'discarding',
  others: Readonly<Record<string, string>> = {},
  told: Told = (entries) => entries.filter(({ path }) => !(path in others)),
): Promise<Operation> {
  const operation = anOperation({ state });
  const files = { 'a.csv': 'a', 'deep/b.csv': 'b', ...others };
  for (const [path, content] of Object.entries(files)) await world.putRaw('ingress', fileOf(operation, path), content);
  await world.pass(5000);
  const found = await gather(listFiles(world.ports.listing, sourceLocation(operation)));
  const summary = await world.ports.manifests.write(sourceManifest(operation), stream(told(found)));
  return { ...operation, source: { ...summary, listedAt: world.now().toISOString() } };
}

const bound = (operation: Operation) => boundDelete(world.ports, flowSettings, operation);

/** One second after the newest of the files. */
async function afterAllOf(operation: Operation): Promise<string> {
  const files = await gather(listFiles(world.ports.listing, sourceLocation(operation)));
  return new Date(Math.max(...files.map(({ lastModified }) => Date.parse(lastModified))) + 1000).toISOString();
}

describe('the delete of what was uploaded', () => {
  test('takes the files that the manifest names', async () => {
    const operation = await listed('deleting');
    expect(await bound(operation)).toEqual({ endTime: await afterAllOf(operation) });
  });

  test('goes on where an earlier one took the last of the files already', async () => {
    const operation = await listed('deleting', { 'z.csv': 'z' }, (entries) => entries);
    await world.container('ingress').deleteBlob(fileOf(operation, 'z.csv'));
    expect(await bound(operation)).toEqual({ endTime: await afterAllOf(operation) });
  });

  test.each<[string, string, string]>([
    ['a file', 'new.csv', 'the only copy'],
    ['an empty file', 'empty.csv', ''],
    ['a marker with content', '_COMPLETE', 'the only copy'],
  ])('is stopped by %s that lay there and is not in the manifest', async (_, path, content) => {
    const operation = await listed('deleting', { [path]: content });
    expect(await bound(operation)).toEqual({ stray: expect.stringContaining(`/${path} is not in the manifest`) });
  });

  test('is stopped by a file that lay there and that the manifest knows as another', async () => {
    const operation = await listed('deleting', {}, (entries) => entries.map((one) => ({ ...one, etag: '0xother' })));
    expect(await bound(operation)).toEqual({
      stray: expect.stringContaining('a.csv has another ETag than in the man'),
    });
  });
});

describe('a discard', () => {
  test.each([
    ['a marker with content', '_COMPLETE'],
    ['a blob without a name of its own', ''],
  ])('is not stopped by %s, which has rejected the upload', async (_, path) => {
    const operation = await listed('discarding', { [path]: 'the reason' });
    expect(await bound(operation)).toEqual({ endTime: await afterAllOf(operation) });
  });

  test('is stopped by a file that lay there and is not in the manifest', async () => {
    const operation = await listed('discarding', { 'new.csv': 'the only copy' });
    expect(await bound(operation)).toHaveProperty('stray');
  });
});

describe('after a delete', () => {
  test('what it should have taken is counted, and what came later is not', async () => {
    const operation = await listed('deleting', { _COMPLETE: '' });
    const end = world.now();
    await world.put('ingress', fileOf(operation, 'later.csv'), 'later');
    expect(await countLeft(world.ports, sourceLocation(operation), end)).toBe(3);
  });

  test('the originals that are still there as they were copied are counted', async () => {
    const operation = await listed('deleting');
    await world.put('ingress', fileOf(operation, 'deep/b.csv'), 'b as it is now');
    await world.put('ingress', fileOf(operation, 'later.csv'), 'later');
    expect(await countKeptOriginals(world.ports, operation)).toBe(1);
  });
});

test('a listing goes with the entries of its own paths', async () => {
  const blob = (path: string) => ({ ...entry(path), metadata: {} });
  const pairs = await gather(
    withEntries(stream(['a', 'c', 'd', 'f'].map(blob)), stream(['b', 'c', 'e', 'f', 'g'].map((path) => entry(path)))),
  );
  expect(pairs.map(([{ path }, found]) => [path, found?.path])).toEqual([
    ['a', undefined],
    ['c', 'c'],
    ['d', undefined],
    ['f', 'f'],
  ]);
});
