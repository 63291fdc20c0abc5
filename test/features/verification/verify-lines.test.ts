import { beforeAll, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { anEvent, anOperation } from '../../contract/samples.ts';
import type { Otherwise } from './finished-world.ts';
import { stateAt, ToldWorld, untrue } from './told-world.ts';

let told: ToldWorld;

beforeAll(async () => {
  told = await ToldWorld.begin();
});

test('nothing is untrue of what ended well', async () => {
  expect(await told.foundInAll()).toEqual([]);
  expect(await told.found(told.told)).toEqual([]);
});

test('what cannot be read is untrue of its line alone', async () => {
  const decisions = { read: () => Promise.reject(new Error('the table is gone')) };
  expect(await told.found([told.of('decision.recorded'), told.of('export.released')], { decisions })).toEqual([
    `audit event ${told.of('decision.recorded').id}: the table is gone`,
  ]);
});

describe('a line of a move', () => {
  const rowOf = (event: AuditEvent): Operation => JSON.parse(String(event.data['row']));
  const standing = (row: Operation | undefined, calls: string[] = []): Otherwise => ({
    register: {
      get: async ({ id }) => {
        calls.push(id);
        return row && { value: row, etag: '' };
      },
    },
  });

  test.each<[string, (row: Operation) => Operation | undefined, RegExp | undefined]>([
    ['has its row', (row) => row, undefined],
    ['has no row', () => undefined, /It is missing: the audit tells that it became released/],
    ['has a row of before', (row) => ({ ...row, revision: row.revision - 1 }), /It is of the revision \d+; the audit/],
    ['has another row', (row) => ({ ...row, name: 'other' }), /Its 'name' is "other"/],
    [
      'has a row of later, which is not compared',
      (row) => ({ ...row, revision: row.revision + 1, name: 'other' }),
      undefined,
    ],
  ])('%s', async (_, change, why) => {
    const event = told.of('export.released');
    expect(await told.found([event], standing(change(rowOf(event))))).toEqual(why ? [expect.stringMatching(why)] : []);
  });

  test('of before was told to people, or still owes it', async () => {
    const event = told.of('export.released');
    const later = { ...rowOf(event), revision: rowOf(event).revision + 1 };
    const untold = { audit: { holds: async () => false }, ...standing(later) };
    expect(await told.found([event], untold)).toEqual([expect.stringMatching(/^owed row .* people were to be told/)]);
  });

  test('that holds no row is untrue', async () => {
    const event = { ...told.of('export.released'), data: { row: '{' } };
    expect(await told.found([event])).toEqual([expect.stringContaining('holds no row of the operation')]);
  });

  test('needs its row read once with those near it, and anew where it may have moved', async () => {
    const calls: string[] = [];
    const one = (revision: number, row = anOperation({ revision, state: 'copying' })) =>
      anEvent(`${row.id}.${revision}`, { operation: row.id, data: { row: JSON.stringify(row) } });
    const base = anOperation({ state: 'copying', revision: 1 });
    const at = (revision: number) => one(revision, { ...base, revision });
    let now: Operation = { ...base, revision: 2 };
    const check = told.check({
      register: {
        get: async ({ id }) => {
          calls.push(id);
          return { value: now, etag: '' };
        },
      },
    });
    const next = async (event: AuditEvent) => {
      check.take(event, stateAt(1));
      return await untrue(check);
    };
    expect(await next(at(1))).toEqual([]);
    expect(calls).toHaveLength(1);
    // The row that is in hand is of a later move, so it is enough.
    expect(await next(at(1))).toEqual([]);
    expect(calls).toHaveLength(1);
    // It is of this move, and something of it may have been written since.
    expect(await next(at(2))).toEqual([]);
    expect(calls).toHaveLength(2);
    now = { ...base, revision: 3 };
    expect(await next(at(3))).toEqual([]);
    expect(calls).toHaveLength(3);
  });

  test.each([
    [500, 0],
    [501, 1],
  ])('forgets a row after five hundred others: with %i, %i is read again', async (many, again) => {
    let reads = 0;
    const rows = Array.from({ length: many }, () => anOperation({ revision: 2, state: 'copying' }));
    const check = told.check({
      register: {
        get: async ({ id }) => {
          reads += 1;
          const value = rows.find((row) => row.id === id);
          return value && { value, etag: '' };
        },
      },
    });
    const take = (row: Operation) =>
      check.take(
        anEvent(`${row.id}.1`, { operation: row.id, data: { row: JSON.stringify({ ...row, revision: 1 }) } }),
        stateAt(1),
      );
    for (const row of rows) take(row);
    expect(await untrue(check)).toEqual([]);
    for (const row of rows.slice(0, 1)) take(row);
    expect(await untrue(check)).toEqual([]);
    expect(reads).toBe(many + again);
  });
});
