import type { TableEntity, TransactionAction } from '@azure/data-tables';
import type { TableName } from '../../../domain/base/stored-tables.ts';
import type { Table, TableRow } from '../table.ts';
import { type Broken, brokenSeal, type RowPlace, sealsOfMerge, sealsOfWhole } from './row-seal.ts';
import type { SealKeyring, SealKeys } from './seal-keys.ts';
import { markUnsealed } from './unsealed.ts';

export interface Sealing {
  readonly keys: SealKeys;
  /** A row was read: what is wrong with its seal; undefined when it holds. */
  found(place: RowPlace, broken: Broken | undefined): void;
  /** Something to be waited for before the first request: rows of an earlier version are sealed first. */
  readonly first?: () => Promise<void>;
  /** Rows are believed that have no seal at all, or whatever seal they have: for whoever seals them. */
  readonly believes?: 'bare' | 'all';
}

type Rows = ReturnType<Table['listEntities']>;
type Page = Awaited<ReturnType<ReturnType<Rows['byPage']>['next']>>['value'];

/** A row that is read with a wrong seal, or with none, keeps its keys and its ETag alone, so that it counts as one that cannot be read. */
export function sealedTable(table: Table, name: TableName, sealing: Sealing): Table {
  const { keys, first } = sealing;
  const ring = async (): Promise<SealKeyring> => {
    await first?.();
    return await keys.ring();
  };
  const opened = new Opening(name, sealing);
  return {
    async getEntity(partitionKey, rowKey, options) {
      const known = await ring();
      const row = await table.getEntity(partitionKey, rowKey, options);
      return await opened.row(known, row, { partitionKey, rowKey }, options?.queryOptions.select);
    },
    createEntity: async (row) => table.createEntity(whole(await ring(), name, row)),
    updateEntity: async (row, mode, options) =>
      table.updateEntity(written(await ring(), name, row, mode), mode, options),
    upsertEntity: async (row, mode) => table.upsertEntity(written(await ring(), name, row, mode), mode),
    async deleteEntity(partitionKey, rowKey, options) {
      await first?.();
      return await table.deleteEntity(partitionKey, rowKey, options);
    },
    listEntities(options) {
      const byPage: Rows['byPage'] = async function* (settings) {
        const known = await ring();
        for await (const page of table.listEntities(options).byPage(settings))
          yield await opened.page(known, page, options?.queryOptions.select);
      };
      return {
        byPage,
        async *[Symbol.asyncIterator]() {
          for await (const page of byPage({})) yield* page;
        },
      };
    },
    async submitTransaction(actions) {
      const known = await ring();
      return await table.submitTransaction(actions.map((action) => sealedAction(known, name, action)));
    },
  };
}

class Opening {
  readonly #table: TableName;
  readonly #sealing: Sealing;

  constructor(table: TableName, sealing: Sealing) {
    this.#table = table;
    this.#sealing = sealing;
  }

  async page(known: SealKeyring, page: Page, select: readonly string[] | undefined): Promise<Page> {
    const rows: TableRow[] = [];
    for (const row of page) rows.push(await this.row(known, row, row, select));
    const { continuationToken } = page;
    return Object.assign(rows, continuationToken === undefined ? {} : { continuationToken });
  }

  async row(
    known: SealKeyring,
    row: TableRow,
    { partitionKey = '', rowKey = '' }: { readonly partitionKey?: string; readonly rowKey?: string },
    select: readonly string[] | undefined,
  ): Promise<TableRow> {
    const { keys, believes, found } = this.#sealing;
    const place = { table: this.#table, partitionKey, rowKey };
    const columns = columnsOf(row);
    let broken = brokenSeal(known, place, columns, select);
    if (broken?.unknownKey !== undefined)
      broken = brokenSeal(await keys.ringWith(broken.unknownKey), place, columns, select);
    if (broken !== undefined && (believes === 'all' || (believes === 'bare' && broken.isBare))) return row;
    if (select === undefined || broken !== undefined) found(place, broken);
    if (broken === undefined) return row;
    const { etag, timestamp } = row;
    const bare = { partitionKey, rowKey, etag, ...(timestamp === undefined ? {} : { timestamp }) };
    return markUnsealed<TableRow>(bare, broken.problem);
  }
}

/** What writers gave of a row beside its keys, without what the service says of it and of its answer. */
export function columnsOf({ partitionKey: _partition, rowKey: _row, etag: _etag, timestamp: _time, ...row }: TableRow) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('odata.')));
}

function sealedAction(ring: SealKeyring, table: TableName, action: TransactionAction): TransactionAction {
  switch (action[0]) {
    case 'create':
      return ['create', whole(ring, table, action[1])];
    case 'update':
    case 'upsert': {
      const [kind, row, mode = 'Merge', options] = action;
      const sealed = written(ring, table, row, mode);
      return kind === 'upsert' || options === undefined ? [kind, sealed, mode] : [kind, sealed, mode, options];
    }
    default:
      return action;
  }
}

function written(ring: SealKeyring, table: TableName, row: TableEntity, mode: 'Merge' | 'Replace'): TableEntity {
  if (mode === 'Replace') return whole(ring, table, row);
  return { ...row, ...sealsOfMerge(ring.newest, placeOf(table, row), given(row)) };
}

export function whole(ring: SealKeyring, table: TableName, row: TableEntity): TableEntity {
  return { ...row, ...sealsOfWhole(ring.newest, placeOf(table, row), given(row)) };
}

function placeOf(table: TableName, { partitionKey, rowKey }: TableEntity): RowPlace {
  return { table, partitionKey, rowKey };
}

function given(row: TableEntity): Record<string, unknown> {
  const { partitionKey: _partition, rowKey: _row, etag: _etag, timestamp: _timestamp, ...columns } = row;
  return columns;
}
