import type { Table, TableRow } from '../../src/azure/base/table.ts';
import { operationRowKey } from '../../src/azure/operation/operation-row.ts';
import { tables } from '../../src/domain/base/stored-tables.ts';

/** Whoever has the tables of a deployment, past every rule and seal: rows that are put back have the seals that they had. */
interface Tables {
  table(name: string): Table;
}

/** Rows of one table as they stood, and which of its rows they are all of. */
export interface Snapshot {
  readonly table: string;
  readonly rows: readonly TableRow[];
  readonly takes: (row: TableRow) => boolean;
}

/** What is put back together. */
export interface PutBack {
  readonly name: string;
  readonly of: Readonly<Record<string, (row: TableRow, id: string) => boolean>>;
}

const all = () => true;

/** What a mistake, a restore or somebody with the identity may put back. */
export const oneRow: PutBack = {
  name: 'the row of the operation',
  of: { register: ({ rowKey }, id) => rowKey === operationRowKey(id) },
};
export const decisionsOfOne: PutBack = {
  name: 'the decisions on the package',
  of: { decisions: ({ partitionKey }, id) => partitionKey === id },
};
export const allTables: PutBack = {
  name: 'all tables together',
  of: Object.fromEntries(tables.map((name) => [name, all])),
};
export const holdsAlone: PutBack = { name: 'the holds', of: { holds: all } };
export const putBacks: readonly PutBack[] = [
  oneRow,
  decisionsOfOne,
  allTables,
  holdsAlone,
  { name: 'the register', of: { register: all } },
  { name: 'the register and the decisions', of: { register: all, decisions: all } },
  { name: 'the heads of the audit', of: { heads: all } },
];

/** The rows as they stand now. */
export async function snapshotsOf(world: Tables, { of }: PutBack, id: string): Promise<Snapshot[]> {
  const taken: Snapshot[] = [];
  for (const [table, among] of Object.entries(of)) {
    const takes = (row: TableRow) => among(row, id);
    taken.push({ table, takes, rows: await rowsOf(world, table, takes) });
  }
  return taken;
}

/** Lets the tables be as they were: rows since then go, earlier ones come again. */
export async function putBack(world: Tables, snapshots: readonly Snapshot[]): Promise<void> {
  for (const { table, rows, takes } of snapshots) {
    for (const { partitionKey = '', rowKey = '' } of await rowsOf(world, table, takes))
      await world.table(table).deleteEntity(partitionKey, rowKey);
    for (const { etag: _, timestamp: __, partitionKey = '', rowKey = '', ...row } of rows)
      await world.table(table).createEntity({ ...row, partitionKey, rowKey });
  }
}

async function rowsOf(world: Tables, table: string, takes: (row: TableRow) => boolean): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of world.table(table).listEntities()) if (takes(row)) rows.push(row);
  return rows;
}
