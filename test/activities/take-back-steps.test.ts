import { beforeEach, describe, expect, test } from 'vitest';
import { endReleaseRuns } from '../../src/activities/lifecycle/take-back.ts';
import { outsideManifest } from '../../src/activities/transfer/places.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { OperationKey, TakeBack } from '../../src/domain/operation/operation.ts';
import { collect } from '../contract/samples.ts';
import { gather, person } from '../domain/sample.ts';
import { aPackage, aRelease, heldSince, putOutside, slowFactory } from '../use-cases/met-package.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});

const by = person('Otto', 90).oid;
const reason = 'the wrong table';
const takeBack: TakeBack = { number: 1, from: 'releasing', to: 'returning', by, reason, at: heldSince };

/** A package that is taken back, of which files were put outside in that order, some seconds apart. */
async function withOutside(files: readonly string[]): Promise<OperationKey> {
  const key = await aPackage(world, { state: 'revoking', takeBack });
  for (const file of files) {
    await putOutside(world, key, file);
    await world.pass(3000);
  }
  return key;
}

describe('what is outside when a release is taken back', () => {
  test('is noted with the time since when the oldest of its files lay there, wherever that stands in the list', async () => {
    const began = world.now();
    const key = await withOutside(['b.csv', 'c.csv', 'a.csv']);
    await world.activities.noteOutside({ key });
    const { outside } = (await world.operation(key)).takeBack ?? {};
    expect(outside).toMatchObject({ count: 3 });
    expect(Date.parse(outside?.since ?? '') - began.getTime()).toBeLessThan(2000);
  });

  test('is noted without such a time when it is nothing', async () => {
    const key = await withOutside([]);
    await world.activities.noteOutside({ key });
    const { outside } = (await world.operation(key)).takeBack ?? {};
    expect(outside).toMatchObject({ count: 0 });
    expect(outside).not.toHaveProperty('since');
  });

  test('is listed once: a step that comes again, when some of it is deleted, changes neither the list nor the totals', async () => {
    const key = await withOutside(['a.csv', 'b.csv']);
    await world.activities.noteOutside({ key });
    const before = await world.operation(key);
    const { project, name, id } = before;
    await world.container('released').deleteBlob(`${project}/${name}/${id}/a.csv`);
    await world.activities.noteOutside({ key });
    expect(await world.operation(key)).toEqual(before);
    const listed = await gather(world.ports.manifests.read(outsideManifest(id, 1)));
    expect(listed.map(({ path }) => path)).toEqual(['a.csv', 'b.csv']);
  });
});

test('a look of a taking back that comes late ends no run of the release that was begun after it', async () => {
  const transfers = [aRelease({ attempt: 2, status: 'started', runId: 'run-2' })];
  const key = await aPackage(world, { state: 'releasing', round: 2, takeBack, transfers });
  const { cancelled, dataFactory } = slowFactory(world);
  const looked = await endReleaseRuns({ ...world.ports, dataFactory }, flowSettings, { key });
  expect(looked).toMatchObject({ ended: true });
  expect(cancelled).toEqual([]);
  expect(await world.operation(key)).toMatchObject({ transfers });
});

test.each([
  ['the operator who asked for it', { by }, by],
  ['the control plane, when nobody asked for it', {}, 'control-plane'],
])('the audit says of a release that is taken back that it was by %s', async (_whom, asked, actor) => {
  const key = await aPackage(world, { state: 'releasing' });
  await world.activities.takeBack({ key, from: 'releasing', to: 'returning', reason, ...asked });
  const lines = (await collect(world.ports.audit.lines(key.project))).map((line) => parseChainLine(line).event);
  expect(lines.at(-1)).toMatchObject({ kind: 'export.revoking', operation: key.id, actor, data: { reason } });
});
