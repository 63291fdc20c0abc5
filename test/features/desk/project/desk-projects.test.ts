import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { linkOf } from '../../../../local/people/forms.ts';
import type { Visitor } from '../../../../local/people/visitor.ts';
import type { Project } from '../../../../src/domain/project/project.ts';
import { ask, auditOf } from '../../../functions/ask.ts';
import { askRoute } from '../../../functions/ask-route.ts';
import { pageFields } from '../../../functions/page-fields.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from '../../../functions/running-app.ts';

let app: RunningApp;
let drawn = 0;
let id: string;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
beforeEach(async () => {
  drawn += 1;
  id = `study-${drawn}`;
  await aProject(app, { id });
});
afterAll(() => app.stop());

const oidOf = (person: string) => findPerson(app.azure.directory, person).oid;
const pathOf = (project = id) => `/api/ops/desk/projects/${project}`;
const inForce = async (project = id) => (await app.ports.projects.get(project))?.value;

async function open(person = 'otto', path = pathOf()) {
  const { visitor, page } = await signInAs(app, person, path);
  return { visitor, html: page.html, url: page.url };
}

async function send(
  { visitor, html }: { readonly visitor: Visitor; readonly html: string },
  form: string,
  fields: Record<string, string>,
  path = pathOf(),
) {
  return await visitor.post(`${app.url}${path}/${form}`, pageFields(html, `/${form}`, fields), app.url);
}

const stricter = (definition: Project | undefined) => JSON.stringify({ ...definition, title: 'Heart and lung' });
const weaker = (definition: Project | undefined) =>
  JSON.stringify({ ...definition, egress: { ...definition?.egress, maxFiles: 20_000 } });

/** Checks a definition and puts it, as two clicks do. */
async function change(opened: Awaited<ReturnType<typeof open>>, definition: string, reason: string) {
  const checked = await send(opened, 'check', { definition, reason });
  return await send({ ...opened, html: checked.html }, 'put', { definition, reason });
}

/** Puts an earlier version, which is checked first as if it had been typed. */
async function putVersion(
  opened: Pick<Awaited<ReturnType<typeof open>>, 'visitor' | 'html'>,
  hash: string,
  reason: string,
) {
  const checked = await send(opened, 'check-version', { hash, reason });
  const text = /<textarea id="definition"[^>]*>([\s\S]*?)<\/textarea>/.exec(checked.html)?.[1] ?? '';
  const definition = text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  return await send({ ...opened, html: checked.html }, 'put', { definition, reason });
}

describe('the list of projects', () => {
  it('tells state, people, what moves and what waits, and finds by title', async () => {
    await aProject(app, { id: 'eye-clinic', title: 'Eyes <script>', ends: '2021-01-01' });
    await opened(app, { project: id, state: 'copying', id: app.ports.random.operationId('ingress') });
    const { html, visitor } = await open('rita', '/api/ops/desk/projects');
    expect(html).toContain('Eyes &lt;script&gt;');
    expect(html).toContain('ended 2021-01-01');
    expect(html).toContain('access not deployed');
    expect(html).not.toContain('Define a new project');
    const found = await visitor.get(`${app.url}/api/ops/desk/projects?text=EYES`);
    expect(found.html).toContain('eye-clinic');
    expect(found.html).not.toContain(`projects/${id}"`);
    const none = await visitor.get(`${app.url}/api/ops/desk/projects?text=nothing-of-it`);
    expect(none.html).toContain('No title or id holds that text.');
    const { body } = await ask(app, 'rita', 'GET', `ops/projects?text=${id}`);
    expect(body.items).toMatchObject([
      { id, people: { researchers: 1, approvers: 3, suspended: 0 }, open: { moving: 1, waiting: 0 }, pending: false },
    ]);
  });

  it('defines a new project from an example, and shows that its first definition waits', async () => {
    const page = await open('otto', '/api/ops/desk/projects?example=hospital');
    const text = /<textarea id="definition"[^>]*>([\s\S]*?)<\/textarea>/.exec(page.html)?.[1] ?? '';
    expect(JSON.parse(text.replaceAll('&quot;', '"'))).toMatchObject({ id: 'hospital-project' });
    const definition = JSON.stringify({ ...(await inForce()), id: `new-${id}`, title: 'A new one' });
    const place = '/api/ops/desk/new-project';
    const checked = await send(page, 'check', { definition }, place);
    expect(checked.html).toContain('it is the first of its project');
    const put = await send({ ...page, html: checked.html }, 'put', { definition, reason: 'It begins' }, place);
    expect(put.url).toContain(`${pathOf(`new-${id}`)}?done=waits`);
    const list = await page.visitor.get(`${app.url}/api/ops/desk/projects`);
    expect(list.html).toContain('A new one');
    const again = await send(page, 'check', { definition: '[1]' }, place);
    expect(again.status).toBe(400);
    expect(again.html).toContain('>[1]</textarea>');
  });
});

