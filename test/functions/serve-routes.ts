import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Cookie, HttpResponseInit } from '@azure/functions';
import type { Route } from '../../src/functions/routes.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import type { WebRequest } from '../../src/web/handler.ts';
import { problemAnswer, problemPage, tellError } from '../../src/web/problem.ts';

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
    void answer(incoming, routes, workflows, errors).then((response) => send(outgoing, response, incoming.method));
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
    const request = await toRequest(incoming, params);
    return await route.handler(request, workflows).catch((error: unknown) => {
      const told = tellError(error);
      if (told.status >= 500) errors.push(error);
      return route.kind === 'page' ? problemPage(told, 'test') : problemAnswer(told, 'test');
    });
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

async function toRequest(incoming: IncomingMessage, params: Record<string, string>): Promise<WebRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  let read = false;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, [value].flat().join(','));
  return {
    method: incoming.method ?? 'GET',
    url: `http://${incoming.headers.host}${incoming.url}`,
    headers,
    params,
    text: async () => {
      if (read) throw new Error('The body was read before; the host gives it only once');
      read = true;
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

function send(outgoing: ServerResponse, response: HttpResponseInit, method: string | undefined): void {
  for (const [name, value] of new Headers(Object.entries(response.headers ?? {}))) outgoing.setHeader(name, value);
  const cookies = (response.cookies ?? []).map(cookieLine);
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(response.status ?? 200);
  outgoing.end(method === 'HEAD' || typeof response.body !== 'string' ? '' : response.body);
}

function cookieLine({ name, value, path, maxAge, secure, httpOnly, sameSite }: Cookie): string {
  const flags = `${secure ? '; Secure' : ''}${httpOnly ? '; HttpOnly' : ''}`;
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; SameSite=${sameSite}${flags}`;
}
