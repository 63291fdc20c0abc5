import type { TableEntity, TransactionAction } from '@azure/data-tables';
import { tableLimits } from '../../local/azure/limits/tables.ts';
import { checkFilter } from '../../local/azure/storage/table-query.ts';
import type { TableRow } from '../../src/azure/base/table.ts';
import type { Clock } from '../../src/ports/ports.ts';
import { columnOf, parseFilter, type RowFilter } from './odata-filter.ts';
import { OrderedMap } from './ordered-map.ts';
import { beyondLimit, refusedAlike, tableError, transactionError } from './storage-errors.ts';
import { acceptedRow } from './table-row.ts';

/** What a query asks for; `from` is the key of the row to begin with. */
export interface RowQuery {
  readonly filter?: string | undefined;
  readonly select?: readonly string[] | undefined;
  readonly top?: number | undefined;
  readonly from?: RowKey | undefined;
}

interface RowKey {
  readonly partition: string;
  readonly row: string;
}

/** One page of an answer, and where the next one begins. */
export interface RowPage {
  readonly rows: TableRow[];
  readonly next: RowKey | undefined;
}

/**
 * One table as Azure's Table service answers for it, a method for each request. A request takes effect at one instant. Answers are those of
 * Azurite; `test/contract/table-contract.ts` holds both to them.
 */
export class TableService {
  readonly #partitions = new Map<string, OrderedMap<TableRow>>();
  /** Filters that were asked before, as they were read. */
  readonly #filters = new Map<string, RowFilter>();
  #writes = 0;
  readonly #clock: Clock;
  readonly #pageSize: number;

  constructor(clock: Clock, pageSize = 1000) {
    this.#clock = clock;
    this.#pageSize = pageSize;
  }

  async read(partition: string, rowKey: string, select?: readonly string[]): Promise<TableRow> {
    return chosen(this.#standing(partition, rowKey), select);
  }

  async insert(row: TableEntity): Promise<{ readonly etag: string }> {
    return this.#insert(row);
  }

  async update(row: TableEntity, mode: 'Merge' | 'Replace', etag: string): Promise<{ readonly etag: string }> {
    return this.#update(row, mode, etag);
  }

  async upsert(row: TableEntity, mode: 'Merge' | 'Replace'): Promise<{ readonly etag: string }> {
    return this.#upsert(row, mode);
  }

  async remove(partition: string, rowKey: string, etag: string): Promise<void> {
    this.#remove(partition, rowKey, etag);
  }

  /** Removes rows at one instant, for those who tamper with a world; gives how many there were. */
  lose(takes: (partition: string, rowKey: string) => boolean): number {
    let lost = 0;
    for (const [partition, held] of this.#partitions)
      for (const row of held.keys()) {
        if (!takes(partition, row)) continue;
        held.delete(row);
        lost += 1;
      }
    return lost;
  }

  async query({ filter = '', select, top, from }: RowQuery): Promise<RowPage> {
    if (top !== undefined && top > tableLimits.top.most) throw beyondLimit(tableLimits.top, `No page has ${top} rows.`);
    const { partition: named, takes, takesPartition, firstRow, isBehind } = this.#filterOf(filter);
    const most = Math.min(top ?? this.#pageSize, this.#pageSize);
    const rows: TableRow[] = [];
    for (const partition of named === undefined ? [...this.#partitions.keys()].sort() : [named]) {
      if (!takesPartition(partition) || (from !== undefined && partition < from.partition)) continue;
      const held = this.#partitions.get(partition);
      const first = partition === from?.partition && from.row > firstRow ? from.row : firstRow;
      for (const row of held?.keysFrom(first) ?? []) {
        if (isBehind(row)) break;
        const found = held?.get(row);
        if (found === undefined || !takes(found)) continue;
        if (rows.length === most) return { rows, next: { partition, row } };
        rows.push(chosen(found, select));
      }
    }
    return { rows, next: undefined };
  }

  /** All of the actions, or none. */
  async transact(actions: readonly TransactionAction[]): Promise<readonly { readonly etag?: string }[]> {
    const before = actions.map(([, { partitionKey, rowKey }]) => ({
      partitionKey,
      rowKey,
      row: this.#partitions.get(partitionKey)?.get(rowKey),
    }));
    try {
      this.#requireOneTransaction(actions);
      return actions.map((action) => this.#act(action));
    } catch (error) {
      for (const { partitionKey, rowKey, row } of before) this.#stand(partitionKey, rowKey, row);
      throw transactionError(error);
    }
  }

  #filterOf(filter: string): RowFilter {
    const known = this.#filters.get(filter);
    if (known !== undefined) return known;
    refusedAlike(() => checkFilter(filter));
    const read = parseFilter(filter);
    this.#filters.set(filter, read);
    return read;
  }

  #requireOneTransaction(actions: readonly TransactionAction[]): void {
    const keys = new Set(actions.map(([, { rowKey }]) => rowKey));
    const { operations, sameRow } = tableLimits;
    if (actions.length > operations.most)
      throw beyondLimit(operations, 'The batch request operation exceeds the maximum 100 changes.');
    if (keys.size < actions.length)
      throw beyondLimit(sameRow, 'The batch request contains multiple changes with same row key.');
  }

  #act(action: TransactionAction): { readonly etag?: string } {
    switch (action[0]) {
      case 'create':
        return this.#insert(action[1]);
      case 'update':
        return this.#update(action[1], updateMode(action[2]), action[3]?.etag ?? '*');
      case 'upsert':
        return this.#upsert(action[1], updateMode(action[2]));
      case 'delete':
        this.#remove(action[1].partitionKey, action[1].rowKey, '*');
        return {};
    }
  }

  #insert(row: TableEntity): { readonly etag: string } {
    const columns = acceptedRow(row);
    const { partitionKey, rowKey } = row;
    if (this.#partitions.get(partitionKey)?.has(rowKey))
      throw tableError(409, 'EntityAlreadyExists', 'The specified entity already exists.');
    return this.#put(partitionKey, rowKey, columns);
  }

  #update(row: TableEntity, mode: 'Merge' | 'Replace', etag: string): { readonly etag: string } {
    const columns = acceptedRow(row);
    const { partitionKey, rowKey } = row;
    const standing = this.#standing(partitionKey, rowKey);
    requireEtag(standing, etag);
    return this.#put(partitionKey, rowKey, mode === 'Merge' ? { ...standing, ...columns } : columns);
  }

  #upsert(row: TableEntity, mode: 'Merge' | 'Replace'): { readonly etag: string } {
    const columns = acceptedRow(row);
    const { partitionKey, rowKey } = row;
    const standing = mode === 'Merge' ? this.#partitions.get(partitionKey)?.get(rowKey) : undefined;
    return this.#put(partitionKey, rowKey, { ...standing, ...columns });
  }

