import { odata, type TableEntity } from '@azure/data-tables';
import { type KeptRequest, requestSchema } from '../../domain/base/kept-request.ts';
import type { Stored } from '../../ports/records.ts';
import type { RequestStore } from '../../ports/stores.ts';
import { fromColumns, toColumns } from '../base/json-columns.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { isConflict, isOvertaken, serviceError, unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';

/** One row for each request, spread over partitions by the first two digits of its id, which is a hash. */
export function tableRequests(table: Table): RequestStore {
  return {
    async begin(request) {
      for (;;) {
        try {
          const { etag } = await table.createEntity(rowOf(request));
          return { kind: 'begun', stored: { value: request, etag: etagOf(etag) } };
        } catch (error) {
          if (!isConflict(error)) throw serviceError('write a request with a key', error);
        }
        const standing = await read(table, request.id);
        if (standing !== undefined) return { kind: 'stands', stored: standing };
      }
    },
    async update({ value, etag }) {
      return await unlessOvertaken('write a request with a key', 'Somebody else sent the same request', async () => {
        const written = await table.updateEntity(rowOf(value), 'Replace', { etag });
        return { value, etag: etagOf(written.etag) };
      });
    },
    async forget({ value: { id }, etag }) {
      try {
        await table.deleteEntity(partitionOf(id), id, { etag });
      } catch (error) {
        if (!isOvertaken(error)) throw serviceError('remove a request with a key', error);
      }
    },
    async *before(time) {
      const filter = odata`at lt ${time.toISOString()}`;
      try {
        for await (const row of table.listEntities({ queryOptions: { filter } })) yield storedRequest(row);
      } catch (error) {
        throw serviceError('list the requests that are over', error);
      }
    },
  };
}

function read(table: Table, id: string): Promise<Stored<KeptRequest> | undefined> {
  return unlessMissing('read a request with a key', async () =>
    storedRequest(await table.getEntity(partitionOf(id), id)),
  );
}

function rowOf(request: KeptRequest): TableEntity {
  const { id, at } = request;
  return { partitionKey: partitionOf(id), rowKey: id, at, ...toColumns(`of the request ${id}`, request) };
}

/** Of one that the app did not write nobody knows what was asked or answered: it counts as another one that is being carried out. */
function storedRequest(row: TableRow): Stored<KeptRequest> {
  const { rowKey: id = '', timestamp: at = new Date(0).toISOString() } = row;
  if (isUnsealed(row)) return { value: { id, digest: 'unsealed', at }, etag: row.etag };
  return { value: requestSchema.parse(fromColumns(row)), etag: row.etag };
}

function partitionOf(id: string): string {
  return id.slice(0, 2);
}

function etagOf(etag: string | undefined): string {
  if (etag === undefined) throw new Error('The table of requests gave no ETag');
  return etag;
}
