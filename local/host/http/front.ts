import type { IncomingMessage } from 'node:http';
import { isSameKey } from '../keys.ts';
import { type AdminParts, answerAdmin } from './admin.ts';
import { answerFunction, type FunctionRequestParts, presentedKey } from './function-requests.ts';
import { decodedSegments, type Incoming, readBody } from './incoming.ts';
import type { Handler } from './listener.ts';
import { emptyReply, type Reply } from './reply.ts';

/** Answers a webhook of an extension; its system key has been checked. */
export type Webhook = (request: Incoming) => Promise<Reply> | Reply;

/** Everything behind the host's public port. */
export interface FrontParts extends FunctionRequestParts {
  admin: AdminParts;
  webhooks: { blobs: Webhook; durabletask: Webhook };
}

async function incoming(
  { bodyLimit }: Pick<FrontParts, 'bodyLimit'>,
  request: IncomingMessage,
  url: URL,
  skip: number,
): Promise<Incoming | undefined> {
  const segments = decodedSegments(url.pathname)?.slice(skip);
  if (!segments) return undefined;
  return {
    method: request.method ?? 'GET',
    segments,
    query: url.searchParams,
    headers: request.headers,
    body: await readBody(request, bodyLimit),
  };
}

/** Sends a request to the admin API, a webhook or a function. */
export function createFront(parts: FrontParts): Handler {
  return async (request, url) => {
    const path = url.pathname.toLowerCase();
    const key = presentedKey(request, url);
    const { masterKey, systemKeys } = parts.keys;
    if (path === '/admin' || path.startsWith('/admin/')) {
      if (!isSameKey(key, masterKey)) return emptyReply(401);
      const read = await incoming(parts, request, url, 1);
      return read ? answerAdmin(parts.admin, read) : emptyReply(400);
    }
    const webhook = /^\/runtime\/webhooks\/(blobs|durabletask)(\/|$)/.exec(path)?.[1];
    if (webhook === 'blobs' || webhook === 'durabletask') {
      const accepted = webhook === 'blobs' ? systemKeys.blobs_extension : systemKeys.durabletask_extension;
      if (!isSameKey(key, accepted) && !isSameKey(key, masterKey)) return emptyReply(401);
      const read = await incoming(parts, request, url, 3);
      return read ? parts.webhooks[webhook](read) : emptyReply(400);
    }
    if (path.startsWith('/runtime/')) return emptyReply(404);
    return answerFunction(parts, request, url);
  };
}
