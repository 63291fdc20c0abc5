import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../../src/activities/transfer/location-listing.ts';
import { sourceLocation, sourceManifest } from '../../../src/activities/transfer/places.ts';
import type { OperationKey, Transfer } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { approved, goOn, outside } from '../packages.ts';
import { drop, untilResting } from '../reviewed-packages.ts';
import { tellings } from '../rows.ts';
import { at } from '../unpublished.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.knobs.reset());

const comparing = 'verifyCopy ingress-copy';

/** A dataset of those files, opened. */
async function dataset(name: string, paths = ['a.csv', 'b.csv']) {
  const file = (path: string) => `heart-study/${name}/${path}`;
  for (const path of paths) await world.put('ingress', file(path), `old ${path}`);
  return { key: await world.open('ingress', file('a.csv')), file };
}

async function transfersOf(key: OperationKey, step: TransferStep) {
  return (await world.operation(key)).transfers.filter((one) => one.step === step);
}

describe('the comparison of a copy with its manifest', () => {
  test('names the first three files that are not as they must be', async () => {
    const { key } = await dataset('emptied', ['a.csv', 'b.csv', 'c.csv', 'd.csv']);
    const before = at(comparing, async () => {
      for (const path of await world.names('datasets', 'heart-study/emptied/'))
        await world.container('datasets').deleteBlob(path);
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    const named = (await world.operation(key)).failure?.message.match(/\w\.csv/g);
    expect(named).toEqual(['a.csv', 'b.csv', 'c.csv']);
  });

  test('names the first three files that were deleted while they were copied', async () => {
    const { key, file } = await dataset('gone', ['a.csv', 'b.csv', 'c.csv', 'd.csv', 'e.csv']);
    const before = at(comparing, async () => {
      for (const path of ['a.csv', 'b.csv', 'c.csv', 'd.csv']) await world.container('ingress').deleteBlob(file(path));
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    const named = (await world.operation(key)).failure?.message.match(/\w\.csv/g);
    expect(named).toEqual(['a.csv', 'b.csv', 'c.csv']);
  });

  test('lets nothing count as released that lacks a file outside', async () => {
    const key = await approved(world, 'lacking');
    world.knobs.set({ leaveOutFile: 1 });
    expect(await goOn(world, key)).toMatchObject({ state: 'failed' });
    expect(await outside(world, key, 'lacking')).toHaveLength(1);
    expect((await world.operation(key)).failure).toMatchObject({
      state: 'releasing',
      message: expect.stringMatching(/^The copy in released.* is not what the manifest says. "a.csv": /),
    });
  });

  test('counts the copy as failed whose files changed, and leaves what is known of those before it', async () => {
    const { key, file } = await dataset('twice');
    world.knobs.set({ failCopy: 1 });
    const before = at(comparing, () => world.put('ingress', file('a.csv'), 'new a.csv'));
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    const changed = expect.stringContaining('Files changed while they were being copied');
    expect(await transfersOf(key, 'ingress-copy')).toMatchObject([
      { attempt: 1, status: 'failed', message: expect.not.stringContaining('changed') },
      { attempt: 2, status: 'failed', message: changed },
      { attempt: 3, status: 'succeeded' },
    ]);
  });

  test('says again that files changed when it is repeated after a crash, whatever became of them since', async () => {
    const { key, file } = await dataset('repeated');
    await world.run('ingress', key, {
      before: at(comparing, () => world.put('ingress', file('a.csv'), 'new a.csv')),
      crashAfter: (call) => call === comparing,
    });
    await world.container('ingress').deleteBlob(file('b.csv'));
    expect(await world.activities.verifyCopy({ key, step: 'ingress-copy' })).toEqual({ kind: 'changed' });
    expect(await world.run('ingress', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure).toMatchObject({ state: 'checking' });
  });

  test('trusts no copy of a manifest that is not the one in the row: the upload is checked and copied again', async () => {
    const { key, file } = await dataset('newer');
    const before = at(comparing, async () => {
      await world.put('ingress', file('a.csv'), 'new a.csv');
      const operation = await world.operation(key);
      const files = listFiles(world.ports.listing, sourceLocation(operation));
      await world.ports.manifests.write(sourceManifest(operation), files);
      await world.put('datasets', 'heart-study/newer/v1/a.csv', 'new a.csv');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    const statuses = (await transfersOf(key, 'ingress-copy')).map(({ status }) => status);
    expect(statuses).toEqual(['failed', 'succeeded']);
  });

  test('changes nothing when it is repeated late, while the originals are deleted: the copy is published as it is', async () => {
    const { key, file } = await dataset('late');
    const before = at('startTransfer ingress-delete', async () => {
      await world.put('ingress', file('a.csv'), 'of the next version');
      await world.activities.verifyCopy({ key, step: 'ingress-copy' });
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    const statuses = (await world.operation(key)).transfers.map(({ step, status }) => `${step} ${status}`);
    expect(statuses).toEqual(['ingress-copy succeeded', 'ingress-delete succeeded']);
    expect(await tellings(world.ports, key)).not.toContain('transfer.stale');
    expect(await world.contents('ingress', 'heart-study/late/')).toEqual({ [file('a.csv')]: 'of the next version' });
  });

  test('changes nothing when it is repeated late, while the next copy is under way', async () => {
    const key = await drop(world, 'frozen-again');
    const change = (content: string) => world.put('exports', 'heart-study/frozen-again/table.csv', content);
    const changed = at('verifyCopy export-freeze', () => change('new!'));
    const seen: (Transfer | undefined)[] = [];
    await world.run('export', key, {
      enough: untilResting(world, key),
      before: async (name, input) => {
        await changed(name, input);
        const [, second] = await transfersOf(key, 'export-freeze');
        if (name !== 'pollTransfer' || second?.status !== 'started' || seen.length > 0) return;
        await change('newer');
        await world.activities.verifyCopy({ key, step: 'export-freeze' });
        seen.push(second, (await transfersOf(key, 'export-freeze'))[1]);
      },
    });
    expect(seen[0]).toMatchObject({ attempt: 2, status: 'started' });
    expect(seen[1]).toEqual(seen[0]);
    expect(await world.contents('review', `heart-study/${key.id}/`)).toMatchObject({
      [`heart-study/${key.id}/table.csv`]: 'newer',
    });
  });
});