describe('the page of a project', () => {
  it('tells what it waits for, its rules, people and versions; a reader sees no form and can send none', async () => {
    const operator = await open();
    const { visitor, html } = await open('rita');
    expect(html).toContain('Nothing waits for anybody.');
    expect(html).toContain('2 approvals, 1 of them independent, within 14 days');
    expect(html).toContain('never signed in here');
    expect(html).toContain('in force</span>');
    expect(html).not.toMatch(/formaction="(?![^"]*\/look["#?])/);
    const hidden = {
      ...pageFields(operator.html, '/hold', { reason: 'may I' }),
      antiForgery: /name="antiForgery" value="([^"]*)"/.exec(html)?.[1] ?? '',
    };
    const answer = await visitor.post(`${app.url}${pathOf()}/hold`, hidden, app.url);
    expect(answer.status).toBe(403);
    expect((await ask(app, 'rita', 'GET', `ops/holds?project=${id}`)).body.items).toEqual([]);
  });

  it('leads to the sign-in, and there is none of a project that is not there', async () => {
    expect((await askRoute(app, 'deskProject', { params: { project: id } })).status).toBe(303);
    expect((await askRoute(app, 'deskProject', { person: 'otto', params: { project: 'no-such' } })).status).toBe(404);
    expect((await askRoute(app, 'deskProject', { person: 'otto', query: '?what=1' })).status).toBe(400);
    expect((await askRoute(app, 'deskProjects', { person: 'otto', query: '?what=1' })).status).toBe(400);
    expect((await askRoute(app, 'deskProjects')).status).toBe(303);
  });

  it('puts and lifts a hold with reason, end and what is taken back, once however often it is sent', async () => {
    const page = await open();
    const fields = { reason: 'A leak is looked into', until: '2039-12-31T12:00', takeBack: 'yes' };
    await Promise.all([send(page, 'hold', fields), send(page, 'hold', fields)]);
    const held = await page.visitor.get(`${app.url}${pathOf()}?done=hold`);
    expect(held.html).toContain('A leak is looked into');
    const wrong = await send({ ...page, html: held.html }, 'hold', { reason: 'and more', until: 'tomorrow' });
    expect(wrong).toMatchObject({ status: 400 });
    expect(wrong.html).toContain('and more</textarea>');
    const reused = await send(page, 'hold', { reason: 'another, by the button back of the browser' });
    expect(reused.status).toBe(422);
    expect(reused.html).toContain('This form was sent before with something else in it');
    const lifted = await send({ ...page, html: held.html }, 'lift-hold', { reason: 'Nothing leaked' });
    expect(lifted.url).toContain('?done=lift-hold');
    const stale = await send({ ...page, html: held.html }, 'lift-hold', { reason: 'Again, from yesterday' });
    expect(stale.status).toBeGreaterThan(400);
    expect(stale.html).toContain('role="alert"');
    const events = (await auditOf(app, id)).filter(({ kind }) => /^hold\.(set|lifted)$/.test(kind));
    expect(events).toMatchObject([
      { actor: oidOf('otto'), data: { reason: 'A leak is looked into' } },
      { actor: oidOf('otto'), data: { reason: 'Nothing leaked' } },
    ]);
  });

  it('suspends somebody at once and lets them count again with a second operator', async () => {
    const page = await open('otto', `${pathOf()}?person=${oidOf('cleo')}`);
    const done = await send(page, 'suspend', { reason: 'Left the <hospital>' });
    expect(done.html).toContain('suspended</span>');
    expect((await inForce())?.suspended).toMatchObject([{ oid: oidOf('cleo'), reason: 'Left the <hospital>' }]);
    const again = await page.visitor.get(`${app.url}${pathOf()}?person=${oidOf('cleo')}`);
    const lifted = await send({ ...page, html: again.html }, 'lift-suspension', { reason: 'She is back' });
    expect(lifted.url).toContain('?done=waits');
    expect(lifted.html).toContain('A change waits for a second operator');
    expect(lifted.html).not.toContain('/confirm"');
    const second = await open('olivia');
    const late = await open('olivia');
    expect((await send(second, 'confirm', { reason: 'Seen' })).url).toContain('?done=confirm');
    expect((await inForce())?.suspended).toEqual([]);
    const stale = await send(late, 'confirm', { reason: 'From yesterday' });
    expect(stale.status).toBe(404);
    expect(stale.html).toContain('No change');
  });

  it('notes that an approver is away, and back', async () => {
    const page = await open('otto', `${pathOf()}?person=${oidOf('ben')}`);
    const away = await send(page, 'away', { from: '2039-01-01', to: '2039-01-05', reason: 'Holidays' });
    expect(away.html).toContain('away</span> 2039-01-01 to 2039-01-05');
    const chosen = await page.visitor.get(`${app.url}${pathOf()}?person=${oidOf('ben')}`);
    const back = await send({ ...page, html: chosen.html }, 'back', { reason: 'Here again' });
    expect(back.html).not.toContain('away</span>');
    const again = await page.visitor.get(`${app.url}${pathOf()}?person=${oidOf('ben')}`);
    const turned = { from: '2039-01-05', to: '2039-01-01', reason: 'Turned round' };
    const refused = await send({ ...page, html: again.html }, 'away', turned);
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('Turned round</textarea>');
  });

  it('shows where groups and definition differ', async () => {
    const { projectGroups } = app.azure;
    const groups = [projectGroups['heart-study']?.['researchers'] ?? ''];
    await app.ports.signIns.put({ oid: oidOf('nils'), at: '2026-01-01T00:00:00.000Z', groups }, null);
    await aProject(app, { id: 'heart-study' });
    const { html } = await open('rita', pathOf('heart-study'));
    expect(html).toContain('not in the definition</span> In the group of researchers, but not named a researcher');
    expect(await askRoute(app, 'showPeople', { person: 'rita', params: { project: 'no-such' } })).toMatchObject({
      status: 404,
    });
  });

  it('of a definition that the rules refuse says which, and puts an earlier one in force again', async () => {
    const stored = await app.ports.projects.get(id);
    if (stored === undefined) throw new Error('there is no project');
    const broken = { ...stored.value, colour: '<b>red' };
    await app.ports.projects.put(broken, stored.etag);
    const page = await open();
    expect(page.html).toContain('The stored definition is refused');
    expect(page.html).toContain('<code>colour</code>');
    expect(page.html).toContain('&lt;b&gt;red');
    const people = await askRoute(app, 'showPeople', { person: 'rita', params: { project: id } });
    expect(people).toEqual({ status: 409, code: 'broken-definition' });
    const list = await page.visitor.get(`${app.url}/api/ops/desk/projects`);
    expect(list.html).toContain('broken definition</span>');
    const back = await putVersion(page, stored.hash, 'The newest that can be used');
    expect(back.url).toContain('?done=waits');
  });

  it('whose first definition waits can be confirmed there', async () => {
    const definition = JSON.stringify({
      ...(await inForce()),
      id: `first-${id}`,
      egress: { approval: { required: false } },
    });
    const page = await open('otto', '/api/ops/desk/projects');
    const place = '/api/ops/desk/new-project';
    const checked = await send(page, 'check', { definition }, place);
    const put = await send({ ...page, html: checked.html }, 'put', { definition, reason: 'It begins' }, place);
    expect(put.url).toContain(`${pathOf(`first-${id}`)}?done=waits`);
    expect(put.html).toContain('A change waits for a second operator');
    const list = await page.visitor.get(`${app.url}/api/ops/desk/projects`);
    expect(list.html).toContain('first definition waits</span>');
    const second = await open('olivia', pathOf(`first-${id}`));
    await send(second, 'confirm', { reason: 'Seen' }, pathOf(`first-${id}`));
    expect(await inForce(`first-${id}`)).toBeDefined();
  });

  it('closes a project once a second operator confirms it', async () => {
    const page = await open();
    const asked = await send(page, 'close', { releases: 'keep', reason: 'The study is over' });
    expect(asked.url).toContain('?done=waits');
    const taken = await send({ ...page, html: asked.html }, 'take-back-change', { reason: 'Not yet' });
    expect(taken.url).toContain('?done=take-back-change');
    const other = await send({ ...page, html: taken.html }, 'close', { reason: 'without a choice' });
    expect(other.status).toBe(400);
  });
});

