import { odata } from '@azure/data-tables';
import type { Door } from '../../domain/base/door.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { type SummaryRow, summaryRowOf } from '../../domain/overview/summary-row.ts';
import type { BrokenRow, Narrowed, Stored, SummaryList } from '../../ports/records.ts';
import { attempt } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { oneOf, startsWith } from '../base/table-key.ts';
import { systemPartition } from '../base/table-partitions.ts';
import { operationRowKey, operationsOf, readRow } from './operation-row.ts';
import type { ReadRows } from './read-rows.ts';
import { summaryIn, summarySelect } from './summary-columns.ts';

/** Comparisons of the keys and the spans. */
const others = 8;

type ReadRow = (project: string, rowKey: string) => Promise<TableRow | undefined>;

export class SummaryRows {
  readonly #table: Table;
  readonly #known: ReadRows;
  readonly #read: ReadRow;

  constructor(table: Table, known: ReadRows, read: ReadRow) {
    this.#table = table;
    this.#known = known;
    this.#read = read;
  }

  async list(door: Door, project: string | undefined, narrowed: Narrowed): Promise<SummaryList> {
    const briefs: Stored<SummaryRow>[] = [];
    const broken: BrokenRow[] = [];
    const queryOptions = { filter: filterOf(door, project, narrowed), select: summarySelect };
    await attempt(`list the operations of ${project ?? 'all projects'}`, async () => {
      for await (const row of this.#table.listEntities({ queryOptions })) {
        const value = summaryIn(row);
        const found = value === undefined ? await this.#readWhole(row) : { value, etag: row.etag };
        if (found === undefined) continue;
        if ('broken' in found) broken.push(found.broken);
        else briefs.push(found);
      }
    });
    return { briefs, broken };
  }

  async whole({ value: { id, project }, etag }: Stored<SummaryRow>): Promise<Operation | undefined> {
    const rowKey = operationRowKey(id);
    if (rowKey === undefined) return undefined;
    const known = this.#known.known(project, rowKey, etag);
    if (known !== undefined) return known.value;
    const row = await this.#read(project, rowKey);
    return row === undefined ? undefined : this.#known.stored(row).value;
  }

  async #readWhole({
    partitionKey = '',
    rowKey = '',
  }: TableRow): Promise<Stored<SummaryRow> | { readonly broken: BrokenRow } | undefined> {
    const row = await this.#read(partitionKey, rowKey);
    if (row === undefined) return undefined;
    const found = readRow(row, (one) => this.#known.stored(one));
    return 'broken' in found ? found : { value: summaryRowOf(found.operation), etag: row.etag };
  }
}

/** Of all projects the service goes through every row of the table at once, which takes fewer requests than one for each; of the system's partition none is an operation. */
function filterOf(
  door: Door,
  project: string | undefined,
  { states = [], since, until, moved = {}, orPartlySince }: Narrowed,
): string {
  const ofStates = oneOf('state', states, others);
  const orPartly = orPartlySince === undefined ? '' : odata` or partly ge ${orPartlySince}`;
  return [
    project === undefined ? odata`PartitionKey gt ${systemPartition}` : odata`PartitionKey eq ${project}`,
    startsWith(operationsOf(door)),
    ...(since === undefined ? [] : [odata`startedAt ge ${since}`]),
    ...(until === undefined ? [] : [odata`startedAt lt ${until}`]),
    ...(moved.since === undefined ? [] : [odata`since ge ${moved.since}`]),
    ...(moved.until === undefined ? [] : [odata`since lt ${moved.until}`]),
    ...(ofStates === undefined ? [] : [`(${ofStates}${orPartly})`]),
  ].join(' and ');
}
