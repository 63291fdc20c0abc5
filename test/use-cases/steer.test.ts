import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failOperation } from '../../src/activities/fail.ts';
import { moveOperation } from '../../src/activities/move.ts';
import { prepareTransfer } from '../../src/activities/prepare-transfer.ts';
import { receiptsOf } from '../../src/activities/receipts.ts';
import { requireTransfer } from '../../src/activities/transfer-rows.ts';
import { orchestrationOf } from '../../src/domain/door.ts';
import type { OperationKey } from '../../src/domain/operation.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { decide } from '../../src/use-cases/decide.ts';
import { retryOperation, stopOperation } from '../../src/use-cases/steer-operation.ts';
import { verifyProofs } from '../../src/use-cases/verify-proofs.ts';
import { flowSettings, openEgress, startWorld, type World } from '../activities/world.ts';
import { groupsOff, person } from '../domain/sample.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const otto = person('Otto', 90).oid;

/** Notes what is asked of the orchestrations. */
function listening(): Workflows & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    start: async (flow, id) => void asked.push(`start ${flow} ${id}`),
    wake: async (id) => void asked.push(`wake ${id}`),
  };
}

function stop(key: OperationKey, workflows: Workflows = listening(), ports = world.ports) {
  return stopOperation(ports, flowSettings, workflows, { key, by: otto, reason: 'the wrong files' });
}

function retry(key: OperationKey, workflows: Workflows = listening()) {
  return retryOperation(world.ports, workflows, { key, by: otto, reason: 'mended' });
}

/** Runs the operation's own flow until it rests or waits for people. */
async function goOn(key: OperationKey): Promise<string> {
  const { flow } = orchestrationOf(await world.operation(key));
  let waits = 0;
  const enough = async () => {
    if ((await world.operation(key)).state === 'in-review') waits += 1;
    return waits > 8;
  };
  return (await world.run(flow, key, { enough })).state;
}

/** Runs the flow and stops it at the first step in a state, or once Data Factory was asked in it. */
async function stoppedIn(key: OperationKey, state: string, at: 'its first step' | 'a running run'): Promise<void> {
  const { flow } = orchestrationOf(await world.operation(key));
  let met = false;
  const before = async (name: string) => {
    if (met || (at === 'a running run' && name !== 'pollTransfer')) return;
    if ((await world.operation(key)).state !== state) return;
    met = true;
    await stop(key);
  };
  await world.run(flow, key, { before });
  expect(met).toBe(true);
}