describe('a definition that is changed as JSON', () => {
  it('is checked first, and what was checked is put with the reason', async () => {
    const page = await open();
    const definition = stricter(await inForce());
    const checked = await send(page, 'check', { definition, reason: 'It grew „ü“' });
    expect(checked.html).toContain('Heart and lung');
    expect(checked.html).toContain('at once</span>');
    const put = await send({ ...page, html: checked.html }, 'put', { definition, reason: 'It grew „ü“' });
    expect(put.url).toContain('?done=put');
    expect(await inForce()).toMatchObject({ title: 'Heart and lung' });
    const [event] = (await auditOf(app, id)).filter(({ kind }) => kind === 'project.changed');
    expect(event).toMatchObject({ actor: oidOf('otto'), data: { reason: 'It grew „ü“' } });
    const whole = await page.visitor.get(`${app.url}${pathOf()}?history=yes`);
    expect(whole.html).toContain('It grew „ü“');
  });

  it('shows first what it stops or ends, and is put by whoever saw that', async () => {
    const page = await open();
    const definition = JSON.stringify({ ...(await inForce()), ends: '2026-01-31' });
    const checked = await send(page, 'check', { definition, reason: 'mistyped' });
    expect(checked.html).toContain('stops or ends</span>');
    expect(checked.html).toContain('Stop and end that, and put it in force</button>');
    const fields = { definition, reason: 'mistyped', endings: '' };
    const unseen = await send({ ...page, html: checked.html }, 'put', fields);
    expect(unseen.status).toBe(428);
    expect(unseen.html).toContain('you were not shown');
    const again = await send({ ...page, html: unseen.html }, 'check', { definition, reason: 'mistyped' });
    const put = await send({ ...page, html: again.html }, 'put', { definition, reason: 'mistyped' });
    expect(put.url).toContain('?done=put');
    expect((await inForce())?.ends).toBe('2026-01-31');
  });

  it('is not put where the text was changed since, and nothing that was typed is lost', async () => {
    const page = await open();
    const checked = await send(page, 'check', { definition: stricter(await inForce()), reason: 'why' });
    const other = weaker(await inForce());
    const answer = await send({ ...page, html: checked.html }, 'put', { definition: other, reason: 'why' });
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('has changed since it was checked');
    expect(answer.html.replaceAll('&quot;', '"')).toContain(other);
  });

  it('says what is wrong by path, and what is no JSON', async () => {
    const page = await open();
    const broken = JSON.stringify({ ...(await inForce()), title: '<script>', tier: 'huge' });
    const checked = await send(page, 'check', { definition: broken });
    expect(checked.html).toContain('<code>tier</code>');
    expect(checked.html).not.toContain('Put it in force</button>');
    expect(checked.html).not.toContain('<script>');
    const none = await send(page, 'check', { definition: '{"id":' });
    expect(none.status).toBe(400);
    expect(none.html).toContain('This is not JSON');
    expect(none.html).toContain('{&quot;id&quot;:</textarea>');
  });

  it('comes back with the text and must be checked again where a colleague was first', async () => {
    const page = await open();
    const definition = stricter(await inForce());
    const checked = await send(page, 'check', { definition, reason: 'mine' });
    const colleague = await open('olivia');
    await change(colleague, JSON.stringify({ ...(await inForce()), title: 'Hers' }), 'hers');
    const late = await send({ ...page, html: checked.html }, 'put', { definition, reason: 'mine' });
    expect([412, 409]).toContain(late.status);
    expect(late.html.replaceAll('&quot;', '"')).toContain(definition);
    expect(late.html).toContain('>Check</button>');
  });

  it('waits for a second operator where it is weaker, and one at a time', async () => {
    const page = await open();
    const asked = await change(page, weaker(await inForce()), 'Larger results');
    expect(asked.url).toContain('?done=waits');
    const other = JSON.stringify({ ...(await inForce()), ends: '2039-12-31', starts: '2019-01-01' });
    const blocked = await change({ ...page, html: asked.html }, other, 'another');
    expect(blocked.status).toBe(409);
    expect(blocked.html).toContain('Another change of');
  });

  it('stands on the page that says that the session is over, to be copied where no cookie holds it', async () => {
    const page = await open();
    app.later(2 * 60 * 60 * 1000);
    const long = 'x'.repeat(20_000);
    const answer = await send(page, 'check', { definition: `{"a": "</textarea><script>${long}"}`, reason: 'Short' });
    expect(answer.status).toBe(401);
    expect(answer.html).toContain(`{&quot;a&quot;: &quot;&lt;/textarea&gt;&lt;script&gt;${long}&quot;}</textarea>`);
    const link = linkOf(answer.html, answer.url, '/api/sign-in') ?? '';
    const asked = await page.visitor.get(link);
    const again = await page.visitor.post(asked.url, { person: 'otto' }, asked.url);
    expect(again.html).toContain('>Short</textarea>');
  });

  it('is compared with an earlier version, which can be put in force again', async () => {
    const page = await open();
    const first = (await app.ports.projects.get(id))?.hash ?? '';
    // Storage tells versions apart by whole seconds.
    app.later(2000);
    await change(page, stricter(await inForce()), 'new title');
    const second = (await app.ports.projects.get(id))?.hash ?? '';
    const compared = await page.visitor.get(`${app.url}${pathOf()}?from=${first}&to=${second}`);
    expect(compared.html).toContain('Heart study becomes Heart and lung');
    const back = await putVersion({ ...page, html: compared.html }, first, 'The old one');
    expect(back.url).toContain('?done=put');
    expect(await inForce()).toMatchObject({ title: 'Heart study' });
  });
});

