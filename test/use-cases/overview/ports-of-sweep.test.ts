import { describe, expect, test } from 'vitest';
import { partitionsOf } from '../../../src/azure/base/table-partitions.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';
import { portsOfSweep } from '../../../src/use-cases/overview/ports-of-sweep.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { collect } from '../../contract/samples.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle: Workflows = { start: async () => {}, wake: async () => {} };

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
  test('ask for the projects once, whichever parts need them', async () => {
    const { world, asked } = await worldOf(['one-study', 'other-study']);
    asked.length = 0;
    const { register } = portsOfSweep(world.ports);
    expect(await collect(register.projects())).toEqual(['one-study', 'other-study']);
    const walk = asked.length;
    expect(walk).toBe((await collect(partitionsOf(world.storage.table('register')))).length + 1);
    asked.length = 0;
    expect(await collect(register.projects())).toHaveLength(2);
    expect(asked).toEqual([]);
    expect(await collect(register.unfinished())).toHaveLength(2);
    expect(asked.filter((one) => one.startsWith('query'))).toHaveLength(2);
  });

  test('ask again for what was refused', async () => {
    const { world, refuse } = await worldOf(['one-study']);
    const { register, sweepPlaces } = portsOfSweep(world.ports);
    refuse(true);
    await expect(collect(register.projects())).rejects.toThrow('the table is away');
    await expect(sweepPlaces.read()).rejects.toThrow('the table is away');
    refuse(false);
    expect(await collect(register.projects())).toEqual(['one-study']);
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
    const { projects } = portsOfSweep({ ...ports, projects: counted });
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
    const { projects } = portsOfSweep(world.ports);
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
    const { sweepPlaces } = portsOfSweep(world.ports);
    await sweepPlaces.keep('owed', 'b');
    await sweepPlaces.keep('doors', undefined);
    await sweepPlaces.keep('weeks', undefined);
    await sweepPlaces.keep('weeks', undefined);
    expect(asked.filter((one) => one.startsWith('upsert'))).toEqual(['upsert place:weeks']);
    expect((await sweepPlaces.read()).get('weeks')).toBeUndefined();
    expect(await world.ports.sweepPlaces.read()).toEqual(new Map([['owed', 'b']]));
  });
});

test('a sweep that finds nothing new writes what it saw, and up to when rules were told', async () => {
  const { world, asked } = await worldOf(['one-study', 'other-study']);
  await sweep(world.ports, idle, sweepSettings);
  await world.time.pass(60_000);
  asked.length = 0;
  await sweep(world.ports, idle, sweepSettings);
  expect(asked.filter((one) => !/^(query|read)/.test(one))).toEqual(['upsert seen', 'upsert place:rules']);
});
