import { ReadableStream } from 'node:stream/web';
import type { HttpResponseInit } from '@azure/functions';
import { findPerson } from '../../local/azure/directory.ts';
import { answerRoute } from '../../src/functions/base/answer-route.ts';
import { keepResponse } from '../answers/kept.ts';
import type { RunningApp } from './running-app.ts';

/** Of which tests of every route may write lines. */
export const anIncident = 'inc_20260301_0a1b2c3d';

export interface AskedRoute {
  /** Instead of the first of its methods. */
  readonly method?: string;
  readonly person?: string;
  /** What stands in the address, where it is not something that fits there. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a form as text. */
  readonly body?: object | string;
}

/** What a route of the app answers in this process: its status, and the code of a refusal to programs. */
export async function askRoute(app: RunningApp, name: string, asked: AskedRoute = {}) {
  const answer = await wholeAnswer(app, name, asked);
  const code = /"type":"urn:sallyport:([a-z-]+)"/.exec(String(answer.body))?.[1];
  const location = new Headers(Object.entries(answer.headers ?? {})).get('location') ?? undefined;
  return { status: answer.status, code, ...(location === undefined ? {} : { location }) };
}

/** The same with all of it. */
export async function wholeAnswer(
  app: RunningApp,
  name: string,
  { person, params: given = {}, query = '', headers = {}, body, method: instead }: AskedRoute = {},
): Promise<HttpResponseInit> {
  const route = app.served.routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`There is no route ${name}`);
  const method = instead ?? route.methods[0] ?? 'GET';
  const params = paramsOf(app, route.path, given);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => params[key] ?? '');
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const request = {
    method,
    url: `${app.url}/api/${path}${query}`,
    headers: new Headers({
      ...(person === undefined ? {} : { authorization: `Bearer ${await app.token(person)}` }),
      ...headers,
    }),
    params,
    body: body === undefined ? null : ReadableStream.from([new TextEncoder().encode(sent)]),
  };
  const workflows = { start: async () => {}, wake: async () => {}, newerVersion: async () => undefined };
  const answer = await answerRoute(route, request, workflows, 'test', () => {});
  if (route.methods.some((one) => one === method)) keepResponse(route, method, answer);
  return answer;
}

function paramsOf(app: RunningApp, path: string, given: Readonly<Record<string, string>>): Record<string, string> {
  const fitting = {
    project: 'heart-study',
    held: 'heart-study',
    oid: findPerson(app.azure.directory, 'ada').oid,
    hash: '0'.repeat(64),
    handle: 'none',
    incident: anIncident,
    naming: '0a1b2c3d4e5f6071',
    act: 'none',
    guide: 'none',
    name: 'deletion',
    ...given,
    id: path.includes('changes') ? (given['change'] ?? 'chg_none') : (given['id'] ?? 'exp_none'),
  };
  return Object.fromEntries(Object.entries(fitting).filter(([key]) => path.includes(`{${key}}`)));
}
