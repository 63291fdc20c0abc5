import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { aProject, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const known: Readonly<Record<string, string>> = {
  project: 'no-study',
  id: 'exp_01KJPZ7Y80ZZZZZZZZZZZZZZZZ',
  handle: 'none',
  hash: 'a'.repeat(64),
};
const pages = Object.values<Description>(api)
  .filter(({ kind, methods, group }) => kind === 'page' && methods.includes('GET') && group !== 'session')
  .map(({ path }) => path);

it.each(['rui', 'ada', 'rita'])('each page that refuses %s has a name, a way on, and a way out', async (person) => {
  const { visitor } = await signInAs(app, person, '/api/');
  const refused: string[] = [];
  for (const path of pages) {
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name) => known[name] ?? 'none');
    const { status, html } = await visitor.get(`${app.url}/api/${address}`);
    if (status < 400) continue;
    refused.push(path);
    const main = /<main>.*<\/main>/s.exec(html)?.[0] ?? '';
    expect({ path, name: /<h1>.+<\/h1>/.test(main), out: html.includes('action="/api/sign-out"') }).toEqual({
      path,
      name: true,
      out: true,
    });
    expect({ path, on: /<a [^>]*href="\/api\//.test(main) }).toEqual({ path, on: true });
  }
  expect(refused).toEqual(expect.arrayContaining(['review/{handle}', 'mine/exports/{project}/{id}']));
});

it('begins with what each person can do, and how many reviews wait', async () => {
  const links = async (person: string) => {
    const { page } = await signInAs(app, person, '/api/');
    return [...page.html.matchAll(/<h2><a href="([^"]+)">/g)].map(([, href]) => href);
  };
  expect(await links('ada')).toEqual(['/api/mine#waits']);
  expect(await links('rui')).toEqual(['/api/mine']);
  const governance = ['/api/ops/desk/releases', '/api/ops/desk/audit/verify', '/api/help/governance'];
  expect(await links('rita')).toEqual([...governance, '/api/ops']);
  const nobody = await fetch(`${app.url}/api/`, { redirect: 'manual' });
  expect(nobody.headers.get('location')).toBe('/api/sign-in?returnTo=%2Fapi%2F');
});
