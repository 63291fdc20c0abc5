import { beforeEach, expect, test } from 'vitest';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { ListedInside } from '../../src/domain/overview/listed-inside.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { listInside } from '../../src/use-cases/notification/list-inside.ts';
import { anOperation } from '../contract/samples.ts';
import { noHook } from '../memory/hook.ts';
import { MemoryWorld } from '../memory/world.ts';

const quarter = 15 * 60_000;
let world: MemoryWorld;
let requests = 0;
beforeEach(() => {
  world = new MemoryWorld(5, {
    ...noHook,
    before: () => {
      requests += 1;
    },
  });
});

const at = '2026-03-02T09:00:00.000Z';
const aPackage = (change: Partial<Operation>) =>
  anOperation({ door: 'export', state: 'in-review', since: at, ...change });

async function listed(before: ListedInside, open: readonly Operation[], isOver = () => false) {
  const failures = new Failures();
  const after = await listInside(world.ports, { before, open, failures, isOver });
  failures.throwAny();
  return after;
}

async function texts(): Promise<string[]> {
  const container = world.storage.container('secure', 'notices');
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat({ prefix: 'heart-study/packages/' }))
    found.push((await container.getBlobClient(name).downloadToBuffer()).toString('utf8'));
  return found;
}

test('names each package with its label and state, and cannot steer a terminal', async () => {
  const typed = { purpose: '', madeFrom: 'unknown' as const, label: 'First draft', by: { oid: 'r' }, at };
  const one = aPackage({ name: 'first\u001b[2J', saidInside: { label: 'said inside' } });
  const other = aPackage({
    name: 'second',
    saidInside: { label: 'said inside' },
    submission: typed,
    state: 'changes-wanted',
  });
  for (const operation of [one, other]) await world.ports.register.open(operation, []);
  await listed({}, [one, other]);
  const [text = ''] = await texts();
  expect(text).toContain(`${one.id.slice(-6)}: "first\\u001b[2J"`);
  expect(text).not.toContain('\u001b');
  expect(text).toContain('labelled "said inside"; in review since 2 Mar 2026, 09:00 UTC');
  expect(text).toContain('second, labelled "First draft"; changes wanted since');
});

test('asks for nothing where all is as it was, and lists a change once in a quarter of an hour', async () => {
  const open = [aPackage({ name: 'tables' })];
  for (const operation of open) await world.ports.register.open(operation, []);
  const first = await listed({}, open);
  requests = 0;
  expect(await listed(first, open)).toEqual(first);
  const moved = open.map((one) => ({ ...one, since: '2026-03-02T09:01:00.000Z' }));
  expect(await listed(first, moved)).toEqual(first);
  expect(requests).toBe(0);
  await world.time.pass(quarter);
  const second = await listed(first, moved);
  expect(second).not.toEqual(first);
  expect(await texts()).toHaveLength(2);
  await world.time.pass(quarter);
  expect(await listed(second, [])).toEqual({});
  expect(await texts()).toHaveLength(3);
});

test('is listed anew in the next quarter where a sweep died behind its list', async () => {
  const open = [aPackage({ name: 'tables' })];
  await listed({}, open);
  const again = await listed({}, open);
  expect(await texts()).toHaveLength(1);
  await world.time.pass(quarter);
  await listed(again, open);
  expect(await texts()).toHaveLength(2);
});

test('is listed later where the sweep had no time for it', async () => {
  expect(await listed({}, [aPackage({})], () => true)).toEqual({});
  expect(await texts()).toEqual([]);
});

test('has no list where there are datasets only, whatever the project is called', async () => {
  expect(await listed({}, [anOperation({ project: 'constructor' })])).toEqual({});
  expect(Object.keys(await listed({}, [aPackage({ project: 'constructor' })]))).toEqual(['constructor']);
});

test('of one project waits for no other', async () => {
  const failures = new Failures();
  const list: typeof world.ports.register.list = async (door, project) => {
    if (project === 'heart-study') throw new Error('the table is away');
    return await world.ports.register.list(door, project);
  };
  const ports = { ...world.ports, register: { list } };
  const open = [aPackage({}), aPackage({ project: 'lung-study' })];
  const after = await listInside(ports, { before: undefined, open, failures, isOver: () => false });
  expect(Object.keys(after)).toEqual(['lung-study']);
  expect(() => failures.throwAny()).toThrow('the list of packages of heart-study: the table is away');
});
