import { beforeEach, expect, test } from 'vitest';
import { tableRegister } from '../../src/azure/operation/register.ts';
import { recordCompute } from '../../src/compute/reconcile/record.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { timeBelow } from '../../src/domain/base/times.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { Outcome } from '../../src/domain/overview/week.ts';
import { countWeeksAgain, repairWeeks } from '../../src/features/verification/restore/repair-weeks.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { aDecision, anOperation, aRound } from '../contract/samples.ts';
import { bringIn } from '../memory/bring-in.ts';
import { noHook } from '../memory/hook.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

const project = 'heart-study';
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(1);
  await world.project();
});

const weeks = () => world.ports.weeks.weeks(project);
const mend = () => repairWeeks(world.ports, { failures: new Failures(), share: startTimeSlice(world.time, 20) });

async function ended(change: Partial<Operation>, register: Ports['register']): Promise<Operation> {
  const at = world.time.now().toISOString();
  const { state = 'available', ...rest } = change;
  const before = rest.door === 'export' ? 'returning' : 'deleting';
  const operation = anOperation({ state: before, startedAt: at, since: at, ...rest });
  await register.open(operation, []);
  const stored = await register.get(operation);
  if (stored === undefined) throw new Error('it is not there');
  await register.move({ ...stored, value: { ...stored.value, state, revision: 2 } }, []);
  return operation;
}

test('what comes in and what leaves is counted as it ends, and its review as it closes', async () => {
  expect(await bringIn(world)).toBe('available');
  expect(await letOut(world)).toBe('released');
  expect(await weeks()).toMatchObject([
    {
      week: '2026-W09',
      ingress: { ends: { available: 1 }, files: 2, times: expect.arrayContaining([1]) },
      export: { ends: { released: 1 }, files: 1, bytes: 4, left: { files: 1, bytes: 4 } },
      reviews: { ends: { approved: 1 }, times: expect.arrayContaining([1]) },
    },
  ]);
});

test('an end that is counted again counts once, also by many at the same moment', async () => {
  const endings = Array.from({ length: 250 }, (_, at): Outcome => {
    return { key: `a.${at}`, week: at % 2 ? '2026-W10' : '2026-W11', of: 'ingress', end: 'available', milliseconds: 1 };
  });
  await Promise.all([0, 100, 50].map((from) => world.ports.weeks.count(project, endings.slice(from, from + 150))));
  await world.ports.weeks.count(project, [...endings, ...endings]);
  expect((await weeks()).map(({ week, ingress }) => [week, ingress.ends, ingress.times])).toEqual([
    ['2026-W10', { available: 125 }, [125]],
    ['2026-W11', { available: 125 }, [125]],
  ]);
  expect(await world.ports.weeks.weeks(project, '2026-W11')).toHaveLength(1);
});

test('an end whose count was lost is made up for by the sweep, once', async () => {
  const bare = tableRegister(world.storage.sealed('register'));
  await ended({}, bare);
  const result = await ended({ door: 'export', state: 'returned', round: 1 }, bare);
  const closed = { exportId: result.id, status: 'denied', closedAt: world.time.now().toISOString() } as const;
  await world.ports.decisions.openRound(aRound(closed));
  await ended({}, world.ports.register);
  expect((await weeks())[0]?.ingress.ends).toEqual({ available: 1 });
  for (const _ of [1, 2]) await mend();
  expect(await weeks()).toMatchObject([
    {
      ingress: { ends: { available: 2 } },
      export: { ends: { returned: 1 } },
      reviews: { ends: { denied: 1 } },
    },
  ]);
});

test('a review says how long its package was on its way to a decision, and whether its approvers differed', async () => {
  const { decisions } = world.ports;
  const round = await decisions.openRound(aRound());
  await decisions.record(aDecision(round.value, 'a'), round);
  const [open] = (await decisions.read(round.value.exportId)).rounds;
  if (open === undefined) throw new Error('the round is gone');
  const closed = { ...open.value, status: 'denied', closedAt: '2026-11-24T12:00:00.000Z' } as const;
  await decisions.record(aDecision(round.value, 'b', 'deny'), { ...open, value: closed });
  const [week] = await weeks();
  expect(week?.reviews).toMatchObject({ ends: { denied: 1 }, compared: 1, differing: 1 });
  expect(timeBelow(week?.reviews.turnaround ?? [], 1)).toBeGreaterThan(3 * 3_600_000);
});

test('a rebuild counts again from the audit, and finds the same', async () => {
  await bringIn(world);
  await letOut(world);
  const record = recordCompute(world.ports);
  for (const type of ['compute-drift-found', 'compute-drift-mended'] as const)
    await record({ type, project, drift: 'machine dsvm-1', reason: 'it is missing' });
  expect((await weeks()).map(({ drift }) => drift.ends)).toContainEqual({ found: 1, mended: 1 });
  const before = await weeks();
  const row = {
    ...{ partitionKey: '_system', rowKey: `week:${before[0]?.week}:${project}`, project },
    data: JSON.stringify({ ...before[0], week: 'x' }),
  };
  await world.storage.sealed('register').upsertEntity(row, 'Replace');
  await countWeeksAgain(world.ports, project);
  expect(await weeks()).toEqual(before);
});

test('a table that cannot count keeps no operation from its end', async () => {
  let refuses = false;
  const before = (call: { operation: string; args: readonly unknown[] }) => {
    if (refuses && JSON.stringify(call.args).includes('counted:')) throw new Error('The table is away');
  };
  world = new MemoryWorld(2, { ...noHook, before });
  await world.project();
  refuses = true;
  await ended({}, world.ports.register);
  expect(await weeks()).toEqual([]);
  refuses = false;
  await mend();
  expect((await weeks())[0]?.ingress.ends).toEqual({ available: 1 });
});
