import type { Operation } from '../domain/operation.ts';
import type { Stored } from '../ports/records.ts';
import { storedOperation } from './operation-row.ts';
import type { TableRow } from './table.ts';

/** A process works on few operations at once; the others it reads anew. */
const keptAtMost = 200;

/** The rows of operations as this process read them last: one that still has its ETag need not be parsed and checked again. */
export class ReadRows {
  readonly #rows = new Map<string, Stored<Operation>>();

  /** What `storedOperation` gives. */
  stored(row: TableRow): Stored<Operation> {
    const key = `${row.partitionKey} ${row.rowKey}`;
    const known = this.#rows.get(key);
    if (known?.etag === row.etag) return known;
    const read = storedOperation(row);
    this.#rows.delete(key);
    this.#rows.set(key, read);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > keptAtMost && oldest !== undefined) this.#rows.delete(oldest);
    return read;
  }
}
