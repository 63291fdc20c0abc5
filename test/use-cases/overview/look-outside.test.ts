import { beforeEach, describe, expect, test } from 'vitest';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { readOverview } from '../../../src/features/desk/dashboard/overview.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { openEgress, startWorld, type World } from '../../activities/world.ts';
import { aReader } from '../../domain/sample.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
const dayMs = 24 * 60 * 60_000;

let world: World;
let key: OperationKey;
let folder: string;

/** What a sweep says of what lies outside, to the log and on the dashboard. */
async function swept(): Promise<readonly string[]> {
  let told: readonly string[] = [];
  await sweep(world.ports, idle, sweepSettings, (report, { outside }) => {
    expect(report.outside).toBe(outside.length);
    told = outside.map(({ key: path, problem }) => `${path}: ${problem}`);
  });
  const { outside } = await readOverview({ ...world.ports, ...sweepSettings, secondOperator: true }, aReader);
  expect(outside.map(({ key: path, problem }) => `${path}: ${problem}`)).toEqual(told);
  return told;
}

async function verified(): Promise<readonly string[]> {
  const { findings } = await verifyProofs(world.ports);
  return findings.flatMap(({ record, key: path, why }) => (record === 'released file' ? [`${path}: ${why}`] : []));
}

describe.each(['public', 'release'] as const)('what lies in the account %s', (account) => {
  beforeEach(async () => {
    world = await startWorld(account);
    await world.project({ egress: { ...openEgress, approval: { ...openEgress.approval, required: false } } });
    for (const file of ['a.csv', 'b.csv']) await world.put('exports', `heart-study/results/${file}`, 'a,b\n1,2\n');
    key = await world.open('export', 'heart-study/results/a.csv');
    await world.run('export', key);
    expect((await world.operation(key)).state).toBe('released');
    folder = `heart-study/results/${key.id}`;
  });

  const cases: Record<string, { readonly make: () => Promise<unknown>; readonly named: () => string }> = {
    'a file at the top': {
      make: () => world.put('released', 'loose.csv', 'x'),
      named: () => 'loose.csv: It belongs to no project that is known',
    },
    'a folder of no project': {
      make: () => world.put('released', 'nobody/results/x/loose.csv', 'x'),
      named: () => 'nobody/: It belongs to no project that is known',
    },
    'a file in no package': {
      make: () => world.put('released', 'heart-study/results/loose.csv', 'x'),
      named: () => 'heart-study/results/loose.csv: It lies in no folder of a package, and no release put it there',
    },
    'a folder of no package': {
      make: () => world.put('released', 'heart-study/results/other/loose.csv', 'x'),
      named: () => 'heart-study/results/other/: It is no folder of a package, and no release put it there',
    },
    'a folder of a package that the register does not know': {
      make: () => world.put('released', `heart-study/results/${key.id.slice(0, -1)}Z/loose.csv`, 'x'),
      named: () => `${folder.slice(0, -1)}Z/: The register has no package`,
    },
    'a folder of a package that has another name': {
      make: () => world.put('released', `heart-study/others/${key.id}/loose.csv`, 'x'),
      named: () => `heart-study/others/${key.id}/: ${key.id} has another name`,
    },
    'a file beside those that were approved': {
      make: () => world.put('released', `${folder}/c.csv`, 'x'),
      named: () => `${folder}/c.csv: It is there and nobody expects it here. ${key.id} is released`,
    },
    'a file that was changed': {
      make: () => world.put('released', `${folder}/a.csv`, 'a,b\n1,20\n'),
      named: () => `${folder}/a.csv: The size is 9 bytes`,
    },
    'a file that is gone': {
      make: () => world.container('released').getBlockBlobClient(`${folder}/a.csv`).deleteIfExists(),
      named: () => `${folder}/a.csv: It was released and is gone`,
    },
    'a folder of a package whose row was never released': {
      make: async () => {
        const stored = await world.ports.register.get(key);
        if (stored) await world.ports.register.update({ ...stored, value: { ...stored.value, state: 'denied' } });
      },
      named: () => `${folder}/: ${key.id} is denied: nothing of it may lie outside`,
    },
  };

  test.each(Object.keys(cases))('is held against the register: %s', async (what) => {
    const { make, named } = cases[what] ?? {};
    expect(await swept()).toEqual([]);
    expect(await verified()).toEqual([]);
    await make?.();
    expect(await verified()).toEqual([expect.stringContaining(named?.() ?? '')]);
    expect(await swept(), 'the look of this day was before').toEqual([]);
    await world.pass(dayMs);
    expect(await swept()).toEqual([expect.stringContaining(named?.() ?? '')]);
  });

  test('is shown no longer than it is so', async () => {
    await world.put('released', `${folder}/c.csv`, 'x');
    expect(await swept()).toHaveLength(1);
    expect(await swept()).toHaveLength(1);
    await world.container('released').getBlockBlobClient(`${folder}/c.csv`).deleteIfExists();
    expect(await swept()).toEqual([]);
  });
});
