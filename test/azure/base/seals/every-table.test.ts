import { beforeEach, describe, expect, test } from 'vitest';
import type { Table } from '../../../../src/azure/base/table.ts';
import { storagePorts } from '../../../../src/azure/storage-ports.ts';
import { type TableName, tables } from '../../../../src/domain/base/stored-tables.ts';
import type { Ports } from '../../../../src/ports/ports.ts';
import { aChange } from '../../../contract/changes-contract.ts';
import { aHold } from '../../../contract/holds-contract.ts';
import { someRefused } from '../../../contract/refused-contract.ts';
import { aDecision, anEvent, anOperation, aRound, collect } from '../../../contract/samples.ts';
import { MemoryWorld } from '../../../memory/world.ts';

const at = '2026-03-01T10:00:00.000Z';
const oid = 'e0000000-0000-4000-8000-000000000001';
const operation = anOperation();
const round = aRound();
const hash = 'ab'.repeat(32);
const change = aChange('heart-study');
const file = { door: 'ingress', path: 'heart-study/cohort/a.csv', etag: '1' } as const;
const request = { id: hash, digest: 'd', at };

/** How a row comes into each table, and what it counts as once its seal is wrong: always the strict way. */
const cases: Record<TableName, { write(ports: Ports): Promise<unknown>; countsAs(ports: Ports): Promise<unknown> }> = {
  register: {
    write: ({ register }) => register.open(operation, []),
    countsAs: async ({ register }) => {
      await expect(register.get(operation)).rejects.toThrow(/seal/);
      await expect(register.openOf(operation.door, operation.project, operation.name)).rejects.toThrow(/seal/);
    },
  },
  decisions: {
    write: async ({ decisions }) => decisions.record(aDecision(round, 'a'), await decisions.openRound(round)),
    countsAs: ({ decisions }) => expect(decisions.read(round.exportId)).rejects.toThrow(/neither be approved nor/),
  },
  handles: {
    write: ({ decisions }) =>
      decisions.putHandle(hash, {
        project: 'heart-study',
        exportId: round.exportId,
        round: 1,
        approver: oid,
        revision: 0,
      }),
    countsAs: async ({ decisions }) => expect(await decisions.getHandle(hash)).toBeUndefined(),
  },
  heads: {
    write: ({ audit }) => audit.append('heart-study', [anEvent('one')]),
    countsAs: async ({ audit }) => {
      expect(await audit.holds('heart-study', 'one')).toBe(false);
      await expect(audit.append('heart-study', [anEvent('two')])).rejects.toThrow(/seal/);
    },
  },
  outbox: {
    write: async ({ outbox }) => {
      await outbox.intend('ing_1.told@x', { operation: 'ing_1', step: 'told', to: 'a@example.org' });
      await outbox.markSent('ing_1.told@x');
    },
    countsAs: async ({ outbox }) =>
      expect(
        await outbox.intend('ing_1.told@x', { operation: 'ing_1', step: 'told', to: 'a@example.org' }),
      ).toMatchObject({ sent: false }),
  },
  holds: {
    write: ({ holds }) => holds.put(aHold({ project: 'heart-study' }), null),
    countsAs: async ({ holds }) => expect((await holds.of('heart-study')).holds).toMatchObject([{ unreadable: true }]),
  },
  changes: {
    write: ({ changes }) => changes.put(change, null),
    countsAs: async ({ changes }) =>
      expect(await changes.get('heart-study')).toMatchObject({ value: { unreadable: true } }),
  },
  refused: {
    write: ({ refused }) => refused.put({ value: someRefused('heart-study'), etag: null }),
    countsAs: async ({ refused }) => expect((await refused.get('export', 'heart-study')).value.names).toEqual([]),
  },
  requests: {
    write: ({ requests }) => requests.begin(request),
    countsAs: async ({ requests }) => {
      const { kind, stored } = await requests.begin(request);
      expect(kind).toBe('stands');
      expect(stored.value.digest).not.toBe(request.digest);
    },
  },
  verdicts: {
    write: ({ scanVerdicts }) => scanVerdicts.keep({ ...file, result: 'clean', detail: '', scannedAt: at }),
    countsAs: async ({ scanVerdicts }) =>
      expect(await collect(scanVerdicts.read('ingress', 'heart-study/cohort', { number: 0, parts: 1 }))).toEqual([]),
  },
  absences: {
    write: ({ absences }) =>
      absences.put({
        ...{ id: 'one', oid, email: 'a@example.org', name: 'A', by: oid, reason: 'ill', at },
        ...{ from: '2026-03-01', to: '2026-03-30' },
      }),
    countsAs: async ({ absences }) => expect(await absences.list()).toEqual([]),
  },
  signins: {
    write: ({ signIns }) => signIns.put({ oid, at, groups: [] }, null),
    countsAs: async ({ signIns }) => expect(await signIns.list()).toEqual([]),
  },
  people: {
    write: ({ people }) =>
      people.put({ oid, name: 'A', email: null, since: at, seenOn: '2026-03-01', origin: 'sign-in', clearedAt: null }),
    countsAs: async ({ people }) => expect(await people.get(oid)).toMatchObject({ name: null }),
  },
};

