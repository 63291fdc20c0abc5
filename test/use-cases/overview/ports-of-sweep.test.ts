import { describe, expect, test } from 'vitest';
import { partitionsOf } from '../../../src/azure/base/table-partitions.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';
import { AskedOnce } from '../../../src/use-cases/overview/asked-once.ts';
import { portsOfSweep } from '../../../src/use-cases/overview/ports-of-sweep.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { anEvent, anOperation, collect } from '../../contract/samples.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle: Workflows = { start: async () => {}, wake: async () => {} };

function portsOf(ports: Ports): Ports {
  return portsOfSweep(ports, new AskedOnce(ports.clock, () => ports.audit.ends()));
}

function failing(): AsyncIterable<never> {
  return {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the container is away')) }),
  };
}

/** A deployment with so many projects in its register, and what its table is asked. */
async function worldOf(projects: readonly string[]) {
  const asked: string[] = [];
  let isRefused = false;
  const world = new MemoryWorld(1, {
    before: ({ service, operation, args: [first] }) => {
      if (service !== 'table register') return;
      asked.push(`${operation} ${typeof first === 'object' ? Object(first).rowKey : ''}`);
      if (isRefused) throw new Error('the table is away');
    },
    after: () => undefined,
  });
  for (const id of projects) {
    await world.project({ id });
    await world.put('ingress', `${id}/cohort/a.csv`, 'a,b\n');
    await world.open('ingress', `${id}/cohort/a.csv`);
  }
  const refuse = (refused: boolean) => {
    isRefused = refused;
  };
  return { world, asked, refuse };
}

describe('the ports of one sweep', () => {
  test('know the projects by their definitions and chains, and ask the register only where these cannot be listed', async () => {
    const { world, asked } = await worldOf(['one-study', 'other-study']);
    await world.ports.audit.append('third-study', [anEvent('first', { project: 'third-study' })]);
    asked.length = 0;
    const { register } = portsOf(world.ports);
    expect(await collect(register.projects())).toEqual(['one-study', 'other-study', 'third-study']);
    expect(asked).toEqual([]);
    const away = { ...world.ports.projects, list: () => failing() };
    expect(await collect(portsOf({ ...world.ports, projects: away }).register.projects())).toEqual([
      'one-study',
      'other-study',
    ]);
    const walk = asked.length;
    expect(walk).toBe((await collect(partitionsOf(world.storage.table('register')))).length + 1);
  });

  test('ask once for what of a project is open and owed, and again behind a move', async () => {
    const { world, asked } = await worldOf([]);
    const operation = anOperation({ project: 'one-study' });
    const telling = { kind: 'telling', about: 'failed', since: operation.since, times: 0 } as const;
    await world.ports.register.open(operation, [
      { ...telling, project: operation.project, operation: operation.id, revision: 1 },
    ]);
    await world.project({ id: 'one-study' });
    const { register } = portsOf(world.ports);
    asked.length = 0;
    const owed = await collect(register.owed('one-study'));
    const [first] = await collect(register.unfinished());
    expect(asked.filter((one) => one.startsWith('query'))).toHaveLength(1);
    if (first === undefined || !('operation' in first)) throw new Error('it was opened');
    expect([first]).toEqual(await collect(world.ports.register.unfinished(['one-study'])));
    expect(owed).toHaveLength(1);
    expect(owed).toEqual(await collect(world.ports.register.owed('one-study')));
    const stored = await register.get(first.operation);
    if (stored === undefined) throw new Error('it was opened');
    await world.ports.register.move({ ...stored, value: { ...stored.value, state: 'withdrawn', revision: 2 } }, []);
    // By its row it was open when that was read.
    expect(await collect(register.unfinished())).toEqual([]);
    for (const { value } of owed) await register.settle(value);
    expect(await collect(register.owed('one-study'))).toEqual([]);
  });

  test('ask again for what was refused', async () => {
    const { world, refuse } = await worldOf(['one-study']);
    const { register, sweepPlaces } = portsOf(world.ports);
    refuse(true);
    await expect(collect(register.unfinished())).rejects.toThrow('the table is away');
    await expect(sweepPlaces.read()).rejects.toThrow('the table is away');
    refuse(false);
    expect(await collect(register.unfinished())).toHaveLength(1);
    expect(await sweepPlaces.read()).toEqual(new Map());
  });

  test('list definitions once a minute, and again behind a write of their own', async () => {
    const { world } = await worldOf(['one-study']);
    let lists = 0;
    const { ports, time } = world;
    const counted = {
      ...ports.projects,
      list: () => {
        lists += 1;
        return ports.projects.list();
      },
    };
    const { projects } = portsOf({ ...ports, projects: counted });
    const titles = async () => (await collect(projects.list())).map((one) => 'value' in one && one.value.title);
    const [before] = await titles();
    expect([await titles(), lists]).toEqual([[before], 1]);
    const stored = await projects.get('one-study');
    if (stored === undefined) throw new Error('it is there');
    await projects.put({ ...stored.value, title: 'Another' }, stored.etag);
    expect([await titles(), lists]).toEqual([['Another'], 2]);
    await time.pass(60_000);
    expect([await titles(), lists]).toEqual([['Another'], 3]);
  });

  test('let whoever stops early leave the rest of a list to those behind', async () => {
    const { world } = await worldOf(['one-study', 'other-study']);
    const { projects } = portsOf(world.ports);
    const idOf = (one: { readonly id: string } | { readonly value: { readonly id: string } }) =>
      'value' in one ? one.value.id : one.id;
    for await (const one of projects.list()) {
      expect(idOf(one)).toBe('one-study');
      break;
    }
    const [all, again] = await Promise.all([collect(projects.list()), collect(projects.list())]);
    expect(all.map(idOf)).toEqual(['one-study', 'other-study']);
    expect(again).toEqual(all);
  });

  test('write a place only where it is another one', async () => {
    const { world, asked } = await worldOf([]);
    await world.ports.sweepPlaces.keep('owed', 'b');
    await world.ports.sweepPlaces.keep('weeks', 'c');
    asked.length = 0;
    const { sweepPlaces } = portsOf(world.ports);
    await sweepPlaces.keep('owed', 'b');
    await sweepPlaces.keep('doors', undefined);
    await sweepPlaces.keep('weeks', undefined);
    await sweepPlaces.keep('weeks', undefined);
    expect(asked.filter((one) => one.startsWith('upsert'))).toEqual(['upsert place:weeks']);
    expect((await sweepPlaces.read()).get('weeks')).toBeUndefined();
    expect(await world.ports.sweepPlaces.read()).toEqual(new Map([['owed', 'b']]));
  });
});

test('a sweep that finds nothing new writes what it saw', async () => {
  const { world, asked } = await worldOf(['one-study', 'other-study']);
  await sweep(world.ports, idle, sweepSettings);
  await world.time.pass(60_000);
  asked.length = 0;
  await sweep(world.ports, idle, sweepSettings);
  expect(asked.filter((one) => !/^(query|read)/.test(one))).toEqual(['upsert seen']);
});
