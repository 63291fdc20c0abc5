import type { IncomingHttpHeaders } from 'node:http';
import type { RpcHttp, RpcResponse } from '../rpc.ts';
import { formatCookie } from './cookies.ts';
import type { Reply } from './reply.ts';

function nullable(values: Iterable<[string, string]>): Record<string, { value: string }> {
  return Object.fromEntries([...values].map(([key, value]) => [key, { value }]));
}

function joinRepeated(query: URLSearchParams): [string, string][] {
  return [...new Set(query.keys())].map((key) => [key, query.getAll(key).join(',')]);
}

function headerPairs(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, Array.isArray(value) ? value.join(',') : value]],
  );
}

/** A request as the worker receives it: repeated query values joined with a comma, the URL with its raw query, a body as bytes. */
export function toRpcRequest(request: {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  params: Record<string, string>;
  body: Buffer;
}): RpcHttp {
  return {
    method: request.method,
    url: request.url.href,
    nullableHeaders: nullable(headerPairs(request.headers)),
    nullableQuery: nullable(joinRepeated(request.url.searchParams)),
    nullableParams: nullable(Object.entries(request.params)),
    body: { bytes: request.body },
  };
}

const bodyless = [204, 205, 304];

/** The answer to send for what a function returned. A function that returned nothing is answered with 204. */
export function fromRpcResponse(response: RpcResponse): Reply {
  const http = response.returnValue?.http;
  if (!http) return { status: 204 };
  const status = Number(http.statusCode ?? 200);
  const headers: Record<string, string | string[]> = { ...http.headers };
  const cookies = [headers['set-cookie'] ?? [], (http.cookies ?? []).map(formatCookie)].flat();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const bytes = http.body?.bytes;
  if (bodyless.includes(status) || !bytes) return { status, headers };
  return { status, headers, body: bytes };
}
