import { odata } from '@azure/data-tables';
import type { Table, TableRow } from '../../src/azure/base/table.ts';
import { operationRowKey } from '../../src/azure/operation/operation-row.ts';
import type { World } from '../activities/world.ts';

/** The rows of one project in the register, past every rule, as somebody writes them who has the key of the seals. */
export class RegisterTable {
  readonly #table: Table;
  readonly #project: string;

  constructor(world: World, project: string) {
    this.#table = world.sealed('register');
    this.#project = project;
  }

  async rows(): Promise<TableRow[]> {
    const rows: TableRow[] = [];
    const filter = odata`PartitionKey eq ${this.#project}`;
    for await (const row of this.#table.listEntities({ queryOptions: { filter } })) rows.push(row);
    return rows;
  }

  async remove(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#table.deleteEntity(this.#project, key);
  }

  /** Writes a row as it is given. */
  async put(key: string, columns: Record<string, unknown>): Promise<void> {
    const { etag: _etag, timestamp: _timestamp, ...kept } = columns;
    await this.#table.upsertEntity({ ...kept, partitionKey: this.#project, rowKey: key }, 'Replace');
  }

  /** Changes the JSON of an operation's row. */
  async edit(id: string, change: (text: string) => string): Promise<void> {
    const key = keyOf(id);
    const row = await this.#table.getEntity(this.#project, key);
    await this.put(key, { ...row, data: change(String(row['data'])) });
  }

  /** Brings every row back that was there, and removes what was not. */
  async reset(rows: readonly TableRow[]): Promise<void> {
    const wanted = new Set(rows.map(({ rowKey }) => rowKey));
    for (const { rowKey = '' } of await this.rows()) if (!wanted.has(rowKey)) await this.remove(rowKey);
    for (const row of rows) await this.put(row.rowKey ?? '', row);
  }
}

/** The row key of an operation. */
export function keyOf(id: string): string {
  const key = operationRowKey(id);
  if (key === undefined) throw new Error(`${id} is no id of an operation`);
  return key;
}
