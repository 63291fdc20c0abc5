import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ReadableStream } from 'node:stream/web';
import type { Cookie, HttpResponseInit } from '@azure/functions';
import { answerRoute } from '../../src/functions/answer-route.ts';
import type { Route } from '../../src/functions/routes.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import type { WebRequest } from '../../src/web/handler.ts';

export interface ServedApp {
  readonly url: string;
  /** Errors that were answered with 500. */
  readonly errors: unknown[];
  close(): Promise<void>;
}

/** Serves routes below /api over plain HTTP on a free port; `routesFor` is told the address, which the app must know. */
export async function serveRoutes(
  routesFor: (url: string) => readonly Route[],
  workflows: Workflows,
): Promise<ServedApp> {
  const errors: unknown[] = [];
  let routes: readonly Route[] = [];
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, routes, workflows, errors).then((response) => send(outgoing, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://localhost:${address.port}`;
  routes = routesFor(url);
  return {
    url,
    errors,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  incoming: IncomingMessage,
  routes: readonly Route[],
  workflows: Workflows,
  errors: unknown[],
): Promise<HttpResponseInit> {
  const path = (incoming.url ?? '').split('?')[0] ?? '';
  for (const route of routes) {
    const params = match(route.route, path);
    if (params === undefined || !route.methods.some((method) => method === incoming.method)) continue;
    const request = toRequest(incoming, params);
    return await answerRoute(route, request, workflows, 'test', (error) => errors.push(error));
  }
  return { status: 404, body: '' };
}

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = `/api/${template}`.split('/');
  const parts = path.split('/');
  if (wanted.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const part = parts[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined && segment !== part) return undefined;
    if (name !== undefined) params[name] = decodeURIComponent(part);
  }
  return params;
}

function toRequest(incoming: IncomingMessage, params: Record<string, string>): WebRequest {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, [value].flat().join(','));
  return {
    method: incoming.method ?? 'GET',
    url: `http://${incoming.headers.host}${incoming.url}`,
    headers,
    params,
    // A body that is left unread must not take the connection down before the answer.
    body: ReadableStream.from(incoming.iterator({ destroyOnReturn: false })),
  };
}

function send(outgoing: ServerResponse, response: HttpResponseInit): void {
  for (const [name, value] of new Headers(Object.entries(response.headers ?? {}))) outgoing.setHeader(name, value);
  const cookies = (response.cookies ?? []).map(cookieLine);
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(response.status ?? 200);
  outgoing.end(typeof response.body === 'string' ? response.body : '');
}

function cookieLine({ name, value, path, maxAge, secure, httpOnly, sameSite }: Cookie): string {
  const flags = `${secure ? '; Secure' : ''}${httpOnly ? '; HttpOnly' : ''}`;
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; SameSite=${sameSite}${flags}`;
}
