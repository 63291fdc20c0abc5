import type { TableRow } from '../../src/azure/base/table.ts';

/** The rows of one partition. Their keys are put in order only after one has come or gone. */
export class TablePartition {
  readonly #rows = new Map<string, TableRow>();
  #inOrder: readonly string[] | undefined;

  get size(): number {
    return this.#rows.size;
  }

  get(rowKey: string): TableRow | undefined {
    return this.#rows.get(rowKey);
  }

  has(rowKey: string): boolean {
    return this.#rows.has(rowKey);
  }

  /** All row keys, in ascending order. */
  keys(): readonly string[] {
    this.#inOrder ??= [...this.#rows.keys()].sort();
    return this.#inOrder;
  }

  set(rowKey: string, row: TableRow): void {
    if (!this.#rows.has(rowKey)) this.#inOrder = undefined;
    this.#rows.set(rowKey, row);
  }

  delete(rowKey: string): void {
    if (this.#rows.delete(rowKey)) this.#inOrder = undefined;
  }
}
