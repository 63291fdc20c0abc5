import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import type { Visitor } from '../../../../local/people/visitor.ts';
import { note } from '../../../../src/domain/audit/audit-event.ts';
import { anEvent } from '../../../contract/samples.ts';
import { ask } from '../../../functions/ask.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from '../../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  const { people } = await aProject(app);
  const { name, email, oid } = findPerson(app.azure.directory, 'otto');
  await aProject(app, {
    id: 'own-study',
    people: { ...people, researchers: [...people.researchers, { name, email, oid }] },
  });
});
afterAll(() => app.stop());

const path = '/api/ops/desk/audit';
const verify = `${path}/verify`;
const page = (visitor: Visitor, query: string) => visitor.get(`${app.url}${path}${query}`);
const signIn = async (person = 'rita') => (await signInAs(app, person, path)).visitor;
/** The text of each line of the table. */
const lines = (html: string) =>
  [...html.matchAll(/<bdi dir="auto">([^<]*)<\/bdi>\s*<details/g)].map(([, line]) => line);
const hold = (project: string, reason: string) =>
  ask(app, 'olivia', 'POST', `ops/projects/${project}/hold`, { body: { reason } });
const lift = async (project: string) => {
  const { items } = (await ask(app, 'olivia', 'GET', `ops/holds?project=${project}`)).body;
  const headers = { 'if-match': `"${items[0].id}"` };
  return await ask(app, 'olivia', 'POST', `ops/projects/${project}/hold/lift`, { body: { reason: 'over' }, headers });
};
const retry = (id: string, reason: string) =>
  ask(app, 'otto', 'POST', `ops/datasets/heart-study/${id}/retry`, { body: { reason } });
const failure = { state: 'copying', message: 'away', publicMessage: 'away', at: '2026-01-01T00:00:00.000Z' } as const;

