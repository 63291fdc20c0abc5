import { tableLimits } from '../limits/tables.ts';
import type { Permission, RowOperation } from '../roles.ts';
import { beyond, neverGranted, type RequestHead, StorageRefusal, type StorageRequest } from './storage-request.ts';
import { batchedRequests } from './table-batch.ts';

/** Says what a Table service request does and which permission it needs. A `$batch` is classified by `classifyTableBatch`. */
export function classifyTableRequest(head: RequestHead): StorageRequest {
  const [account = '', resource = ''] = head.path.split('/');
  const component = head.query.get('comp');
  if (component !== null) throw neverGranted(`${head.method} with comp=${component}`);
  if (head.header('x-http-method') !== undefined) throw neverGranted('a method in the header X-HTTP-Method');
  const management = /^Tables(?:\('(.*)'\))?$/.exec(resource);
  if (management) return tableItself(head.method, account, management[1]);
  const name = /^([A-Za-z][A-Za-z0-9]{2,})(\(.*\))?$/s.exec(resource);
  const table = name?.[1];
  if (table === undefined || table.length > tableLimits.tableName.most) {
    throw beyond(tableLimits.tableName, `The resource name '${resource}' is no table name.`);
  }
  const entity = name?.[2] !== undefined && name[2] !== '()';
  switch (head.method) {
    case 'GET':
      return request(account, table, entity ? 'GetEntity' : 'QueryEntities', 'read');
    case 'POST':
      return request(account, table, 'InsertEntity', 'write');
    case 'PUT':
    case 'PATCH':
    case 'MERGE':
      return request(account, table, head.header('if-match') === undefined ? 'UpsertEntity' : 'UpdateEntity', 'write');
    case 'DELETE':
      return request(account, table, 'DeleteEntity', 'delete');
    default:
      throw neverGranted(`${head.method} on a table`);
  }
}

/** Whether the request is an entity group transaction, whose body decides what it needs. */
export function isTableBatch(head: RequestHead): boolean {
  return head.method === 'POST' && head.path.split('/')[1] === '$batch';
}

/** Collects what every request inside an entity group transaction needs. Throws StorageRefusal when the body holds none. */
export function classifyTableBatch(head: RequestHead, body: string): StorageRequest {
  const [account = ''] = head.path.split('/');
  const parts = batchedRequests(body);
  if (parts.length === 0) throw new StorageRefusal(400, 'InvalidInput', 'The batch holds no request.');
  const requests = parts.map(({ method, path, query }) =>
    classifyTableRequest({ method, path, query, header: () => undefined }),
  );
  if (requests.some((inner) => inner.account !== account)) {
    throw new StorageRefusal(400, 'InvalidInput', 'The batch reaches into another account.');
  }
  return {
    account,
    place: requests[0]?.place ?? '',
    action: 'EntityGroupTransaction',
    needs: requests.flatMap((inner) => inner.needs),
  };
}

function tableItself(method: string, account: string, table: string | undefined): StorageRequest {
  switch (method) {
    case 'GET':
      return request(account, table ?? '*', 'QueryTables', 'read');
    case 'POST':
      return request(account, '*', 'CreateTable', 'write');
    case 'DELETE':
      return request(account, table ?? '*', 'DeleteTable', 'delete');
    default:
      throw neverGranted(`${method} on tables`);
  }
}

function request(account: string, table: string, action: string, operation: RowOperation): StorageRequest {
  const needs: readonly Permission[] = [{ service: 'table', account, name: table, operation }];
  return { account, place: table === '*' ? '' : table, action, needs };
}
