import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../src/activities/transfer/location-listing.ts';
import { sourceLocation, sourceManifest } from '../../src/activities/transfer/places.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { summarize } from '../../src/domain/operation/manifest.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { collect } from '../contract/samples.ts';
import { emptyDoor, goOn, withdraw } from './unpublished.ts';
import { type Before, startWorld, type World } from './world.ts';

let world: World;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.knobs.reset());

/** A fresh dataset of two files, opened. */
async function dataset(): Promise<{ name: string; key: OperationKey; file: (path: string) => string }> {
  count += 1;
  const name = `set-${count}`;
  const file = (path: string) => `heart-study/${name}/${path}`;
  await world.put('ingress', file('a.csv'), 'old a');
  await world.put('ingress', file('b.csv'), 'old b');
  return { name, key: await world.open('ingress', file('a.csv')), file };
}

/** Does something once, right before the activity is called for that step. */
function once(name: string, step: string | undefined, act: () => Promise<void>): Before {
  let done = false;
  return async (called, input) => {
    if (done || called !== name || (step !== undefined && Object(input).step !== step)) return;
    done = true;
    await act();
  };
}

/** Plays an upload with one file more, whose inventory is taken a second time and goes on later. */
async function withLate(
  more: string,
  { takeInventory }: World['activities'],
  play: (key: OperationKey, before: Before) => Promise<void>,
): Promise<{ key: OperationKey; late: Promise<unknown> }> {
  const { key, file } = await dataset();
  await world.put('ingress', file(more), 'old');
  const late: Promise<unknown>[] = [];
  const before = once('takeInventory', undefined, async () => void late.push(takeInventory(key)));
  await play(key, before);
  expect(late).toHaveLength(1);
  return { key, late: Promise.all(late) };
}

/** The states that the audit tells of, in order. */
async function movesOf({ project, id }: OperationKey): Promise<string[]> {
  const lines = await collect(world.ports.audit.lines(project));
  return lines.flatMap((line) => {
    const { event } = parseChainLine(line);
    return event.operation === id && 'event' in event.data ? [event.kind.slice(event.kind.indexOf('.') + 1)] : [];
  });
}

function attempts(operation: Operation, step: string): string[] {
  return operation.transfers.filter((transfer) => transfer.step === step).map(({ status }) => status);
}

