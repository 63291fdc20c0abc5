import { expect, test } from 'vitest';
import { tableRegister } from '../../../src/azure/operation/register.ts';
import { tableWeeks } from '../../../src/azure/operation/week-rows.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Outcome } from '../../../src/domain/overview/week.ts';
import type { Register } from '../../../src/ports/records.ts';
import { anOperation } from '../../contract/samples.ts';
import { type Hook, throughHook } from '../../memory/hook.ts';
import { memoryTable } from '../../memory/table.ts';
import { TableService } from '../../memory/table-service.ts';

/** Two processes at one table; `asked` holds what the first asks. */
function twoProcesses() {
  const asked: string[] = [];
  const hook: Hook = { before: ({ operation }) => void asked.push(operation), after: () => undefined };
  const service = new TableService({ now: () => new Date('2026-03-02T10:00:00Z') });
  return { asked, one: memoryTable(throughHook('control-plane', 'table', service, hook)), other: memoryTable(service) };
}

test('a process moves what it opened to rest and back without a read, and what another moved meanwhile all the same', async () => {
  const { asked, one, other } = twoProcesses();
  const [mine, theirs] = [tableRegister(one), tableRegister(other)];
  const operation = anOperation({ door: 'export', state: 'receiving' });
  await mine.open(operation, []);
  const moved = async (by: Register, state: Operation['state']) => {
    const read = await by.get(operation);
    if (read === undefined) throw new Error('the operation is gone');
    asked.length = 0;
    await by.move({ value: { ...read.value, state, revision: read.value.revision + 1 }, etag: read.etag }, []);
    return (await theirs.heldNames('export', operation.project)).map(({ rests }) => rests);
  };
  expect(await moved(mine, 'failed')).toEqual([true]);
  expect(asked).toEqual(['transact']);
  expect(await moved(mine, 'checking')).toEqual([false]);
  expect(asked).toEqual(['transact']);
  expect(await moved(theirs, 'failed')).toEqual([true]);
  expect(await moved(mine, 'checking')).toEqual([false]);
  expect(asked).toEqual(['transact', 'read', 'transact']);
  expect(await moved(theirs, 'discarded')).toEqual([]);
});

test('a process counts upon the week that it wrote last, and upon that of another which wrote meanwhile', async () => {
  const { asked, one, other } = twoProcesses();
  const [mine, theirs] = [tableWeeks(one), tableWeeks(other)];
  const ending = (key: string): Outcome => {
    return { key, week: '2026-W10', of: 'ingress', end: 'available', milliseconds: 1, size: { count: 2, bytes: 3 } };
  };
  await mine.count('heart-study', [ending('a')]);
  asked.length = 0;
  await mine.count('heart-study', [ending('b')]);
  expect(asked).toEqual(['transact']);
  await theirs.count('heart-study', [ending('c')]);
  await mine.count('heart-study', [ending('c'), ending('d')]);
  expect((await theirs.weeks('heart-study'))[0]?.ingress.ends).toEqual({ available: 4 });
});
