import { beforeAll, describe, expect, test } from 'vitest';
import type { PendingWork } from '../../../src/domain/notification/pending-work.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { verifyOperation } from '../../../src/features/verification/verify-operation.ts';
import { anEvent, stream } from '../../contract/samples.ts';
import { type FinishedWorld, finishedWorld, type Otherwise, sourcesWith } from './finished-world.ts';
import { about, foundInRow } from './found-in-row.ts';

let world: FinishedWorld;

beforeAll(async () => {
  world = await finishedWorld();
});

const found = (row: Operation, otherwise?: Otherwise) => foundInRow(world, row, otherwise);

describe('its newest move', () => {
  const line = (revision: number): PendingWork => {
    const { id, project } = world.dataset;
    return { kind: 'line', project, operation: id, revision, event: anEvent('owed') };
  };
  const look = (): PendingWork => {
    const { id, project, revision } = world.dataset;
    return { kind: 'look', project, operation: id, revision, dueAt: '', times: 0 };
  };
  const pending = (...owed: readonly PendingWork[]) => ({
    owed: () => stream(owed.map((value) => ({ value, etag: '', under: value.operation }))),
  });
  /** The chain does not know the line of the move, the first times. */
  function untold(times = Number.POSITIVE_INFINITY) {
    const { id, revision } = world.dataset;
    const { holds } = world.ports.audit;
    let asked = 0;
    return {
      holds: async (chain: string, event: string) => {
        if (!event.startsWith(`${id}.${revision}.`) || event.endsWith('.told')) return await holds(chain, event);
        asked += 1;
        return asked > times && (await holds(chain, event));
      },
    };
  }
  const isMissing = (lines: readonly string[]) => lines.some((one) => one.includes('does not tell how it became'));

  test('has its line in the chain, or still owes it', async () => {
    const { dataset } = world;
    expect(isMissing(await found(dataset, { audit: untold(), register: pending() }))).toBe(true);
    expect(isMissing(await found(dataset, { audit: untold(), register: pending(line(dataset.revision)) }))).toBe(false);
  });

  test('is not what another move owes, nor a look that is due', async () => {
    const { dataset } = world;
    const others = pending(line(dataset.revision - 1), look());
    expect(isMissing(await found(dataset, { audit: untold(), register: others }))).toBe(true);
  });

  test('is looked for again where its line came into the chain meanwhile', async () => {
    let looks = 0;
    const isUnfinished = async () => {
      looks += 1;
      return false;
    };
    expect(await found(world.dataset, { audit: untold(1), register: { ...pending(), isUnfinished } })).toEqual([]);
    expect(looks, 'nothing looked wrong').toBe(1);
  });

  test('owes nothing of another operation, nor what no move owes', async () => {
    const { dataset } = world;
    const other = { ...line(dataset.revision), operation: 'ing_other' };
    const owed = (lines: readonly string[]) => about('owed row', lines);
    expect(owed(await found(dataset, { register: pending(other) }))).toEqual([
      `owed row ${dataset.id}.${dataset.revision}.line: It belongs to ing_other`,
    ]);
    const notification: PendingWork = {
      ...{ kind: 'telling', project: dataset.project, operation: dataset.id, revision: dataset.revision },
      ...{ about: 'available', since: '', times: 0 },
    };
    expect(owed(await found(dataset, { register: pending(notification) }))).toEqual([]);
  });

  test('is not looked for in what is owed where the chain has it', async () => {
    let reads = 0;
    const register = {
      owed: () => {
        reads += 1;
        return stream([]);
      },
    };
    expect(await found(world.dataset, { register })).toEqual([]);
    expect(reads).toBe(1);
  });
});

describe('what looks wrong', () => {
  /** Answers each time with the row that comes next, and counts how often it was asked. */
  function moving(...rows: readonly (Operation | undefined)[]) {
    const asked: number[] = [];
    const get = async () => {
      asked.push(asked.length);
      if (asked.length > 5) throw new Error('it is asked for ever');
      const value = rows[Math.min(asked.length, rows.length) - 1];
      return value && { value, etag: '' };
    };
    return { asked, register: { get } };
  }
  /** No such version was given, and nothing lies where it would. */
  const wrong = () => ({ ...world.dataset, version: 7 });
  const verify = async (row: Operation, stands: Otherwise, inHand: Otherwise = stands) => {
    const { findings } = await verifyOperation(sourcesWith(world, stands), row, sourcesWith(world, inHand));
    return findings.length;
  };

  test('by what is in hand is looked at with the ports themselves, and what is right is not', async () => {
    const stale = { register: { latestVersion: async () => 0 } };
    expect(await verify(world.dataset, {}, stale)).toBe(0);
    expect(await verify(world.dataset, stale, {})).toBe(0);
    expect(await verify(world.dataset, stale, stale)).toBe(1);
  });

  test('is right once the row moved', async () => {
    const { asked, register } = moving(world.dataset);
    expect(await verify(wrong(), { register })).toBe(0);
    expect(asked).toHaveLength(1);
  });

  test.each<[string, () => readonly (Operation | undefined)[], number]>([
    ['is wrong when the row is as it was', () => [wrong()], 1],
    ['is wrong when the row is gone', () => [undefined], 1],
    ['is wrong when the row moves all the time', () => [8, 9, 10].map((version) => ({ ...wrong(), version })), 2],
  ])('%s', async (_, rows, times) => {
    const { asked, register } = moving(...rows());
    expect(await verify(wrong(), { register })).toBe(2);
    expect(asked).toHaveLength(times);
  });
});