describe('the page of the audit', () => {
  it('says in sentences who did what to which operation and why, and leads to it', async () => {
    const { id } = await opened(app, {
      id: app.ports.random.operationId('ingress'),
      state: 'failed',
      failure,
    });
    expect((await retry(id, 'It is up again')).status).toBe(202);
    const { html } = await page(await signIn(), `?operation=${id}`);
    expect(lines(html)[0]).toMatch(/Otto Operator.*It is up again/);
    expect(html).toContain(`href="/api/ops/desk/datasets/heart-study/${id}"`);
    expect(html).toContain('<summary class="soft">ingress.copying</summary><pre dir="ltr">{');
    expect(html).toContain(`/api/ops/audit?operation=${id}&amp;format=csv`);
  });

  it('is narrowed by what was typed, and an empty field asks nothing', async () => {
    await hold('heart-study', 'A leak is looked into');
    await lift('heart-study');
    const visitor = await signIn();
    const all = '?project=heart-study&operation=&kind=hold.set&actor=&since=&until=';
    const { html } = await page(visitor, all);
    expect(lines(html)).toEqual([expect.stringMatching(/^Olivia Operator .*A leak is looked into\.$/)]);
    expect(html).toContain('<option value="hold.set" selected>hold.set (1)</option>');
    const { oid: olivia } = findPerson(app.azure.directory, 'olivia');
    expect(html).toMatch(new RegExp(`<option value="${olivia}">Olivia Operator \\(\\d+\\)</option>`));
    expect((await page(visitor, `${all.replace('until=', 'until=2020-01-01')}`)).html).toContain('Nothing fits.');
    const { oid } = findPerson(app.azure.directory, 'olivia');
    expect(lines((await page(visitor, `?actor=${oid}&kind=hold.`)).html).length).toBeGreaterThan(1);
    expect((await page(visitor, '?actor=rui@example.org&kind=hold.')).html).toContain('Nothing fits.');
  });

  it.each([
    ['?actor=Olivia', 400, 'actor must be an object id', '<option value="Olivia" selected>Olivia</option>'],
    ['?since=yesterday', 400, 'since must be a time', 'name="look.since" value="yesterday"'],
    ['?project=No%20Project', 400, 'project must be the id', 'name="look.project" value="No Project"'],
    ['?project=nowhere-study', 404, 'nowhere-study', 'name="look.project" value="nowhere-study"'],
    ['?continuation=none', 400, 'start again without it', 'name="look.project" value=""'],
    ['?kind=%22%3E%3Cimg%20src%3Dx%3E&actor=x', 400, 'actor must be', 'value="&quot;&gt;&lt;img src=x&gt;"'],
  ])('says of %s why nothing was looked up, with what was typed', async (query, status, why, typed) => {
    const answer = await page(await signIn(), query);
    expect(answer.status).toBe(status);
    expect(answer.html).toMatch(new RegExp(`role="alert" tabindex="-1" autofocus><p>[^<]*${why}`));
    expect(answer.html).toContain(typed);
    expect(answer.html).not.toContain('<h2>Lines');
  });

  it('folds mails about one thing that stand side by side', async () => {
    const id = app.ports.random.operationId('export');
    const mail = (number: number) =>
      anEvent(`${id}.mail-${number}`, {
        ...{ at: app.ports.clock.now().toISOString(), kind: 'mail.sent', operation: id },
        data: { step: 'in-review', to: `approver-${number}@example.org` },
      });
    await app.ports.audit.append('heart-study', [mail(1), mail(2), mail(3)]);
    const { html } = await page(await signIn(), `?operation=${id}`);
    expect(html).toContain('<summary>3 mails</summary>');
    expect(lines(html)).toHaveLength(3);
    expect(html.match(/data-label="When"/g)).toHaveLength(1);
  });

  it('is a table with names and sentences where it is asked for as CSV', async () => {
    await hold('heart-study', 'A second leak');
    await lift('heart-study');
    const visitor = await signIn();
    const { html: csv } = await visitor.get(`${app.url}/api/ops/audit?project=heart-study&kind=hold.set&format=csv`);
    expect(csv).toMatch(/^at,project,operation,kind,actor,id,data,who,what\r\n/);
    expect(csv).toMatch(/Olivia Operator,"?Olivia Operator .*A second leak/);
  });

  it('goes on with what is older, each line once', async () => {
    const at = app.ports.clock.now();
    const events = Array.from({ length: 95 }, (_, number) =>
      note('heart-study', {
        id: `n${number}`,
        at,
        kind: 'sweep.asked',
        actor: 'o',
        data: { reason: `number ${number}.` },
      }),
    );
    await app.ports.audit.append('heart-study', events);
    const visitor = await signIn();
    const seen: (string | undefined)[] = [];
    let query: string | undefined = '?project=heart-study&kind=sweep.';
    while (query !== undefined) {
      const { html } = await page(visitor, query);
      seen.push(...[...html.matchAll(/&quot;reason&quot;: &quot;(number \d+\.)&quot;/g)].map(([, said]) => said));
      query = /href="\/api\/ops\/desk\/audit(\?[^"]*continuation=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toHaveLength(95);
    expect(new Set(seen).size).toBe(95);
  });

  it('shows what somebody typed as text, cut where it is long', async () => {
    const reason = `<script>alert(1)</script>"><img src=x>\u202e${'x'.repeat(900)}`;
    expect((await hold('heart-study', reason)).status).toBe(200);
    await lift('heart-study');
    const { html } = await page(await signIn(), '?kind=hold.set');
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
    expect(html.split('\n').find((line) => line.includes('alert(1)'))?.length).toBeLessThan(2000);
  });

  it('tells an operator nothing of a project in which they are a researcher', async () => {
    await hold('own-study', 'Somebody was asked to leave');
    await lift('own-study');
    const otto = await signIn('otto');
    expect((await page(otto, '?kind=hold.')).html).not.toContain('own-study');
    const answer = await page(otto, '?project=own-study');
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('role="alert"');
    expect(answer.html).not.toContain('asked to leave');
    expect((await page(await signIn(), '?project=own-study&kind=hold.')).html).toContain('asked to leave');
  });

  it('is for people with a role only', async () => {
    expect((await signInAs(app, 'ada', path)).page.status).toBe(403);
    expect((await signInAs(app, 'ada', verify)).page.status).toBe(403);
  });
});

describe('the verification', () => {
  const verified = async (query: string) => await (await signIn()).get(`${app.url}${verify}${query}`);

  it('says that everything agrees', async () => {
    const at = app.ports.clock.now();
    await app.ports.audit.append('_system', [note('_system', { id: 'asked', at, kind: 'sweep.asked', actor: 'o' })]);
    const { status, html } = await verified('?project=_system');
    expect(status).toBe(200);
    expect(html).toContain('Of the system');
    expect(html).toMatch(/class="note good" role="status"><p>Everything agrees: /);
  });

  it('names what is wrong, the first at the top', async () => {
    await app.ports.manifests.writeReceipt('exp_01KA7Y0000000000000000000A-release', 'a.b.c');
    const { html } = await verified('');
    expect(html).toMatch(/class="note bad" role="status"><p>\d+ things? (is|are) wrong\. The first: /);
    expect(html).toContain('<h2>What is wrong</h2>');
    expect(html).toContain('receipt exp_01KA7Y0000000000000000000A-release');
  });

  it.each([
    ['?project=nowhere-study', 404],
    ['?continuation=none', 400],
  ])('says of %s why nothing was verified', async (query, status) => {
    const answer = await verified(query);
    expect(answer.status).toBe(status);
    expect(answer.html).toContain('role="alert" tabindex="-1" autofocus');
    expect(answer.html).not.toContain('Everything agrees');
  });
});
