import { afterAll, beforeAll, expect, test } from 'vitest';
import { IllegalMove } from '../../src/domain/base/errors.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Register } from '../../src/ports/records.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { startWorld, type World } from '../activities/world.ts';
import { person } from '../domain/sample.ts';
import { aPackage, seenAs } from './met-package.ts';
import { listening } from './stopped.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const rita = person('Rita', 2).oid;

function withdraw(key: OperationKey, register: Register) {
  const asked = { key, by: rita, part: 'researcher', reason: 'the wrong table' } as const;
  return withdrawOperation({ ...world.ports, register }, listening(), asked);
}

/** A package, and the register as one sees it who finds the package in another state, the first time or always. */
async function busy(state: string, seen: string, always = false) {
  const key = await aPackage(world, { state, round: 1 });
  const register = seenAs(world, async (number) => {
    if (number > 20) throw new Error('it is looked for without an end');
    const stored = await world.ports.register.get(key);
    return stored && (number === 1 || always) ? { ...stored, value: { ...stored.value, state: seen } } : stored;
  });
  return { key, register };
}

test('a package that moves on while it is withdrawn is withdrawn from where it has come to', async () => {
  const { key, register } = await busy('checking', 'receiving');
  expect(await withdraw(key, register)).toMatchObject({ state: 'withdrawing', withdrawal: { by: rita } });
});

test('whoever withdraws what is elsewhere at each look is asked to look again', async () => {
  const { key, register } = await busy('checking', 'receiving', true);
  const refusal = withdraw(key, register);
  await expect(refusal).rejects.toThrow(IllegalMove);
  await expect(refusal).rejects.toThrow('moves on too fast; look and ask again');
});

test('a package that is approved while it is withdrawn is released, and its row keeps no wish', async () => {
  const { key, register } = await busy('releasing', 'in-review');
  await expect(withdraw(key, register)).rejects.toThrow(/is being released/);
  const row = await world.operation(key);
  expect(row).toMatchObject({ state: 'releasing' });
  expect(row).not.toHaveProperty('withdrawal');
});

test('what fails for another reason while something is withdrawn is told as it is', async () => {
  const key = await aPackage(world, { state: 'checking' });
  const move = () => Promise.reject(new Error('the register is away'));
  await expect(withdraw(key, { ...world.ports.register, move })).rejects.toThrow('the register is away');
});