  #put(partitionKey: string, rowKey: string, columns: Record<string, unknown>): { readonly etag: string } {
    this.#writes += 1;
    const etag = `W/"datetime'${this.#writes}'"`;
    const row = { ...columns, partitionKey, rowKey, etag, timestamp: this.#clock.now().toISOString() };
    this.#stand(partitionKey, rowKey, row);
    return { etag };
  }

  /** Puts a row where it stands or stood; undefined takes it away. */
  #stand(partitionKey: string, rowKey: string, row: TableRow | undefined): void {
    const rows = this.#partitions.get(partitionKey) ?? new OrderedMap<TableRow>();
    if (row === undefined) rows.delete(rowKey);
    else rows.set(rowKey, row);
    if (rows.size === 0) this.#partitions.delete(partitionKey);
    else this.#partitions.set(partitionKey, rows);
  }

  #remove(partition: string, rowKey: string, etag: string): void {
    requireEtag(this.#standing(partition, rowKey), etag);
    this.#stand(partition, rowKey, undefined);
  }

  #standing(partition: string, rowKey: string): TableRow {
    const row = this.#partitions.get(partition)?.get(rowKey);
    if (row === undefined) throw tableError(404, 'ResourceNotFound', 'The specified resource does not exist.');
    return row;
  }
}

function requireEtag(standing: TableRow, etag: string): void {
  if (etag === '*' || etag === standing.etag) return;
  throw tableError(
    412,
    'UpdateConditionNotSatisfied',
    'The update condition specified in the request was not satisfied.',
  );
}

/** A copy with the columns that are asked for; the ETag always comes along. */
function chosen(row: TableRow, select: readonly string[] | undefined): TableRow {
  if (select === undefined) return { ...row };
  const columns = select.map(columnOf).filter((column) => Object.hasOwn(row, column));
  return { etag: row.etag, ...Object.fromEntries(columns.map((column) => [column, row[column]])) };
}

function updateMode(mode: unknown): 'Merge' | 'Replace' {
  return mode === 'Replace' ? 'Replace' : 'Merge';
}
