import type { TableEntity, TransactionAction } from '@azure/data-tables';
import { type PendingLine, type PendingWork, pendingSchema } from '../../domain/notification/pending-work.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { PendingRow, Stored } from '../../ports/records.ts';
import { readColumns, toColumns } from '../base/json-columns.ts';
import { serviceError, unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';
import type { KnownLines } from './known-lines.ts';

const rowsPerTransaction = 100;

/** Rows `owed:{operation}:{revision}:{kind}` beside the operations of a project: what its moves still owe. */
export class PendingRows {
  readonly #table: Table;
  readonly #known: KnownLines;

  constructor(table: Table, known: KnownLines) {
    this.#table = table;
    this.#known = known;
  }

  /** Gives every row that can be read, and then throws an Error that names the others. */
  read(project: string, operation?: string): AsyncGenerator<PendingRow> {
    const prefix = operation === undefined ? 'owed:' : `owed:${operation}:`;
    return this.readable(rowsIn(this.#table, project, prefix), project, operation);
  }

  /** The same of rows that were asked for. */
  async *readable(
    rows: AsyncIterable<TableRow> | Iterable<TableRow>,
    project: string,
    operation?: string,
  ): AsyncGenerator<PendingRow> {
    const unreadable: string[] = [];
    try {
      for await (const row of rows) {
        const value = readColumns(pendingSchema, row);
        if (value !== undefined) yield { value, etag: row.etag, under: row.rowKey?.split(':')[1] ?? '' };
        else unreadable.push(row.rowKey ?? '');
      }
    } catch (error) {
      throw serviceError(`read what ${operation ?? project} owes`, error);
    }
    if (unreadable.length > 0)
      throw new Error(`The register rows ${unreadable.join(', ')} of ${project} cannot be read`);
  }

  /** The audit lines among what an operation owes, in the order of its moves. */
  async linesOf(operation: Pick<Operation, 'project' | 'id' | 'revision'>): Promise<readonly PendingLine[]> {
    const lines = this.#known.of(operation) ?? (await this.#readLines(operation));
    this.#known.read(operation, lines);
    return lines;
  }

  async update<T extends PendingWork>({ value, etag }: Stored<T>): Promise<Stored<T>> {
    const what = `what ${value.operation} owes`;
    const other = `What ${value.operation} owes was changed by somebody else since it was read`;
    return await unlessOvertaken(`write down a try of ${what}`, other, async () => {
      const written = await this.#table.updateEntity(pendingRow(value), 'Replace', { etag });
      if (written.etag === undefined) throw new Error(`The register gave no ETag for ${what}`);
      return { value, etag: written.etag };
    });
  }

  async remove(done: readonly PendingWork[]): Promise<void> {
    if (!(await this.#removeTogether(done))) await Promise.all(done.map((one) => this.#remove(one)));
    for (const one of done) this.#known.settled(one);
  }

  /** False when some of it is gone already, and nothing was removed. */
  async #removeTogether(done: readonly PendingWork[]): Promise<boolean> {
    const [first] = done;
    if (first === undefined || done.length === 1 || done.length > rowsPerTransaction) return false;
    const tried = `remove what ${first.operation} owed`;
    const rows = done.map((one): TransactionAction => ['delete', keyOf(one)]);
    return (await unlessMissing(tried, () => this.#table.submitTransaction(rows))) !== undefined;
  }

  async #remove(pending: PendingWork): Promise<void> {
    const { partitionKey, rowKey } = keyOf(pending);
    await unlessMissing(`remove what ${pending.operation} owed`, () => this.#table.deleteEntity(partitionKey, rowKey));
  }

  async #readLines({ project, id }: Pick<Operation, 'project' | 'id'>): Promise<readonly PendingLine[]> {
    const lines: PendingLine[] = [];
    for await (const { value } of this.read(project, id)) if (value.kind === 'line') lines.push(value);
    return lines;
  }
}

export function insertPending(pending: readonly PendingWork[]): TransactionAction[] {
  return pending.map((one): TransactionAction => ['create', pendingRow(one)]);
}

/** What is owed, with the columns that people look for. */
export function pendingRow(pending: PendingWork): TableEntity {
  const { operation, kind } = pending;
  return { ...keyOf(pending), kind, operation, ...toColumns(`of what ${operation} owes`, pending) };
}

function keyOf({ project, operation, revision, kind }: PendingWork): { partitionKey: string; rowKey: string } {
  return { partitionKey: project, rowKey: `owed:${operation}:${String(revision).padStart(6, '0')}:${kind}` };
}