describe.concurrent('files that change while a dataset comes in', () => {
  test('a file changed between listing and copy, of the same size, is copied again as it is now', async () => {
    const { name, key, file } = await dataset();
    const before = once('startTransfer', 'ingress-copy', () => world.put('ingress', file('a.csv'), 'new a'));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect((await world.contents('datasets', `heart-study/${name}/`))[`heart-study/${name}/v1/a.csv`]).toBe('new a');
    expect(await world.contents('ingress', `heart-study/${name}/`)).toEqual({});
    expect(attempts(await world.operation(key), 'ingress-copy')).toEqual(['failed', 'succeeded']);
  });

  test('a file changed after the copy and before its check is copied again', async () => {
    const { name, key, file } = await dataset();
    const before = once('verifyCopy', 'ingress-copy', () => world.put('ingress', file('b.csv'), 'new b'));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect((await world.contents('datasets', `heart-study/${name}/`))[`heart-study/${name}/v1/b.csv`]).toBe('new b');
  });

  test('a file that came after the listing makes nothing of the copy stale, and waits at the door', async () => {
    const { name, key, file } = await dataset();
    const before = once('verifyCopy', 'ingress-copy', () => world.put('ingress', file('c.csv'), 'new c'));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(attempts(await world.operation(key), 'ingress-copy')).toEqual(['succeeded']);
    expect(Object.keys(await world.contents('ingress', `heart-study/${name}/`))).toEqual([file('c.csv')]);
  });

  test.each([
    ['between listing and copy', 'startTransfer'],
    ['after the copy and before its check', 'verifyCopy'],
  ])('what lies there after a change %s is checked like the first upload, not only copied', async (_, when) => {
    const { name, key, file } = await dataset();
    const before = once(when, 'ingress-copy', async () => {
      await world.put('ingress', file('a.csv'), 'new a');
      await world.put('ingress', file('_COMPLETE'), 'a marker may hold nothing');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'rejected' });
    expect((await world.operation(key)).problems.map(({ rule }) => rule)).toEqual(['marker-content']);
    expect(Object.keys(await world.contents('ingress', `heart-study/${name}/`))).toHaveLength(3);
    expect(await movesOf(key)).toEqual(['checking', 'copying', 'verifying', 'checking', 'rejected']);
  });

  test('what was copied of an upload that was then rejected does not come into the next version', async () => {
    const id = 'stricter-study';
    const rules = (allowedExtensions: string[]) =>
      world.project({ id, ingress: { quietSeconds: 1, allowedExtensions } });
    await rules(['.csv']);
    await world.put('ingress', `${id}/set/a.csv`, 'old a');
    const key = await world.open('ingress', `${id}/set/a.csv`);
    const before = once('verifyCopy', 'ingress-copy', async () => {
      await world.put('ingress', `${id}/set/a.csv`, 'new a');
      await rules(['.json']);
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'rejected' });
    await world.activities.move({ key, from: 'rejected', event: 'discard' });
    expect(await world.run('discard', key)).toMatchObject({ state: 'retracting' });
    await world.put('ingress', `${id}/set/c.json`, 'only c');
    const next = await world.open('ingress', `${id}/set/c.json`);
    expect(await world.run('ingress', next)).toMatchObject({ state: 'available' });
    expect((await world.operation(next)).version).toBe(2);
    expect(await world.contents('datasets', `${id}/set/v2/`)).toEqual({ [`${id}/set/v2/c.json`]: 'only c' });
  });

  test('a copied file that is gone when the upload is checked again stops it; put there again it goes on, whole', async () => {
    const { name, key, file } = await dataset();
    let inventories = 0;
    const before: Before = async (called) => {
      if (called === 'verifyCopy' && inventories === 1) await world.put('ingress', file('a.csv'), 'new a');
      if (called !== 'takeInventory') return;
      inventories += 1;
      if (inventories === 2) await world.container('ingress').deleteBlob(file('b.csv'));
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure).toMatchObject({
      state: 'checking',
      message: expect.stringMatching(/"b\.csv"\. Put them there again, then retry/),
    });
    await world.put('ingress', file('b.csv'), 'b again');
    await world.activities.move({ key, from: 'failed', event: 'retry' });
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.contents('datasets', `heart-study/${name}/`)).toEqual({
      [`heart-study/${name}/v1/a.csv`]: 'new a',
      [`heart-study/${name}/v1/b.csv`]: 'b again',
    });
  });

  test('a file added between listing and copy stays and is not in the version', async () => {
    const { name, key, file } = await dataset();
    const before = once('startTransfer', 'ingress-copy', () => world.put('ingress', file('later.csv'), 'later'));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(Object.keys(await world.contents('datasets', `heart-study/${name}/`))).toEqual([
      `heart-study/${name}/v1/a.csv`,
      `heart-study/${name}/v1/b.csv`,
    ]);
    expect(await world.contents('ingress', `heart-study/${name}/`)).toEqual({ [file('later.csv')]: 'later' });
  });

  test('with a file changed and another one added meanwhile, nothing that was not copied is deleted', async () => {
    const { name, key, file } = await dataset();
    const before = once('startTransfer', 'ingress-copy', async () => {
      await world.put('ingress', file('later.csv'), 'later');
      await world.put('ingress', file('a.csv'), 'new a');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    const left = await world.contents('ingress', `heart-study/${name}/`);
    expect(left[file('later.csv')]).toBe('later');
    const copied = await world.contents('datasets', `heart-study/${name}/v1/`);
    expect(Object.values(copied).sort()).toEqual(['new a', 'old b']);
  });

  test('a marker that comes when its files were listed already goes with them', async () => {
    const { name, key, file } = await dataset();
    const before = once('prepareTransfer', 'ingress-copy', () => world.put('ingress', file('_COMPLETE'), ''));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await world.contents('ingress', `heart-study/${name}/`)).toEqual({});
  });

  test('a marker that comes after files of the next version waits with them', async () => {
    const { name, key, file } = await dataset();
    const before = once('prepareTransfer', 'ingress-delete', async () => {
      await world.put('ingress', file('next.csv'), 'next');
      await world.put('ingress', file('_COMPLETE'), '');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    const left = await world.contents('ingress', `heart-study/${name}/`);
    expect(left).toEqual({ [file('next.csv')]: 'next', [file('_COMPLETE')]: '' });
  });

  test('a file uploaded again between copy and delete stays; its old content was copied', async () => {
    const { name, key, file } = await dataset();
    const before = once('startTransfer', 'ingress-delete', () => world.put('ingress', file('a.csv'), 'again'));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect((await world.contents('datasets', `heart-study/${name}/`))[`heart-study/${name}/v1/a.csv`]).toBe('old a');
    expect(await world.contents('ingress', `heart-study/${name}/`)).toEqual({ [file('a.csv')]: 'again' });
    const next = await world.open('ingress', file('a.csv'));
    expect(next.id).not.toBe(key.id);
    expect(await world.run('ingress', next)).toMatchObject({ state: 'available' });
    expect((await world.operation(next)).version).toBe(2);
  });

  test('a file deleted while it was being copied stops the dataset and nothing is deleted', async () => {
    const { name, key, file } = await dataset();
    const gone = () => world.container('ingress').deleteBlob(file('a.csv'));
    const before = once('verifyCopy', 'ingress-copy', async () => void (await gone()));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure).toMatchObject({ state: 'verifying' });
    expect(await world.contents('ingress', `heart-study/${name}/`)).toEqual({ [file('b.csv')]: 'old b' });
  });

  test('an inventory that is taken a second time after the copy makes no delete take what was not copied', async () => {
    const { name, key, file } = await dataset();
    const before = once('prepareTransfer', 'ingress-delete', async () => {
      await world.put('ingress', file('late.csv'), 'late');
      await world.activities.takeInventory(key);
    });
    await world.run('ingress', key, { before });
    expect(await world.contents('ingress', `heart-study/${name}/`)).toMatchObject({ [file('late.csv')]: 'late' });
    expect(Object.keys(await world.contents('datasets', `heart-study/${name}/`))).toHaveLength(2);
  });

  test.each<[string, (slow: World['activities']) => Promise<{ key: OperationKey; late: Promise<unknown> }>]>([
    [
      'available',
      (slow) => withLate('c.csv', slow, async (key, before) => void (await world.run('ingress', key, { before }))),
    ],
    [
      'discarded',
      (slow) =>
        withLate('tool.exe', slow, async (key, before) => {
          await world.run('ingress', key, { before });
          await world.run('discard', key);
        }),
    ],
    [
      'withdrawn',
      async ({ lookAtWithdrawn }) => {
        const { key, name } = await dataset();
        await withdraw(world.ports, key);
        const late = lookAtWithdrawn(key);
        await world.activities.lookAtWithdrawn(key);
        await emptyDoor(world, name);
        await goOn(world, key);
        return { key, late };
      },
    ],
  ])('a listing that is written when all is %s leaves the one that the row tells of', async (end, play) => {
    const { promise: isOver, resolve: goesOn } = Promise.withResolvers<void>();
    const { manifests } = world.ports;
    const write: typeof manifests.write = async (name, entries) => {
      await isOver;
      return await manifests.write(name, entries);
    };
    const { key, late } = await play(world.withPorts({ manifests: { ...manifests, write } }).activities);
    goesOn();
    await late;
    const operation = await world.operation(key);
    expect(operation.state).toBe(end);
    const { digest, count } = await summarize(manifests.read(sourceManifest(operation)));
    expect({ digest, count }).toMatchObject({ digest: operation.source?.digest, count: operation.source?.count });
    expect(count).toBeGreaterThan(0);
  });

  test('a manifest that is no longer the one that was copied stops the delete', async () => {
    const { name, key, file } = await dataset();
    const before = once('prepareTransfer', 'ingress-delete', async () => {
      await world.put('ingress', file('late.csv'), 'late');
      const operation = await world.operation(key);
      const files = listFiles(world.ports.listing, sourceLocation(operation));
      await world.ports.manifests.write(sourceManifest(operation), files);
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('manifest');
    expect(Object.keys(await world.contents('ingress', `heart-study/${name}/`))).toHaveLength(3);
  });

  test('an older file that the manifest does not hold stops the delete', async () => {
    const { name, key, file } = await dataset();
    const before = once('prepareTransfer', 'ingress-delete', async () => {
      await world.put('ingress', file('c.csv'), 'uncopied');
      const { value, etag } = (await world.ports.register.get(key)) ?? {};
      if (!value?.source || !etag) throw new Error('no row');
      const source = { ...value.source, listedAt: new Date(world.now().getTime() + 60_000).toISOString() };
      await world.ports.register.update({ value: { ...value, source }, etag });
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('c.csv is not in the manifest');
    expect(Object.keys(await world.contents('ingress', `heart-study/${name}/`))).toHaveLength(3);
  });

  test('a file that never stops changing fails the dataset after five copies', async () => {
    const { key, file } = await dataset();
    let writes = 0;
    const before: Before = async (name) => {
      if (name !== 'verifyCopy') return;
      writes += 1;
      await world.put('ingress', file('a.csv'), `new ${writes}`);
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    expect(attempts(await world.operation(key), 'ingress-copy')).toEqual(Array(5).fill('failed'));
    expect((await world.operation(key)).failure?.message).toContain('changed while they were being copied');
  });
});

describe('a Data Factory that misbehaves', () => {
  test('a copy that leaves out a file and says that all went well is found out: nothing is deleted', async () => {
    world.knobs.set({ leaveOutFile: 1 });
    const { name, key } = await dataset();
    expect(await world.run('ingress', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('is not what the manifest says');
    expect(Object.keys(await world.contents('ingress', `heart-study/${name}/`))).toHaveLength(2);
  });

  test('a run that fails half way is followed by another attempt with a list of its own', async () => {
    world.knobs.set({ failCopy: 1 });
    const { name, key } = await dataset();
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    const operation = await world.operation(key);
    expect(attempts(operation, 'ingress-copy')).toEqual(['failed', 'succeeded']);
    expect(new Set(operation.transfers.map(({ parameters }) => parameters['listPath'])).size).toBe(3);
    expect(Object.keys(await world.contents('datasets', `heart-study/${name}/`))).toHaveLength(2);
  });

  test('a doubled run is waited for before the transfer is closed', async () => {
    world.knobs.set({ duplicateRuns: 1 });
    const { name, key } = await dataset();
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(attempts(await world.operation(key), 'ingress-copy')).toEqual(['succeeded']);
    expect(Object.keys(await world.contents('datasets', `heart-study/${name}/`))).toHaveLength(2);
  });

  test('a start whose answer is lost finds its run at the next try: there is one run', async () => {
    const { key } = await dataset();
    const enough = async () => (await world.operation(key)).transfers[0]?.status === 'intended';
    await world.run('ingress', key, {
      enough,
      before: (name) => {
        if (name === 'startTransfer') throw new Error('not yet');
      },
    });
    const transfer = (await world.operation(key)).transfers[0];
    if (!transfer) throw new Error('no transfer');
    const lost = await world.ports.dataFactory.start(transfer.step, transfer.parameters);
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect((await world.operation(key)).transfers[0]).toMatchObject({ runId: lost, status: 'succeeded' });
    expect(await world.ports.dataFactory.find(transfer.step, key.id, new Date(0))).toHaveLength(1);
  });

  test('a dataset that fails while its run is waiting takes the list away and tells the run to stop', async () => {
    world.knobs.set({ holdRuns: true });
    const { name, key } = await dataset();
    const enough = async () => (await world.operation(key)).transfers[0]?.status === 'started';
    await world.run('ingress', key, { enough });
    const stop = () => world.activities.failOperation({ key, message: 'for this test' });
    expect(await stop()).toMatchObject({ state: 'copying', ended: false });
    while (!(await stop()).ended) await world.pass();
    const { state, transfers } = await world.operation(key);
    const [transfer] = transfers;
    if (!transfer?.runId) throw new Error('no run');
    expect([state, transfer.status]).toEqual(['failed', 'failed']);
    expect(await listing('transfers', `${key.id}/`)).toEqual([]);
    world.knobs.reset();
    const { runId } = transfer;
    await world.until('the run has ended', async () =>
      /^(Cancelled|Failed)$/.test((await world.ports.dataFactory.get(runId)).status),
    );
    expect(await listing('datasets', `heart-study/${name}/`)).toEqual([]);
  });

  test('a copy that starts after its transfer was closed finds no list and changes nothing', async () => {
    const { name, key } = await dataset();
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    const transfer = (await world.operation(key)).transfers.find(({ step }) => step === 'ingress-copy');
    if (!transfer) throw new Error('no transfer');
    const before = await listing('datasets', `heart-study/${name}/`);
    const late = await world.ports.dataFactory.start(transfer.step, transfer.parameters);
    await world.until(
      'the late run has failed',
      async () => (await world.ports.dataFactory.get(late)).status === 'Failed',
    );
    expect(await listing('datasets', `heart-study/${name}/`)).toEqual(before);
  });
});

async function listing(place: 'datasets' | 'transfers', prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, properties } of world.container(place).listBlobsFlat({ prefix })) {
    found.push(`${name} ${properties.etag}`);
  }
  return found;
}
