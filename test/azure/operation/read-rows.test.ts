import { describe, expect, test } from 'vitest';
import { operationRow } from '../../../src/azure/operation/operation-row.ts';
import { ReadRows } from '../../../src/azure/operation/read-rows.ts';
import { anOperation } from '../../contract/samples.ts';

const operation = anOperation();
const row = (change: Partial<typeof operation>, etag: string) => ({
  ...operationRow({ ...operation, ...change }),
  etag,
});

describe('rows that were read before', () => {
  test('are not parsed again while they have the same ETag', () => {
    const rows = new ReadRows();
    const first = rows.stored(row({}, '1'));
    expect(first).toEqual({ value: operation, etag: '1' });
    expect(rows.stored(row({}, '1'))).toBe(first);
  });

  test('are read anew once they were written', () => {
    const rows = new ReadRows();
    rows.stored(row({}, '1'));
    expect(rows.stored(row({ state: 'checking', revision: 2 }, '2')).value.state).toBe('checking');
  });

  test('and cannot be read are refused each time', () => {
    const rows = new ReadRows();
    const torn = { partitionKey: 'heart-study', rowKey: 'op:ing:1', etag: '1', json0: '{' };
    for (const _ of [1, 2]) expect(() => rows.stored(torn)).toThrow('holds no operation');
  });
});
