import { odata } from '@azure/data-tables';
import type { Door } from '../../domain/base/door.ts';
import type { Register } from '../../ports/records.ts';
import { decodeContinuation, encodeContinuation } from '../base/continuation.ts';
import { attempt } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';
import { startsWith } from '../base/table-key.ts';
import { operationsOf, readRow } from './operation-row.ts';
import type { ReadRows } from './read-rows.ts';

/** Which operations: of one door, of one project or of all, and where to go on. */
interface ListRequest {
  readonly door: Door;
  readonly project: string | undefined;
  readonly continuation: string | undefined;
  readonly pageSize: number;
}

/** One page of operations, newest first within a project. Rows that cannot be read are named beside the others. */
export async function listPage(table: Table, known: ReadRows, request: ListRequest): ReturnType<Register['list']> {
  const { door, project, pageSize } = request;
  const ofProject = project === undefined ? '' : `${odata`PartitionKey eq ${project}`} and `;
  const filter = ofProject + startsWith(operationsOf(door));
  let token = request.continuation === undefined ? undefined : decodeContinuation(request.continuation);
  return await attempt('list the register', async () => {
    do {
      const settings = { maxPageSize: pageSize, ...(token === undefined ? {} : { continuationToken: token }) };
      const pages = table.listEntities({ queryOptions: { filter } }).byPage(settings);
      const first = await pages.next();
      if (first.done) break;
      token = first.value.continuationToken;
      const read = first.value.map((row) => readRow(row, (one) => known.stored(one)));
      const items = read.flatMap((row) => ('operation' in row ? [row.operation] : []));
      const broken = read.flatMap((row) => ('broken' in row ? [row.broken] : []));
      if (read.length > 0)
        return token === undefined ? { items, broken } : { items, broken, continuation: encodeContinuation(token) };
    } while (token !== undefined);
    return { items: [], broken: [] };
  });
}
