import type { TransactionAction } from '@azure/data-tables';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../local/azure/limits/limits.ts';
import { checkEntity } from '../../local/azure/storage/table-limits.ts';
import { checkFilter } from '../../local/azure/storage/table-query.ts';
import { checkKeys } from '../../local/azure/storage/table-values.ts';
import { eventsPerAppend } from '../../src/azure/audit/append-queue.ts';
import { appendsPerBlob, bytesPerBlob } from '../../src/azure/audit/next-blob.ts';
import { deleteRows } from '../../src/azure/base/delete-rows.ts';
import { toColumns } from '../../src/azure/base/json-columns.ts';
import type { Table } from '../../src/azure/base/table.ts';
import { hashedKey, oneOf } from '../../src/azure/base/table-key.ts';
import { tableOverview } from '../../src/azure/operation/overview-rows.ts';
import { tableRegister } from '../../src/azure/operation/register.ts';
import { datasetKey } from '../../src/azure/operation/repair-rows.ts';
import { longestLine } from '../../src/domain/audit/chain-line.ts';
import { storageVersion } from '../../src/domain/base/app-settings.ts';
import { doors } from '../../src/domain/base/door.ts';
import { frozenStates } from '../../src/domain/lifecycle/revealed-ends.ts';
import { projectIdPattern } from '../../src/domain/operation/blob-name.ts';
import { memoryTable } from '../memory/table.ts';
import { TableService } from '../memory/table-service.ts';

const here = 'test/azure/limits-kept.test.ts';
const { blobs, tables } = limits;

/** An empty table, and what it was asked. */
function watchedTable(): { table: Table; filters: string[]; pages: number[]; transactions: TransactionAction[][] } {
  const seen = { filters: [] as string[], pages: [] as number[], transactions: [] as TransactionAction[][] };
  const table = memoryTable(new TableService({ now: () => new Date() }));
  const listEntities: Table['listEntities'] = (options) => {
    if (options !== undefined) seen.filters.push(options.queryOptions.filter);
    const rows = table.listEntities(options);
    return {
      [Symbol.asyncIterator]: () => rows[Symbol.asyncIterator](),
      byPage: (settings) => {
        if (settings.maxPageSize !== undefined) seen.pages.push(settings.maxPageSize);
        return rows.byPage(settings);
      },
    };
  };
  const submitTransaction: Table['submitTransaction'] = async (actions) => {
    seen.transactions.push(actions);
    return { subResponses: [] };
  };
  return { table: { ...table, listEntities, submitTransaction }, ...seen };
}

const text = fc.string({ unit: 'binary', maxLength: 3000 });
const time = fc.option(
  fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
  { nil: undefined },
);
const narrowed = fc.record(
  { states: fc.array(text, { maxLength: 40 }), since: time, until: time },
  { requiredKeys: ['since', 'until'] },
);

/** A row of a large value: as many columns and bytes as a row of ours can have. */
const largest = toColumns('the largest', '€'.repeat(419_998));

const tests: Readonly<Record<string, () => unknown>> = {
  // Fewer than the 53 MiB of the longest lines would fit before the version that takes 100 MiB.
  'blobs.largeAppend': () => {
    expect(storageVersion.safeParse('2022-08-03').success).toBe(false);
    expect(storageVersion.parse('2022-11-02')).toBe('2022-11-02');
    expect((eventsPerAppend + 1) * longestLine).toBeLessThanOrEqual(blobs.largeAppend.most);
  },
  'blobs.appends': () => expect(appendsPerBlob).toBeLessThan(blobs.appends.most),
  'tables.comparisons': () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...doors), text, narrowed, async (door, project, { since, until, states }) => {
        const { table, filters } = watchedTable();
        const span = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
        const register = tableRegister(table);
        await register.briefs(door, project, { ...span, moved: span, ...(states === undefined ? {} : { states }) });
        await register.listTold(project, undefined);
        expect(filters).toHaveLength(2);
        filters.forEach(checkFilter);
      }),
    ),
  'tables.top': async () => {
    const { table, pages } = watchedTable();
    const register = tableRegister(table);
    for (const door of doors) await register.list(door, undefined, undefined);
    await register.listTold('p', undefined);
    await tableOverview(table).ended(tables.top.most * 5);
    expect(Math.max(...pages)).toBeLessThanOrEqual(tables.top.most);
  },
  'tables.operations': () =>
    fc.assert(
      fc.asyncProperty(fc.nat(500), async (count) => {
        const { table, transactions } = watchedTable();
        const keys = Array.from({ length: count }, (_, at) => `${at}`);
        await deleteRows(table, 'p', keys);
        expect(transactions.flat().map(([, { rowKey }]) => rowKey)).toEqual(keys);
        for (const one of transactions) expect(one.length).toBeLessThanOrEqual(tables.operations.most);
      }),
    ),
  // No transaction of ours has more than two rows of such a size: an operation or a decision, and what stands beside it.
  'tables.transactionBytes': () =>
    expect(2 * Buffer.byteLength(JSON.stringify(largest))).toBeLessThan(tables.transactionBytes.most),
  'tables.rowBytes': () => checkEntity({ ...largest, name: 'n'.repeat(1024), PartitionKey: 'p', RowKey: 'r' }),
  'tables.properties': () => expect(Object.keys(largest).length).toBeLessThan(tables.properties.most / 2),
  'tables.text': () =>
    fc.assert(fc.property(text, fc.nat(40), (one, times) => checkEntity(toColumns('it', one.repeat(times))))),
  'tables.partitionKey': () =>
    fc.assert(fc.property(fc.stringMatching(projectIdPattern), (id) => checkKeys({ partition: id, row: '' }))),
  'tables.rowKey': anyKey,
  'tables.keyCharacters': anyKey,
  'tables.keyControls': anyKey,
  // The append that fills a blob may be as large as one can be, and a line that leads on comes behind it.
  'tables.int32': () =>
    expect(bytesPerBlob + (eventsPerAppend + 1) * longestLine).toBeLessThanOrEqual(tables.int32.most),
};

/** Names that people choose stand in keys as hashes. */
function anyKey(): void {
  fc.assert(fc.property(text, (name) => checkKeys({ partition: hashedKey(name), row: datasetKey(name) })));
}

describe('the product stops before', () => {
  const rows = Object.entries(limits).flatMap(([service, ofService]) =>
    Object.entries(ofService).flatMap(([name, limit]) =>
      'product' in limit && limit.product === here ? [`${service}.${name}`] : [],
    ),
  );

  test('each limit that names this file', () => {
    expect(Object.keys(tests).toSorted()).toEqual(rows.toSorted());
  });

  test.each(rows)('%s', async (row) => {
    await tests[row]?.();
  });
});

describe('alternatives of one column', () => {
  test('fill a filter to its last comparison, and no further', () => {
    const values = Array.from({ length: tables.comparisons.most - 5 }, (_, at) => `v${at}`);
    expect(oneOf('state', values, 5)?.split(' or ')).toHaveLength(10);
    expect(oneOf('state', [...values, 'more'], 5)).toBeUndefined();
    expect(oneOf('state', [], 5)).toBeUndefined();
  });

  test('hold every state of a package that is told', () => {
    expect(oneOf('state', frozenStates, 4)).toContain(frozenStates.at(-1));
  });
});
