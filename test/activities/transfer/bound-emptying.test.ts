import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundEmptying } from '../../../src/activities/transfer/bound-emptying.ts';
import { listFiles } from '../../../src/activities/transfer/location-listing.ts';
import { packageManifest, targetLocation } from '../../../src/activities/transfer/places.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { sampleOperation } from '../../domain/sample.ts';
import { flowSettings, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

let count = 0;

/** A package that was frozen with two files and returned; its row holds what people decided on. */
async function returned(): Promise<Operation> {
  count += 1;
  const id = `exp_01K${String(count).padStart(23, '0')}`;
  const operation = sampleOperation({ id, door: 'export', name: 'results', state: 'returned' });
  for (const step of ['export-freeze', 'export-return'] as const) {
    const { place, folder } = targetLocation(operation, step);
    for (const path of ['a.csv', 'deep/b.csv']) await world.put(place, `${folder}/${path}`, path);
  }
  const frozen = listFiles(world.ports.listing, targetLocation(operation, 'export-freeze'));
  return { ...operation, package: await world.ports.manifests.write(packageManifest(id), frozen) };
}

const bound = (operation: Operation, step: Parameters<typeof boundEmptying>[3], settings = flowSettings) =>
  boundEmptying(world.ports, settings, operation, step);

/** Waits until the folder may be emptied. */
const bounded = (look: () => ReturnType<typeof bound>) =>
  world.until('the emptying has a bound', async () => 'endTime' in (await look()));

async function newest(operation: Operation, step: 'export-freeze' | 'export-return'): Promise<number> {
  const { place, folder } = targetLocation(operation, step);
  let newest = 0;
  for await (const { properties } of world.container(place).listBlobsFlat({ prefix: `${folder}/` }))
    newest = Math.max(newest, properties.lastModified?.getTime() ?? 0);
  return newest;
}

describe('emptying a folder that Data Factory wrote', () => {
  test.each([
    ['export-discard', 'export-freeze'],
    ['review-clear', 'export-freeze'],
    ['returned-clear', 'export-return'],
  ] as const)('%s ends one second after the newest file that is as the manifest says', async (step, copy) => {
    const operation = await returned();
    await bounded(() => bound(operation, step));
    const endTime = new Date((await newest(operation, copy)) + 1000).toISOString();
    expect(await bound(operation, step)).toEqual({ endTime });
  });

  test('waits while clocks could still differ by more than the files are old', async () => {
    const wrong = { ...flowSettings, storageSkewSeconds: 10 };
    expect(await bound(await returned(), 'review-clear', wrong)).toHaveProperty('waitSeconds');
  });

  test.each([
    ['review-clear', 'export-freeze', 'extra.csv', 'nobody expects it here'],
    ['export-discard', 'export-freeze', 'a.csv', 'it was written again'],
    ['returned-clear', 'export-return', 'extra.csv', 'nobody expects it here'],
    ['returned-clear', 'export-return', 'a.csv', 'The MD5 is'],
  ] as const)('%s is stopped by what somebody else wrote there', async (step, copy, path, why) => {
    const operation = await returned();
    const { place, folder } = targetLocation(operation, copy);
    await world.put(place, `${folder}/${path}`, 'b.csv');
    expect(await bound(operation, step)).toEqual({ stray: expect.stringContaining(why) });
  });

  test('holds nothing that a freeze left behind against a manifest that never came into its row', async () => {
    const { package: _package, ...operation } = await returned();
    const { place, folder } = targetLocation(operation, 'export-freeze');
    await world.put(place, `${folder}/extra.csv`, 'c');
    expect(await bound(operation, 'export-discard')).not.toHaveProperty('stray');
  });

  test('takes what a freeze left behind that never got its manifest: its originals are still there', async () => {
    const { package: _package, ...operation } = await returned();
    await bounded(() => bound(operation, 'export-discard'));
  });

  test('takes a version as it lies there: what is closed to people is to be empty', async () => {
    const version = sampleOperation({ id: 'ing_01K00000000000000000000009', version: 1, state: 'retracting' });
    await world.put('datasets', 'heart-study/cohort/v1/a.csv', 'a');
    await bounded(() => bound(version, 'dataset-retract'));
  });

  test('of an empty folder ends before anything that may come', async () => {
    const version = sampleOperation({ id: 'ing_01K00000000000000000000008', version: 7, state: 'retracting' });
    const { endTime } = { endTime: '', ...(await bound(version, 'dataset-retract')) };
    expect(Date.parse(endTime)).toBeLessThan(world.now().getTime());
  });
});
