import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { eventOf } from '../../src/activities/operation/record.ts';
import { type AuditEvent, parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { applyRestore } from '../../src/features/verification/restore/apply-restore.ts';
import { planRestore, type RestorePlan } from '../../src/features/verification/restore/plan-restore.ts';
import { type MovesRead, movesRead } from '../../src/features/verification/restore/read-moves.ts';
import type { Repair } from '../../src/features/verification/restore/repair.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { AuditBlob } from '../../src/ports/audit.ts';
import { retractVersion } from '../../src/use-cases/operation/retract-version.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { at, emptyDoor, goOn, withdraw } from '../activities/unpublished.ts';
import { flowSettings, startWorld, type World } from '../activities/world.ts';
import { anEvent, anOperation, collect, stream } from '../contract/samples.ts';
import { keyOf, RegisterTable } from './register-table.ts';

const project = 'heart-study';
const by = { by: '00000000-0000-4000-8000-000000000090', reason: 'the table was lost' };

let world: World;
let table: RegisterTable;
let whole: Awaited<ReturnType<RegisterTable['rows']>>;
let dataset: OperationKey;
let open: OperationKey;
let rejected: OperationKey;
let inReview: OperationKey;
/** Withdrawn under its copy; what was copied is removed without its name. */
let removed: OperationKey;

beforeAll(async () => {
  world = await startWorld();
  table = new RegisterTable(world, project);
  await upload('cohort');
  dataset = await upload('cohort');
  open = await started('ingress', 'ingress', 'later');
  rejected = await started('ingress', 'ingress', 'wrong');
  await moveOperation(world.ports, { key: rejected, from: 'receiving', event: 'reject' });
  inReview = await started('export', 'exports', 'results');
  const enough = async () => (await world.operation(inReview)).state === 'in-review';
  await world.run('export', inReview, { enough });
  await world.activities.openReview(inReview);
  removed = await withdrawInCopy('regretted');
  whole = await table.rows();
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [] });
});
afterAll(() => world.stop());
afterEach(() => table.reset(whole));

async function started(door: 'ingress' | 'export', place: 'ingress' | 'exports', name: string): Promise<OperationKey> {
  await world.put(place, `${project}/${name}/a.csv`, 'a');
  const key = await world.open(door, `${project}/${name}/a.csv`);
  // The line of its opening is brought into the chain by its first step.
  await world.activities.loadOperation(key);
  return key;
}

async function upload(name: string): Promise<OperationKey> {
  const key = await started('ingress', 'ingress', name);
  expect((await world.run('ingress', key)).state).toBe('available');
  return key;
}

async function withdrawInCopy(name: string): Promise<OperationKey> {
  const key = await started('ingress', 'ingress', name);
  await goOn(
    world,
    key,
    at('verifyCopy ingress-copy', () => withdraw(world.ports, key)),
    'withdrawing',
  );
  await world.activities.tellOwed(key);
  await emptyDoor(world, name);
  expect(await goOn(world, key)).toBe('retracting');
  return key;
}

async function plan(of = project): Promise<RestorePlan> {
  const outcome = await planRestore(world.ports, of, undefined, () => false);
  if ('plan' in outcome) return outcome.plan;
  throw new Error('it stopped although there was time');
}

async function rebuild(): Promise<RestorePlan> {
  const planned = await plan();
  expect(await applyRestore(world.ports, planned, by)).toEqual({ written: planned.repairs.length });
  return planned;
}

async function etagOf(key: OperationKey): Promise<string> {
  return (await world.ports.register.get(key))?.etag ?? '';
}

const told = ({ repairs }: RestorePlan) =>
  repairs.map(({ what, key }): Pick<Repair, 'what' | 'key'> => ({ what, key }));
const operations = async () =>
  Promise.all([dataset, open, rejected, inReview, removed].map((key) => world.operation(key)));

