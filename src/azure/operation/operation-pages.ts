import { odata } from '@azure/data-tables';
import type { Door } from '../../domain/base/door.ts';
import { Refused } from '../../domain/base/errors.ts';
import { frozenStates } from '../../domain/lifecycle/revealed-ends.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Register } from '../../ports/records.ts';
import { decodeContinuation, encodeContinuation } from '../base/continuation.ts';
import { attempt } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { behind, oneOf, startsWith } from '../base/table-key.ts';
import { operationRowKey, operationsOf, readRow } from './operation-row.ts';
import type { ReadRows } from './read-rows.ts';

/** Comparisons of the keys, and of the column that says what is told. */
const others = 4;

/** Which operations: of one door, of one project or of all, and where to go on. */
interface ListRequest {
  readonly door: Door;
  readonly project: string | undefined;
  readonly continuation: string | undefined;
  readonly pageSize: number;
}

/** Newest first within a project. Rows that cannot be read are named beside the others. */
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

/**
 * One page of the packages of a project that are revealed outside, newest first. It goes on behind the last of them, whatever else lies between: the
 * continuation is its id, and how many are not told makes no other page.
 */
export async function revealedPage(
  table: Table,
  known: ReadRows,
  { project, continuation, pageSize }: Omit<ListRequest, 'door'> & { readonly project: string },
): ReturnType<Register['listTold']> {
  const after = continuation === undefined ? undefined : operationRowKey(continuation);
  if (continuation !== undefined && !after?.startsWith(operationsOf('export')))
    throw new Refused('This list did not give that continuation: start again without it');
  const keys = after === undefined ? startsWith(operationsOf('export')) : behind(after, operationsOf('export'));
  // Rows of earlier versions have no column that says whether they are told.
  const states = oneOf('state', frozenStates, others);
  const told = states === undefined ? '' : ` and (told eq 'yes' or ${states})`;
  const filter = `${odata`PartitionKey eq ${project}`} and ${keys}${told}`;
  return await attempt('list the packages that are told', async () => {
    const items: Operation[] = [];
    const pages = table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: pageSize + 1 });
    for await (const page of pages) {
      for (const row of page) {
        const read = isTold(row) ? readRow(row, (one) => known.stored(one)) : undefined;
        if (read !== undefined && 'operation' in read) items.push(read.operation);
      }
      if (items.length > pageSize) break;
    }
    const shown = items.slice(0, pageSize);
    const last = items.length > pageSize ? shown.at(-1) : undefined;
    return { items: shown, ...(last === undefined ? {} : { continuation: last.id }) };
  });
}

/** The filter says the same, unless there are more states than it can name. */
function isTold({ told, state }: TableRow): boolean {
  return told === 'yes' || frozenStates.some((frozen) => frozen === state);
}
