import type { Operation } from '../../domain/operation/operation.ts';
import type { Stored } from '../../ports/records.ts';
import type { TableRow } from '../base/table.ts';
import { storedOperation } from './operation-row.ts';

/** A process works on few operations at once, and shows some pages of lists again and again; the others it reads anew. */
const keptAtMost = 500;

/** The rows of operations as this process read them last: one that still has its ETag need not be parsed and checked again. */
export class ReadRows {
  readonly #rows = new Map<string, Stored<Operation>>();

  /** What `storedOperation` gives. */
  stored(row: TableRow): Stored<Operation> {
    const key = keyOf(row.partitionKey, row.rowKey);
    const known = this.#rows.get(key);
    if (known?.etag === row.etag) return known;
    const read = storedOperation(row);
    this.#rows.delete(key);
    this.#rows.set(key, read);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > keptAtMost && oldest !== undefined) this.#rows.delete(oldest);
    return read;
  }

  known(project: string, rowKey: string, etag: string): Stored<Operation> | undefined {
    const known = this.#rows.get(keyOf(project, rowKey));
    return known?.etag === etag ? known : undefined;
  }
}

function keyOf(partitionKey: string | undefined, rowKey: string | undefined): string {
  return `${partitionKey} ${rowKey}`;
}
