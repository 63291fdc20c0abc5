import { beforeEach, describe, expect, test } from 'vitest';
import { requireProject } from '../../src/activities/operation/operations.ts';
import type { TableRow } from '../../src/azure/base/table.ts';
import { operationRowKey } from '../../src/azure/operation/operation-row.ts';
import { type Door, doorFacts, doors } from '../../src/domain/base/door.ts';
import { statesAt } from '../../src/domain/lifecycle/advance.ts';
import { isUnderWay } from '../../src/domain/lifecycle/capacity.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { announceUpload } from '../../src/use-cases/operation/announce-upload.ts';
import { readCapacity } from '../../src/use-cases/operation/open-when-room.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { anOperation } from '../contract/samples.ts';
import { sampleProject } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle: Workflows = { start: async () => {}, wake: async () => {} };
const project = 'heart-study';
const maxOpen = 6;

let requests = 0;
const count = () => {
  requests += 1;
};

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(1, { before: count, after: () => undefined });
  await world.project(rules(maxOpen));
});

const rules = (most: number) => ({ egress: { ...sampleProject().egress, quietSeconds: 1, maxOpen: most } });

async function drop(name: string, of = project): Promise<void> {
  await world.put('exports', `${of}/${name}/a.csv`, 'a');
  await world.time.pass(1000);
}

const opened = async (of = project) => [...(await world.ports.register.openNames('export', of)).keys()];

/** What works on them rests then, since it breaks the rules. */
async function restAll(of = project): Promise<void> {
  for (const id of (await world.ports.register.openNames('export', of)).values()) {
    const stored = await world.ports.register.get({ project: of, id });
    if (stored?.value.state === 'receiving')
      await world.ports.register.move({ ...stored, value: { ...stored.value, state: 'rejected' } }, []);
  }
}

/** How many sweeps come before the name is taken up, if what was taken up rests before each. */
async function sweepsUntil(name: string, of = project): Promise<number> {
  for (let count = 1; count <= 50; count += 1) {
    await restAll(of);
    await sweep(world.ports, idle, sweepSettings);
    if ((await opened(of)).includes(name)) return count;
  }
  throw new Error(`${name} is not taken up`);
}

describe('a project whose door is flooded', () => {
  test("takes a colleague's package up within three times its usual sweeps", { timeout: 60_000 }, async () => {
    await drop('usual');
    const usual = await sweepsUntil('usual');
    for (let at = 0; at < 120; at += 1) await drop(`flood-${at}`);
    await drop('correct');
    for (let at = 0; at < 3; at += 1) await drop(`later-${at}`);
    expect(await sweepsUntil('correct')).toBeLessThanOrEqual(3 * usual);
  });

  test('takes the oldest and the newest alternately, also where there is room for one at a time', async () => {
    await world.project({ ...rules(1), id: 'lung-study' });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await drop(name, 'lung-study');
    const order: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      await restAll('lung-study');
      await sweep(world.ports, idle, sweepSettings);
      order.push(...(await opened('lung-study')).filter((name) => !order.includes(name)));
    }
    expect(order).toEqual(['a', 'e', 'b', 'd', 'c']);
  });

  test('takes up at once what comes while half of the room is free, and keeps the other half for what waits', async () => {
    for (let at = 0; at < 20; at += 1) await drop(`flood-${at}`);
    await sweep(world.ports, idle, sweepSettings);
    const [first = '', second = '', third = '', fourth = ''] = await opened();
    const announce = async (name: string) => {
      await drop(name);
      return (await announceUpload(world.ports, idle, { door: 'export', path: `${project}/${name}/a.csv` })).kind;
    };
    for (const name of [first, second, third]) await rest(name);
    expect(await announce('too-soon')).toBe('waits-for-room');
    await rest(fourth);
    expect(await announce('at-once')).toBe('started');
    expect(await announce('next')).toBe('waits-for-room');
  });
});

async function rest(name: string): Promise<void> {
  const id = (await world.ports.register.openId('export', project, name)) ?? '';
  const stored = await world.ports.register.get({ project, id });
  if (stored === undefined) throw new Error(`${name} is not open`);
  await world.ports.register.move({ ...stored, value: { ...stored.value, state: 'rejected' } }, []);
}

test('projects have turns: none has many names taken up before another has its first', {
  timeout: 60_000,
}, async () => {
  const flooded = Array.from({ length: 12 }, (_, at) => `a-flooded-${String(at).padStart(2, '0')}`);
  const all = [...flooded, 'z-other'];
  for (const id of all) {
    await world.project({ ...rules(40), id });
    for (let at = 0; at < (id === 'z-other' ? 1 : 40); at += 1) await world.put('exports', `${id}/n${at}/a.csv`, 'a');
  }
  const order: string[] = [];
  const register = {
    ...world.ports.register,
    open: async (...args: Parameters<typeof world.ports.register.open>) => {
      order.push(args[0].project);
      return await world.ports.register.open(...args);
    },
  };
  await sweep({ ...world.ports, register }, idle, sweepSettings);
  expect(order.filter((one) => one === 'z-other')).toHaveLength(1);
  const before = order.slice(0, order.indexOf('z-other'));
  for (const id of flooded) expect(before.filter((one) => one === id).length).toBeLessThanOrEqual(10);
  expect(order).toHaveLength(12 * 40 + 1);
});

