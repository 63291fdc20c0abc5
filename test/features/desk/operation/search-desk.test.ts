import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

test('what was typed is text, and each page of the desk has the field in its header', async () => {
  const { html } = await search('"><img src=x>');
  expect(html).not.toContain('<img');
  for (const from of ['/api/ops', path, '/api/ops/desk/audit', '/api/ops/desk/projects/no-such']) {
    const { page } = await signInAs(app, 'otto', from);
    expect(page.html, from).toMatch(
      /<header.*name="find\.text".*formaction="\/api\/ops\/desk\/look">Find<.*<\/header>/s,
    );
  }
  expect((await signInAs(app, 'ada', path)).page.status).toBe(403);
});

describe('the search in the header', () => {
  const look = '/api/ops/desk/look';
  const from = '/api/ops/desk/holds';
  const press = async (fields: Record<string, string>) => {
    const { visitor } = await signInAs(app, 'otto', from);
    const answer = await visitor.post(app.url + look, { 'find.from': from, ...fields }, app.url);
    return { visitor, answer };
  };
  const hold = { '_hold.reason': 'A leak?' };

  test('finds by its button, and by Enter where something was typed into it', async () => {
    const { id } = await opened(app, { id: anId(), name: 'sought' });
    for (const form of ['find', 'enter'])
      expect((await press({ form, 'find.text': id.slice(-6) })).answer.url).toBe(
        `${app.url}/api/ops/desk/datasets/heart-study/${id}`,
      );
  });

  test('asks nothing by Enter in another line: the browser stays where it is', async () => {
    expect((await press({ form: 'enter', ...hold })).answer).toMatchObject({ status: 204, html: '' });
    expect((await press({ form: 'enter', 'look.text': 'heart', 'look.unchanged': 'x' })).answer.url).toBe(
      `${app.url}${from}?text=heart`,
    );
  });

  test('keeps what was typed elsewhere on the page, and leads back to it', async () => {
    const { visitor, answer } = await press({ form: 'find', 'find.text': 'sought', ...hold });
    expect(answer.html).toContain(`<a href="${from}">Back to it</a>`);
    expect((await visitor.get(app.url + from)).html).toContain('A leak?');
    expect((await visitor.get(`${app.url}/api/ops/desk/projects`)).html).not.toContain('A leak?');
    const plain = await press({ form: 'find', 'find.text': 'sought' });
    expect(plain.answer.html).not.toContain('Back to it');
  });

  test('shows what is too long to be kept, to be copied', async () => {
    const words = 'word '.repeat(12_000);
    const { answer } = await press({ form: 'find', 'find.text': 'sought', '_hold.reason': words });
    expect(answer.html).toContain('too long to be kept');
    expect(answer.html).toContain(words.trim());
  });

  test('leads back to no other page, and is taken from none', async () => {
    const { answer } = await press({
      form: 'find',
      'find.text': 'sought',
      'find.from': 'https://evil.example/api/ops',
      ...hold,
    });
    expect(answer.html).toContain('<a href="/api/ops">Back to it</a>');
    const { visitor } = await signInAs(app, 'otto', from);
    expect(
      (await visitor.post(app.url + look, { form: 'find', 'find.text': 'x' }, 'https://evil.example')).status,
    ).toBe(403);
  });
});
