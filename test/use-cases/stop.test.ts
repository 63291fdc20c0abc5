import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failOperation } from '../../src/activities/lifecycle/fail.ts';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { prepareTransfer } from '../../src/activities/transfer/prepare-transfer.ts';
import { requireTransfer } from '../../src/activities/transfer/transfer-rows.ts';
import { orchestrationOf } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Register } from '../../src/ports/records.ts';
import { flowSettings, openEgress, startWorld, type World } from '../activities/world.ts';
import {
  approved,
  attempts,
  drop,
  goOn,
  interruptions,
  listening,
  otto,
  retry,
  stop,
  stoppedIn,
  upload,
} from './stopped.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { bad: [] } });
  await world.stop();
});

describe('a stop', () => {
  test('of a release cancels the run, waits for it, counts what is outside and signs it; a retry releases', async () => {
    const key = await drop(world, 'outside');
    await approved(world, key);
    world.knobs.set({ millisecondsPerFile: 400 });
    await stoppedIn(world, key, 'releasing', 'a running run').finally(() => world.knobs.reset());
    const outside = await world.names('released', `heart-study/outside/${key.id}/`);
    const found = await interruptions(world, key);
    expect(found.map(({ step, count }) => ({ step, count }))).toEqual(
      outside.length === 0 ? [] : [{ step: 'export-release', count: outside.length }],
    );
    await retry(world, key);
    expect(await goOn(world, key)).toBe('released');
    expect(await attempts(world, key, 'export-release')).toEqual(['1 failed', '2 succeeded']);
  });

  test('whose run goes on in spite of the cancel counts everything that it brought outside', async () => {
    const key = await drop(world, 'stubborn');
    await approved(world, key);
    world.knobs.set({ ignoreCancel: true });
    await stoppedIn(world, key, 'releasing', 'a running run').finally(() => world.knobs.reset());
    expect(await world.operation(key)).toMatchObject({ state: 'failed' });
    expect(await interruptions(world, key)).toMatchObject([{ kind: 'interrupted', step: 'export-release', count: 2 }]);
    await retry(world, key);
    expect(await goOn(world, key)).toBe('released');
  });

  test('of an operation in trouble stands in the row while Data Factory is away, and starts the flow that carries it out', async () => {
    const key = await upload(world, 'troubled');
    await world.run('ingress', key, { crashAfter: (call) => call === 'startTransfer ingress-copy' });
    await world.activities.noteTrouble({ key, message: 'Data Factory is away' });
    const find = () => Promise.reject(new Error('Data Factory is away'));
    const workflows = listening();
    const away = { ...world.ports, dataFactory: { ...world.ports.dataFactory, find } };
    expect(await stop(world, key, workflows, away)).toMatchObject({ state: 'copying', stop: { by: otto } });
    expect(workflows.asked).toEqual([`start ingress ${key.id}`, `wake ${key.id}`]);
    expect(await goOn(world, key)).toBe('failed');
  });

  test('that comes between the look at the row and the intention lets no run begin', async () => {
    const key = await upload(world, 'between');
    for (const [from, event] of [
      ['receiving', 'complete'],
      ['checking', 'passed'],
    ] as const) {
      if (from === 'checking') await world.activities.takeInventory(key);
      await moveOperation(world.ports, { key, from, event });
    }
    const { fileLists } = world.ports;
    const write: typeof fileLists.write = async (...given) => {
      await fileLists.write(...given);
      await stop(world, key);
    };
    const step = 'ingress-copy';
    expect(
      await prepareTransfer({ ...world.ports, fileLists: { ...fileLists, write } }, flowSettings, { key, step }),
    ).toMatchObject({ kind: 'stopped' });
    expect((await world.operation(key)).transfers).toEqual([]);
  });

  test.each(['available', 'failed'] as const)(
    'that meets an operation which became %s between its look and its wish leaves no wish behind',
    async (state) => {
      const key = await upload(world, `met-${state}`);
      await world.run('ingress', key, { crashAfter: (call) => call === 'closeTransfer ingress-delete' });
      const first = await world.ports.register.get(key);
      let looks = 0;
      const get: Register['get'] = async (asked) => {
        looks += 1;
        if (looks > 2) return await world.ports.register.get(asked);
        if (looks === 1) return first;
        await (state === 'available' ? goOn(world, key) : stop(world, key));
        return first;
      };
      const register = { ...world.ports.register, get, lately: () => undefined };
      expect(await stop(world, key, listening(), { ...world.ports, register })).toMatchObject({ state });
      const row = await world.operation(key);
      expect(row).toMatchObject({ state });
      expect(row).not.toHaveProperty('stop');
    },
  );

  test.each([
    ['the originals are gone', 'available'],
    ['all files are outside', 'released'],
  ] as const)('whose process dies when it has told that %s leaves an honest end: it is %s', async (_, state) => {
    const name = `overtaken-${state}`;
    const key = state === 'available' ? await upload(world, name) : await drop(world, name);
    if (state === 'released') await approved(world, key);
    const writeReceipt = () => Promise.reject(new Error('the process died'));
    const dying = { ...world.ports, manifests: { ...world.ports.manifests, writeReceipt } };
    let met = 0;
    const before = async (called: string, input: unknown) => {
      if (called !== 'move' || !['deleting', 'releasing'].includes(Object(input).from)) return;
      met += 1;
      await stop(world, key, listening(), dying);
    };
    const { flow } = orchestrationOf(await world.operation(key));
    expect(await world.run(flow, key, { before })).toMatchObject({ state });
    expect(met).toBe(1);
    expect((await verifyProofs(world.ports)).receipts.bad).toEqual([]);
  });

  test('and so does one whose audit takes no line of the receipt: the line that announced it says the same', async () => {
    const key = await upload(world, 'untold-receipt');
    const { audit } = world.ports;
    const append: typeof audit.append = async (chain, events) => {
      if (events.some(({ kind }) => kind === 'receipt.written')) throw new Error('it is busy');
      await audit.append(chain, events);
    };
    const before = async (called: string, input: unknown) => {
      if (called === 'move' && Object(input).from === 'deleting')
        await stop(world, key, listening(), { ...world.ports, audit: { ...audit, append } });
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await interruptions(world, key)).toHaveLength(1);
    expect((await verifyProofs(world.ports)).receipts.bad).toEqual([]);
  });

  test('that comes before the run is asked for leaves it unasked', async () => {
    const key = await upload(world, 'unasked');
    await world.run('ingress', key, { crashAfter: (call) => call === 'prepareTransfer ingress-copy' });
    expect(await stop(world, key)).toMatchObject({ state: 'copying' });
    const transfer = { key, step: 'ingress-copy' } as const;
    await world.activities.startTransfer(transfer);
    expect(await world.activities.pollTransfer(transfer)).toMatchObject({ ended: true });
    await world.activities.closeTransfer(transfer);
    expect(await world.ports.dataFactory.find('ingress-copy', key.id, new Date(0))).toEqual([]);
    expect(await endedLater(key)).toMatchObject({ state: 'failed', ended: true });
  });

  test('waits for a run that was asked for and that Data Factory does not show yet', async () => {
    const key = await upload(world, 'unseen');
    await world.run('ingress', key, { crashAfter: (call) => call === 'prepareTransfer ingress-copy' });
    const { step, parameters } = requireTransfer(await world.operation(key), 'ingress-copy');
    world.knobs.set({ queryLagMilliseconds: 600_000, holdRuns: true });
    const runId = await world.ports.dataFactory.start(step, parameters);
    expect(await stop(world, key)).toMatchObject({ state: 'copying', stop: { by: otto } });
    world.knobs.set({ queryLagMilliseconds: 0 });
    await world.activities.failOperation({ key, message: '' });
    world.knobs.reset();
    expect(await goOn(world, key)).toBe('failed');
    expect(await world.ports.dataFactory.get(runId)).toMatchObject({ status: 'Cancelled' });
  });
});

