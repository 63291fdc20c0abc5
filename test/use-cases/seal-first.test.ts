import { beforeEach, expect, test } from 'vitest';
import { unreadableRows } from '../../src/azure/base/unreadable-rows.ts';
import { tableHolds } from '../../src/azure/operation/hold-store.ts';
import { tableDecisions } from '../../src/azure/review/decision-store.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { type TableName, tables } from '../../src/domain/base/stored-tables.ts';
import { everyProject, peopleOf } from '../../src/domain/operation/hold.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { sealRowsOfBefore } from '../../src/features/verification/seal-first.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { noteAbsence } from '../../src/use-cases/people/absences.ts';
import { openEgress } from '../activities/flow-settings.ts';
import { aHold } from '../contract/holds-contract.ts';
import { aDecision, anOperation, collect } from '../contract/samples.ts';
import { definition, person } from '../domain/sample.ts';
import { noHook } from '../memory/hook.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
let world: MemoryWorld;
const said: string[] = [];
let released = '';

/** A world as a version left it that knew no seals. */
beforeEach(async () => {
  said.length = 0;
  world = new MemoryWorld(1);
  await world.project();
  await letOut(world, undefined, async ({ id }) => {
    released = id;
  });
  await takeSealsAway(...tables);
});

async function takeSealsAway(...names: readonly TableName[]): Promise<void> {
  for (const name of names) {
    const table = world.storage.table(name);
    for (const row of await collect(table.listEntities())) {
      const { etag: _, timestamp: __, partitionKey = '', rowKey = '', ...columns } = row;
      const bare = Object.fromEntries(Object.entries(columns).filter(([column]) => !column.startsWith('seal')));
      await table.upsertEntity({ ...bare, partitionKey, rowKey }, 'Replace');
    }
  }
}

/** Changes a line of the chain, so that it proves nothing any more. */
function spoil(chain: string): void {
  const audit = world.storage.places().get('control/audit');
  const blob = audit?.names().find((name) => name.startsWith(`${chain}/`)) ?? '';
  const stands = audit?.peek(blob);
  if (stands === undefined) throw new Error(`there is no chain ${chain}`);
  const text = stands.content.toString().replace('"kind"', '"king"');
  audit?.tamper(blob, { ...stands, content: Buffer.from(text) });
}

const ports = (believes?: 'bare') => ({
  ...world.ports,
  ...storagePorts({ ...world.storage.ofApp(), ...(believes === undefined ? {} : { seals: { believes } }) }),
});
const first = () =>
  sealRowsOfBefore({ sealed: ports(), believing: ports('bare'), log: (text) => void said.push(text) });

async function unsealed(): Promise<string[]> {
  const found: string[] = [];
  for (const name of tables)
    for (let page: string | undefined; ; ) {
      const { left, continuation } = await ports().seals.page(name, () => false, page);
      for (const { table, partitionKey, rowKey } of left) found.push(`${table} ${partitionKey} ${rowKey}`);
      if (continuation === undefined) break;
      page = continuation;
    }
  return found;
}

test('rows of a version before there were seals are sealed once, and the audit tells of it', async () => {
  expect((await unsealed()).length).toBeGreaterThan(10);
  await first();
  expect(await unsealed()).toEqual([]);
  expect(said).toEqual([]);
  expect(await verifyProofs(ports())).toMatchObject({ ok: true });
  const [line = ''] = await collect(ports().audit.lines('_system'));
  expect(parseChainLine(line).event).toMatchObject({ kind: 'rows.sealed', data: { left: 0 } });
});

test('what the audit contradicts is named and left without a seal', async () => {
  const bare = tableDecisions(world.storage.table('decisions'), world.storage.table('handles'));
  const [round] = (await bare.read(released)).rounds;
  if (round === undefined) throw new Error('there is no round');
  await bare.record(aDecision(round.value, 'e'), round);
  await first();
  const left = await unsealed();
  expect(left.length).toBeGreaterThan(3);
  expect(left.filter((row) => !row.includes(released) && !row.startsWith('register heart-study op:'))).toEqual([]);
  expect(said.join('\n')).toContain(`The decision ${released} round 1`);
  await expect(ports().decisions.read(released)).rejects.toThrow(/seal/);
});

test('a row that comes without a seal later gets none, also where whoever wrote it took the note of the sealing away', async () => {
  await first();
  const people = world.storage.table('people');
  await people.createEntity({ partitionKey: 'late', rowKey: 'person', data: '{}' });
  await first();
  const heads = world.storage.table('heads');
  for (const { partitionKey = '', rowKey = '' } of await collect(heads.listEntities()))
    if (partitionKey === '_system') await heads.deleteEntity(partitionKey, rowKey);
  await first();
  expect(await unsealed()).toEqual(['people late person']);
});