describe('somebody with the operator role who takes part', () => {
  const asResearcher = async () => {
    const { oid, name, email } = findPerson(app.azure.directory, 'otto');
    const project = await inForce();
    if (project === undefined) throw new Error('there is no project');
    await aProject(app, { id, people: { ...project.people, researchers: [{ oid, name, email }] } });
  };

  it('sees of their own project no more than /api/mine, and may hold and suspend', async () => {
    await asResearcher();
    const { visitor, html } = await open();
    expect(html).toContain('href="/api/mine"');
    expect(html).not.toContain('What the definition says');
    expect(html).not.toContain('/check"');
    expect((await send({ visitor, html }, 'hold', { reason: 'Something is wrong' })).url).toContain('?done=hold');
    const chosen = await visitor.get(`${app.url}${pathOf()}?person=${oidOf('ben')}`);
    await send({ visitor, html: chosen.html }, 'suspend', { reason: 'He left' });
    expect((await inForce())?.suspended).toMatchObject([{ oid: oidOf('ben') }]);
    const params = { project: id };
    expect(await askRoute(app, 'showPeople', { person: 'otto', params })).toMatchObject({ status: 403 });
    const lift = { ...pageFields(chosen.html, '/hold', {}), form: 'lift-hold', 'lift-hold.reason': 'I may not' };
    const refused = await visitor.post(`${app.url}${pathOf()}/lift-hold`, lift, app.url);
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('role="alert"');
    const list = await ask(app, 'otto', 'GET', `ops/projects?text=${id}`);
    expect(list.body.items).toMatchObject([{ id, open: null }]);
  });

  it('is told why they change nothing, in place of forms that would be refused', async () => {
    const { oid, name, email } = findPerson(app.azure.directory, 'otto');
    const project = await inForce();
    if (project === undefined) throw new Error('there is no project');
    await aProject(app, { id, people: { ...project.people, dataOwners: [{ oid, name, email }] } });
    const { html } = await open();
    expect(html).toContain('nobody changes a project in which they take part');
    expect(html).not.toContain('/check"');
    expect(html).toContain('/hold"');
  });
});

it('a form that is none is not found', async () => {
  const page = await open();
  const hidden = pageFields(page.html, '/hold', { reason: 'why' });
  for (const place of [`${pathOf()}/nothing`, '/api/ops/desk/new-project/hold'])
    expect((await page.visitor.post(`${app.url}${place}`, hidden, app.url)).status).toBe(404);
});
