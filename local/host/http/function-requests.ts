import type { IncomingMessage } from 'node:http';
import { stackOf } from '../host-error.ts';
import type { Invoke } from '../invocation.ts';
import { type HostKeys, isSameKey } from '../keys.ts';
import type { Log } from '../log.ts';
import { readBody } from './incoming.ts';
import { emptyReply, type Reply } from './reply.ts';
import { routedPath } from './request-path.ts';
import type { AuthLevel, Router } from './router.ts';
import { fromRpcResponse, toRpcRequest } from './rpc-http.ts';

/** What the HTTP functions need from the host. */
export interface FunctionRequestParts {
  router: Router;
  routePrefix: string;
  /** The most bytes of a body; more is answered with 413. */
  bodyLimit: number;
  keys: HostKeys;
  invoke: Invoke;
  log: Log;
}

/** The key that a caller presents; the header wins over `?code=`, as in Azure. */
export function presentedKey(request: IncomingMessage, url: URL): string | null {
  const header = request.headers['x-functions-key'];
  return typeof header === 'string' ? header : url.searchParams.get('code');
}

function mayCall(level: AuthLevel, key: string | null, keys: HostKeys): boolean {
  if (level === 'anonymous' || isSameKey(key, keys.masterKey)) return true;
  return level === 'function' && isSameKey(key, keys.functionKeys.default);
}

function belowPrefix(path: string[], prefix: string): string[] | undefined {
  const expected = prefix.split('/').filter((part) => part !== '');
  const matches = expected.every((part, at) => path[at]?.toLowerCase() === part.toLowerCase());
  return matches ? path.slice(expected.length) : undefined;
}

/** Answers a request to an HTTP function; no such route or method is 404, a function that throws is 500 without a body. */
export async function answerFunction(parts: FunctionRequestParts, request: IncomingMessage, url: URL): Promise<Reply> {
  const segments = routedPath(url.pathname);
  if (!segments) return emptyReply(400);
  const path = belowPrefix(segments, parts.routePrefix);
  const method = request.method ?? 'GET';
  const match = path && parts.router.find(method, path);
  if (!match) return emptyReply(404);
  if (!mayCall(match.authLevel, presentedKey(request, url), parts.keys)) return emptyReply(401);
  const body = await readBody(request, parts.bodyLimit);
  const http = toRpcRequest({ method, url, headers: request.headers, params: match.params, body });
  try {
    const reply = fromRpcResponse(await parts.invoke(match.fn, { http }));
    if (reply.status === 204 && !reply.headers)
      parts.log('warning', 'The function returned no response; 204 is sent, in Azure do not rely on it.', {
        function: match.fn.name,
      });
    return reply;
  } catch (error) {
    parts.log('error', `Executed '${match.fn.name}' (Failed): ${stackOf(error)}`, { function: match.fn.name });
    return emptyReply(500);
  }
}
