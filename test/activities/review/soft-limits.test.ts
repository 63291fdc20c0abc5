import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import type { EgressLimit } from '../../../src/domain/project/egress-limits.ts';
import { collect } from '../../contract/samples.ts';
import { approved, decideAs, dropped, goOn } from '../packages.ts';
import { openEgress, startWorld, type World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const onePackage: EgressLimit = { name: 'week', of: 'project', days: 7, soft: { packages: 1 } };
const twoFiles: EgressLimit = { name: 'files', of: 'person', days: 7, soft: { files: 1 } };

async function limitTo(...limits: readonly EgressLimit[]): Promise<void> {
  await world.project({ egress: { ...openEgress, limits } });
}

const taken = async () => (await world.ports.takes.of('heart-study')).takes.map(({ exportId }) => exportId);
const stateOf = async (key: OperationKey) => (await world.operation(key)).state;

async function rulesOf({ id }: OperationKey) {
  const { rounds } = await world.ports.decisions.read(id);
  return rounds.map(({ value: { rules, status } }) => ({ status, rules }));
}

/** What the lines of a kind about the package say. */
async function linesOf({ id }: OperationKey, kind: string, what: string): Promise<unknown[]> {
  const all = (await collect(world.ports.audit.lines('heart-study'))).map((line) => JSON.parse(line));
  return all.filter((line) => line.operation === id && line.kind === kind).map(({ data }) => data[what]);
}

const lastLooks = (key: OperationKey) => linesOf(key, 'review.rechecked', 'outcome');

describe('a package that exceeds a soft limit', () => {
  test('needs one approver more, one of them independent, and a reason of each', async () => {
    await limitTo(twoFiles);
    const key = await dropped(world, 'results');
    await goOn(world, key);
    const asked = { quorum: 3, independent: 1, overLimits: ['files'] };
    expect(await rulesOf(key)).toMatchObject([{ status: 'open', rules: asked }]);
    expect(await linesOf(key, 'review.opened', 'overLimits')).toEqual(['files']);
    await decideAs(world, key, 'Ada', 'approve');
    expect((await world.ports.decisions.read(key.id)).decisions).toEqual([]);
    await decideAs(world, key, 'Ada', 'approve', 'It is wanted so');
    await decideAs(world, key, 'Ben', 'approve', 'It is wanted so');
    await goOn(world, key);
    expect(await stateOf(key)).toBe('in-review');
    await decideAs(world, key, 'Cem', 'approve', 'It is wanted so');
    await goOn(world, key);
    expect(await stateOf(key)).toBe('released');
    expect(await rulesOf(key)).toMatchObject([{ status: 'approved', rules: asked }]);
    expect(await taken()).toEqual([key.id]);
  });

  test('is judged when it is to leave as well: others left first, so its approvers are asked again', async () => {
    await limitTo(onePackage);
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    await goOn(world, one);
    expect(await stateOf(one)).toBe('released');
    await world.run('export', other, { crashAfter: (call) => call === 'checkRelease' });
    await goOn(world, other);
    expect(await stateOf(other)).toBe('in-review');
    expect(await rulesOf(other)).toMatchObject([
      { status: 'superseded', rules: { quorum: 2 } },
      { status: 'open', rules: { quorum: 3, overLimits: ['week'] } },
    ]);
    expect(await taken()).toEqual([one.id]);
    for (const name of ['Ada', 'Ben', 'Cem'] as const) await decideAs(world, other, name, 'approve', 'It may');
    await goOn(world, other);
    expect(await stateOf(other)).toBe('released');
    expect(await taken()).toHaveLength(2);
    expect(await lastLooks(other)).toEqual(['reopen', 'release']);
  });

  test('of two that are to leave at once only one leaves unasked', async () => {
    await limitTo(onePackage);
    const keys = [await approved(world, 'one'), await approved(world, 'other')];
    for (const key of keys) await world.run('export', key, { crashAfter: (call) => call === 'move' });
    const check = async (key: OperationKey): Promise<string> =>
      (await world.activities.checkRelease(key).catch(() => ({ kind: check(key) }))).kind;
    const answers = await Promise.all([...keys, ...keys].map(check));
    expect(answers.toSorted()).toEqual(['release', 'release', 'reopen', 'reopen']);
    expect(await taken()).toHaveLength(1);
  });

  test('is asked about for the limits that are there still, once the rules of its review change', async () => {
    await limitTo(twoFiles, onePackage);
    const key = await dropped(world, 'results');
    await goOn(world, key);
    const approval = { ...openEgress.approval, blind: false };
    await world.project({ egress: { ...openEgress, approval, limits: [twoFiles] } });
    await goOn(world, key);
    await world.project({ egress: { ...openEgress, limits: [onePackage] } });
    await goOn(world, key);
    const rules = (await rulesOf(key)).map((one) => one.rules);
    expect(rules.map(({ quorum, overLimits }) => [quorum, overLimits])).toEqual([
      [3, ['files']],
      [3, ['files']],
      [2, undefined],
    ]);
  });

  test('a limit with a hard and a soft amount asks first and then waits', async () => {
    await limitTo({ ...onePackage, soft: { packages: 1 }, hard: { packages: 2 } });
    const keys = [await approved(world, 'one'), await approved(world, 'two'), await approved(world, 'three')];
    for (const key of keys) await goOn(world, key);
    expect(await Promise.all(keys.map(stateOf))).toEqual(['released', 'in-review', 'in-review']);
    for (const key of keys.slice(1))
      for (const name of ['Ada', 'Ben', 'Cem'] as const) await decideAs(world, key, name, 'approve', 'It may');
    const [, two, three] = keys;
    if (two === undefined || three === undefined) throw new Error('there are three');
    await goOn(world, two);
    let looks = 0;
    const enough = async () => {
      if ((await stateOf(three)) === 'releasing') looks += 1;
      return looks > 8;
    };
    await world.run('export', three, { enough });
    expect(await Promise.all(keys.map(stateOf))).toEqual(['released', 'released', 'releasing']);
    expect((await world.operation(three)).limit).toMatchObject({ names: ['week'] });
    expect(await lastLooks(three)).toEqual(['reopen']);
  });
});
