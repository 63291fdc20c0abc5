import { isUnderWay } from '../../domain/lifecycle/capacity.ts';
import type { Unfinished } from '../../ports/records.ts';
import { serviceError } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';
import { partitionsOf, systemPartition } from '../base/table-partitions.ts';
import { type OpenRows, openRow } from './open-rows.ts';
import { lostOf, operationRowKey, readRow } from './operation-row.ts';
import type { ReadRows } from './read-rows.ts';
import type { RegisterRows } from './register-rows.ts';

interface Stores {
  readonly open: OpenRows;
  readonly read: ReadRows;
  readonly rows: Pick<RegisterRows, 'row'>;
}

/** The operations that are open by their names, each with its own row. */
export class UnfinishedRows {
  readonly #table: Table;
  readonly #open: OpenRows;
  readonly #read: ReadRows;
  readonly #rows: Pick<RegisterRows, 'row'>;

  constructor(table: Table, { open, read, rows }: Stores) {
    this.#table = table;
    this.#open = open;
    this.#read = read;
    this.#rows = rows;
  }

  async *projects(): AsyncGenerator<string> {
    try {
      yield* this.#projects();
    } catch (error) {
      throw serviceError('list the projects of the register', error);
    }
  }

  async *unfinished(projects: readonly string[] | undefined): AsyncGenerator<Unfinished> {
    try {
      for await (const project of projects ?? this.#projects()) yield* this.unfinishedOf(project);
    } catch (error) {
      throw serviceError('list the unfinished operations', error);
    }
  }

  async *#projects(): AsyncGenerator<string> {
    for await (const partition of partitionsOf(this.#table)) if (partition !== systemPartition) yield partition;
  }

  /** Those of a project, of these rows of open names. */
  async *unfinishedOf(
    project: string,
    rows: AsyncIterable<TableRow> | Iterable<TableRow> = rowsIn(this.#table, project, 'open:'),
  ): AsyncGenerator<Unfinished> {
    for await (const row of rows) {
      const named = openRow.safeParse(row);
      if (!named.success) {
        const problem = 'It says that an operation is open, and cannot be read';
        yield { broken: { project, key: row.rowKey ?? '', problem } };
        continue;
      }
      const { id, rests } = named.data;
      const key = operationRowKey(id);
      const found = key === undefined ? undefined : await this.#rows.row(project, key);
      const read = found === undefined ? lostOf(project, id) : readRow(found, (one) => this.#read.stored(one));
      if ('broken' in read && rests === false) await this.#open.unsayRest(row, named.data);
      if ('operation' in read && found !== undefined && rests === isUnderWay(read.operation))
        await this.#open.mendRest(row, found, read.operation);
      yield read;
    }
  }
}
