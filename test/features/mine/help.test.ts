import { afterAll, beforeAll, expect, test } from 'vitest';
import { aProject, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const people = {
  olga: 'Send a dataset',
  rui: 'Send a package',
  ada: 'Decide about',
  eve: 'Read what',
  rita: 'Answer for',
  otto: 'Look after',
};

test.each(Object.entries(people))('%s finds the steps that are theirs, and no others', async (person, heading) => {
  const { page } = await signInAs(app, person, '/api/help');
  expect(page.status).toBe(200);
  const headings = [...page.html.matchAll(/<h2>([^<]*)/g)].map(([, text = '']) => text);
  expect(headings).toEqual([expect.stringContaining(heading)]);
});

test('whoever takes part in nothing learns who lets them', async () => {
  const { page } = await signInAs(app, 'nils', '/api/help');
  expect(page.html).toContain('An operator adds people to a project');
});

/** Whether a page of the app answers at the address. */
function isThere(href: string): boolean {
  const [path = ''] = href.replace(/^\/api\//, '').split(/[?#]/);
  // Home has a path that the host takes for none.
  if (path === '') return true;
  return app.served.routes.some(
    (route) => route.methods[0] === 'GET' && new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
}

test.each([...Object.keys(people), 'nils'])('no link that %s meets first leads nowhere', async (person) => {
  const links: string[] = [];
  for (const path of ['/api/', '/api/help', '/api/mine', '/api/received']) {
    const { page } = await signInAs(app, person, path);
    links.push(...[...page.html.matchAll(/href="(\/api\/[^"]*)"/g)].map(([, href = '']) => href));
  }
  expect(links).toContain('/api/help');
  expect(links.filter((href) => !isThere(href))).toEqual([]);
});

test('home leads a governance lead to what left, to its proof and to the guide', async () => {
  const { page } = await signInAs(app, 'rita', '/api/');
  const headings = [...page.html.matchAll(/<h2><a href="([^"]*)">([^<]*)/g)].map(([, href, text]) => [text, href]);
  expect(headings).toEqual([
    ['Releases', '/api/ops/desk/releases'],
    ['Receipts and audit', '/api/ops/desk/audit/verify'],
    ['Guide', '/api/help/governance'],
    ['Operations', '/api/ops'],
  ]);
  const { visitor } = await signInAs(app, 'rita', '/api/help/governance');
  expect((await visitor.get(`${app.url}/api/help/governance`)).html).toContain('who approved it, by which rules?');
});
