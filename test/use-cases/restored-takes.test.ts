import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyRestore } from '../../src/features/verification/restore/apply-restore.ts';
import { planRestore } from '../../src/features/verification/restore/plan-restore.ts';
import { approved, goOn } from '../activities/packages.ts';
import { openEgress, startWorld, type World } from '../activities/world.ts';
import { person } from '../domain/sample.ts';

const project = 'heart-study';
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

async function planned() {
  const outcome = await planRestore(world.ports, project, undefined, () => false);
  if ('plan' in outcome) return outcome.plan;
  throw new Error('it stopped although there was time');
}

test.each([['take:all'], ['take:one'], ['all']] as const)(
  'what releases took of limits comes back from its lines when %s is lost',
  async (lost) => {
    await world.project({
      egress: { ...openEgress, limits: [{ name: 'year', of: 'project', days: 365, hard: { files: 9 } }] },
    });
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    await goOn(world, one);
    await goOn(world, other);
    const before = await world.ports.takes.of(project);
    expect(before.takes.map(({ exportId }) => exportId).toSorted()).toEqual([one.id, other.id].toSorted());
    const rows = ['take:all', `take:${one.id}:1`, `take:${other.id}:1`];
    const which = { 'take:all': [0], 'take:one': [1], all: [0, 1, 2] }[lost];
    for (const key of rows.filter((_, at) => which.includes(at)))
      await world.table('register').deleteEntity(project, key);
    const third = await approved(world, 'third');
    await world.run('export', third, { crashAfter: (call) => call === 'move' });
    await expect(world.activities.checkRelease(third)).rejects.toThrow('restore its register');
    const plan = await planned();
    expect(plan.repairs.map(({ what }) => what)).toEqual(['take']);
    await applyRestore(world.ports, plan, { by: person('Otto', 90).oid, reason: 'rows were lost' });
    expect(await world.ports.takes.of(project)).toMatchObject({ takes: before.takes, isWhole: true });
    expect((await planned()).repairs).toEqual([]);
  },
);
