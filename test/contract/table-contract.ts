import { odata } from '@azure/data-tables';
import { describe, expect, test } from 'vitest';
import type { Table } from '../../src/azure/base/table.ts';
import { collect, fresh } from './samples.ts';

/** How a table refuses one request. Outside of a transaction the SDK leaves the service's word in the details. */
function refused(statusCode: number, code: string): object {
  return { statusCode, details: { odataError: { code } } };
}

/** What every table must do that the stores are built on. */
export function tableContract(table: () => Table): void {
  const rowsOf = async (partition: string) =>
    await collect(table().listEntities({ queryOptions: { filter: odata`PartitionKey eq ${partition}` } }));
  const row = (partitionKey: string, rowKey: string, columns: Record<string, unknown> = {}) => ({
    partitionKey,
    rowKey,
    ...columns,
  });

  describe('one row of a table', () => {
    test('is created once, and read back with the ETag of its write', async () => {
      const partition = fresh('row');
      const columns = { text: 'Überblick\u2028✓😀', whole: 7, part: 0.5, large: 2 ** 31 - 1, yes: true, empty: '' };
      const { etag } = await table().createEntity(row(partition, 'a', { ...columns, missing: undefined }));
      const read = await table().getEntity(partition, 'a');
      expect(read).toMatchObject({ ...row(partition, 'a', columns), etag });
      expect(read).not.toHaveProperty('missing');
      await expect(table().createEntity(row(partition, 'a'))).rejects.toMatchObject(
        refused(409, 'EntityAlreadyExists'),
      );
    });

    test('takes no whole number beyond 32 bits, since its library names no type for one', async () => {
      const beyond = row(fresh('row'), 'a', { large: 2 ** 31 });
      await expect(table().createEntity(beyond)).rejects.toMatchObject(refused(400, 'InvalidInput'));
    });

    test('that does not exist is answered with 404 by every call that needs it', async () => {
      const partition = fresh('row');
      const missing = refused(404, 'ResourceNotFound');
      await expect(table().getEntity(partition, 'a')).rejects.toMatchObject(missing);
      await expect(table().updateEntity(row(partition, 'a'), 'Replace', { etag: '*' })).rejects.toMatchObject(missing);
      await expect(table().updateEntity(row(partition, 'a'), 'Merge', { etag: '*' })).rejects.toMatchObject(missing);
      await expect(table().deleteEntity(partition, 'a')).rejects.toMatchObject(missing);
      await expect(table().deleteEntity(partition, 'a', { etag: '*' })).rejects.toMatchObject(missing);
    });

    test('is replaced or merged with the ETag it has, and gets another', async () => {
      const partition = fresh('row');
      const created = await table().createEntity(row(partition, 'a', { one: 1, two: 2 }));
      const merged = await table().updateEntity(row(partition, 'a', { two: 3 }), 'Merge', { etag: created.etag ?? '' });
      expect(await table().getEntity(partition, 'a')).toMatchObject({ one: 1, two: 3, etag: merged.etag });
      const old = refused(412, 'UpdateConditionNotSatisfied');
      for (const mode of ['Merge', 'Replace'] as const)
        await expect(
          table().updateEntity(row(partition, 'a'), mode, { etag: created.etag ?? '' }),
        ).rejects.toMatchObject(old);
      await expect(table().deleteEntity(partition, 'a', { etag: created.etag ?? '' })).rejects.toMatchObject(old);
      await table().updateEntity(row(partition, 'a', { three: 3 }), 'Replace', { etag: merged.etag ?? '' });
      expect(await table().getEntity(partition, 'a')).not.toHaveProperty('one');
      await table().deleteEntity(partition, 'a');
      expect(await rowsOf(partition)).toEqual([]);
    });

    test('gets another ETag by a write that changes nothing', async () => {
      const partition = fresh('row');
      const { etag = '' } = await table().createEntity(row(partition, 'a', { one: 1 }));
      const again = await table().updateEntity(row(partition, 'a', { one: 1 }), 'Replace', { etag });
      expect(again.etag).not.toBe(etag);
    });

    test('is put whether or not it exists', async () => {
      const partition = fresh('row');
      await table().upsertEntity(row(partition, 'a', { one: 1 }), 'Replace');
      await table().upsertEntity(row(partition, 'a', { two: 2 }), 'Replace');
      const read = await table().getEntity(partition, 'a');
      expect(read).toMatchObject({ two: 2 });
      expect(read).not.toHaveProperty('one');
      await table().upsertEntity(row(partition, 'a', { three: 3 }), 'Merge');
      expect(await table().getEntity(partition, 'a')).toMatchObject({ two: 2, three: 3 });
    });

    test('is not what a caller does with its columns afterwards', async () => {
      const partition = fresh('row');
      const columns = { one: 1 };
      await table().createEntity(row(partition, 'a', columns));
      columns.one = 2;
      const read = await table().getEntity(partition, 'a');
      read['one'] = 3;
      expect(await table().getEntity(partition, 'a')).toMatchObject({ one: 1 });
    });

    test.each([
      [
        'an entity that is too large',
        Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`c${i}`, 'x'.repeat(32_000)])),
      ],
      ['a column over 64 KiB', { text: 'x'.repeat(33_000) }],
      ['a column whose name is no identifier', { 'a-b': 'x' }],
    ])('is refused as %s', async (_, columns) => {
      await expect(table().createEntity(row(fresh('row'), 'a', columns))).rejects.toMatchObject({ statusCode: 400 });
    });
  });

  describe('a key', () => {
    test.each(['a/b', 'a#b', 'a?b', 'a\\b', 'a\u0001', 'x'.repeat(600)])('is refused that is %j', async (key) => {
      await expect(table().createEntity(row(fresh('key'), key))).rejects.toMatchObject({ statusCode: 400 });
      await expect(table().createEntity(row(key, 'a'))).rejects.toMatchObject({ statusCode: 400 });
    });
  });

  describe('a list of rows', () => {
    test('is in the order of UTF-16 and has what the filter says', async () => {
      const partition = fresh('list');
      const keys = ['a', 'B', 'a:', 'a;', 'a:b', 'ä', '\uFFFD', '😀', '10', '9'];
      for (const key of keys) await table().createEntity(row(partition, key, { own: key, at: `2026-0${key.length}` }));
      expect((await rowsOf(partition)).map(({ rowKey }) => rowKey)).toEqual(keys.toSorted());
      const found = async (filter: string) =>
        (await collect(table().listEntities({ queryOptions: { filter } }))).map(({ rowKey }) => rowKey);
      const inside = odata`PartitionKey eq ${partition}`;
      expect(await found(`${inside} and RowKey ge 'a:' and RowKey lt 'a;'`)).toEqual(['a:', 'a:b']);
      expect(await found(`${inside} and RowKey gt 'a' and RowKey le 'a;'`)).toEqual(['a:', 'a:b', 'a;']);
      expect(await found(`${inside} and at lt '2026-02'`)).toEqual(['B', '9', 'a', 'ä', '\uFFFD'].toSorted());
      expect(await found(`${inside} and nothing eq 'x'`)).toEqual([]);
    });

    test('finds a quote in a filter, and only whole partitions', async () => {
      const partition = `${fresh('list')} o'clock`;
      await table().createEntity(row(partition, 'a'));
      await table().createEntity(row(`${partition}s`, 'a'));
      expect(await rowsOf(partition)).toMatchObject([{ partitionKey: partition, rowKey: 'a' }]);
    });

    test('gives only the columns that are asked for', async () => {
      const partition = fresh('list');
      await table().createEntity(row(partition, 'a', { one: 1, two: 2 }));
      const queryOptions = { filter: odata`PartitionKey eq ${partition}`, select: ['RowKey', 'one'] };
      const [read] = await collect(table().listEntities({ queryOptions }));
      expect(read).toMatchObject({ rowKey: 'a', one: 1 });
      expect(read).not.toHaveProperty('two');
      expect(await table().getEntity(partition, 'a', { queryOptions: { select: ['RowKey'] } })).not.toHaveProperty(
        'one',
      );
    });

    test('comes in pages that go on behind rows which are gone by then', async () => {
      const partition = fresh('list');
      for (const key of ['a', 'b', 'c', 'd', 'e']) await table().createEntity(row(partition, key));
      const queryOptions = { filter: odata`PartitionKey eq ${partition}` };
      const pages = table().listEntities({ queryOptions }).byPage({ maxPageSize: 2 });
      const first = (await pages.next()).value;
      expect(first?.map(({ rowKey }: { rowKey?: string }) => rowKey)).toEqual(['a', 'b']);
      await table().deleteEntity(partition, 'c');
      const settings = { maxPageSize: 2, continuationToken: first?.continuationToken };
      const rest = await collect(table().listEntities({ queryOptions }).byPage(settings));
      expect(rest.map((page) => page.map(({ rowKey }) => rowKey))).toEqual([['d', 'e']]);
      expect(rest.at(-1)?.continuationToken).toBeUndefined();
    });

    test('has a thousand rows on a page unless it is asked for fewer', async () => {
      const partition = fresh('list');
      for (let from = 0; from < 1010; from += 100)
        await table().submitTransaction(
          Array.from({ length: Math.min(100, 1010 - from) }, (_, index) => [
            'create',
            row(partition, String(from + index).padStart(5, '0')),
          ]),
        );
      const queryOptions = { filter: odata`PartitionKey eq ${partition}` };
      const pages = await collect(table().listEntities({ queryOptions }).byPage({}));
      expect(pages.map(({ length }) => length)).toEqual([1000, 10]);
      expect(await rowsOf(partition)).toHaveLength(1010);
    });
  });

  describe('a transaction', () => {
    test('does all of it and gives an ETag for each row that stands', async () => {
      const partition = fresh('batch');
      const { etag = '' } = await table().createEntity(row(partition, 'changed', { one: 1, two: 2 }));
      await table().createEntity(row(partition, 'gone'));
      const { subResponses } = await table().submitTransaction([
        ['update', row(partition, 'changed', { one: 3 }), 'Replace', { etag }],
        ['create', row(partition, 'made')],
        ['upsert', row(partition, 'put', { one: 1 }), 'Replace'],
        ['delete', row(partition, 'gone')],
      ]);
      const rows = await rowsOf(partition);
      expect(rows.map(({ rowKey }) => rowKey)).toEqual(['changed', 'made', 'put']);
      expect(subResponses.map((answer) => answer.etag)).toEqual([...rows.map((read) => read.etag), undefined]);
      expect(rows[0]).not.toHaveProperty('two');
    });

    test('does nothing when one part is refused, and says which way', async () => {
      const partition = fresh('batch');
      const { etag = '' } = await table().createEntity(row(partition, 'stands', { one: 1 }));
      await table().updateEntity(row(partition, 'stands', { one: 2 }), 'Replace', { etag });
      const made = ['create', row(partition, 'made')] as ['create', ReturnType<typeof row>];
      await expect(
        table().submitTransaction([made, ['update', row(partition, 'stands'), 'Replace', { etag }]]),
      ).rejects.toMatchObject({ statusCode: 412, code: 'UpdateConditionNotSatisfied' });
      await expect(table().submitTransaction([made, ['create', row(partition, 'stands')]])).rejects.toMatchObject({
        statusCode: 409,
        code: 'EntityAlreadyExists',
      });
      await expect(table().submitTransaction([made, ['delete', row(partition, 'none')]])).rejects.toMatchObject({
        statusCode: 404,
        code: 'ResourceNotFound',
      });
      await expect(
        table().submitTransaction([made, ['update', row(partition, 'none'), 'Merge', { etag: '*' }]]),
      ).rejects.toMatchObject({ statusCode: 404, code: 'ResourceNotFound' });
      await expect(
        table().submitTransaction([made, ['create', row(partition, 'odd', { 'a-b': 1 })]]),
      ).rejects.toMatchObject({ statusCode: 400 });
      expect((await rowsOf(partition)).map(({ rowKey, ...read }) => [rowKey, read['one']])).toEqual([['stands', 2]]);
    });

    test('leaves a row as it is by a merge of nothing, under another ETag', async () => {
      const partition = fresh('batch');
      const { etag = '' } = await table().createEntity(row(partition, 'a', { one: 1 }));
      const { subResponses } = await table().submitTransaction([['update', row(partition, 'a'), 'Merge', { etag }]]);
      expect(await table().getEntity(partition, 'a')).toMatchObject({ one: 1, etag: subResponses[0]?.etag });
    });

    test('takes a hundred rows of one partition, each once', async () => {
      const partition = fresh('batch');
      const creations = (count: number) =>
        Array.from(
          { length: count },
          (_, index) => ['create', row(partition, `r${index}`)] as ['create', { partitionKey: string; rowKey: string }],
        );
      await expect(table().submitTransaction(creations(101))).rejects.toMatchObject({ statusCode: 400 });
      const twice = [...creations(1), ...creations(1)];
      await expect(table().submitTransaction(twice)).rejects.toMatchObject({
        statusCode: 400,
        code: 'InvalidDuplicateRow',
      });
      const apart = [
        ...creations(1),
        ['create', row(`${partition}2`, 'a')] as ['create', { partitionKey: string; rowKey: string }],
      ];
      await expect(table().submitTransaction(apart)).rejects.toThrow('same partitionKey');
      expect(await rowsOf(partition)).toEqual([]);
      await table().submitTransaction(creations(100));
      expect(await rowsOf(partition)).toHaveLength(100);
    });

    test('of two that begin with the same row, one is refused', async () => {
      const partition = fresh('batch');
      const { etag = '' } = await table().createEntity(row(partition, 'a'));
      const attempts = await Promise.allSettled(
        ['x', 'y'].map((key) =>
          table().submitTransaction([
            ['update', row(partition, 'a', { by: key }), 'Replace', { etag }],
            ['create', row(partition, key)],
          ]),
        ),
      );
      expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await rowsOf(partition)).toHaveLength(2);
    });
  });
}
