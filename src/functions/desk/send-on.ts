import { ReadableStream } from 'node:stream/web';
import type { HttpResponseInit } from '@azure/functions';
import type { Description } from '../../api/description.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';

export interface Question {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Sends a form on to its route for programs, as whoever sent `from`, so that a page can do exactly what a program can. Throws what the route throws. */
export type SendOn = (
  from: WebRequest,
  workflows: Orchestrations,
  route: Description,
  question: Question,
) => Promise<HttpResponseInit>;

export function sendingOn(byRoute: ReadonlyMap<Description, Handler>, publicBaseUrl: string): SendOn {
  return async (from, workflows, route, question) => {
    const handler = byRoute.get(route);
    if (handler === undefined) throw new Error(`No page can ask ${route.path}`);
    return await handler(requestOf(route, from, question, publicBaseUrl), workflows);
  };
}

/** Who asks, and from which page, is told by these headers of the request for the page. */
const passedOn = ['authorization', 'cookie', 'origin'];

function requestOf(
  { methods: [method = 'GET'], path }: Description,
  from: WebRequest,
  { params = {}, query = {}, headers = {}, body }: Question,
  publicBaseUrl: string,
): WebRequest {
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(`/api/${place}`, publicBaseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const passed = passedOn.flatMap((name) => {
    const value = from.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    method,
    url: url.href,
    headers: new Headers({ ...Object.fromEntries(passed), ...headers }),
    params: { ...params },
    body: body === undefined ? null : ReadableStream.from([new TextEncoder().encode(JSON.stringify(body))]),
  };
}