/** What the stop of an operation answers when it is asked again half a minute later. */
async function endedLater(key: OperationKey) {
  const later = new Date(world.ports.clock.now().getTime() + 30_000);
  const ports = { ...world.ports, clock: { now: () => later } };
  return failOperation(ports, flowSettings, { key, message: '' });
}

describe('the ways forward', () => {
  test('of a leased original: failed after five runs, told what is gone; freed and continued it is available', async () => {
    const key = await upload(world, 'leased');
    const endLease = await world.lease('ingress', 'heart-study/leased/deep/b.csv');
    expect(await goOn(world, key)).toBe('failed');
    expect((await world.operation(key)).failure).toMatchObject({
      state: 'deleting',
      message: expect.stringContaining('failed 5 times'),
    });
    const gone =
      2 - (await world.names('ingress', 'heart-study/leased/')).filter((name) => name.endsWith('.csv')).length;
    expect((await interruptions(world, key)).map(({ step, count }) => ({ step, count }))).toEqual(
      gone === 0 ? [] : [{ step: 'ingress-delete', count: gone }],
    );
    await endLease();
    await retry(world, key);
    expect(await goOn(world, key)).toBe('available');
    expect((await attempts(world, key, 'ingress-delete')).at(-1)).toBe('6 succeeded');
  });

  test('of a removed source file: failed; put there again and continued it is available', async () => {
    const key = await upload(world, 'removed');
    const before = async (name: string) => {
      if (name === 'startTransfer')
        await world
          .container('ingress')
          .deleteBlob('heart-study/removed/a.csv')
          .catch(() => {});
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    await world.put('ingress', 'heart-study/removed/a.csv', 'again');
    await retry(world, key);
    expect(await goOn(world, key)).toBe('available');
    expect(await world.contents('datasets', 'heart-study/removed/')).toMatchObject({
      'heart-study/removed/v1/a.csv': 'again',
    });
  });

  test('of a file that was changed against the rules: rejected as if it had come so', async () => {
    await world.project({
      ingress: { quietSeconds: 1, allowedExtensions: ['.csv', '.json'], maxBytes: 100 },
      egress: openEgress,
    });
    const key = await upload(world, 'changed');
    let changed = false;
    const before = async (name: string) => {
      if (name !== 'verifyCopy' || changed) return;
      changed = true;
      await world.put('ingress', 'heart-study/changed/a.csv', 'x'.repeat(200));
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'rejected' });
    expect((await world.operation(key)).problems.map(({ rule }) => rule)).toEqual(['max-bytes']);
    expect(await world.names('ingress', 'heart-study/changed/')).not.toEqual([]);
  });
});
