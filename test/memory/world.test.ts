import { expect, test } from 'vitest';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { collect } from '../contract/samples.ts';
import { bringIn } from './bring-in.ts';
import { letOut } from './let-out.ts';
import { MemoryWorld } from './world.ts';

/** Says how long the work took on the machine and in the world. */
async function timed<T>(what: string, world: MemoryWorld, work: () => Promise<T>): Promise<T> {
  const [began, since] = [performance.now(), world.time.now().getTime()];
  const result = await work();
  const seconds = (world.time.now().getTime() - since) / 1000;
  console.info(`${what}: ${Math.round(performance.now() - began)} ms for ${seconds} s of the world`);
  return result;
}

async function played(seed: number): Promise<MemoryWorld> {
  const world = new MemoryWorld(seed);
  world.knobs.set({ queueMilliseconds: 7000, millisecondsPerFile: 400 });
  await world.project();
  expect(await timed('one dataset', world, () => bringIn(world))).toBe('available');
  expect(await timed('one package', world, () => letOut(world))).toBe('released');
  return world;
}

test('a dataset comes in and a package leaves, with receipts and proofs that hold', async () => {
  const world = await played(1);
  expect(await world.contents('datasets', 'heart-study/')).toEqual({
    'heart-study/cohort/v1/a.csv': 'a,b\n1,2\n',
    'heart-study/cohort/v1/deep/er/b.json': '{}',
  });
  expect(Object.values(await world.contents('released', 'heart-study/results/'))).toEqual(['x,y\n']);
  for (const place of ['ingress', 'exports'] as const) expect(await world.contents(place, '')).toEqual({});
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { bad: [] } });
});

test('the same seed gives the same world, to the byte of the audit', async () => {
  const lines = async () => await collect((await played(7)).ports.audit.lines('heart-study'));
  expect(await lines()).toEqual(await lines());
});
