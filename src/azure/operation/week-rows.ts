import { odata, type TransactionAction } from '@azure/data-tables';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import { emptyWeek, type Outcome, type Week, weekSchema, withOutcome } from '../../domain/overview/week.ts';
import { ConflictError, type Stored } from '../../ports/records.ts';
import type { WeekStore } from '../../ports/stores.ts';
import { deleteRows } from '../base/delete-rows.ts';
import { fromColumns, toColumns } from '../base/json-columns.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { attempt, isOvertaken, serviceError, unlessMissing } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { startsWith } from '../base/table-key.ts';
import { systemPartition as partitionKey } from '../base/table-partitions.ts';

/** One transaction takes 100 rows; one of them is the week's. */
const endingsAtOnce = 99;
const triesAtMost = 10;
/** So many weeks are known as this process wrote them last; others that were written since refuse what builds on an older one. */
const weeksKept = 200;
type KnownWeeks = RecentCache<Stored<Week>>;

/**
 * Rows `week:{week}:{project}` in the partition of the system, and `counted:{project}:{key}` for each end in them, written in one transaction
 * with the sums. They stand together so that the weeks of all projects are read by some requests, however many projects there are.
 */
export function tableWeeks(table: Table): WeekStore {
  const known: KnownWeeks = new RecentCache(weeksKept);
  return {
    async count(project, endings) {
      const unique = new Map(endings.map((ending) => [ending.key, ending]));
      for (const ofWeek of Map.groupBy(unique.values(), ({ week }) => week).values())
        for (let at = 0; at < ofWeek.length; at += endingsAtOnce)
          await countOnce({ table, known }, project, ofWeek.slice(at, at + endingsAtOnce));
    },
    weeks: (project, from = '') =>
      attempt(`read the weeks of ${project}`, async () => {
        const rows = await rowsOf(table, `${since(from)} and ${odata`project eq ${project}`}`);
        return rows.map((row) => weekSchema.parse(fromColumns(row)));
      }),
    ofAll: (from) =>
      attempt('read the weeks of all projects', async () => {
        const rows = await rowsOf(table, since(from));
        return rows.map((row) => ({ project: String(row['project']), week: weekSchema.parse(fromColumns(row)) }));
      }),
    counted: (project) =>
      attempt(`list the ends of ${project} that are counted`, async () => {
        const prefix = countedKey(project, '');
        const rows = await rowsOf(table, startsWith(prefix), ['RowKey']);
        return new Set(rows.map(({ rowKey = '' }) => rowKey.slice(prefix.length)));
      }),
    forget: (project) =>
      attempt(`forget the weeks of ${project}`, async () => {
        const weeks = await rowsOf(table, `${since('')} and ${odata`project eq ${project}`}`, ['RowKey']);
        const rows = [...weeks, ...(await rowsOf(table, startsWith(countedKey(project, '')), ['RowKey']))];
        const keys = rows.map(({ rowKey = '' }) => rowKey);
        await deleteRows(table, partitionKey, keys);
      }),
  };
}

/** All of them are of one week. */
async function countOnce(
  { table, known }: { readonly table: Table; readonly known: KnownWeeks },
  project: string,
  endings: readonly Outcome[],
): Promise<void> {
  let rest = endings;
  for (let tries = 1; tries <= triesAtMost; tries += 1) {
    const [first] = rest;
    if (first === undefined) return;
    const rowKey = weekKey(first.week, project);
    const before = known.known(rowKey) ?? (await standing(table, rowKey));
    known.forget(rowKey);
    const value = rest.reduce(withOutcome, before?.value ?? emptyWeek(first.week));
    const sums = { partitionKey, rowKey, project, ...toColumns(rowKey, value) };
    const written: TransactionAction = before ? ['update', sums, 'Replace', { etag: before.etag }] : ['create', sums];
    const notes = rest.map(
      ({ key }): TransactionAction => ['create', { partitionKey, rowKey: countedKey(project, key) }],
    );
    try {
      const { subResponses } = await table.submitTransaction([written, ...notes]);
      const etag = subResponses[0]?.etag;
      if (etag !== undefined) known.keep(rowKey, { value, etag });
      return;
    } catch (error) {
      if (!isOvertaken(error)) throw serviceError(`count in the week ${first.week} of ${project}`, error);
    }
    rest = await uncounted(table, project, rest);
  }
  throw new ConflictError(`Others counted in a week of ${project} ${triesAtMost} times at that moment; try again`);
}

async function standing(table: Table, rowKey: string): Promise<Stored<Week> | undefined> {
  const row = await read(table, rowKey);
  return row && { value: weekSchema.parse(fromColumns(row)), etag: row.etag };
}

async function uncounted(table: Table, project: string, endings: readonly Outcome[]): Promise<readonly Outcome[]> {
  const left: Outcome[] = [];
  for (const ending of endings)
    if ((await read(table, countedKey(project, ending.key))) === undefined) left.push(ending);
  return left;
}

function weekKey(week: string, project: string): string {
  return `week:${week}:${project}`;
}

function countedKey(project: string, key: string): string {
  return `counted:${project}:${key}`;
}

function since(week: string): string {
  return `RowKey ge 'week:${week}' and RowKey lt 'week;'`;
}

async function rowsOf(table: Table, condition: string, select?: string[]): Promise<TableRow[]> {
  const filter = `${odata`PartitionKey eq ${partitionKey}`} and ${condition}`;
  const rows: TableRow[] = [];
  for await (const row of table.listEntities({ queryOptions: { filter, ...(select ? { select } : {}) } }))
    if (!isUnsealed(row)) rows.push(row);
  return rows;
}

function read(table: Table, rowKey: string): Promise<TableRow | undefined> {
  return unlessMissing(`read the row ${rowKey}`, () => table.getEntity(partitionKey, rowKey));
}
