import { odata, type TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { type Ending, emptyWeek, type Week, withEnding } from '../domain/week.ts';
import { ConflictError } from '../ports/records.ts';
import type { WeekStore } from '../ports/weeks.ts';
import { fromColumns, toColumns } from './json-columns.ts';
import { attempt, isConflict, isMissing, serviceError } from './service-error.ts';
import type { Table, TableRow } from './table.ts';
import { startsWith } from './table-key.ts';

const counts = z.record(z.string(), z.number());
const times = z.array(z.number());
const doorWeek = z.strictObject({ ends: counts, files: z.number(), bytes: z.number(), sizes: counts, times });
const weekSchema: z.ZodType<Week> = z.strictObject({
  week: z.string(),
  ingress: doorWeek,
  export: doorWeek,
  reviews: z.strictObject({ ends: counts, times }),
});

/** One transaction takes 100 rows; one of them is the week's. */
const endingsAtOnce = 99;
const triesAtMost = 10;

/** Rows `week:{week}` beside the operations of a project, and `counted:{key}` for each end in them, written in one transaction with the sums. */
export function tableWeeks(table: Table): WeekStore {
  return {
    async count(project, endings) {
      const unique = new Map(endings.map((ending) => [ending.key, ending]));
      for (const ofWeek of Map.groupBy(unique.values(), ({ week }) => week).values())
        for (let at = 0; at < ofWeek.length; at += endingsAtOnce)
          await countOnce(table, project, ofWeek.slice(at, at + endingsAtOnce));
    },
    weeks: (project, from = '') =>
      attempt(`read the weeks of ${project}`, async () => {
        const rows = await rowsOf(table, project, 'week:');
        const weeks = rows.map((row) => weekSchema.parse(fromColumns(row)));
        return weeks.filter(({ week }) => week >= from);
      }),
    counted: (project) =>
      attempt(`list the ends of ${project} that are counted`, async () => {
        const rows = await rowsOf(table, project, 'counted:', ['RowKey']);
        return new Set(rows.map(({ rowKey = '' }) => rowKey.slice('counted:'.length)));
      }),
    forget: (project) =>
      attempt(`forget the weeks of ${project}`, async () => {
        const weeks = await rowsOf(table, project, 'week:', ['RowKey']);
        const rows = [...weeks, ...(await rowsOf(table, project, 'counted:', ['RowKey']))];
        for (let at = 0; at < rows.length; at += endingsAtOnce) {
          const some = rows.slice(at, at + endingsAtOnce);
          await table.submitTransaction(
            some.map(({ rowKey = '' }): TransactionAction => ['delete', { partitionKey: project, rowKey }]),
          );
        }
      }),
  };
}

/** All of them are of one week. */
async function countOnce(table: Table, project: string, endings: readonly Ending[]): Promise<void> {
  let rest = endings;
  for (let tries = 1; tries <= triesAtMost; tries += 1) {
    const [first] = rest;
    if (first === undefined) return;
    const row = await read(table, project, weekKey(first.week));
    const before = row === undefined ? emptyWeek(first.week) : weekSchema.parse(fromColumns(row));
    const week = rest.reduce(withEnding, before);
    const sums = { partitionKey: project, rowKey: weekKey(first.week), ...toColumns(`of ${first.week}`, week) };
    const written: TransactionAction = row ? ['update', sums, 'Replace', { etag: row.etag }] : ['create', sums];
    const notes = rest.map(
      ({ key }): TransactionAction => ['create', { partitionKey: project, rowKey: countedKey(key) }],
    );
    try {
      await table.submitTransaction([written, ...notes]);
      return;
    } catch (error) {
      if (!isConflict(error) && !isMissing(error))
        throw serviceError(`count in the week ${first.week} of ${project}`, error);
    }
    rest = await uncounted(table, project, rest);
  }
  throw new ConflictError(`Others counted in a week of ${project} ${triesAtMost} times at that moment; try again`);
}

async function uncounted(table: Table, project: string, endings: readonly Ending[]): Promise<readonly Ending[]> {
  const left: Ending[] = [];
  for (const ending of endings)
    if ((await read(table, project, countedKey(ending.key))) === undefined) left.push(ending);
  return left;
}

function weekKey(week: string): string {
  return `week:${week}`;
}

function countedKey(key: string): string {
  return `counted:${key}`;
}

async function rowsOf(table: Table, project: string, prefix: string, select?: string[]): Promise<TableRow[]> {
  const filter = `${odata`PartitionKey eq ${project}`} and ${startsWith(prefix)}`;
  const rows: TableRow[] = [];
  for await (const row of table.listEntities({ queryOptions: { filter, ...(select ? { select } : {}) } }))
    rows.push(row);
  return rows;
}

async function read(table: Table, project: string, rowKey: string): Promise<TableRow | undefined> {
  try {
    return await table.getEntity(project, rowKey);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw serviceError(`read the row ${rowKey} of ${project}`, error);
  }
}
