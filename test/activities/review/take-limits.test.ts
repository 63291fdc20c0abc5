import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/base/time.ts';
import { advance } from '../../../src/domain/lifecycle/advance.ts';
import { limitWaiting } from '../../../src/domain/operation/limit-wait.ts';
import { failureIn, type OperationKey } from '../../../src/domain/operation/operation.ts';
import type { EgressLimit } from '../../../src/domain/project/egress-limits.ts';
import { passLimits } from '../../../src/use-cases/review/pass-limits.ts';
import { collect } from '../../contract/samples.ts';
import { person } from '../../domain/sample.ts';
import { approved, dropped, goOn, outside } from '../packages.ts';
import { benLeaves } from '../reviewed-packages.ts';
import { openEgress, type RunOptions, startWorld, type World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const onePackage: EgressLimit = { name: 'week', of: 'project', days: 7, hard: { packages: 1 } };

async function limitTo(...limits: readonly EgressLimit[]): Promise<void> {
  await world.project({ egress: { ...openEgress, limits } });
}

/** Runs the package's flow until it is outside, or has been held for some looks. */
async function release(key: OperationKey, options: RunOptions = {}): Promise<string> {
  let looks = 0;
  const enough = async () => {
    const { limit, state } = await world.operation(key);
    if (state === 'in-review' || (limit !== undefined && 'waitsSince' in limit)) looks += 1;
    return looks > 8;
  };
  return (await world.run('export', key, { enough, ...options })).state;
}

const taken = async () => (await world.ports.takes.of('heart-study')).takes.map(({ exportId }) => exportId);

async function linesOf({ id }: OperationKey): Promise<string[]> {
  const all = (await collect(world.ports.audit.lines('heart-study'))).map((line) => JSON.parse(line));
  return all.filter(({ operation, kind }) => operation === id && kind.startsWith('limit.')).map(({ kind }) => kind);
}

describe('limits of what leaves', () => {
  test('where there are none, a release takes nothing and is told nothing of', async () => {
    const key = await approved(world, 'results');
    expect(await release(key)).toBe('released');
    expect(await taken()).toEqual([]);
    expect((await world.operation(key)).limit).toBeUndefined();
    expect(await linesOf(key)).toEqual([]);
  });

  test('an approved package that does not fit waits, says until when, and goes on by itself', async () => {
    await limitTo(onePackage);
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    expect(await release(one)).toBe('released');
    const [take] = (await world.ports.takes.of('heart-study')).takes;
    expect(take).toMatchObject({ exportId: one.id, round: 1, files: 2, bytes: 2, person: '', datasets: [] });
    expect(await release(other)).toBe('releasing');
    const until = new Date(Date.parse(take?.at ?? '') + 7 * DAY + 60_000).toISOString();
    expect((await world.operation(other)).limit).toMatchObject({ names: ['week'], until });
    expect(await outside(world, other, 'other')).toEqual([]);
    expect(await linesOf(other)).toEqual(['limit.waits']);
    await world.pass(Date.parse(until) - world.now().getTime());
    expect(await release(other)).toBe('released');
    expect(await linesOf(other)).toEqual(['limit.waits', 'limit.taken']);
    expect((await taken()).toSorted()).toEqual([one.id, other.id].toSorted());
  });

  test('a package that its project lets out without a review waits as well', async () => {
    await world.project({ egress: { ...openEgress, approval: { required: false }, limits: [onePackage] } });
    const [one, other] = [await dropped(world, 'one'), await dropped(world, 'other')];
    expect(await release(one)).toBe('released');
    expect(await release(other)).toBe('releasing');
    expect(await taken()).toEqual([one.id]);
  });

  test.each([
    ['is raised', { ...onePackage, hard: { packages: 2 } }],
    ['is taken away', undefined],
  ])('it goes on once the limit %s', async (_, limit) => {
    await limitTo(onePackage);
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    await release(one);
    await release(other);
    await limitTo(...(limit === undefined ? [] : [limit]));
    expect(await release(other)).toBe('released');
    expect((await world.operation(other)).limit ?? {}).not.toHaveProperty('waitsSince');
  });

  test('one that is larger than its limit says that it never fits', async () => {
    await limitTo({ ...onePackage, hard: { files: 1 } });
    const key = await approved(world, 'results');
    expect(await release(key)).toBe('releasing');
    expect((await world.operation(key)).limit).toEqual({ waitsSince: expect.any(String), names: ['week'] });
  });

  test('two operators let one pass once, and it counts; a row alone lets nothing pass', async () => {
    await limitTo({ ...onePackage, hard: { files: 1 } });
    const key = await approved(world, 'results');
    await release(key);
    const { package: frozen } = await world.operation(key);
    const ports = { ...world.ports, secondOperator: true, publicBaseUrl: 'https://gate.example.org' };
    const idle = { start: async () => undefined, wake: async () => undefined };
    const says = async (name: string, number: number) => {
      const { oid, email } = person(name, number);
      const caller = { oid, name, emails: [email] };
      return await passLimits(ports, idle, { key, caller, reason: 'a journal waits', digest: frozen?.digest ?? '' });
    };
    const stored = await world.ports.register.get(key);
    const passed = { askedBy: 'x', agreedBy: 'y', at: world.now().toISOString() };
    const limit = stored && limitWaiting(stored.value);
    if (limit)
      await world.ports.register.update({ ...stored, value: { ...stored.value, limit: { ...limit, passed } } });
    expect(await release(key)).toBe('releasing');
    const again = await world.ports.register.get(key);
    if (again && limit) await world.ports.register.update({ ...again, value: { ...again.value, limit } });
    expect((await says('Otto', 90)).kind).toBe('waits');
    expect(await release(key)).toBe('releasing');
    expect((await says('Orla', 91)).kind).toBe('agreed');
    expect(await release(key)).toBe('released');
    expect(await taken()).toEqual([key.id]);
  });

  test('steps that are repeated, or die behind their effect, take once', async () => {
    await limitTo(onePackage);
    const key = await approved(world, 'results');
    await release(key, { crashAfter: (call) => call === 'checkRelease' });
    expect((await world.operation(key)).state).toBe('releasing');
    expect(await release(key, { times: 2 })).toBe('released');
    expect(await taken()).toEqual([key.id]);
    expect(await linesOf(key)).toEqual(['limit.taken']);
  });

  test('what never was outside gives back when people are asked again, and takes anew', async () => {
    await limitTo(onePackage);
    const key = await approved(world, 'results');
    await release(key, { crashAfter: (call) => call === 'checkRelease' });
    expect(await taken()).toEqual([key.id]);
    const { people } = await world.project({ egress: { ...openEgress, limits: [onePackage] } });
    const approvers = people.approvers.filter(({ name }) => name !== 'Ben');
    await world.project({ egress: { ...openEgress, limits: [onePackage] }, people: { ...people, approvers } });
    expect(await release(key)).toBe('in-review');
    expect(await taken()).toEqual([]);
    expect(await linesOf(key)).toEqual(['limit.taken', 'limit.given-back']);
  });

  test('a release that ended with the project gives back on its way to the researchers', async () => {
    await limitTo(onePackage);
    const key = await approved(world, 'results');
    await release(key, { crashAfter: (call) => call === 'checkRelease' });
    await world.project({ ends: '2026-02-28', egress: { ...openEgress, limits: [onePackage] } });
    expect(await release(key)).toBe('returned');
    expect(await taken()).toEqual([]);
  });

  test('what was outside stays taken when it is taken back', async () => {
    await limitTo(onePackage);
    const key = await approved(world, 'results');
    await release(key);
    const asked = { to: 'returning', reason: 'too much', by: 'an operator' } as const;
    await world.activities.takeBack({ key, from: 'released', ...asked });
    await world.run('revoke', key);
    expect((await world.operation(key)).state).toBe('returning');
    expect(await taken()).toEqual([key.id]);
    await goOn(world, key);
    expect(await taken()).toEqual([key.id]);
  });

  test('of many releases at once, each asked for twice, no more leave than fit, and each takes once', async () => {
    await limitTo({ ...onePackage, hard: { packages: 3 } });
    const keys: OperationKey[] = [];
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      const key = await approved(world, name);
      await world.run('export', key, { crashAfter: (call) => call === 'move' });
      keys.push(key);
    }
    // A step that was overtaken too often is tried again, as its orchestrator does.
    const check = async (key: OperationKey): Promise<string> =>
      (await world.activities.checkRelease(key).catch(() => ({ kind: check(key) }))).kind;
    const answers = await Promise.all([...keys, ...keys].map(check));
    expect(answers.filter((kind) => kind === 'release').length).toBe(6);
    expect(new Set(await taken()).size).toBe(3);
    expect(await taken()).toHaveLength(3);
  });

  test('while a row of them is lost nothing leaves', async () => {
    await limitTo({ ...onePackage, hard: { packages: 9 } });
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    await release(one);
    await world.table('register').deleteEntity('heart-study', `take:${one.id}:1`);
    await release(other, { crashAfter: (call) => call === 'checkRelease', enough: () => true });
    await expect(world.activities.checkRelease(other)).rejects.toThrow('restore its register');
    expect(await outside(world, other, 'other')).toEqual([]);
  });

  test('an approval that no longer counts is found before the limits are asked', async () => {
    await limitTo(onePackage);
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    await release(one);
    await world.run('export', other, { crashAfter: (call) => call === 'move' });
    expect((await world.operation(other)).state).toBe('releasing');
    await benLeaves(world, [onePackage]);
    expect(await release(other)).toBe('in-review');
    expect((await linesOf(other)).filter((kind) => kind === 'limit.waits')).toEqual([]);
  });

  test('what is to stop, or leaves its state, waits no longer', async () => {
    await limitTo(onePackage);
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    await release(one);
    await release(other);
    const looked = async () => await world.activities.lookAtHold({ key: other, step: 'export-release' });
    expect(await looked()).toMatchObject({ held: true });
    const stored = await world.ports.register.get(other);
    if (stored === undefined) throw new Error('there is no package');
    const stop = { by: 'otto', at: world.now().toISOString(), message: 'it was the wrong table' };
    await world.ports.register.update({ ...stored, value: { ...stored.value, stop } });
    expect(await looked()).toMatchObject({ held: false });
    expect(advance(stored.value, 'fail', stop.at, failureIn('releasing', 'away', stop.at)).limit).toBeUndefined();
  });

  test('an approval that no longer counts is found behind the wait', async () => {
    await limitTo(onePackage);
    const [one, other] = [await approved(world, 'one'), await approved(world, 'other')];
    await release(one);
    await release(other);
    await benLeaves(world);
    expect(await release(other)).toBe('in-review');
    expect((await world.operation(other)).limit).toBeUndefined();
  });
});
