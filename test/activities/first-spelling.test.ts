import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEgress, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({ ingress: { quietSeconds: 1 }, egress });
});
afterAll(() => world.stop());

const project = 'heart-study';
const egress = { ...openEgress, approval: { ...openEgress.approval, required: false } };

async function dataset(name: string) {
  await world.put('ingress', `${project}/${name}/a.csv`, 'x');
  const key = await world.open('ingress', `${project}/${name}/a.csv`);
  await world.run('ingress', key);
  return await world.operation(key);
}

async function parcel(name: string) {
  await world.put('exports', `${project}/${name}/a.csv`, 'x');
  await world.put('exports', `${project}/${name}/_COMPLETE`, '');
  const key = await world.open('export', `${project}/${name}/a.csv`);
  await world.run('export', key);
  return await world.operation(key);
}

test('the first spelling of a dataset names its folder, and another one is rejected with it', async () => {
  expect((await dataset('Cohort')).state).toBe('available');
  const other = await dataset('cohort');
  expect(other).toMatchObject({ state: 'rejected', problems: [{ rule: 'name:first-spelling', value: 'cohort' }] });
  expect(other.problems[0]?.message).toContain('"Cohort"');
  await world.run('discard', other);
  expect(await dataset('Cohort')).toMatchObject({ state: 'available', version: 2 });
  expect(await world.names('datasets', `${project}/cohort`)).toEqual([]);
});

test('the same holds for packages that left, and outside nobody is told a name', async () => {
  expect((await parcel('Tables')).state).toBe('released');
  const other = await parcel('TABLES');
  expect(other).toMatchObject({ state: 'rejected', problems: [{ rule: 'name:first-spelling' }] });
  expect(other.problems[0]?.message).toContain('"Tables"');
  expect(other.problems[0]?.publicMessage).not.toMatch(/tables/i);
  await world.run('discard', other);
  expect((await parcel('Tables')).state).toBe('released');
});

test('what was rejected before anything lay under it names no folder', async () => {
  await world.project({ ingress: { quietSeconds: 1, maxBytes: 3 }, egress });
  await world.put('ingress', `${project}/Scans/large.csv`, 'too large');
  const key = await world.open('ingress', `${project}/Scans/large.csv`);
  expect(await world.run('ingress', key)).toMatchObject({ state: 'rejected' });
  await world.run('discard', key);
  expect((await dataset('scans')).state).toBe('available');
});
