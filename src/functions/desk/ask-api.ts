import { text } from 'node:stream/consumers';
import { ReadableStream } from 'node:stream/web';
import type { HttpResponseInit } from '@azure/functions';
import type { z } from 'zod';
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

type Readable<Schema extends z.ZodType> = Description & { readonly answers: { readonly 200: Schema } };

/** The routes for programs as the pages of the desk use them, so that a page can do and see exactly what a program can. */
export interface DeskApi {
  /** What the route answers to whoever sent `from`. Without workflows it can start and wake none. Throws what the route throws. */
  read<Schema extends z.ZodType>(
    from: WebRequest,
    route: Readable<Schema>,
    question?: Question,
    workflows?: Orchestrations,
  ): Promise<z.output<Schema>>;
  /** The same with the ETag that a change of it must name; undefined where the route gives none. */
  readTagged<Schema extends z.ZodType>(
    from: WebRequest,
    route: Readable<Schema>,
    question?: Question,
    workflows?: Orchestrations,
  ): Promise<{ readonly value: z.output<Schema>; readonly etag: string | undefined }>;
  /** What a route answers that gives one JSON value in each line. Throws what the route throws. */
  lines(from: WebRequest, route: Description, question?: Question): Promise<readonly unknown[]>;
  /** Sends a change on, by whoever sent `from`. Throws what the route throws. */
  send(from: WebRequest, workflows: Orchestrations, route: Description, question: Question): Promise<HttpResponseInit>;
}

/** A page that looks starts nothing. */
const noWorkflows: Orchestrations = {
  start: () => Promise.reject(new Error('A page that looks starts no workflow')),
  wake: () => Promise.reject(new Error('A page that looks wakes no workflow')),
  newerVersion: () => Promise.resolve(undefined),
};

export function deskApi(byRoute: ReadonlyMap<Description, Handler>, publicBaseUrl: string): DeskApi {
  const send: DeskApi['send'] = async (from, workflows, route, question) => {
    const handler = byRoute.get(route);
    if (handler === undefined) throw new Error(`No page can ask ${route.path}`);
    return await handler(requestOf(route, from, question, publicBaseUrl), workflows);
  };
  const readTagged: DeskApi['readTagged'] = async (from, route, question = {}, workflows = noWorkflows) => {
    const { body, headers } = await send(from, workflows, route, question);
    const etag = new Headers(Object.entries(headers ?? {})).get('etag') ?? undefined;
    return { value: route.answers[200].parse(JSON.parse(String(body))), etag };
  };
  return {
    send,
    readTagged,
    lines: async (from, route, question = {}) => {
      const { body } = await send(from, noWorkflows, route, question);
      const said = body instanceof ReadableStream ? await text(body) : String(body);
      return said.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    },
    read: async (from, route, question, workflows) => (await readTagged(from, route, question, workflows)).value,
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