describe('a rebuild', () => {
  test('has nothing to write where the register agrees', async () => {
    expect(await plan()).toMatchObject({ repairs: [], problems: [], more: false });
  });

  test('planned only, writes nothing', async () => {
    await table.remove(keyOf(dataset.id), keyOf(open.id));
    const before = await table.rows();
    expect(told(await plan())).toEqual([
      { what: 'operation', key: dataset.id },
      { what: 'operation', key: open.id },
    ]);
    expect(await table.rows()).toEqual(before);
  });

  test('of a register that was lost altogether gives every operation back, and the sweep starts what should run', async () => {
    const before = await operations();
    await table.remove(...whole.map(({ rowKey = '' }) => rowKey));
    expect(await world.ports.register.get(open)).toBeUndefined();
    await rebuild();
    const decided = ({ id, name, state, revision, version }: Operation) => ({ id, name, state, revision, version });
    expect((await operations()).map(decided)).toEqual(before.map(decided));
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [] });
    const asked: string[] = [];
    const workflows = { start: async (_flow: string, id: string) => void asked.push(id), wake: async () => {} };
    await sweep(world.ports, workflows, sweepSettings);
    expect(asked).toEqual(expect.arrayContaining([open.id, inReview.id, `${removed.id}-retract`]));
  });

  test('writes what was edited, cut or put back to an earlier move, and leaves alone what is newer', async () => {
    await table.edit(dataset.id, (text) => text.replace('"available"', '"discarded"'));
    await table.edit(rejected.id, (text) => text.slice(0, 80));
    await table.edit(inReview.id, (text) => text.replace(/"revision":\d+/, '"revision":0'));
    await table.edit(open.id, (text) => text.replace('"revision":0', '"revision":9'));
    const { repairs } = await rebuild();
    expect(repairs).toMatchObject([
      { what: 'operation', key: dataset.id, why: expect.stringContaining('Its \'state\' is "discarded"') },
      { what: 'operation', key: rejected.id, why: expect.stringContaining('holds no operation') },
      { what: 'operation', key: inReview.id, why: expect.stringContaining('It is of the revision 0') },
    ]);
    expect((await world.operation(open)).revision).toBe(9);
    expect((await world.operation(rejected)).state).toBe('rejected');
  });

  test('keeps what was found since the last move', async () => {
    const stored = await world.ports.register.get(open);
    if (stored === undefined) throw new Error('it is gone');
    const found = { ...stored.value, retriedAt: '2026-11-24T10:00:00.000Z' };
    await world.ports.register.update({ ...stored, value: found });
    expect((await rebuild()).repairs).toEqual([]);
    expect((await world.operation(open)).retriedAt).toBe(found.retriedAt);
  });

  test('puts another row aside that stands in the place of one', async () => {
    const other = (await table.rows()).find(({ rowKey }) => rowKey === keyOf(dataset.id));
    await table.put(keyOf(open.id), { ...other });
    expect(told(await rebuild())).toContainEqual({ what: 'operation', key: open.id });
    expect((await world.operation(open)).id).toBe(open.id);
  });

  test('lets an operation hold its name whose row stands in the place of another one too', async () => {
    const other = (await table.rows()).find(({ rowKey }) => rowKey === keyOf(inReview.id));
    await table.put(keyOf(open.id), { ...other });
    expect(await rebuild()).toMatchObject({ repairs: [{ what: 'operation', key: open.id }], problems: [] });
    await table.put(keyOf(`exp_${'7'.repeat(26)}`), { ...other });
    const problems = [expect.stringContaining(`${inReview.id} has another key`)];
    expect(await plan()).toMatchObject({ repairs: [], problems });
  });

  test('mends names that nobody holds, that point at nobody or at what has ended, and that cannot be read', async () => {
    const names = whole.filter(({ rowKey = '' }) => rowKey.startsWith('open:'));
    const [first, second, third] = names.map(({ rowKey = '' }) => rowKey);
    if (!first || !second || !third) throw new Error('too few names are held');
    await table.remove(first);
    await table.put(second, { id: dataset.id, name: 'cohort' });
    await table.put(third, { id: 7 });
    await world.ports.register.open({ ...(await world.operation(open)), id: `ing_${'7'.repeat(26)}`, name: 'x' }, []);
    await table.remove(keyOf(`ing_${'7'.repeat(26)}`));
    await rebuild();
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [] });
    expect((await table.rows()).map(({ rowKey }) => rowKey)).toEqual(whole.map(({ rowKey }) => rowKey));
    expect((await plan()).repairs).toEqual([]);
  });

  test('lists a name that two operations claim, and writes nothing of it', async () => {
    const later = await world.operation(open);
    await table.remove(keyOf(open.id), ...(await nameKeys(open.id)));
    const usurper = { ...later, id: `ing_${'6'.repeat(26)}` };
    expect(await world.ports.register.open(usurper, [])).toEqual({ opened: true });
    const planned = await rebuild();
    expect(told(planned)).toEqual([{ what: 'operation', key: open.id }]);
    expect(planned.problems).toEqual([expect.stringContaining(`${open.id} and ${usurper.id} claim one name`)]);
    expect(await world.ports.register.openId('ingress', project, later.name)).toBe(usurper.id);
  });

  test('lets what is removed without its name go on so, whatever became of its rows', async () => {
    const { name } = await world.operation(removed);
    const again = (row: { rowKey?: string }) => row.rowKey === `open:again:${removed.id}`;
    const version = whole.find((row) => row['name'] === name && row.rowKey?.startsWith('dataset:'));
    expect([whole.some(again), version?.['latest']]).toEqual([true, 1]);
    await table.remove(`open:again:${removed.id}`, version?.rowKey ?? '');
    await world.ports.register.holdName(await world.operation(removed), await etagOf(removed));
    const planned = await rebuild();
    expect(told(planned)).toEqual([
      { what: 'removed-name', key: `ingress/${name}` },
      { what: 'again', key: removed.id },
      { what: 'version', key: name },
    ]);
    expect(await world.ports.register.openId('ingress', project, name)).toBeUndefined();
    expect((await table.rows()).map(({ rowKey }) => rowKey)).toEqual(whole.map(({ rowKey }) => rowKey));
  });

  test('lets it stand without its name also when it failed in that', async () => {
    await moveOperation(world.ports, { key: removed, from: 'retracting', event: 'fail', message: 'stopped' });
    await table.remove(`open:again:${removed.id}`);
    expect(told(await rebuild())).toContainEqual({ what: 'again', key: removed.id });
    expect((await plan()).problems).toEqual([]);
    await moveOperation(world.ports, { key: removed, from: 'failed', event: 'retry' });
    whole = await table.rows();
  });

  test('raises a latest version and never lowers one', async () => {
    const row = whole.find((one) => one.rowKey?.startsWith('dataset:') && one['name'] === 'cohort');
    const key = row?.rowKey ?? '';
    expect(row).toMatchObject({ latest: 2 });
    for (const [latest, after] of [
      [1, 2],
      [7, 7],
    ]) {
      await table.put(key, { ...row, latest });
      await rebuild();
      expect(await world.ports.register.latestVersion(project, 'cohort')).toBe(after);
    }
  });

  test('waits for the sweep where the newest move is still owed to the chain', async () => {
    const { audit, register } = world.ports;
    const gone = () => Promise.reject(new Error('the audit is away'));
    const key = await started('ingress', 'ingress', 'owing');
    const ports = { ...world.ports, audit: { ...audit, append: gone } };
    await expect(moveOperation(ports, { key, from: 'receiving', event: 'complete' })).rejects.toThrow('away');
    await table.remove(keyOf(key.id));
    expect(await plan()).toMatchObject({ repairs: [], problems: [expect.stringContaining(`${key.id} still owes`)] });
    await sweep(world.ports, { start: async () => {}, wake: async () => {} }, sweepSettings);
    expect(told(await rebuild())).toEqual([{ what: 'operation', key: key.id }]);
    expect((await register.get(key))?.value.state).toBe('checking');
    await moveOperation(world.ports, { key, from: 'checking', event: 'reject' });
    whole = await table.rows();
  });

  test('stops at a row that somebody else changed meanwhile, and the audit says how far it came', async () => {
    await table.remove(keyOf(dataset.id), keyOf(open.id));
    const planned = await plan();
    await world.ports.register.restore(await original(open.id), null);
    expect(await applyRestore(world.ports, planned, by)).toEqual({ written: 1, overtaken: open.id });
    const lines = await collect(world.ports.audit.lines(project));
    const events = lines.map((line) => parseChainLine(line).event).slice(-2);
    expect(events).toMatchObject([
      { kind: 'restore.asked', actor: by.by, data: { reason: by.reason, operation: 2 } },
      { kind: 'restore.done', actor: by.by, data: { planned: 2, written: 1 } },
    ]);
  });

  test('plans the same in several parts as at once', async () => {
    const long = 'long-study';
    const [early, late] = [anOperation({ project: long, revision: 0 }), anOperation({ project: long, revision: 0 })];
    const between = Array.from({ length: 1200 }, (_, index) => anEvent(`one-${index}`, { project: long }));
    await world.ports.audit.append(long, [openingOf(early), ...between, openingOf(late)]);
    let from: MovesRead | undefined;
    for (let parts = 1; ; parts += 1) {
      const outcome = await planRestore(world.ports, long, from, () => true);
      if ('part' in outcome) {
        from = movesRead.parse(JSON.parse(JSON.stringify(outcome.part)));
        continue;
      }
      expect(parts).toBe(3);
      expect(told(outcome.plan).slice(0, 2)).toEqual([early, late].map(({ id }) => ({ what: 'operation', key: id })));
      expect(outcome.plan.digest).toBe((await plan(long)).digest);
      return;
    }
  });

  test('plans at most 500 operations at once, and names only when there are no more', { timeout: 60_000 }, async () => {
    const many = 'many-study';
    const operations = Array.from({ length: 501 }, () => anOperation({ project: many, revision: 0 }));
    await world.ports.audit.append(many, operations.map(openingOf));
    const first = await plan(many);
    expect(first.more).toBe(true);
    expect(first.repairs.map(({ key }) => key)).toEqual(operations.slice(0, 500).map(({ id }) => id));
    expect(await applyRestore(world.ports, first, by)).toEqual({ written: 500 });
    const last = await plan(many);
    expect(last.more).toBe(false);
    expect(last.repairs.map(({ what }) => what)).toEqual(['operation', ...operations.map(() => 'name')]);
  });

  test('writes nothing from a chain that is broken', async () => {
    const broken = anOperation({ project: 'broken-study' });
    await world.ports.audit.append('broken-study', [anEvent('one', { project: 'broken-study' })]);
    await world.ports.register.open(broken, []);
    const { audit } = world.ports;
    const blobs: typeof audit.blobs = (chain) => edited(audit.blobs(chain));
    const ports = { ...world.ports, audit: { ...audit, blobs } };
    const outcome = await planRestore(ports, 'broken-study', undefined, () => false);
    expect(outcome).toMatchObject({ plan: { repairs: [], problems: [expect.stringContaining('proves nothing')] } });
  });

  test('of any rows that were removed gives a register that verification calls ok', { timeout: 300_000 }, async () => {
    const keys = whole.map(({ rowKey = '' }) => rowKey);
    await fc.assert(
      fc.asyncProperty(fc.subarray(keys, { minLength: 1 }), async (some) => {
        await table.reset(whole);
        await table.remove(...some);
        const planned = await rebuild();
        expect(planned.problems).toEqual([]);
        const { findings, receipts } = await verifyProofs(world.ports, project);
        expect({ findings, bad: receipts.bad }).toEqual({ findings: [], bad: [] });
        expect((await plan()).repairs).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});

function openingOf(row: Operation): AuditEvent {
  return eventOf(row, { id: '0', kind: 'ingress.receiving', data: { row: JSON.stringify(row) } }, row.since);
}

async function* edited(blobs: AsyncIterable<AuditBlob>): AsyncGenerator<AuditBlob> {
  for await (const { name, lines } of blobs) {
    const all = await collect(lines);
    yield { name, lines: stream(all.map((line) => line.replace('control-plane', 'somebody-else'))) };
  }
}

async function nameKeys(id: string): Promise<string[]> {
  const rows = await table.rows();
  return rows.filter((row) => row['id'] === id && row.rowKey?.startsWith('open:')).map(({ rowKey = '' }) => rowKey);
}

async function original(id: string): Promise<Operation> {
  const row = whole.find(({ rowKey }) => rowKey === keyOf(id));
  return JSON.parse(String(row?.['data']));
}

test('a retracted version that nothing points at is worked on again, without its name', async () => {
  const asked = { key: dataset, by: by.by, reason: 'consent was withdrawn' };
  const workflows = { start: async () => undefined, wake: async () => undefined };
  const retracted = await retractVersion(world.ports, flowSettings, workflows, asked);
  await table.remove(`open:again:${retracted.id}`);
  expect(await world.ports.register.isUnfinished(retracted)).toBe(false);
  expect(told(await rebuild())).toEqual([{ what: 'again', key: retracted.id }]);
  expect(await world.ports.register.isUnfinished(retracted)).toBe(true);
  expect(await world.ports.register.openId('ingress', project, retracted.name)).toBeUndefined();
  expect((await plan()).repairs).toEqual([]);
});
