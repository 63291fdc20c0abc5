import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyBlobRequest } from '../../../local/azure/storage/blob-request.ts';
import { classifyQueueRequest } from '../../../local/azure/storage/queue-request.ts';
import { type RequestHead, requireClearQuery } from '../../../local/azure/storage/storage-request.ts';
import { classifyTableBatch, classifyTableRequest } from '../../../local/azure/storage/table-request.ts';

function head(method: string, target: string, headers: Record<string, string> = {}): RequestHead {
  const url = new URL(target, 'https://127.0.0.1/');
  const path = decodeURIComponent(url.pathname).slice(1);
  return { method, path, query: url.searchParams, header: (name) => headers[name] };
}

test.each([
  ['GET', 'secure/review/p/a', 'GetBlob', 'read'],
  ['HEAD', 'secure/review/p/a', 'GetBlobProperties', 'read'],
  ['GET', 'secure/review/p/a?comp=blocklist', 'GetBlockList', 'read'],
  ['GET', 'secure/review/p/a?snapshot=2026', 'GetBlob', 'read'],
  ['PUT', 'secure/review/p/a', 'PutBlob', 'write'],
  ['PUT', 'secure/review/p/a?comp=block&blockid=x', 'PutBlock', 'write'],
  ['PUT', 'secure/review/p/a?comp=metadata', 'SetBlobMetadata', 'write'],
  ['PUT', 'secure/review/p/a?comp=lease', 'LeaseBlob', 'write'],
  ['DELETE', 'secure/review/p/a', 'DeleteBlob', 'delete'],
])('%s %s is %s and needs %s on the path', (method, target, action, operation) => {
  expect(classifyBlobRequest(head(method, target))).toMatchObject({
    action,
    place: 'review',
    needs: [{ container: 'review', path: 'p/a', operation }],
  });
});

test('an upload may also be granted by create, anything else may not', () => {
  expect(classifyBlobRequest(head('PUT', 'secure/exports/p/a')).needsWhenNew).toMatchObject([{ operation: 'create' }]);
  for (const component of ['metadata', 'block&blockid=x', 'blocklist']) {
    expect(classifyBlobRequest(head('PUT', `secure/exports/p/a?comp=${component}`)).needsWhenNew).toBeUndefined();
  }
  expect(classifyBlobRequest(head('GET', 'secure/exports/p/a')).needsWhenNew).toBeUndefined();
});

test('a listing needs list on its prefix, and without a prefix on everything', () => {
  const list = (query: string) => classifyBlobRequest(head('GET', `secure/review?restype=container&comp=list${query}`));
  expect(list('&prefix=p/').needs).toMatchObject([{ operation: 'list', path: 'p/' }]);
  expect(list('').needs).toMatchObject([{ operation: 'list', path: '' }]);
});

test('the properties of a container need more than a listing of its blobs', () => {
  expect(classifyBlobRequest(head('HEAD', 'secure/review?restype=container')).needs).toMatchObject([
    { container: '*' },
  ]);
});

test.each(['x-ms-tags', 'x-ms-if-tags', 'x-ms-legal-hold', 'x-ms-immutability-policy-mode'])(
  'an upload or a read with %s asks for a right that nobody has',
  (name) => {
    for (const method of ['PUT', 'GET']) {
      expect(() => classifyBlobRequest(head(method, 'secure/exports/p/a', { [name]: 'x' }))).toThrow(/in no role/);
    }
  },
);

test('a blob in the root container is no container', () => {
  expect(classifyBlobRequest(head('GET', 'secure/review')).needs).toMatchObject([{ container: '$root' }]);
});

test('containers are made and deleted only by who may do everything in the account', () => {
  expect(classifyBlobRequest(head('PUT', 'host/new?restype=container')).needs).toMatchObject([{ container: '*' }]);
  expect(classifyBlobRequest(head('DELETE', 'host/old?restype=container')).needs).toMatchObject([{ container: '*' }]);
});

test('whatever has no name here is refused, never let through', () => {
  const component = fc.constantFrom(
    'tags',
    'acl',
    'batch',
    'policystatus',
    'legalhold',
    'immutabilityPolicies',
    'query',
    'x',
  );
  const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH');
  const path = fc.constantFrom('secure/review/p/a', 'secure/review', 'secure', 'secure/review/');
  const type = fc.constantFrom('', '&restype=container', '&restype=service', '&restype=account');
  fc.assert(
    fc.property(method, path, component, type, (verb, where, comp, restype) => {
      expect(() => classifyBlobRequest(head(verb, `${where}?comp=${comp}${restype}`))).toThrow(/in no role/);
    }),
  );
});

test('receiving messages needs reading and deleting them, peeking only reading', () => {
  const needs = (method: string, target: string) =>
    classifyQueueRequest(head(method, target)).needs.map((need) =>
      'operation' in need ? need.operation : need.action,
    );
  expect(needs('GET', 'public/q/messages')).toEqual(['read', 'delete']);
  expect(needs('GET', 'public/q/messages?peekonly=true')).toEqual(['read']);
  expect(needs('POST', 'public/q/messages')).toEqual(['write']);
  expect(() => classifyQueueRequest(head('PUT', 'public/q?comp=acl'))).toThrow(/in no role/);
});

test('a transaction needs what each of its requests needs', () => {
  const body = [
    'POST https://127.0.0.1:1/control/decisions HTTP/1.1\r',
    "DELETE https://127.0.0.1:1/control/decisions(PartitionKey='a',RowKey='b') HTTP/1.1\r",
  ].join('\n');
  const batch = head('POST', 'control/$batch');
  expect(classifyTableBatch(batch, body).needs).toMatchObject([
    { name: 'decisions', operation: 'write' },
    { name: 'decisions', operation: 'delete' },
  ]);
  expect(() => classifyTableBatch(batch, body.replace('control/decisions(', 'host/decisions('))).toThrow(
    /another account/,
  );
  expect(() => classifyTableBatch(batch, 'nothing')).toThrow(/no request/);
  expect(() => classifyTableRequest(head('GET', 'control/decisions?comp=acl'))).toThrow(/in no role/);
});

test.each(['prefix=a/&prefix=b/', 'prefix=a/&Prefix=b/', 'PREFIX=b/', 'comp=list&COMP=tags', 'Sig=x'])(
  'a query that two programs could read differently is refused: %s',
  (query) => {
    expect(() => requireClearQuery(new URLSearchParams(query))).toThrow(/once and in lower case/);
  },
);