/** The same key, and a row of the same columns, in another place. */
const elsewhere = new MemoryWorld(2).storage;
type Row = Awaited<ReturnType<Table['getEntity']>>;

/** What whoever may write tables does to a row. */
const tamperings = {
  'written without the key': (table: Table, row: Row) => replace(table, row, withoutSeals(row)),
  changed: (table: Table, row: Row) => replace(table, row, { ...row, data: `${row['data'] ?? ''} `, more: 1 }),
  'sealed in another place': async (table: Table, row: Row, name: TableName) => {
    const { partitionKey = '', rowKey = '' } = row;
    await replace(elsewhere.sealed(name), { ...row, rowKey: `${rowKey}2` }, withoutSeals(row));
    await replace(table, row, await elsewhere.table(name).getEntity(partitionKey, `${rowKey}2`));
  },
  'given the seal of a key that is gone': (table: Table, row: Row) =>
    replace(table, row, { ...row, seal: `gone${String(row['seal']).slice(4)}` }),
};

function withoutSeals(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('seal')));
}

async function replace(table: Table, { partitionKey = '', rowKey = '' }: Row, columns: Record<string, unknown>) {
  const { etag: _, timestamp: __, 'odata.metadata': ___, ...rest } = columns;
  await table.upsertEntity({ ...rest, partitionKey, rowKey }, 'Replace');
}

let world: MemoryWorld;
beforeEach(() => {
  world = new MemoryWorld(1);
});

describe.each(tables)('a row of the table %s', (name) => {
  test('is sealed by whoever writes it', async () => {
    await cases[name].write(world.ports);
    expect((await collect(world.storage.table(name).listEntities())).length).toBeGreaterThan(0);
    expect(await world.ports.seals.page(name, () => false)).toMatchObject({ sealed: 0, left: [], disagreeing: [] });
  });

  test.each(Object.entries(tamperings))('that was %s counts as the strict thing, and is named', async (_, tamper) => {
    await cases[name].write(world.ports);
    const table = world.storage.table(name);
    for (const row of await collect(table.listEntities())) await tamper(table, row, name);
    const { storage } = world;
    const fresh: Ports = { ...world.ports, ...storagePorts(storage.ofApp()) };
    await cases[name].countsAs(fresh);
    expect(fresh.seals.known().map(({ table: of }) => of)).toContain(name);
  });

  test('is believed again once it was sealed as it stands', async () => {
    await cases[name].write(world.ports);
    const table = world.storage.table(name);
    const rows = await collect(table.listEntities());
    for (const row of rows) await tamperings['written without the key'](table, row);
    expect(await world.ports.seals.page(name, () => true)).toEqual({ sealed: rows.length, left: [], disagreeing: [] });
    expect(await world.ports.seals.page(name, () => true)).toEqual({ sealed: 0, left: [], disagreeing: [] });
  });
});

test('the ports ask for no other table', () => {
  const asked = new Set<string>();
  const storage = world.storage.ofApp();
  const table = (name: string) => {
    asked.add(name);
    return storage.table(name);
  };
  storagePorts({ ...storage, table });
  expect([...asked].toSorted()).toEqual(tables.toSorted());
});
