import { beforeEach, describe, expect, test } from 'vitest';
import { record } from '../../../src/activities/operation/record.ts';
import { isWithdrawn, requireFresh, staleLine } from '../../../src/activities/operation/refuse-stale.ts';
import { packageManifest } from '../../../src/activities/transfer/places.ts';
import { prepareTransfer } from '../../../src/activities/transfer/prepare-transfer.ts';
import { StaleRow } from '../../../src/domain/history/stale-row.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { decisionEvent } from '../../../src/domain/review/decision-event.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { ConflictError } from '../../../src/ports/records.ts';
import { aDecision, aRound } from '../../contract/samples.ts';
import { entry, stream } from '../../domain/sample.ts';
import { aTransfer, lineOf, standing } from '../rows.ts';
import { flowSettings, startWorld, type World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});

const away = () => Promise.reject(new Error('it is away'));
const read = async (key: Operation) => {
  const stored = await world.ports.register.get(key);
  if (stored === undefined) throw new Error('there is no operation');
  return stored;
};

/** A package whose lines stand in the chain. */
async function told(changes: Partial<Operation> = {}): Promise<Operation> {
  const { value } = await standing(world.ports, { door: 'export', state: 'returning', revision: 0, ...changes });
  await world.ports.audit.append(value.project, [lineOf(value).event]);
  return value;
}

/** A wish to withdraw it stands in the audit alone. */
async function wished(operation: Operation): Promise<void> {
  const data = { part: 'researcher', reason: 'wrong table' };
  await record(world.ports, operation, { id: 'withdrawal-0', kind: 'export.withdrawal', actor: 'rita', data });
}

const prepared = (key: Operation, step: TransferStep, ports: Ports = world.ports) =>
  prepareTransfer(ports, flowSettings, { key, step });

describe('a row that is held to its audit', () => {
  test('and told of takes no look at what it owes, and none at decisions unless it is being released', async () => {
    const key = await told();
    const register = {
      ...world.ports.register,
      owed() {
        throw new Error('it was looked at');
      },
    };
    const ports = { ...world.ports, register, decisions: { ...world.ports.decisions, read: away } };
    expect((await requireFresh(ports, await read(key))).ids).toEqual(new Set([`${key.id}.0`]));
    await expect(
      requireFresh(ports, { ...(await read(key)), value: { ...key, state: 'releasing' } }),
    ).rejects.toThrow();
  });

  test('may owe the line of its newest move, while those before it are told', async () => {
    const key = await told();
    const moved = { ...key, state: 'returned', revision: 1 };
    await world.ports.register.move({ ...(await read(key)), value: moved }, [lineOf(moved, 'returned')]);
    await expect(requireFresh(world.ports, await read(key))).resolves.toBeDefined();
  });

  test('that another changed meanwhile is not stale: the step is tried again', async () => {
    const key = await told();
    const before = await read(key);
    const transfers = [aTransfer('export-return', { runId: 'run-1', status: 'started' })];
    await world.ports.register.update({ ...before, value: { ...key, transfers } });
    await record(world.ports, key, { id: 'export-return-1.started', kind: 'transfer.started' });
    await expect(requireFresh(world.ports, before)).rejects.toThrow(ConflictError);
    await expect(requireFresh(world.ports, await read(key))).resolves.toBeDefined();
  });

  test('is looked at again where it disagreed for a moment', async () => {
    const key = await told();
    let looks = 0;
    const toldOf: Ports['audit']['toldOf'] = async (chain, id) => {
      looks += 1;
      const found = await world.ports.audit.toldOf(chain, id);
      return looks === 1 ? { ...found, ids: new Set([...found.ids, `${id}.export-return-1.intended`]) } : found;
    };
    await requireFresh({ ...world.ports, audit: { ...world.ports.audit, toldOf } }, await read(key));
    expect(looks).toBe(2);
  });

  test('whose audit is away is no old row', async () => {
    const key = await told();
    const ports = { ...world.ports, audit: { ...world.ports.audit, toldOf: away } };
    await expect(staleLine(ports, key)).rejects.toThrow('it is away');
    await world.ports.manifests.write(packageManifest(key.id), stream([entry('a.csv')]));
    await expect(prepared(key, 'export-return', ports)).rejects.toThrow('it is away');
  });
});

describe('a package that is being released', () => {
  test('and was withdrawn begins no release, whatever became of its decisions', async () => {
    const withdrawal = {
      by: 'rita',
      part: 'researcher',
      reason: 'wrong table',
      at: '2026-03-01T09:30:00.000Z',
    } as const;
    const key = await told({ state: 'releasing', withdrawal });
    await world.ports.audit.append(key.project, [
      decisionEvent(aDecision(aRound({ exportId: key.id, project: key.project }), 'a', 'deny')),
    ]);
    await expect(requireFresh(world.ports, await read(key))).resolves.toBeDefined();
    expect(await isWithdrawn(world.ports, await read(key), new Set(), 'export-release')).toBe(true);
    expect(await isWithdrawn(world.ports, await read(key), new Set(), 'export-delete')).toBe(false);
  });

  test('and lacks a decision that was told of is stale', async () => {
    const key = await told({ state: 'releasing' });
    const event = decisionEvent(aDecision(aRound({ exportId: key.id, project: key.project }), 'a', 'deny'));
    await world.ports.audit.append(key.project, [event]);
    await expect(requireFresh(world.ports, await read(key))).rejects.toThrow(StaleRow);
    expect(await staleLine(world.ports, key)).toBe(event.id);
  });
});

test('a wish that only the audit knows stops nothing that brings the package back', async () => {
  const key = await told();
  await wished(key);
  const ids = new Set([`${key.id}.withdrawal-0`]);
  expect(await isWithdrawn(world.ports, await read(key), ids, 'export-return')).toBe(false);
  expect((await world.operation(key)).withdrawal).toBeUndefined();
  expect(await isWithdrawn(world.ports, await read(key), ids, 'export-freeze')).toBe(true);
  expect((await world.operation(key)).withdrawal).toMatchObject({ by: 'rita', reason: 'wrong table' });
});
