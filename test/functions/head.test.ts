import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { answerRoom, type RoomServices, roomRoutes } from '../../src/inspector/routes.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { beginSession } from '../../src/web/session.ts';
import { wholeAnswer } from './ask-route.ts';
import { aProject, opened, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
let operation: Operation;
let cookie: string;

beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
  operation = await opened(app, { project: 'heart-study', door: 'export', state: 'checking' });
  const { name, email, oid } = findPerson(app.azure.directory, 'ada');
  const ada = { oid, name, emails: [email], roles: [], groups: [], contexts: [] };
  const session = await beginSession(createCookieCipher(app.ports.secrets, app.ports.clock), ada, {
    on: true,
    projects: {},
  });
  cookie = `${session.name}=${session.value}`;
  // Whoever comes with a token is noted once a day, whatever they ask for.
  await wholeAnswer(app, 'listProjects', { person: 'otto' });
});
afterAll(() => app.stop());

const routes: readonly (readonly [string, Description])[] = Object.entries(api);
const gets = routes.filter(([, { methods }]) => methods.includes('GET'));
/** Pages that do something when they are read: all others name HEAD beside GET. */
const doing = gets
  .filter(([, { kind, methods }]) => kind === 'page' && !methods.includes('HEAD'))
  .map(([name]) => name);
const read = gets.map(([name]) => name).filter((name) => !doing.includes(name));

/** Who asks: nobody, as the scanner of a mail system does, an operator with a token, and an approver with a session. */
const askers = (): readonly object[] => [{}, { person: 'otto' }, { headers: { cookie } }];
const ask = (name: string, method: 'GET' | 'HEAD', requester: object) =>
  wholeAnswer(app, name, { params: { id: operation.id }, method, ...requester });

describe('where the host answers HEAD from GET', () => {
  test.each(read)('HEAD of %s changes nothing and says what GET says, without its body', async (name) => {
    for (const requester of askers()) {
      const before = app.changes.length;
      const head = await ask(name, 'HEAD', requester);
      expect([...app.changes.slice(before), ...app.started, ...app.woken]).toEqual([]);
      expect(head.body ?? '').toBe('');
      const { status, headers } = await ask(name, 'GET', requester);
      const type = (given: typeof headers) => new Headers(Object.entries(given ?? {})).get('content-type');
      expect([head.status, type(head.headers)]).toEqual([status, type(headers)]);
    }
  });
});

describe('a page that does something when it is read', () => {
  test('is one of those that people sign in by', () => {
    expect(doing).toEqual(['signIn', 'signInCallback']);
  });

  test.each(doing)('%s answers no HEAD', async (name) => {
    expect(await wholeAnswer(app, name, { method: 'HEAD' })).toEqual({ status: 405, headers: { allow: 'GET' } });
  });

  test('lets the browser sign in after a HEAD of the very same address', async () => {
    const { headers, cookies = [] } = await wholeAnswer(app, 'signIn');
    const asked = String(new Headers(Object.entries(headers ?? {})).get('location'));
    const body = new URLSearchParams({ person: 'ada' });
    const { headers: back } = await fetch(asked, { method: 'POST', body, redirect: 'manual' });
    const query = new URL(back.get('location') ?? '').search;
    const sent = { query, headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') } };
    const before = app.changes.length;
    await wholeAnswer(app, 'signInCallback', { method: 'HEAD', ...sent });
    expect(app.changes.slice(before)).toEqual([]);
    expect((await wholeAnswer(app, 'signInCallback', sent)).status).toBe(303);
    expect(app.changes.length).toBeGreaterThan(before);
  });
});

describe('in the reading room', () => {
  // Nothing of it is asked for.
  const noServices: RoomServices = JSON.parse('{}');
  const ofRoom = roomRoutes(noServices).filter(({ methods }) => methods.includes('GET') && !methods.includes('HEAD'));

  test.each(ofRoom.map((route) => [route.name, route] as const))('%s answers no HEAD', async (name, route) => {
    expect(doing).toContain(name);
    const request = { method: 'HEAD', url: `https://room.example/api/${route.path}`, headers: new Headers() };
    const answer = await answerRoom(route, { ...request, params: {}, body: null }, 'test', () => {});
    expect(answer).toEqual({ status: 405, headers: { allow: 'GET' } });
  });
});

describe('where the host knows HEAD only of routes that name it', () => {
  test.each(routes.map(([name]) => name))('HEAD of %s changes nothing', async (name) => {
    const route = app.served.routes.find((one) => one.name === name);
    const path = route?.path.replaceAll(/\{(\w+)\}/g, (_, key) => (key === 'project' ? 'heart-study' : operation.id));
    const before = app.changes.length;
    const isNamed = app.served.routes.some(({ path: its, methods }) => its === route?.path && methods.includes('HEAD'));
    const answer = await fetch(`${app.url}/api/${path}`, { method: 'HEAD', redirect: 'manual' });
    expect(app.changes.slice(before)).toEqual([]);
    if (!isNamed) expect(answer.status).toBe(404);
    else expect([200, 303, 401, 404]).toContain(answer.status);
  });
});
