import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { linkOf } from '../../../../local/people/forms.ts';
import type { PersonEntry } from '../../../../src/domain/people/person-entry.ts';
import { auditOf } from '../../../functions/ask.ts';
import { pageFields } from '../../../functions/page-fields.ts';
import { aProject, type RunningApp, signInAs, startApp } from '../../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const path = '/api/ops/desk/people';
const gone = 'e0000000-0000-4000-8000-000000000002';
const entry: PersonEntry = {
  ...{ oid: gone, name: 'Gesa <b>Lund', email: 'gesa@example.org', since: '2026-01-01T08:00:00.000Z' },
  ...{ seenOn: '2026-03-01', origin: 'sign-in', clearedAt: null },
};
const ada = () => findPerson(app.azure.directory, 'ada');
const open = (query = '', person = 'otto') => signInAs(app, person, path + query);
type Opened = Awaited<ReturnType<typeof open>>;

/** Sends the form of the page under that name. */
function send({ visitor, page }: Opened, form: string, fields: Record<string, string>) {
  return visitor.post(`${app.url}${path}/${form}`, pageFields(page.html, `/${form}`, fields), app.url);
}

describe('the page of the people in records', () => {
  it('lists everybody who was seen, finds them by name, address or object id, and is linked from the projects', async () => {
    await app.ports.people.put(entry);
    const { visitor, page } = await open();
    expect(page.html).toContain('Gesa &lt;b&gt;Lund');
    expect(page.html).toContain(ada().email);
    const found = async (text: string) => (await visitor.get(`${app.url}${path}?text=${text}`)).html;
    for (const text of ['gesa', 'GESA%40', gone.slice(0, 12)]) expect(await found(text)).toContain(gone);
    expect(await found('gesa')).not.toContain(ada().email);
    expect(await found('nobody')).toContain('Nobody was found');
    expect((await visitor.get(`${app.url}/api/ops/desk/projects`)).html).toContain(`href="${path}"`);
  });

  it('shows a hundred people, and says how many more there are', async () => {
    const oid = (number: number) => `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    for (let number = 0; number < 103; number += 1)
      await app.ports.people.put({ ...entry, oid: oid(number), name: `Many ${number}`, email: null });
    const { html } = (await open('?text=many')).page;
    expect(html.match(/>Choose</g)).toHaveLength(100);
    expect(html).toContain('3 more were found');
  });

  it('corrects a name and clears it, as the API does, and says what a clear does not reach', async () => {
    await app.ports.people.put(entry);
    const chosen = await open(`?person=${gone}`);
    expect(chosen.page.html).toContain('versions of definitions');
    const said = { name: 'Gesa Sand', email: 'sand@example.org', reason: 'She married' };
    const corrected = await send(chosen, 'correct', said);
    expect(corrected.url).toBe(`${app.url}${path}?done=correct-${gone}`);
    expect(corrected.html).toContain('The name was corrected.');
    expect(await app.ports.people.get(gone)).toMatchObject({ name: 'Gesa Sand', email: 'sand@example.org' });
    const again = { visitor: chosen.visitor, page: corrected };
    const cleared = await send(again, 'clear', { reason: 'She asked for it' });
    expect(cleared.html).toContain('Name, address and last sign-in were cleared.');
    expect(cleared.html).not.toContain('Gesa');
    expect(cleared.html).not.toContain('value="clear-');
    expect(await app.ports.people.get(gone)).toMatchObject({ name: null, email: null });
    const lines = (await auditOf(app, '_system')).filter(({ data }) => data['person'] === gone);
    expect(lines.map(({ kind, data }) => [kind, data['reason']])).toEqual([
      ['person.correct-intended', 'She married'],
      ['person.corrected', 'She married'],
      ['person.clear-intended', 'She asked for it'],
      ['person.cleared', 'She asked for it'],
    ]);
  });

  it.each([
    ['without a reason', 'correct', { name: 'Gesa', email: 'g@example.org', reason: ' ' }, 400, 'Say why'],
    ['without an address', 'correct', { name: 'Gesa', email: 'none', reason: 'r' }, 400, 'Write a name of at most'],
    ['of somebody whom a definition names', 'clear', { reason: 'r' }, 400, 'The definition of heart-study names'],
    ['of nobody', 'clear', { reason: 'r', oid: 'f0000000-0000-4000-8000-000000000003' }, 404, 'Nobody with the object'],
    ['about a thing that is no object id', 'clear', { reason: 'r', oid: '../x"><img>' }, 400, 'object id'],
  ])('refuses a form %s, and keeps what was typed', async (_what, form, fields, status, why) => {
    const answer = await send(await open(`?person=${ada().oid}`), form, fields);
    expect(answer.status).toBe(status);
    expect(answer.html).toContain(why);
    expect(answer.html).not.toContain('<img>');
    if (form === 'correct') expect(answer.html).toContain(`.name" value="Gesa"`);
    expect(await app.ports.people.get(ada().oid)).toMatchObject({ name: ada().name });
  });

  it('keeps what was typed of whom when the session was over', async () => {
    await app.ports.people.put(entry);
    const opened = await open(`?person=${gone}`);
    app.later(61 * 60_000);
    const over = await send(opened, 'correct', { name: 'Gesa Sand', email: 'sand@example.org', reason: 'She married' });
    expect(over.status).toBe(401);
    const asked = await opened.visitor.get(linkOf(over.html, app.url, '/api/sign-in') ?? '');
    const { html } = await opened.visitor.post(asked.url, { person: 'otto' }, asked.url);
    for (const value of ['Gesa Sand', 'sand@example.org', gone]) expect(html).toContain(`value="${value}"`);
    expect(html).toContain('>She married</textarea>');
  });

  it('shows readers no form, and nothing to others', async () => {
    const { page } = await open(`?person=${gone}`, 'rita');
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('method="post" action="/api/ops/desk');
    expect(page.html).not.toContain('>Choose<');
    expect((await open('', 'ada')).page.status).toBe(403);
  });

  it('has no other form', async () => {
    const { visitor, page } = await open(`?person=${gone}`);
    const fields = { antiForgery: /name="antiForgery" value="([^"]*)"/.exec(page.html)?.[1] ?? '', once: 'x.y' };
    expect((await visitor.post(`${app.url}${path}/erase`, fields, app.url)).status).toBe(404);
  });
});
