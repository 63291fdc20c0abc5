import { beforeEach, expect, test } from 'vitest';
import { tableDecisions } from '../../src/azure/review/decision-store.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { tables } from '../../src/domain/base/stored-tables.ts';
import { sealRowsOfBefore } from '../../src/features/verification/seal-first.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { aDecision, collect } from '../contract/samples.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';

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
  for (const name of tables) {
    const table = world.storage.table(name);
    for (const row of await collect(table.listEntities())) {
      const { etag: _, timestamp: __, partitionKey = '', rowKey = '', ...columns } = row;
      const bare = Object.fromEntries(Object.entries(columns).filter(([column]) => !column.startsWith('seal')));
      await table.upsertEntity({ ...bare, partitionKey, rowKey }, 'Replace');
    }
  }
});

const ports = (believes?: 'bare') => ({
  ...world.ports,
  ...storagePorts({ ...world.storage.ofApp(), ...(believes === undefined ? {} : { seals: { believes } }) }),
});
const first = () =>
  sealRowsOfBefore({ sealed: ports(), believing: ports('bare'), log: (text) => void said.push(text) });

async function unsealed(): Promise<string[]> {
  const found: string[] = [];
  for (const name of tables)
    for (const { table, partitionKey, rowKey } of (await ports().seals.page(name, () => false)).left)
      found.push(`${table} ${partitionKey} ${rowKey}`);
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
  const audit = world.storage.places().get('control/audit');
  const blob = audit?.names().find((name) => name.startsWith('heart-study/')) ?? '';
  const stands = audit?.peek(blob);
  if (stands === undefined) throw new Error('there is no chain');
  const text = stands.content.toString().replace('control-plane', 'somebody-else');
  audit?.tamper(blob, { ...stands, content: Buffer.from(text) });
  const before = await unsealed();
  await first();
  const bare = await unsealed();
  const of = (table: string) => (row: string) => row.startsWith(`${table} `);
  // What the charts count says nothing of anybody's will.
  for (const table of ['decisions', 'register heart-study', 'heads']) {
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
