import type { RequestHead } from './storage-request.ts';
import { batchedRequests, checkBatch, keysIn } from './table-batch.ts';
import { checkEntity, rowIn } from './table-limits.ts';
import { checkQuery } from './table-query.ts';
import { isTableBatch } from './table-request.ts';
import { checkKeys } from './table-values.ts';

/** Refuses of a request what the Table service refuses and Azurite takes, alone and in each part of a transaction. */
export function checkTable(head: RequestHead, body: Buffer | undefined): void {
  const text = body?.toString('utf8') ?? '';
  checkQuery(head);
  if (!isTableBatch(head)) {
    checkRow(head.path, text);
    return;
  }
  const requests = batchedRequests(text);
  checkBatch(body?.length ?? 0, requests);
  for (const { path, body: row = '' } of requests) checkRow(path, row);
}

function checkRow(path: string, body: string): void {
  const keys = keysIn(path);
  if (keys !== undefined) checkKeys(keys);
  const row = body.startsWith('{') ? rowIn(body) : undefined;
  if (row !== undefined) checkEntity(row);
}
