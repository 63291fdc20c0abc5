import { beforeAll, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Otherwise } from './finished-world.ts';
import { ToldWorld } from './told-world.ts';

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
});

describe('a line of what a release took of limits', () => {
  test.each(
    ['limit.begun', 'limit.taken'].flatMap((kind) => [
      { kind, etag: '1', isWhole: true, isTrue: true },
      { kind, etag: '1', isWhole: false, isTrue: false },
      { kind, etag: null, isWhole: true, isTrue: false },
    ]),
  )('$kind with $etag, whole $isWhole: true $isTrue', async ({ kind, etag, isWhole, isTrue }) => {
    const takes = { of: async () => ({ takes: [], etag, isWhole }) };
    const missing = expect.stringContaining('A row is missing of what releases took of limits');
    expect(await told.found([{ ...told.of('export.released'), kind, data: {} }], { takes })).toEqual(
      isTrue ? [] : [missing],
    );
  });
});
