import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HostError, stackOf } from '../host-error.ts';
import type { Log } from '../log.ts';
import { BodyTooLarge } from './incoming.ts';
import type { Reply } from './reply.ts';

/** Answers one request; a rejection becomes 500 (413 for a body that is too large). */
export type Handler = (request: IncomingMessage, url: URL) => Promise<Reply>;

/** A listening HTTP server on the loopback address. */
export interface Listening {
  port: number;
  /** Takes no new request and waits for those that are being answered. */
  close(): Promise<void>;
}

function send(response: ServerResponse, reply: Reply, isHead: boolean): void {
  const body = reply.body === undefined ? Buffer.alloc(0) : Buffer.from(reply.body);
  const bodyless = reply.status === 204 || reply.status === 304;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(bodyless ? {} : { 'content-length': String(body.length) }),
  });
  response.end(isHead || bodyless ? undefined : body);
}

/** A target that begins with two slashes is a path too, and names no other host. */
function requestUrl({ url = '/', headers }: IncomingMessage): URL {
  const base = `http://${headers.host ?? 'localhost'}`;
  return url.startsWith('/') ? new URL(`${base}${url}`) : new URL(url, base);
}

async function answer(
  { server, handle, log }: { server: Server; handle: Handler; log: Log },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let reply: Reply;
  try {
    reply = await handle(request, requestUrl(request));
  } catch (error) {
    if (!(error instanceof BodyTooLarge))
      log('error', `${request.method} ${request.url?.split('?')[0]} failed: ${stackOf(error)}`);
    reply = { status: error instanceof BodyTooLarge ? 413 : 500 };
  }
  if (response.destroyed) return;
  // A connection that stays open after the last answer would hold up the end of the host.
  if (!server.listening) response.shouldKeepAlive = false;
  send(response, reply, request.method === 'HEAD');
}

/** Listens on 127.0.0.1; port 0 takes a free one. Throws HostError when the port is taken. */
export function listen(port: number, handle: Handler, log: Log): Promise<Listening> {
  const server = createServer((request, response) => void answer({ server, handle, log }, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program. Stop it, or choose another port with --port.`
          : error.message;
      reject(new HostError('port', taken));
    });
    server.listen(port, '127.0.0.1', () => resolve({ port: boundPort(server), close: () => closeServer(server) }));
  });
}

function boundPort(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
