import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceManifest, targetLocation } from '../../../src/activities/transfer/places.ts';
import { prepareTransfer, removeList } from '../../../src/activities/transfer/prepare-transfer.ts';
import { requireTransfer } from '../../../src/activities/transfer/transfer-rows.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { Stored } from '../../../src/ports/records.ts';
import { entry, gather, stream } from '../../domain/sample.ts';
import { aTransfer, standing, tellings } from '../rows.ts';
import { flowSettings, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A dataset that is copied: its manifest names one file. */
async function copying(changes: Partial<Operation> = {}): Promise<Stored<Operation>> {
  const stored = await standing(world.ports, { state: 'copying', version: 1, ...changes });
  await world.ports.manifests.write(sourceManifest(stored.value), stream([entry('a.csv')]));
  return stored;
}

/** A package whose release is taken back. */
async function revoking(changes: Partial<Operation> = {}): Promise<Stored<Operation>> {
  return await standing(world.ports, { door: 'export', state: 'revoking', ...changes });
}

async function putOutside(operation: Operation): Promise<void> {
  const { place, folder } = targetLocation(operation, 'export-release');
  await world.put(place, `${folder}/a.csv`, 'a');
}

const prepared = (key: Operation, step: TransferStep, ports: Ports = world.ports) =>
  prepareTransfer(ports, flowSettings, { key, step });

/** So many attempts of the step, all failed. */
const failed = (step: TransferStep, times: number) =>
  Array.from({ length: times }, (_, index) =>
    aTransfer(step, { attempt: index + 1, status: 'failed', message: `no ${index + 1}` }),
  );

const listsOf = async ({ id }: Operation) =>
  (await gather(world.container('transfers').listBlobsFlat({ prefix: `${id}/` }))).map(({ name }) => name);

describe('a transfer that is prepared', () => {
  test('begins nothing in an operation that is no longer worked on, and says why', async () => {
    const { value: over } = await copying({ state: 'failed' });
    expect(await prepared(over, 'ingress-copy')).toEqual({
      kind: 'stopped',
      message: `The operation ${over.id} is failed by now`,
    });
    const { value: stopped } = await copying({
      stop: { by: 'otto', message: 'the wrong files', at: '2026-03-01T10:00:00.000Z' },
    });
    expect(await prepared(stopped, 'ingress-copy')).toEqual({ kind: 'stopped', message: 'the wrong files' });
    expect(await listsOf(stopped)).toEqual([]);
  });

  test('begins nothing in an operation that was moved elsewhere while its list was written', async () => {
    const read = await copying();
    const { fileLists, register } = world.ports;
    const write: typeof fileLists.write = async (...given) => {
      await fileLists.write(...given);
      await register.update({ ...read, value: { ...read.value, state: 'checking' } });
    };
    const ports = { ...world.ports, fileLists: { ...fileLists, write } };
    expect(await prepared(read.value, 'ingress-copy', ports)).toEqual({ kind: 'elsewhere' });
    expect((await world.operation(read.value)).transfers).toEqual([]);
  });

  test.each([
    [0, 0],
    [1, 4],
    [2, 8],
    [4, 32],
  ])('after %d failed attempts begins in %d seconds', async (times, waitSeconds) => {
    const { value } = await copying({ transfers: failed('ingress-copy', times) });
    expect(await prepared(value, 'ingress-copy')).toEqual({ kind: 'go', waitSeconds });
    expect((await world.operation(value)).transfers.at(-1)).toMatchObject({ attempt: times + 1, status: 'intended' });
  });

  test('after five failed attempts begins no more, and tells of the last', async () => {
    const { value } = await copying({ transfers: failed('ingress-copy', 5) });
    expect(await prepared(value, 'ingress-copy')).toEqual({
      kind: 'stopped',
      message: "The transfer 'ingress-copy' failed 5 times; the last time: no 5",
    });
  });

  test('to clear what was kept begins at once, however often that failed', async () => {
    const transfers = failed('review-clear', 5);
    const { value } = await standing(world.ports, { door: 'export', state: 'released', transfers });
    expect(await prepared(value, 'review-clear')).toEqual({ kind: 'go', waitSeconds: 0 });
  });

  test('tells the audit first what it may not have heard of the attempt before', async () => {
    const unheard = aTransfer('ingress-copy', { status: 'started', runId: 'run-1' });
    const { value } = await copying({ transfers: [unheard] });
    expect(await prepared(value, 'ingress-copy')).toEqual({ kind: 'go', waitSeconds: 0 });
    expect(await tellings(world.ports, value)).toEqual(['transfer.intended', 'transfer.started']);
  });
});

describe('the delete of what is outside', () => {
  test('needs no run where nothing is outside', async () => {
    const { value } = await revoking();
    expect(await prepared(value, 'release-revoke')).toEqual({ kind: 'done' });
    expect((await world.operation(value)).transfers).toEqual([]);
  });

  test('runs again when something is outside after one that succeeded', async () => {
    const { value } = await revoking({ transfers: [aTransfer('release-revoke', { status: 'succeeded' })] });
    await putOutside(value);
    expect(await prepared(value, 'release-revoke')).toMatchObject({ kind: 'go' });
  });

  test('takes what came a moment ago, and waits for no clocks', async () => {
    const { value } = await revoking();
    await putOutside(value);
    expect(await prepared(value, 'release-revoke')).toEqual({ kind: 'go', waitSeconds: 0 });
    const { endTime = '' } = requireTransfer(await world.operation(value), 'release-revoke').parameters;
    expect(Date.parse(endTime)).toBeGreaterThan(world.now().getTime());
  });
});

test('the list of a copy can be taken away, so that a late run finds none', async () => {
  const { value } = await copying();
  await prepared(value, 'ingress-copy');
  expect(await listsOf(value)).toEqual([`${value.id}/ingress-copy-1.txt`]);
  await removeList(world.ports, value, requireTransfer(await world.operation(value), 'ingress-copy'));
  expect(await listsOf(value)).toEqual([]);
});
