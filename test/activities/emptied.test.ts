import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const containers = { ingress: 'ingress', export: 'exports' } as const;

describe.each(['ingress', 'export'] as const)('an upload at the %s door whose files are all gone', (door) => {
  const place = containers[door];

  test('before it was complete is over without a mail, and its name is free', async () => {
    await world.put(place, 'heart-study/second-thoughts/a.csv', 'x');
    const key = await world.open(door, 'heart-study/second-thoughts/a.csv');
    await world.container(place).deleteBlob('heart-study/second-thoughts/a.csv');
    expect(await world.run(door, key)).toMatchObject({ state: 'withdrawn' });
    expect((await world.mails()).filter(({ text }) => text.includes(key.id))).toEqual([]);
    await world.put(place, 'heart-study/second-thoughts/b.csv', 'y');
    expect((await world.open(door, 'heart-study/second-thoughts/b.csv')).id).not.toBe(key.id);
  });

  test('except for its empty marker is over too; the marker opens nothing', async () => {
    await world.put(place, 'heart-study/marker/_COMPLETE', '');
    await world.put(place, 'heart-study/marker/a.csv', 'x');
    const key = await world.open(door, 'heart-study/marker/a.csv');
    await world.container(place).deleteBlob('heart-study/marker/a.csv');
    expect(await world.run(door, key)).toMatchObject({ state: 'withdrawn' });
    const path = 'heart-study/marker/_COMPLETE';
    expect(await startOperation(world.ports, { door, path })).toMatchObject({ kind: 'waits' });
  });

  test('except for a marker with content is rejected: something lies there that nobody would look at', async () => {
    await world.put(place, 'heart-study/filled/_COMPLETE', 'the only copy');
    const key = await world.open(door, 'heart-study/filled/_COMPLETE');
    expect(await world.run(door, key)).toMatchObject({ state: 'rejected' });
    expect(await world.names(place, 'heart-study/filled/')).toHaveLength(1);
  });
});

test('the proofs hold', async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [], receipts: { bad: [] } });
});
