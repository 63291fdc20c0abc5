import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IllegalMove } from '../../../src/domain/base/errors.ts';
import { failureIn, type OperationKey } from '../../../src/domain/operation/operation.ts';
import type { Register } from '../../../src/ports/records.ts';
import { takeBackForHold } from '../../../src/use-cases/operation/take-back-for-hold.ts';
import { startWorld, type World } from '../../activities/world.ts';
import { aHold } from '../../contract/holds-contract.ts';
import { aPackage, aRelease, heldSince, seenAs } from '../met-package.ts';
import { listening } from '../stopped.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const hold = aHold({ takeBack: true });
const failedIn = (state: string) => ({ state: 'failed', failure: failureIn(state, 'it differs', heldSince) });
const start = ({ id }: OperationKey) => [`start revoke ${id}-revoke`];

async function takeBack(key: OperationKey, register: Register = world.ports.register) {
  const workflows = listening();
  const takenBack = await takeBackForHold({ ...world.ports, register }, workflows, hold, key);
  return { takenBack, asked: workflows.asked };
}

describe('a hold takes back', () => {
  test.each([
    ['what was released, to its end', { state: 'released', round: 1 }, { from: 'released', to: 'revoked' }],
    [
      'a release that is under way, to people',
      { state: 'releasing', round: 1 },
      { from: 'releasing', to: 'in-review' },
    ],
    [
      'a release that failed, to people',
      { ...failedIn('releasing'), round: 1 },
      { from: 'releasing', to: 'in-review' },
    ],
    [
      'a release that nobody was asked about, to the researchers',
      { state: 'releasing' },
      { from: 'releasing', to: 'returning' },
    ],
  ])('%s', async (_what, change, expected) => {
    const key = await aPackage(world, { ...change, transfers: [aRelease()] });
    expect(await takeBack(key)).toEqual({ takenBack: true, asked: start(key) });
    const reason = `A hold takes back what is outside: ${hold.reason}`;
    expect(await world.operation(key)).toMatchObject({
      state: 'revoking',
      takeBack: { ...expected, by: hold.by, reason },
    });
  });

  test('nothing of a package that is being taken back already, and makes sure that this goes on', async () => {
    const key = await aPackage(world, { state: 'releasing', round: 1 });
    await takeBack(key);
    const before = await world.operation(key);
    expect(await takeBack(key)).toEqual({ takenBack: true, asked: start(key) });
    expect(await world.operation(key)).toEqual(before);
  });

  test.each([
    ['that is with people', { state: 'in-review', round: 2 }],
    ['that failed elsewhere', failedIn('returning')],
  ])('no package %s', async (_what, change) => {
    const key = await aPackage(world, change);
    expect(await takeBack(key)).toEqual({ takenBack: false, asked: [] });
    expect(await world.operation(key)).toMatchObject(change);
  });
});

describe('a package that moves on while a hold takes it back', () => {
  test('is taken back from where it has come to', async () => {
    const key = await aPackage(world, { state: 'releasing', round: 1 });
    const before = await world.ports.register.get(key);
    if (before === undefined) throw new Error('the package was not written');
    await world.ports.register.move({ ...before, value: { ...before.value, state: 'released' } }, []);
    const register = seenAs(world, async (number) => (number === 1 ? before : await world.ports.register.get(key)));
    expect(await takeBack(key, register)).toEqual({ takenBack: true, asked: start(key) });
    expect(await world.operation(key)).toMatchObject({
      state: 'revoking',
      takeBack: { from: 'released', to: 'revoked' },
    });
  });

  test('and is elsewhere at each look is left to the next sweep', async () => {
    const key = await aPackage(world, { state: 'in-review', round: 1 });
    const stored = await world.ports.register.get(key);
    const register = seenAs(world, async (number) => {
      if (number > 9) throw new Error('it is looked for without an end');
      return stored && { ...stored, value: { ...stored.value, state: 'releasing' } };
    });
    await expect(takeBack(key, register)).rejects.toThrow(IllegalMove);
  });

  test('is not looked for anew when something else fails', async () => {
    const key = await aPackage(world, { state: 'releasing', round: 1 });
    let asked = 0;
    const away = async () => {
      asked += 1;
      throw new Error('the task hub is away');
    };
    const workflows = { ...listening(), start: away };
    await expect(takeBackForHold(world.ports, workflows, hold, key)).rejects.toThrow('the task hub is away');
    expect(asked).toBe(1);
  });
});
