import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { drop, untilResting, untilReview } from './reviewed-packages.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
  await world.stop();
});

describe('a package on its way out', () => {
  test('a file changed while the package is frozen is frozen as it is now; one that comes later waits for the next', async () => {
    const key = await drop(world, 'moving');
    let done = false;
    await world.run('export', key, {
      enough: async () => (await world.operation(key)).state === 'in-review',
      before: async (name, input) => {
        if (done || name !== 'startTransfer' || Object(input).step !== 'export-freeze') return;
        done = true;
        await world.put('exports', 'heart-study/moving/table.csv', 'new!');
        await world.put('exports', 'heart-study/moving/later.csv', 'later');
      },
    });
    expect(await world.contents('review', `heart-study/${key.id}/`)).toEqual({
      [`heart-study/${key.id}/deep/plot.json`]: '{}',
      [`heart-study/${key.id}/table.csv`]: 'new!',
    });
    expect(await world.contents('exports', 'heart-study/moving/')).toMatchObject({
      'heart-study/moving/later.csv': 'later',
    });
  });

  test('a file changed under the freeze is checked before it is frozen again; a package that breaks the rules then is rejected', async () => {
    const key = await drop(world, 'overwritten');
    let done = false;
    const before = async (name: string, input: unknown) => {
      if (done || name !== 'verifyCopy' || Object(input).step !== 'export-freeze') return;
      done = true;
      await world.put('exports', 'heart-study/overwritten/table.csv', 'new!');
      await world.put('exports', 'heart-study/overwritten/_COMPLETE', 'a marker may hold nothing');
    };
    expect(await world.run('export', key, { before, enough: untilResting(world, key) })).toMatchObject({
      state: 'rejected',
    });
    const { problems, package: frozen } = await world.operation(key);
    expect([problems.map(({ rule }) => rule), frozen]).toEqual([['marker-content'], undefined]);
    expect(Object.keys(await world.contents('exports', 'heart-study/overwritten/'))).toHaveLength(3);
  });

  test('a frozen file that is gone at the source when the package is checked again is not smuggled into the review', async () => {
    const key = await drop(world, 'smuggled');
    let inventories = 0;
    const before = async (name: string) => {
      if (name === 'verifyCopy' && inventories === 1)
        await world.put('exports', 'heart-study/smuggled/table.csv', 'new!');
      if (name !== 'takeInventory') return;
      inventories += 1;
      if (inventories === 2) await world.container('exports').deleteBlob('heart-study/smuggled/deep/plot.json');
    };
    expect(await world.run('export', key, { before, enough: untilResting(world, key) })).toMatchObject({
      state: 'failed',
    });
    expect((await world.operation(key)).failure).toMatchObject({
      state: 'checking',
      message: expect.stringContaining('"deep/plot.json"'),
    });
    await world.put('exports', 'heart-study/smuggled/deep/plot.json', '{"again":1}');
    await world.activities.move({ key, from: 'failed', event: 'retry' });
    await untilReview(world, key);
    expect(await world.contents('review', `heart-study/${key.id}/`)).toEqual({
      [`heart-study/${key.id}/deep/plot.json`]: '{"again":1}',
      [`heart-study/${key.id}/table.csv`]: 'new!',
    });
  });

  test('a stray file in the frozen copy stops the package before anybody decides about it', async () => {
    const key = await drop(world, 'stray');
    let done = false;
    const before = async (name: string, input: unknown) => {
      if (done || name !== 'verifyCopy' || Object(input).step !== 'export-freeze') return;
      done = true;
      await world.put('review', `heart-study/${key.id}/left-over.csv`, 'of an earlier freeze');
    };
    expect(await world.run('export', key, { before, enough: untilResting(world, key) })).toMatchObject({
      state: 'failed',
    });
    expect((await world.operation(key)).failure?.message).toContain('left-over.csv');
    expect((await world.operation(key)).package).toBeUndefined();
  });
});
