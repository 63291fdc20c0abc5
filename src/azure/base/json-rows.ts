import type { z } from 'zod';
import type { ListedTable, UnreadableRow } from '../../domain/base/unreadable-row.ts';
import type { Stored } from '../../ports/records.ts';
import type { UnreadableRows } from '../../ports/stores.ts';
import { fromColumns } from './json-columns.ts';
import { saidBy, serviceError, unlessMissing } from './service-error.ts';
import type { Table, TableRow } from './table.ts';
import { systemPartition } from './table-partitions.ts';

interface RowKind<T> {
  readonly name: ListedTable;
  readonly schema: z.ZodType<T>;
  /** What a row that cannot be read counts as, from what stands beside its JSON. */
  readonly countsAs?: (row: TableRow) => T;
  /** Whether a list leaves such a row out. */
  readonly leftOut: boolean;
  readonly unreadable: UnreadableRows;
  /** A filter, where the table holds other rows too. */
  readonly only?: string;
}

/** Values as JSON in the rows of a table. One that cannot be read keeps nobody from the others. */
export class JsonRows<T> {
  readonly #table: Table;
  readonly #kind: RowKind<T>;

  constructor(table: Table, kind: RowKind<T>) {
    this.#table = table;
    this.#kind = kind;
  }

  /** Undefined when no row stands there. Throws for one that cannot be read and counts as nothing. */
  get(partitionKey: string, rowKey: string): Promise<Stored<T> | undefined> {
    return unlessMissing(`read the row ${partitionKey}/${rowKey} of ${this.#kind.name}`, async () =>
      this.counted(await this.#table.getEntity(partitionKey, rowKey)),
    );
  }

  /** What the row says, or counts as. Throws for one that cannot be read and counts as nothing. */
  counted(row: TableRow): Stored<T> {
    const { countsAs } = this.#kind;
    const read = this.#read(row);
    if ('value' in read) return read;
    if (countsAs === undefined) throw read.error;
    return { value: countsAs(row), etag: row.etag };
  }

  /** Every row, or those that the filter takes. Only the whole list tells which ones cannot be read. */
  list(filter = this.#kind.only): AsyncGenerator<Stored<T>> {
    const rows = this.#table.listEntities(filter === undefined ? undefined : { queryOptions: { filter } });
    return this.listOf(rows, filter === this.#kind.only);
  }

  /** The same of rows that were asked for. */
  async *listOf(rows: AsyncIterable<TableRow>, isWhole = true): AsyncGenerator<Stored<T>> {
    const { name, countsAs, leftOut, unreadable } = this.#kind;
    const broken: UnreadableRow[] = [];
    try {
      for await (const row of rows) {
        // The mark of the table.
        if (row.partitionKey === systemPartition) continue;
        const read = this.#read(row);
        if ('value' in read) yield read;
        else {
          const { partitionKey = '', rowKey = '', etag } = row;
          broken.push({ table: name, partitionKey, rowKey, problem: saidBy(read.error) });
          if (countsAs !== undefined && !leftOut) yield { value: countsAs(row), etag };
        }
      }
    } catch (error) {
      throw serviceError(`list ${name}`, error);
    }
    if (isWhole) unreadable.found(name, broken);
  }

  async values(filter?: string): Promise<readonly T[]> {
    return await Array.fromAsync(this.list(filter), ({ value }) => value);
  }

  #read(row: TableRow): Stored<T> | { readonly error: unknown } {
    try {
      return { value: this.#kind.schema.parse(fromColumns(row)), etag: row.etag };
    } catch (error) {
      return { error };
    }
  }
}
