import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awaitCorrection } from '../../src/use-cases/operation/submit-package.ts';
import { answer, drop, untilReview } from './reviewed-packages.ts';
import { openEgress, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({ egress: openEgress });
});
afterAll(() => world.stop());

const rita = '00000000-0000-4000-8000-000000000002';
const inside = async (key: Parameters<World['operation']>[0]) => (await world.operation(key)).saidInside;

/** A package that its marker says all of this about, frozen. */
async function said(name: string, metadata: Record<string, string>) {
  await world.put('exports', `heart-study/${name}/a.csv`, name);
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '', metadata);
  const key = await world.open('export', `heart-study/${name}/_COMPLETE`);
  await untilReview(world, key);
  return key;
}

async function sentBack(name: string) {
  const key = await drop(world, name);
  await untilReview(world, key);
  await answer(world, key, 'ada', 'deny', 'small counts');
  await world.run('export', key);
  return key;
}

describe('what a marker says', () => {
  test('is kept by itself, with the versions and the package that it names', async () => {
    await world.put('ingress', 'heart-study/labs, old/a.csv', 'a');
    await world.put('ingress', 'heart-study/labs, old/_COMPLETE', '');
    const source = await world.open('ingress', 'heart-study/labs, old/a.csv');
    await world.run('ingress', source);
    const earlier = await sentBack('first');
    const key = await said('all', {
      label: 'The table',
      ANSWER: 'Rounded',
      continues: earlier.id,
      madefrom: 'labs, old/v1',
    });
    const madeFrom = [{ id: source.id, name: 'labs, old', version: 1 }];
    expect(await inside(key)).toEqual({ label: 'The table', answer: 'Rounded', continues: earlier.id, madeFrom });
    expect((await world.operation(key)).submission).toBeUndefined();
  });

  test('is shown as it was said where it names nothing, and stops nothing', async () => {
    const key = await said('wrong', { continues: 'exp_nothing', madeFrom: 'cohort/v9, labs' });
    expect(await inside(key)).toEqual({ unread: ['continues: exp_nothing', 'madeFrom: cohort/v9, labs'] });
    expect(await inside(await said('unknown', { madeFrom: 'unknown' }))).toEqual({ madeFrom: 'unknown' });
  });
});

describe('a place that was kept for a corrected package', () => {
  test('is taken by the next one under its name that breaks no rule, whatever its marker says', async () => {
    const earlier = await sentBack('again');
    await awaitCorrection(world.ports, earlier, { name: '', by: rita });
    await world.pass();
    const other = await said('other', { purpose: 'x' });
    expect(await inside(other)).toBeUndefined();
    const next = await said('again', { purpose: 'x' });
    expect(await inside(next)).toEqual({ continues: earlier.id });
    const { corrections } = (await world.ports.register.rememberedDoor('export', 'heart-study')).value;
    expect(corrections).toEqual([]);
  });

  test('may have another name, and comes after what the marker says', async () => {
    const [one, two] = [await sentBack('one'), await sentBack('two')];
    await awaitCorrection(world.ports, one, { name: 'both', by: rita });
    await world.pass();
    expect(await inside(await said('both', { continues: two.id }))).toEqual({ continues: two.id });
  });

  test('is of no use once the other is in review again', async () => {
    const earlier = await sentBack('anew');
    await awaitCorrection(world.ports, earlier, { name: 'after', by: rita });
    const stored = await world.ports.register.get(earlier);
    if (stored === undefined) throw new Error('it is gone');
    await world.ports.register.update({ ...stored, value: { ...stored.value, state: 'in-review' } });
    await world.pass();
    expect(await inside(await said('after', { purpose: 'x' }))).toBeUndefined();
  });

  test('is for what comes later only', async () => {
    const earlier = await sentBack('late');
    await world.put('exports', 'heart-study/late/a.csv', 'a');
    const key = await world.open('export', 'heart-study/late/a.csv');
    await world.pass();
    await awaitCorrection(world.ports, earlier, { name: '', by: rita });
    await world.put('exports', 'heart-study/late/_COMPLETE', '');
    await untilReview(world, key);
    expect(await inside(key)).toBeUndefined();
  });
});
