import { beforeEach, describe, expect, test } from 'vitest';
import { everyProject, type Hold } from '../../../src/domain/operation/hold.ts';
import { failureIn } from '../../../src/domain/operation/operation.ts';
import type { Register } from '../../../src/ports/records.ts';
import { cancelReleases } from '../../../src/use-cases/operation/cancel-releases.ts';
import { startWorld, type World } from '../../activities/world.ts';
import { aHold } from '../../contract/holds-contract.ts';
import { aPackage, aRelease, heldSince, putOutside, slowFactory } from '../met-package.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});

const idle = { start: async () => {}, wake: async () => {} };
const at = '2026-11-24T09:30:00.000Z';
const failedIn = (state: string) => ({ state: 'failed', failure: failureIn(state, 'it differs', at) });
const ended = { status: 'failed', closedAt: at } as const;

/** What a hold of the project meets, unless it is of another. */
function meet(change: Partial<Hold> = {}, ports = world.ports) {
  return cancelReleases(ports, idle, aHold({ project: 'heart-study', since: heldSince, ...change }));
}

async function metBy(change: Partial<Hold> = {}, ports = world.ports): Promise<string[]> {
  return (await meet(change, ports)).map(({ operation }) => operation);
}

describe('a hold meets', () => {
  test.each([
    ['a release that a run was asked for', { state: 'releasing', transfers: [aRelease()] }],
    ['a release that failed after that', { ...failedIn('releasing'), transfers: [aRelease(ended)] }],
  ])('%s', async (_what, change) => {
    const { id } = await aPackage(world, change);
    const state = change.state;
    expect(await meet()).toEqual([
      { project: 'heart-study', operation: id, state, runs: [], filesOutside: 0, takenBack: false },
    ]);
  });

  test.each([
    [
      'that is to be released and nothing was asked for',
      { state: 'releasing', transfers: [aRelease({ step: 'export-freeze', ...ended })] },
    ],
    ['that is in review again since it was taken back', { state: 'in-review', round: 2, transfers: [aRelease(ended)] }],
    ['that failed on its way back after that', { ...failedIn('returning'), transfers: [aRelease(ended)] }],
    ['that was released before', { state: 'released', since: at }],
    ['that was returned meanwhile', { state: 'returned', since: heldSince }],
  ])('no package %s', async (_what, change) => {
    await aPackage(world, change);
    expect(await metBy({ takeBack: true })).toEqual([]);
  });

  test.each([
    ['of its own project that is under way', { project: 'heart-study' }, ['own going']],
    ['of any project that is under way, when it is of all', { project: everyProject }, ['other going', 'own going']],
    [
      'of its own project that is under way or ended since then, when it takes back',
      { project: 'heart-study', takeBack: true },
      ['own going', 'own gone'],
    ],
    [
      'of any project that is under way or ended since then, when it is of all and takes back',
      { project: everyProject, takeBack: true },
      ['other going', 'other gone', 'own going', 'own gone'],
    ],
  ])('each release %s', async (_which, hold, expected) => {
    const going = { state: 'releasing', transfers: [aRelease()] };
    const gone = { state: 'released', since: '2026-11-24T10:00:00.001Z' };
    const names = new Map<string, string>();
    for (const [whose, project] of [
      ['own', 'heart-study'],
      ['other', 'lung-study'],
    ] as const) {
      names.set((await aPackage(world, { project, ...going })).id, `${whose} going`);
      names.set((await aPackage(world, { project, ...gone })).id, `${whose} gone`);
    }
    expect((await metBy(hold)).map((id) => names.get(id)).sort()).toEqual(expected);
  });

  test('what was released at its very beginning, when it takes back', async () => {
    const { id } = await aPackage(world, { state: 'released', since: heldSince });
    expect(await metBy({ takeBack: true })).toEqual([id]);
  });

  test('what was released also when many packages came after that one', async () => {
    const { id } = await aPackage(world, { state: 'released', since: heldSince });
    for (let more = 0; more < 60; more += 1) await aPackage(world, { state: 'released', since: at });
    expect(await metBy({ takeBack: true })).toEqual([id]);
  });

  test('releases in the order of their names, whichever is dealt with first', async () => {
    const going = { state: 'releasing', transfers: [aRelease()] };
    const met: string[] = [];
    for (let more = 0; more < 10; more += 1) met.unshift((await aPackage(world, going)).id);
    const unfinished: Register['unfinished'] = async function* () {
      for (const id of met) yield { operation: await world.operation({ project: 'heart-study', id }) };
    };
    const ports = { ...world.ports, register: { ...world.ports.register, unfinished } };
    expect(await metBy({}, ports)).toEqual(met.toSorted());
  });

  test('every release beside a row that cannot be read', async () => {
    const { id } = await aPackage(world, { state: 'releasing', transfers: [aRelease()] });
    const unfinished: Register['unfinished'] = async function* () {
      yield { broken: { project: 'heart-study', key: 'op:exp:1', problem: 'state: it is missing' } };
      yield* world.ports.register.unfinished();
    };
    expect(await metBy({}, { ...world.ports, register: { ...world.ports.register, unfinished } })).toEqual([id]);
  });
});

describe('a hold cancels', () => {
  test('the run of the attempt that is under way, also one that was noted while it looked; none of an attempt that is over', async () => {
    const over = aRelease({ ...ended, runId: 'run-1' });
    const asked = aRelease({ attempt: 2 });
    const key = await aPackage(world, {
      state: 'releasing',
      transfers: [over, { ...asked, status: 'started', runId: 'run-2' }],
    });
    const operation = { ...(await world.operation(key)), transfers: [over, asked] };
    const unfinished: Register['unfinished'] = async function* () {
      yield { operation };
    };
    const { cancelled, dataFactory } = slowFactory(world);
    const ports = { ...world.ports, dataFactory, register: { ...world.ports.register, unfinished } };
    expect(await meet({}, ports)).toMatchObject([{ operation: key.id, runs: ['run-2'] }]);
    expect(cancelled).toEqual(['run-2']);
    expect((await world.operation(key)).transfers).toMatchObject([{ status: 'failed' }, { held: true }]);
  });

  test('nothing that deletes what was kept of a package', async () => {
    const clearing = aRelease({ step: 'review-clear', status: 'started', runId: 'run-3' });
    const key = await aPackage(world, { state: 'released', since: heldSince, transfers: [clearing] });
    const { cancelled, dataFactory } = slowFactory(world);
    expect(await meet({ takeBack: true }, { ...world.ports, dataFactory })).toMatchObject([
      { operation: key.id, runs: [] },
    ]);
    expect(cancelled).toEqual([]);
  });
});

describe('a hold that takes back', () => {
  const going = { state: 'releasing', round: 1, transfers: [aRelease(ended)] };
  const failed = { ...going, ...failedIn('releasing') };
  const gone = { state: 'released', since: heldSince };
  test.each([
    ['takes back a release of which nothing is outside yet', going, 0, 'revoking'],
    ['takes back a release that failed with files outside', failed, 1, 'revoking'],
    ['leaves a failed release of which nothing is outside to operators', failed, 0, 'failed'],
    ['takes back what was released since then, also when nothing of it is outside', gone, 0, 'revoking'],
  ])('%s', async (_what, change, filesOutside, state) => {
    const key = await aPackage(world, change);
    if (filesOutside > 0) await putOutside(world, key);
    expect(await meet({ takeBack: true })).toMatchObject([{ filesOutside, takenBack: state === 'revoking' }]);
    expect(await world.operation(key)).toMatchObject({ state });
  });
});
