import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { reportSchema } from '../../../src/features/satre/domain/statement.ts';
import { ask } from '../../functions/ask.ts';
import { aProject, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const doctor = '/api/ops/desk/doctor';
const satre = '/api/ops/desk/satre';
const rows = (html: string) => html.match(/<td class="wide"><span class="name">/g)?.length;

describe('the page of the doctor', () => {
  it('counts what was found, and says what to do about problems first', async () => {
    await aProject(app, { channels: [{ name: 'team', kind: 'teams', urlSecret: 'channel-lost' }] });
    const { page } = await signInAs(app, 'rita', doctor);
    expect(page.status).toBe(200);
    expect(page.html).toMatch(
      /class="lead">\d+ problems? (was|were) found; \d+ cannot be told from inside, and \d+ of/,
    );
    const [problems = '', untold = ''] = page.html.split('Not to be told from inside</h2>');
    expect(problems).toContain('The vault holds the address of each channel');
    expect(problems).toContain('Put the address into the vault under the name that the definition says');
    expect(problems).not.toContain('In order</h2>');
    expect(untold).toContain('The other identities have the roles of infra/roles.json and no more');
    expect(untold).toMatch(/<details><summary>Settings: \d+ in order<\/summary>/);
    await aProject(app);
  });

  it('asks the task hub as the route for programs does', async () => {
    app.woken.length = 0;
    const { page } = await signInAs(app, 'otto', doctor);
    expect(app.woken).toEqual(['doctor']);
    expect(page.html).not.toContain('starts no workflow');
  });

  it('is for people with a role only', async () => {
    expect((await signInAs(app, 'ada', doctor)).page.status).toBe(403);
  });
});

describe('the page of SATRE', () => {
  it('shows each statement once, by pillar, and those of one status', async () => {
    const { statements, verdicts } = reportSchema.parse((await ask(app, 'rita', 'GET', 'ops/satre')).body);
    const { visitor, page } = await signInAs(app, 'rita', satre);
    expect(page.html).toContain(`class="lead">${verdicts.met} of ${statements.length} statements are met`);
    expect(rows(page.html)).toBe(statements.length);
    for (const verdict of ['met', 'partly', 'not-ours'] as const) {
      const { html } = await visitor.get(`${app.url}${satre}?verdict=${verdict}`);
      expect(rows(html)).toBe(verdicts[verdict]);
      expect(html).toContain(`aria-current="true" href="${satre}?verdict=${verdict}"`);
    }
    expect((await visitor.get(`${app.url}${satre}?verdict=all`)).status).toBe(400);
  });

  it('is for people with a role only', async () => {
    expect((await signInAs(app, 'ada', satre)).page.status).toBe(403);
  });
});

describe('the access review', () => {
  const asked = 'ops/access-review';

  it('lists everybody over all projects, differences first, for programs, as a table and as a page', async () => {
    const { oid } = findPerson(app.azure.directory, 'olga');
    const signIn = { oid, at: app.ports.clock.now().toISOString(), groups: [] };
    await app.ports.signIns.put(signIn, null);
    const { body } = await ask(app, 'rita', 'GET', asked);
    expect(body).toMatchObject({ groupsClaim: true, broken: [], leftOut: [], continuation: null });
    expect(body.items[0]).toMatchObject({ oid, project: 'heart-study', signIn: { at: signIn.at, groups: [] } });
    expect(body.items[0].differences[0]).toContain('not in the group of owners');
    expect(body.items.at(-1).differences).toEqual([]);
    const { visitor, page } = await signInAs(app, 'rita', '/api/ops/desk/access-review');
    const [differing = '', others = ''] = page.html.split('without a difference');
    expect(differing).toContain('not in the group of owners');
    expect(others).toContain('never signed in here');
    const table = await visitor.get(`${app.url}/api/${asked}?format=csv`);
    expect(table.html).toMatch(/^project,title,state,oid,[^\r]*\r\nheart-study,Heart study,open,/);
    expect((await visitor.get(`${app.url}/api/${asked}?format=pdf`)).status).toBe(400);
    expect((await visitor.get(`${app.url}/api/ops/desk/projects`)).html).toContain(
      'href="/api/ops/desk/access-review"',
    );
  });

  it('leaves out a project in which the reader is a researcher', async () => {
    const { name, email, oid } = findPerson(app.azure.directory, 'rita');
    const { people } = await aProject(app, { id: 'own-study' });
    await aProject(app, { id: 'own-study', people: { ...people, researchers: [{ name, email, oid }] } });
    const { body } = await ask(app, 'rita', 'GET', asked);
    expect(body.leftOut).toEqual(['own-study']);
    expect(JSON.stringify(body.items)).not.toContain('own-study');
    expect((await signInAs(app, 'rita', '/api/ops/desk/access-review')).page.html).toContain(
      'you are a researcher there',
    );
  });

  it('is for people with a role only', async () => {
    expect((await ask(app, 'ada', 'GET', asked)).status).toBe(403);
    expect((await signInAs(app, 'ada', '/api/ops/desk/access-review')).page.status).toBe(403);
  });
});
