import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from '../../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  const { people } = await aProject(app);
  const { name, email, oid } = findPerson(app.azure.directory, 'otto');
  const researchers = [...people.researchers, { name, email, oid }];
  await aProject(app, { id: 'own-study', people: { ...people, researchers } });
});
afterAll(() => app.stop());

const path = '/api/ops/desk/search';
const search = async (text: string, person = 'otto') =>
  (await signInAs(app, person, path)).visitor.get(`${app.url}${path}?${new URLSearchParams({ text })}`);
const anId = () => app.ports.random.operationId('ingress');

test('a short number or an id that only one has opens its page', async () => {
  const { id } = await opened(app, { id: anId(), name: 'cohort' });
  for (const text of [id, id.slice(-6), ` ${id.slice(-6).toLowerCase()} `])
    expect((await search(text)).url).toBe(`${app.url}/api/ops/desk/datasets/heart-study/${id}`);
});

test('a part of a name lists what is called so, the newest first, with state and project in words', async () => {
  await opened(app, { id: anId(), name: 'Blood-2025', state: 'failed', since: '2026-01-01T00:00:00.000Z' });
  await opened(app, { id: anId(), name: 'blood-2026', state: 'receiving', since: '2026-02-01T00:00:00.000Z' });
  const { html } = await search('BLOOD');
  expect([...html.matchAll(/>(blood-\d+)</gi)].map(([, name]) => name)).toEqual(['blood-2026', 'Blood-2025']);
  expect(html).toMatch(/State">receiving</);
});

test('what nobody has and what may not be seen are one answer, which says what to type', async () => {
  const { id } = await opened(app, { id: anId(), name: 'secret', project: 'own-study' });
  const told = async (text: string) => (await search(text)).html.replaceAll(text, '…').replaceAll(/value="[^"]*"/g, '');
  const hidden = await told(id.slice(-6));
  expect(hidden).toContain('No dataset or package that you may see is called so');
  expect(hidden).toBe(await told('ZZZZZZ'));
  expect((await search(id.slice(-6), 'olivia')).url).toContain(`/own-study/${id}`);
});

test('what was typed is text, and each page of the desk leads to the form', async () => {
  const { html } = await search('"><img src=x>');
  expect(html).not.toContain('<img');
  expect(html).toContain('action="/api/ops/desk/search"');
  expect((await signInAs(app, 'otto', '/api/ops')).page.html).toContain(`<a href="${path}">Find</a>`);
  expect((await signInAs(app, 'ada', path)).page.status).toBe(403);
});
