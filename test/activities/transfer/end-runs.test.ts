import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endRuns } from '../../../src/activities/transfer/end-runs.ts';
import { requireTransfer } from '../../../src/activities/transfer/transfer-rows.ts';
import type { Operation, Transfer } from '../../../src/domain/operation/operation.ts';
import { copyParameters } from '../../../src/domain/transfer/transfer.ts';
import { aTransfer, standing, tellings } from '../rows.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.knobs.reset());

/** A dataset whose copy nobody wants any more. */
async function unwanted(transfers: readonly Transfer[]): Promise<Operation> {
  return (await standing(world.ports, { state: 'retracting', version: 1, transfers })).value;
}

/** An attempt of the copy; its times are those of the world. */
function attempt(number: number, changes: Partial<Transfer> = {}): Transfer {
  return aTransfer('ingress-copy', { attempt: number, intendedAt: world.now().toISOString(), ...changes });
}

/** Adds to the row an attempt of the copy with a run that stays queued. */
async function begun(operation: Operation, number: number): Promise<Operation> {
  world.knobs.set({ holdRuns: true });
  const parameters = copyParameters(operation, 'ingress-copy', number);
  const runId = await world.ports.dataFactory.start('ingress-copy', parameters);
  const started = attempt(number, { status: 'started', runId, parameters });
  const stored = await world.ports.register.get(operation);
  if (!stored) throw new Error('the row is gone');
  const value = { ...stored.value, transfers: [...stored.value.transfers, started] };
  return (await world.ports.register.update({ ...stored, value })).value;
}

const ended = (operation: Operation, secondsAgo = 60) =>
  endRuns(world.ports, operation, 'ingress-copy', new Date(world.now().getTime() - secondsAgo * 1000).toISOString());
const statusOf = async (runId = '') => (await world.ports.dataFactory.get(runId)).status;

describe('ending the runs of a copy', () => {
  test('tells a run to end, waits until it has, and then closes its attempt', async () => {
    const operation = await begun(await unwanted([]), 1);
    const { runId } = requireTransfer(operation, 'ingress-copy');
    expect(await ended(operation)).toBe(false);
    expect((await world.operation(operation)).transfers).toEqual(operation.transfers);
    expect(await statusOf(runId)).toBe('Cancelled');
    expect(await ended(operation)).toBe(true);
    expect((await world.operation(operation)).transfers).toMatchObject([
      { status: 'failed', message: `Given up. The run ${runId} ended as Cancelled.` },
    ]);
  });

  test('ends also a run that Data Factory does not show yet beside an earlier one', async () => {
    const first = await begun(await unwanted([]), 1);
    await world.pass(120_000);
    const operation = await begun(first, 2);
    world.knobs.set({ queryLagMilliseconds: 60_000 });
    await ended(operation);
    for (const { runId } of operation.transfers) expect(await statusOf(runId)).toBe('Cancelled');
  });

  test.each([
    [14, false],
    [15, true],
  ])(
    'waits for a run that may have been asked for: %d seconds after the wish all have ended (%s)',
    async (seconds, are) => {
      const operation = await unwanted([attempt(1, { parameters: { listPath: 'none' } })]);
      expect(await ended(operation, seconds)).toBe(are);
      const [after] = (await world.operation(operation)).transfers;
      expect(after?.message).toBe(are ? 'Given up. No run is known.' : undefined);
    },
  );

  test('leaves the runs and attempts of other steps alone', async () => {
    world.knobs.set({ holdRuns: true });
    const parameters = { operationId: 'other', folder: 'heart-study/other', fileName: '*', endTime: '2026-03-01' };
    const runId = await world.ports.dataFactory.start('ingress-delete', parameters);
    const other = aTransfer('ingress-delete', { status: 'started', runId, parameters });
    const operation = await unwanted([other]);
    expect(await ended(operation)).toBe(true);
    expect((await world.operation(operation)).transfers).toEqual([other]);
    expect(await statusOf(runId)).toBe('Queued');
  });

  test('says nothing anew of an attempt that was closed before', async () => {
    const operation = await unwanted([attempt(1, { status: 'failed', runId: 'gone', message: 'too slow' })]);
    expect(await ended(operation)).toBe(true);
    expect((await world.operation(operation)).transfers).toEqual(operation.transfers);
    expect(await tellings(world.ports, operation)).toEqual([]);
  });
});