test('a head that is not as its lines are gets no seal', async () => {
  const heads = world.storage.table('heads');
  const { etag, timestamp: _, partitionKey = '', rowKey = '', ...head } = await heads.getEntity('heart-study', 'head');
  await heads.updateEntity({ ...head, partitionKey, rowKey, blocks: Number(head['blocks']) + 1 }, 'Replace', { etag });
  await first();
  expect(await unsealed()).toContain('heads heart-study head');
  expect(said.join('\n')).toContain('The head heart-study is not sealed');
});

test('where the lines of a project prove nothing, none of its rows gets a seal, and no decision of its packages', async () => {
  await setHold(ports('bare'), idle, { project: 'heart-study', caller: person('Otto', 21), reason: 'a leak' });
  await takeSealsAway('holds');
  spoil('heart-study');
  const before = await unsealed();
  await first();
  const bare = await unsealed();
  const of = (table: string) => (row: string) => row.startsWith(`${table} `);
  // What the charts count says nothing of anybody's will.
  for (const table of ['decisions', 'register heart-study', 'heads', 'holds heart-study']) {
    expect(before.filter(of(table)).length, table).toBeGreaterThan(0);
    expect(bare.filter(of(table)), table).toEqual(before.filter(of(table)));
  }
  expect(said.join('\n')).toContain('The audit of heart-study proves nothing');
});

test('a decision that no line tells of gets no seal, however much else is wrong', async () => {
  for (let row = 0; row < 400; row += 1)
    await world.storage.table('holds').createEntity({ partitionKey: 'heart-study', rowKey: `hold-${row}`, data: '{' });
  const bare = tableDecisions(world.storage.table('decisions'), world.storage.table('handles'));
  const [round] = (await bare.read(released)).rounds;
  if (round === undefined) throw new Error('there is no round');
  await bare.record(aDecision(round.value, 'e'), round);
  await first();
  expect((await unsealed()).filter((row) => row.startsWith(`decisions ${released}`)).length).toBeGreaterThan(1);
});

/** Writes a row as whoever may write tables does: without a seal. */
const bareHold = (project: string) =>
  tableHolds(world.storage.table('holds'), unreadableRows()).put(aHold({ project }), null);

test.each([
  ['a project', 'heart-study'],
  ['people of a project', peopleOf('heart-study')],
  ['all projects', everyProject],
])('a hold of %s that no line tells of gets no seal, and others do', async (_, held) => {
  const told = { caller: person('Otto', 21), reason: 'a leak' };
  for (const project of ['heart-study', everyProject]) {
    if (project !== held) await setHold(ports('bare'), idle, { project, ...told });
    await takeSealsAway('holds');
  }
  await bareHold(held);
  await first();
  const left = await unsealed();
  expect(left.filter((row) => row.startsWith(`holds ${held} `)).length).toBeGreaterThan(0);
  expect(left.filter((row) => !row.startsWith(`holds ${held} `))).toEqual([]);
});

test('where the lines about all projects prove nothing, a hold of all gets no seal, and those of a project do', async () => {
  const otto = { caller: person('Otto', 21), reason: 'a leak' };
  for (const project of ['heart-study', everyProject]) await setHold(ports('bare'), idle, { project, ...otto });
  await takeSealsAway('holds', 'heads');
  spoil('_system');
  await expect(first()).rejects.toThrow('The head of the audit chain _system is wrong');
  const left = (await unsealed()).map((row) => row.split(' ', 2).join(' '));
  expect(new Set(left)).toEqual(new Set(['holds _all', 'heads _system']));
});

test('a row under a seal that is wrong gets no other', async () => {
  const table = world.storage.table('people');
  await table.createEntity({ partitionKey: 'late', rowKey: 'person', data: '{}', seal: 'gone.AAAA' });
  await first();
  expect(await unsealed()).toEqual(['people late person']);
});

test('a line that only names the sealing does not say that it was done', async () => {
  const reason = 'somebody wrote rows-sealed here';
  await setHold(ports('bare'), idle, { project: everyProject, caller: person('Otto', 21), reason });
  await takeSealsAway('holds', 'heads');
  await first();
  expect(await unsealed()).toEqual([]);
});

