import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { IllegalMove } from '../../src/domain/base/errors.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Register } from '../../src/ports/records.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { startWorld, type World } from '../activities/world.ts';
import { gather, person } from '../domain/sample.ts';
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

test('two who want a package back at once are both answered, and each stands in the audit with their reason', async () => {
  const key = await aPackage(world, { state: 'freezing' });
  const ron = { key, by: person('Ron', 3).oid, part: 'researcher', reason: 'another table' } as const;
  const { update } = world.ports.register;
  let isFirst = true;
  const register: Register = {
    ...world.ports.register,
    async update(stored) {
      if (isFirst) {
        isFirst = false;
        await withdrawOperation(world.ports, listening(), ron);
      }
      return await update(stored);
    },
  };
  expect(await withdraw(key, register)).toMatchObject({ withdrawal: { by: ron.by } });
  const lines = (await gather(world.ports.audit.lines(key.project))).filter((line) =>
    line.includes('export.withdrawal'),
  );
  expect(lines.filter((line) => line.includes(key.id)).map((line) => parseChainLine(line).event.actor)).toEqual([
    rita,
    ron.by,
  ]);
});

test('a wish stands by its row while the audit is away', async () => {
  const key = await aPackage(world, { state: 'freezing' });
  const asked = { key, by: rita, part: 'researcher', reason: 'the wrong table' } as const;
  const append = () => Promise.reject(new Error('the audit is away'));
  await withdrawOperation({ ...world.ports, audit: { ...world.ports.audit, append } }, listening(), asked);
  expect(await world.operation(key)).toMatchObject({ withdrawal: { by: rita } });
});

test('and by its line while the register is away, so that whoever asks again in another moment is answered', async () => {
  const key = await aPackage(world, { state: 'freezing' });
  const update = () => Promise.reject(new Error('the register is away'));
  await expect(withdraw(key, { ...world.ports.register, update })).rejects.toThrow('the register is away');
  const asked = { key, by: rita, part: 'researcher', reason: 'the wrong figure' } as const;
  expect(await withdrawOperation(world.ports, listening(), asked)).toMatchObject({ withdrawal: { by: rita } });
});
