import { tableLimits } from '../limits/tables.ts';
import { beyond } from './storage-request.ts';
import { rowIn } from './table-limits.ts';

const { operations, partitions, sameRow, transactionBytes } = tableLimits;

/** One request inside an entity group transaction. */
export interface BatchedRequest {
  readonly method: string;
  /** Decoded, `/control/register(PartitionKey='p',RowKey='r')`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The row in JSON, where it brings one. */
  readonly body: string | undefined;
}

/** The requests inside the body of an entity group transaction. */
export function batchedRequests(body: string): BatchedRequest[] {
  const heads = [...body.matchAll(/^(GET|POST|PUT|PATCH|MERGE|DELETE) (\S+) HTTP\/1\.1\r?$/gm)];
  return heads.map(({ 1: method = '', 2: target = '', index }, at) => {
    const url = new URL(target, 'https://batch.invalid');
    const part = body.slice(index, heads[at + 1]?.index);
    const [, row] = /\r?\n\r?\n(\{.*\})(?=\r?\n)/.exec(part) ?? [];
    return { method, path: decodeURIComponent(url.pathname).slice(1), query: url.searchParams, body: row };
  });
}

/** The keys in the path of a request on one row, `register(PartitionKey='p',RowKey='it''s')`. */
export function keysIn(path: string): { readonly partition: string; readonly row: string } | undefined {
  const [, partition, row] = /\(PartitionKey='((?:[^']|'')*)',\s*RowKey='((?:[^']|'')*)'\)$/su.exec(path) ?? [];
  if (partition === undefined || row === undefined) return undefined;
  return { partition: partition.replaceAll("''", "'"), row: row.replaceAll("''", "'") };
}

/** Refuses what the Table service refuses of a transaction as a whole. */
export function checkBatch(bytes: number, requests: readonly BatchedRequest[]): void {
  if (bytes > transactionBytes.most)
    throw beyond(transactionBytes, `The transaction has ${bytes} bytes; ${transactionBytes.most} is the limit.`);
  if (requests.length > operations.most)
    throw beyond(operations, `The transaction has ${requests.length} operations; ${operations.most} is the limit.`);
  const keys = requests.flatMap((request) => keysOf(request) ?? []);
  const reached = new Set(keys.map(({ partition }) => partition));
  if (reached.size > partitions.most)
    throw beyond(partitions, 'All commands in a batch must operate on same entity group.');
  if (new Set(keys.map(({ row }) => row)).size < keys.length)
    throw beyond(sameRow, 'An entity can appear only once in a batch.');
}

function keysOf({ path, body }: BatchedRequest): ReturnType<typeof keysIn> {
  const keys = keysIn(path);
  const row = keys === undefined && body !== undefined ? rowIn(body) : undefined;
  return row === undefined ? keys : { partition: String(row['PartitionKey']), row: String(row['RowKey']) };
}