test('an opening asks as little of storage beside 1,000 names that rest as beside one', {
  timeout: 60_000,
}, async () => {
  const asked = async (name: string): Promise<number> => {
    await drop(name);
    const before = requests;
    const { kind } = await announceUpload(world.ports, idle, { door: 'export', path: `${project}/${name}/a.csv` });
    expect(kind).toBe('started');
    return requests - before;
  };
  const resting = (): Operation => anOperation({ project, door: 'export', state: 'rejected' });
  await world.ports.register.open(resting(), []);
  const usual = await asked('first');
  expect(usual).toBeGreaterThan(5);
  for (let at = 0; at < 1000; at += 1) await world.ports.register.open(resting(), []);
  expect(await asked('second')).toBeLessThanOrEqual(usual + 1);
});

describe('what the row of a name says of rest', () => {
  const said = async () => (await world.ports.register.heldNames('export', project)).map(({ rests }) => rests);
  const sayWrongly = async (rests: boolean | undefined) => {
    for await (const row of world.storage.sealed('register').listEntities()) {
      const { partitionKey = '', rowKey = '', id, name } = row;
      if (!rowKey.startsWith('open:export:')) continue;
      const changed = { partitionKey, rowKey, id, name, ...(rests === undefined ? {} : { rests }) };
      await world.storage.sealed('register').updateEntity(changed, 'Replace', { etag: '*' });
    }
  };

  test('is mended by the sweep where somebody changed it', async () => {
    await world.ports.register.open(anOperation({ project, door: 'export', state: 'rejected' }), []);
    await sayWrongly(false);
    expect(await said()).toEqual([false]);
    await sweep(world.ports, idle, sweepSettings);
    expect(await said()).toEqual([true]);
  });

  test('is looked up where a row of an earlier version does not say it', async () => {
    for (let at = 0; at < maxOpen; at += 1)
      await world.ports.register.open(anOperation({ project, door: 'export', state: 'rejected' }), []);
    await sayWrongly(undefined);
    await drop('beside-them');
    await sweep(world.ports, idle, sweepSettings);
    expect(await opened()).toContain('beside-them');
  });

  const spoils: Readonly<
    Record<string, (place: Readonly<Record<'partitionKey' | 'rowKey', string>>) => Promise<unknown>>
  > = {
    'holds no JSON': (place) => world.storage.sealed('register').upsertEntity({ ...place, data: '{' }, 'Replace'),
    'holds no operation': (place) => world.storage.sealed('register').upsertEntity({ ...place, data: '{}' }, 'Replace'),
    'has a wrong seal': (place) => world.storage.table('register').upsertEntity({ ...place, seal: 'AAAA' }, 'Merge'),
    'is gone': ({ partitionKey, rowKey }) => world.storage.table('register').deleteEntity(partitionKey, rowKey),
  };

  const torn = 'lung-study';

  test.each(Object.entries(spoils))('is taken back where the row of the operation %s', async (_how, spoil) => {
    const working = doors.flatMap((door) =>
      statesAt(door)
        .filter((state) => isUnderWay({ door, state }))
        .map((state) => anOperation({ project: torn, door, state })),
    );
    const most = (door: Door) => ({ quietSeconds: 1, maxOpen: working.filter((one) => one.door === door).length });
    const { ingress, egress } = sampleProject();
    await world.project({
      id: torn,
      ingress: { ...ingress, ...most('ingress') },
      egress: { ...egress, ...most('export') },
    });
    const rows = world.storage.table('register');
    const before: TableRow[] = [];
    for (const operation of working) {
      await world.ports.register.open(operation, []);
      const place = { partitionKey: torn, rowKey: operationRowKey(operation.id) ?? '' };
      before.push(await rows.getEntity(place.partitionKey, place.rowKey));
      await spoil(place);
    }
    for (const door of doors) await world.put(doorFacts(door).container, `${torn}/beside-them/a.csv`, 'a');
    await world.time.pass(1000);
    await sweep(world.ports, idle, sweepSettings);
    const { value: definition } = await requireProject(world.ports.projects, torn);
    for (const door of doors) {
      expect(await world.ports.register.openId(door, torn, 'beside-them'), door).toBeDefined();
      expect(await readCapacity(world.ports, door, definition)).toMatchObject({ kind: 'room' });
    }
    for (const { etag: _etag, timestamp: _timestamp, partitionKey = '', rowKey = '', ...row } of before)
      await rows.upsertEntity({ ...row, partitionKey, rowKey }, 'Replace');
    for (const door of doors)
      expect(await readCapacity(world.ports, door, definition), door).toEqual({ kind: 'wait', why: 'full' });
  });
});
