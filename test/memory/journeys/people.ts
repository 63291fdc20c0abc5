import { ReadableStream } from 'node:stream/web';
import type { Cookie, HttpResponseInit } from '@azure/functions';
import { matchRoute, parseRoute } from '../../../local/host/http/route-template.ts';
import { bodyOf, type Ops, type OpsAnswer } from '../../../local/people/operator.ts';
import type { VisitedPage } from '../../../local/people/visitor.ts';
import { answerRoute } from '../../../src/functions/base/answer-route.ts';
import type { Orchestrations } from '../../../src/ports/workflows.ts';
import type { Route } from '../../../src/web/handler.ts';
import { keepResponse } from '../../answers/kept.ts';
import { baseUrl } from './app-process.ts';

/** What a request in memory says. */
export interface MemoryRequest {
  readonly method: string;
  /** Behind the address of the app. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request to whichever process of the app is alive, and gives the whole answer. */
export type Send = (request: MemoryRequest) => Promise<HttpResponseInit & { readonly text: string }>;

/** Lets a process of the app answer a request. What is no answer to people is thrown. */
export async function answerTo(
  routes: readonly Route[],
  workflows: Orchestrations,
  { method, path, headers = {}, body }: MemoryRequest,
): Promise<HttpResponseInit & { readonly text: string }> {
  const [, api, ...parts] = (path.split('?')[0] ?? '').split('/').map(decodeURIComponent);
  const found = routes
    .filter(({ methods }) => api === 'api' && methods.some((one) => one === method))
    .map((route) => ({ route, template: parseRoute(route.path) }))
    .map(({ route, template }) => ({ route, params: matchRoute(template, parts) }))
    .find(({ params }) => params !== undefined);
  if (found?.params === undefined) return { status: 404, text: '' };
  const request = {
    ...{ method, params: found.params, url: `${baseUrl}${path}`, headers: new Headers(headers) },
    body: body === undefined ? null : ReadableStream.from([new TextEncoder().encode(body)]),
  };
  const unexpected: unknown[] = [];
  const answer = await answerRoute(found.route, request, workflows, 'test', (error) => unexpected.push(error));
  if (unexpected.length > 0) throw unexpected[0];
  const given =
    answer.body instanceof ReadableStream ? await new Response(answer.body).text() : String(answer.body ?? '');
  keepResponse(found.route, method, { ...answer, body: given });
  return { ...answer, text: given };
}

/** A person at the ops API of an app in memory. */
export class MemoryOps implements Ops {
  readonly #send: Send;
  readonly #person: string;

  constructor(send: Send, person = 'operator') {
    this.#send = send;
    this.#person = person;
  }

  as(person: string): MemoryOps {
    return new MemoryOps(this.#send, person);
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OpsAnswer> {
    const {
      status = 200,
      text,
      headers: given,
    } = await this.#send({
      method,
      path: `/api/${path}`,
      headers: { authorization: `Bearer ${this.#person}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const etag = new Headers(Object.entries(given ?? {})).get('etag') ?? undefined;
    return { status, body: text === '' ? undefined : JSON.parse(text), etag };
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    return bodyOf(`${method} ${path}`, await this.call(method, path, body, headers));
  }
}

const mostRedirects = 10;

/** A browser of somebody who has signed in. `session` begins their session. */
export class MemoryVisitor {
  readonly #send: Send;
  readonly #session: () => Promise<Cookie>;
  readonly #cookies = new Map<string, string>();

  constructor(send: Send, session: () => Promise<Cookie>) {
    this.#send = send;
    this.#session = session;
  }

  get(url: string): Promise<VisitedPage> {
    return this.#walk(url, { method: 'GET' });
  }

  post(url: string, fields: Readonly<Record<string, string>> | URLSearchParams, from: string): Promise<VisitedPage> {
    return this.#walk(url, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(from).origin },
    });
  }

  async #walk(start: string, first: Omit<MemoryRequest, 'path'>): Promise<VisitedPage> {
    if (this.#cookies.size === 0) this.#keep([await this.#session()]);
    let url = start;
    let request = first;
    for (let step = 0; step <= mostRedirects; step += 1) {
      const { pathname, search, searchParams } = new URL(url);
      if (pathname === '/api/sign-in') {
        this.#keep([await this.#session()]);
        url = new URL(searchParams.get('returnTo') ?? '/', url).href;
        continue;
      }
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { ...request.headers, cookie };
      const {
        status = 200,
        text,
        headers: given,
        cookies = [],
      } = await this.#send({
        ...request,
        path: `${pathname}${search}`,
        headers,
      });
      this.#keep(cookies);
      const location = new Headers(Object.entries(given ?? {})).get('location');
      if (status < 300 || status >= 400 || location === null) return { url, status, html: text };
      url = new URL(location, url).href;
      request = { method: 'GET' };
    }
    throw new Error(`${start} redirected more than ${mostRedirects} times`);
  }

  #keep(cookies: readonly Cookie[]): void {
    for (const { name, value, maxAge } of cookies)
      if (maxAge === 0) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
  }
}
