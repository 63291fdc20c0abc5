import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import type { Cookie, HttpResponseInit } from '@azure/functions';
import { matchRoute, parseRoute } from '../../local/host/http/route-template.ts';
import { answerRoute } from '../../src/functions/base/answer-route.ts';
import type { Orchestrations } from '../../src/ports/workflows.ts';
import type { Route, WebRequest } from '../../src/web/handler.ts';
import { keepResponse } from '../answers/kept.ts';

export interface ServedApp {
  readonly url: string;
  readonly routes: readonly Route[];
  /** Errors that were answered with 500. */
  readonly errors: unknown[];
  close(): Promise<void>;
}

/** Serves routes below /api over plain HTTP on a free port; `routesFor` is told the address, which the app must know. */
export async function serveRoutes(
  routesFor: (url: string) => readonly Route[],
  workflows: Orchestrations,
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
    routes,
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
  workflows: Orchestrations,
  errors: unknown[],
): Promise<HttpResponseInit> {
  const [, api, ...path] = ((incoming.url ?? '').split('?')[0] ?? '').split('/').map(decodeURIComponent);
  const found = routes
    .filter(({ methods }) => api === 'api' && methods.some((method) => method === incoming.method))
    .map((route) => ({ route, template: parseRoute(route.path) }))
    .map(({ route, template }) => ({ route, params: matchRoute(template, path) }))
    .find(({ params }) => params !== undefined);
  if (found?.params === undefined) return { status: 404, body: '' };
  const request = toRequest(incoming, found.params);
  const response = await answerRoute(found.route, request, workflows, 'test', (error) => errors.push(error));
  keepResponse(found.route, request.method, response);
  return response;
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

async function send(outgoing: ServerResponse, response: HttpResponseInit): Promise<void> {
  for (const [name, value] of new Headers(Object.entries(response.headers ?? {}))) outgoing.setHeader(name, value);
  const cookies = (response.cookies ?? []).map(cookieLine);
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(response.status ?? 200);
  if (!(response.body instanceof ReadableStream)) return void outgoing.end(response.body ?? '');
  await pipeline(response.body, outgoing).catch(() => outgoing.destroy());
}

function cookieLine({ name, value, path, maxAge, secure, httpOnly, sameSite }: Cookie): string {
  const flags = `${secure ? '; Secure' : ''}${httpOnly ? '; HttpOnly' : ''}`;
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; SameSite=${sameSite}${flags}`;
}
