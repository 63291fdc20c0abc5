import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain } from '../../src/domain/lifecycle/advance.ts';
import { shownOf } from '../../src/domain/overview/shown.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { retry } from '../use-cases/stopped.ts';
import { openEgress, quickIngress } from './flow-settings.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({
    ingress: { ...quickIngress, requireMarker: true },
    egress: { ...openEgress, requireMarker: true },
  });
});
afterAll(() => world.stop());

const HOUR = 3_600_000;
const isMissing = (key: Parameters<World['operation']>[0]) => async () =>
  (await world.operation(key)).missing === 'marker';

describe('where the project requires the marker', () => {
  test.each([
    ['ingress', 'the data owner'],
    ['export', 'a researcher'],
  ] as const)(
    'an upload at the door %s is not taken without it, says that %s acts next, and goes on with it',
    async (door, who) => {
      const folder = `heart-study/${door}-half`;
      const place = door === 'ingress' ? 'ingress' : 'exports';
      await world.put(place, `${folder}/a.csv`, 'a');
      const key = await world.open(door, `${folder}/a.csv`);
      await world.run(door, key, { enough: isMissing(key) });
      await world.pass(HOUR);
      const waiting = await world.operation(key);
      expect(waiting.state).toBe('receiving');
      expect(explain(waiting, world.now())).toContain(
        `waits for the marker _COMPLETE, without which the project takes no upload: ${who} acts next`,
      );
      expect(shownOf(waiting).missing).toBe('marker');

      await world.put(place, `${folder}/_COMPLETE`, '');
      await world.run(door, key, { enough: async () => (await world.operation(key)).state !== 'receiving' });
      const taken = await world.operation(key);
      expect(taken.state).not.toBe('receiving');
      expect(taken).not.toHaveProperty('missing');
      expect((await verifyProofs(world.ports)).ok).toBe(true);
    },
  );

  test('a file that comes while the marker is missing is part of the upload, and what comes later is not', async () => {
    await world.put('ingress', 'heart-study/slow/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/slow/a.csv');
    await world.run('ingress', key, { enough: isMissing(key) });
    await world.pass(HOUR);
    await world.put('ingress', 'heart-study/slow/b.csv', 'b');
    await world.put('ingress', 'heart-study/slow/_COMPLETE', '');
    expect((await world.run('ingress', key)).state).toBe('available');
    expect(await world.names('datasets', 'heart-study/slow/')).toEqual([
      'heart-study/slow/v1/a.csv',
      'heart-study/slow/v1/b.csv',
    ]);

    await world.put('ingress', 'heart-study/slow/c.csv', 'c');
    const next = await world.open('ingress', 'heart-study/slow/c.csv');
    await world.run('ingress', next, { enough: isMissing(next) });
    expect((await world.operation(next)).state).toBe('receiving');
  });

  test('a single file has no folder that could hold a marker, and is taken as before', async () => {
    await world.put('ingress', 'heart-study/alone.csv', 'a');
    const key = await world.open('ingress', 'heart-study/alone.csv');
    expect((await world.run('ingress', key)).state).toBe('available');
  });

  test('an upload whose marker never comes fails after the hours of the project; with the marker a retry takes it', async () => {
    await world.put('ingress', 'heart-study/never/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/never/a.csv');
    const later = async (name: string) => (name === 'lookAtArrival' ? world.pass(HOUR) : undefined);
    expect((await world.run('ingress', key, { before: later })).state).toBe('failed');
    const failed = await world.operation(key);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringMatching(/^The marker _COMPLETE/) },
    });
    expect(failed).not.toHaveProperty('missing');
    await world.put('ingress', 'heart-study/never/_COMPLETE', '');
    await retry(world, key);
    expect((await world.run('ingress', key)).state).toBe('available');
  });

  test('a project that no longer requires it takes what waited', async () => {
    await world.put('ingress', 'heart-study/freed/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/freed/a.csv');
    await world.run('ingress', key, { enough: isMissing(key) });
    await world.project({ ingress: quickIngress, egress: openEgress });
    expect((await world.run('ingress', key)).state).toBe('available');
  });
});