async function drop(name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/a.csv`, 'a');
  await world.put('exports', `heart-study/${name}/deep/b.csv`, 'b');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  return world.open('export', `heart-study/${name}/a.csv`);
}

async function upload(name: string, file = 'a.csv'): Promise<OperationKey> {
  await world.put('ingress', `heart-study/${name}/${file}`, 'a');
  await world.put('ingress', `heart-study/${name}/deep/b.csv`, 'b');
  await world.put('ingress', `heart-study/${name}/_COMPLETE`, '');
  return world.open('ingress', `heart-study/${name}/a.csv`);
}

async function answer(key: OperationKey, name: string, number: number, choice: 'approve' | 'deny') {
  const { email, oid } = person(name, number);
  const mail = (await world.mails()).find(({ to, text }) => to[0]?.address === email && text.includes(key.id));
  const handle = /\/api\/review\/([\w-]+)\?/.exec(mail?.text ?? '')?.[1];
  if (handle === undefined) throw new Error(`no mail to ${email}`);
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice, reason: choice === 'deny' ? 'Too small' : '', lookedAt: true, deidentified: true, digest };
  return decide(
    { ...world.ports, groupsClaim: groupsOff },
    { handle, approver: { oid, name, groups: 'no-claim' }, ...said },
  );
}

async function approved(key: OperationKey): Promise<void> {
  expect(await goOn(key)).toBe('in-review');
  await answer(key, 'Ada', 11, 'approve');
  await answer(key, 'Ben', 12, 'approve');
}

/** The receipts about what was half done, by their content. */
async function interruptions(key: OperationKey) {
  const receipts = Object.entries(await receiptsOf(world.ports, key.id));
  return receipts.filter(([name]) => name.startsWith('interrupted')).map(([, jws]) => decodeJwt(jws));
}

async function attempts(key: OperationKey, step: string): Promise<string[]> {
  const { transfers } = await world.operation(key);
  return transfers.filter((one) => one.step === step).map(({ attempt, status }) => `${attempt} ${status}`);
}

describe('an operator stops and continues', () => {
  test.concurrent.each([
    ['receiving', 'its first step'],
    ['checking', 'its first step'],
    ['copying', 'its first step'],
    ['copying', 'a running run'],
    ['verifying', 'its first step'],
    ['deleting', 'its first step'],
    ['deleting', 'a running run'],
  ] as const)('a dataset that is %s, at %s: it rests as failed, and becomes available', async (state, at) => {
    const key = await upload(`stop-${state}-${at.length}`);
    await stoppedIn(key, state, at);
    const failed = await world.operation(key);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { state, message: expect.stringContaining('the wrong files') },
    });
    expect(failed.stop).toBeUndefined();
    expect(await retry(key)).toMatchObject({ state });
    expect(await goOn(key)).toBe('available');
    expect(await world.names('ingress', `heart-study/${failed.name}/`)).toEqual([]);
    expect(await world.names('datasets', `heart-study/${failed.name}/`)).toHaveLength(2);
  });

  test.concurrent.each([
    ['receiving', 'its first step'],
    ['checking', 'its first step'],
    ['freezing', 'its first step'],
    ['freezing', 'a running run'],
    ['in-review', 'its first step'],
    ['releasing', 'its first step'],
  ] as const)('a package that is %s, at %s: it rests as failed, and is released', async (state, at) => {
    const key = await drop(`stop-${state}-${at.length}`);
    if (state === 'releasing') await approved(key);
    await stoppedIn(key, state, at);
    expect(await world.operation(key)).toMatchObject({ state: 'failed', failure: { state } });
    expect(await retry(key)).toMatchObject({ state });
    if (state !== 'releasing') await approved(key);
    expect(await goOn(key)).toBe('released');
  });

  test.concurrent('a denied package on its way back', async () => {
    const key = await drop('stop-returning');
    expect(await goOn(key)).toBe('in-review');
    await answer(key, 'Ada', 11, 'deny');
    await stoppedIn(key, 'returning', 'a running run');
    expect(await retry(key)).toMatchObject({ state: 'returning' });
    expect(await goOn(key)).toBe('returned');
  });

  test.concurrent('the discard of a rejected upload', async () => {
    const key = await upload('stop-discarding', 'tool.exe');
    expect(await goOn(key)).toBe('rejected');
    await moveOperation(world.ports, { key, from: 'rejected', event: 'discard', actor: otto });
    await stoppedIn(key, 'discarding', 'a running run');
    const workflows = listening();
    expect(await retry(key, workflows)).toMatchObject({ state: 'discarding' });
    expect(workflows.asked).toEqual([`start discard ${key.id}-discard`]);
    expect(await goOn(key)).toBe('discarded');
  });
});

describe('what is refused', () => {
  test('a retry of what has not failed, and a stop of what is not under way', async () => {
    const key = await upload('refused');
    await expect(retry(key)).rejects.toThrow(/is receiving/);
    await stop(key);
    await expect(stop(key)).rejects.toThrow(/is failed: nothing of it is under way/);
    await retry(key);
    await expect(retry(key)).rejects.toThrow(/is receiving/);
  });

  test('decisions about a package that was stopped in review; those that stand count after the retry', async () => {
    const key = await drop('decided');
    expect(await goOn(key)).toBe('in-review');
    expect(await answer(key, 'Ada', 11, 'approve')).toMatchObject({ kind: 'recorded' });
    const workflows = listening();
    expect(await stop(key, workflows)).toMatchObject({ state: 'failed' });
    expect(workflows.asked).toContain(`wake ${key.id}`);
    expect(await answer(key, 'Ben', 12, 'approve')).toMatchObject({ kind: 'refuse', code: 'not-in-review' });
    await retry(key);
    expect(await answer(key, 'Ben', 12, 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await goOn(key)).toBe('released');
  });
});

describe('a stop', () => {
  test('of a release cancels the run, waits for it, counts what is outside and signs it; a retry releases', async () => {
    const key = await drop('outside');
    await approved(key);
    world.knobs.set({ millisecondsPerFile: 400 });
    await stoppedIn(key, 'releasing', 'a running run').finally(() => world.knobs.reset());
    const outside = await world.names('released', `heart-study/outside/${key.id}/`);
    const found = await interruptions(key);
    expect(found.map(({ step, count }) => ({ step, count }))).toEqual(
      outside.length === 0 ? [] : [{ step: 'export-release', count: outside.length }],
    );
    await retry(key);
    expect(await goOn(key)).toBe('released');
    expect(await attempts(key, 'export-release')).toEqual(['1 failed', '2 succeeded']);
  });

  test('whose run goes on in spite of the cancel counts everything that it brought outside', async () => {
    const key = await drop('stubborn');
    await approved(key);
    world.knobs.set({ ignoreCancel: true });
    await stoppedIn(key, 'releasing', 'a running run').finally(() => world.knobs.reset());
    expect(await world.operation(key)).toMatchObject({ state: 'failed' });
    expect(await interruptions(key)).toMatchObject([{ kind: 'interrupted', step: 'export-release', count: 2 }]);
    await retry(key);
    expect(await goOn(key)).toBe('released');
  });

  test('of an operation in trouble stands in the row while Data Factory is away, and starts the flow that carries it out', async () => {
    const key = await upload('troubled');
    await world.run('ingress', key, { crashAfter: (call) => call === 'startTransfer ingress-copy' });
    await world.activities.noteTrouble({ key, message: 'Data Factory is away' });
    const find = () => Promise.reject(new Error('Data Factory is away'));
    const workflows = listening();
    const away = { ...world.ports, dataFactory: { ...world.ports.dataFactory, find } };
    expect(await stop(key, workflows, away)).toMatchObject({ state: 'copying', stop: { by: otto } });
    expect(workflows.asked).toEqual([`start ingress ${key.id}`, `wake ${key.id}`]);
    expect(await goOn(key)).toBe('failed');
  });

  test('that comes between the look at the row and the intention lets no run begin', async () => {
    const key = await upload('between');
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
      await stop(key);
    };
    const step = 'ingress-copy';
    expect(
      await prepareTransfer({ ...world.ports, fileLists: { ...fileLists, write } }, flowSettings, { key, step }),
    ).toMatchObject({ kind: 'stopped' });
    expect((await world.operation(key)).transfers).toEqual([]);
  });

  test('that comes before the run is asked for leaves it unasked', async () => {
    const key = await upload('unasked');
    await world.run('ingress', key, { crashAfter: (call) => call === 'prepareTransfer ingress-copy' });
    expect(await stop(key)).toMatchObject({ state: 'copying' });
    const transfer = { key, step: 'ingress-copy' } as const;
    await world.activities.startTransfer(transfer);
    expect(await world.activities.pollTransfer({ ...transfer, poll: 0 })).toMatchObject({ ended: true });
    await world.activities.closeTransfer(transfer);
    expect(await world.ports.dataFactory.find('ingress-copy', key.id, new Date(0))).toEqual([]);
    expect(await endedLater(key)).toMatchObject({ state: 'failed', ended: true });
  });

  test('waits for a run that was asked for and that Data Factory does not show yet', async () => {
    const key = await upload('unseen');
    await world.run('ingress', key, { crashAfter: (call) => call === 'prepareTransfer ingress-copy' });
    const { step, parameters } = requireTransfer(await world.operation(key), 'ingress-copy');
    world.knobs.set({ queryLagMilliseconds: 600_000, holdRuns: true });
    const runId = await world.ports.dataFactory.start(step, parameters);
    expect(await stop(key)).toMatchObject({ state: 'copying', stop: { by: otto } });
    world.knobs.set({ queryLagMilliseconds: 0 });
    await world.activities.failOperation({ key, message: '', look: 1 });
    world.knobs.reset();
    expect(await goOn(key)).toBe('failed');
    expect(await world.ports.dataFactory.get(runId)).toMatchObject({ status: 'Cancelled' });
  });
});

/** What the stop of an operation answers when it is asked again half a minute later. */
async function endedLater(key: OperationKey) {
  const later = new Date(world.ports.clock.now().getTime() + 30_000);
  const ports = { ...world.ports, clock: { now: () => later } };
  return failOperation(ports, flowSettings, { key, message: '', look: 1 });
}

describe('the ways forward', () => {
  test('of a leased original: failed after five runs, told what is gone; freed and continued it is available', async () => {
    const key = await upload('leased');
    const blob = world.container('ingress').getBlobClient('heart-study/leased/deep/b.csv');
    const lease = blob.getBlobLeaseClient();
    await lease.acquireLease(-1);
    expect(await goOn(key)).toBe('failed');
    expect((await world.operation(key)).failure).toMatchObject({
      state: 'deleting',
      message: expect.stringContaining('failed 5 times'),
    });
    const gone =
      2 - (await world.names('ingress', 'heart-study/leased/')).filter((name) => name.endsWith('.csv')).length;
    expect((await interruptions(key)).map(({ step, count }) => ({ step, count }))).toEqual(
      gone === 0 ? [] : [{ step: 'ingress-delete', count: gone }],
    );
    await lease.releaseLease();
    await retry(key);
    expect(await goOn(key)).toBe('available');
    expect((await attempts(key, 'ingress-delete')).at(-1)).toBe('6 succeeded');
  });

  test('of a removed source file: failed; put there again and continued it is available', async () => {
    const key = await upload('removed');
    const before = async (name: string) => {
      if (name === 'startTransfer')
        await world
          .container('ingress')
          .deleteBlob('heart-study/removed/a.csv')
          .catch(() => {});
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'failed' });
    await world.put('ingress', 'heart-study/removed/a.csv', 'again');
    await retry(key);
    expect(await goOn(key)).toBe('available');
    expect(await world.contents('datasets', 'heart-study/removed/')).toMatchObject({
      'heart-study/removed/v1/a.csv': 'again',
    });
  });

  test('of a file that was changed against the rules: rejected as if it had come so', async () => {
    await world.project({
      ingress: { quietSeconds: 1, allowedExtensions: ['.csv', '.json'], maxBytes: 100 },
      egress: openEgress,
    });
    const key = await upload('changed');
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

test('after all of it the chain is whole and every receipt holds', async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { bad: [] } });
});