test('all pages of a table are looked at, and all operations of a project whose lines prove nothing', async () => {
  const operations = Array.from({ length: 120 }, () => anOperation());
  for (const operation of operations) await ports('bare').register.open(operation, []);
  await takeSealsAway('register');
  const people = world.storage.table('people');
  for (let row = 0; row < 1001; row += 1)
    await people.createEntity({ partitionKey: `person-${row}`, rowKey: 'person', data: '{}' });
  for (const { id } of operations)
    await world.storage.table('decisions').createEntity({ partitionKey: `${id}:1`, rowKey: 'round', data: '{}' });
  spoil('heart-study');
  await first();
  const left = await unsealed();
  expect(left.filter((row) => row.startsWith('people '))).toEqual([]);
  for (const { id } of operations) expect(left).toContain(`decisions ${id}:1 round`);
});

test('decisions on a package that the register does not have, or not so that it can be read, get no seal', async () => {
  const unknown = anOperation({ door: 'export' });
  await world.storage.table('decisions').createEntity({ partitionKey: `${unknown.id}:1`, rowKey: 'round', data: '{}' });
  const register = world.storage.table('register');
  for (const row of await collect(register.listEntities())) {
    const { partitionKey = '', rowKey = '' } = row;
    if (rowKey.startsWith('op:exp:')) await register.upsertEntity({ partitionKey, rowKey, data: '{' }, 'Replace');
  }
  spoil('heart-study');
  const before = (await unsealed()).filter((row) => row.startsWith('decisions '));
  expect(before.some((row) => row.includes(released))).toBe(true);
  await first();
  expect((await unsealed()).filter((row) => row.startsWith('decisions '))).toEqual(before);
});

test('rows of all operations whose lines prove them are sealed, however many pages they are', async () => {
  const { egress } = projectSchema.parse({ ...definition(), egress: { ...openEgress, maxOpen: 200 } });
  await world.project({ id: 'lung-study', egress });
  for (let number = 0; number < 110; number += 1) {
    await world.put('exports', `lung-study/p${number}/a.csv`, 'x');
    await world.put('exports', `lung-study/p${number}/_COMPLETE`, '', { purpose: 'Table 2' });
    await world.open('export', `lung-study/p${number}/_COMPLETE`);
  }
  await takeSealsAway(...tables);
  await first();
  expect(await unsealed()).toEqual([]);
  expect(said).toEqual([]);
});

test('no absence gets a seal where the audit contradicts one, and all do where it contradicts something else', async () => {
  const away = { person: person('Ada', 11), by: 'oid-otto', reason: 'is ill' };
  await noteAbsence(ports('bare'), idle, away, { from: '2026-03-10', to: '2026-03-11' });
  await bareHold('heart-study');
  await takeSealsAway('absences', 'holds');
  await first();
  expect(new Set((await unsealed()).map((row) => row.split(' ')[0]))).toEqual(new Set(['holds']));
});

test('an absence that no line tells of gets no seal, nor does any other', async () => {
  const away = { person: person('Ada', 11), by: 'oid-otto', reason: 'is ill' };
  await noteAbsence(ports('bare'), idle, away, { from: '2026-03-10', to: '2026-03-11' });
  const { absences } = ports('bare');
  const [told] = await absences.list();
  if (told === undefined) throw new Error('nobody is away');
  await absences.put({ ...told, to: '2026-09-11' });
  await takeSealsAway('absences');
  await first();
  expect((await unsealed()).map((row) => row.split(' ')[0])).toEqual(['absences']);
  expect(said.join('\n')).toContain('The absence heart-study is not sealed');
});

test('what no row is behind is not said to be without a seal', async () => {
  const manifests = world.storage.places().get('control/manifests');
  const list = manifests?.names().find((name) => name.startsWith(`${released}-package`)) ?? '';
  await world.storage.container('control', 'manifests').getBlobClient(list).delete();
  await first();
  const { findings } = await verifyProofs(ports());
  expect(findings.map(({ record }) => record)).toEqual(['manifest', 'released file']);
  expect(said).toEqual([]);
});

test('in the place of an account that was lost nothing is sealed and no line is written, so that restore can read its tables', async () => {
  world = new MemoryWorld(1, noHook, { hasSecondCopy: true });
  await world.storage.table('people').createEntity({ partitionKey: 'late', rowKey: 'person', data: '{}' });
  await ports().secondCopy?.put('audit/_system/2026-02/001.jsonl', 'a line');
  await first();
  expect(await unsealed()).toEqual(['people late person']);
  expect(await collect(ports().audit.lines('_system'))).toEqual([]);
  expect(said).toEqual([expect.stringContaining('second copy')]);
});
