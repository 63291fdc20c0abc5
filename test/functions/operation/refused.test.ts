import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../../src/domain/base/door.ts';
import { digestOf } from '../../../src/domain/lifecycle/refused-names.ts';
import { someRefused } from '../../contract/refused-contract.ts';
import { ask } from '../ask.ts';
import { ofForm, pageFields } from '../page-fields.ts';
import { aProject, hiddenField, type RunningApp, signInAs, startApp } from '../running-app.ts';

let app: RunningApp;
beforeEach(async () => {
  await app?.stop();
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
  for (const door of ['ingress', 'export'] as const)
    await app.ports.refused.put({ value: someRefused('heart-study', door, 'lapis*'), etag: null });
});
afterAll(() => app.stop());

const digest = (door: Door) => digestOf(someRefused('heart-study', door, 'lapis*'));
const lists = { ingress: 'datasets', export: 'exports' } as const;
const discard = (person: string, door: Door, body: object = { digest: digest(door) }) =>
  ask(app, person, 'POST', `ops/refused/${lists[door]}/heart-study`, { body });

describe('the list of what is refused', () => {
  it('is for operators and readers, with names, rules and digest', async () => {
    const { body } = await ask(app, 'otto', 'GET', 'ops/refused?project=heart-study');
    expect(body.items).toMatchObject([
      { door: 'export', digest: digest('export'), names: [{ name: 'lapis*' }] },
      { door: 'ingress', digest: digest('ingress') },
    ]);
    expect((await ask(app, 'otto', 'GET', 'ops/refused?project=lung-study')).body.items).toEqual([]);
    expect((await ask(app, 'otto', 'GET', 'ops/refused?more=1')).status).toBe(400);
    for (const person of ['olga', 'rui', 'ada', 'nils'])
      expect((await ask(app, person, 'GET', 'ops/refused')).status).toBe(403);
  });

  it('of datasets stands at the page of their owners, and of packages nothing does', async () => {
    const owner = await ask(app, 'olga', 'GET', 'mine.json');
    expect(owner.body.projects[0].refused).toMatchObject({ digest: digest('ingress'), names: [{ name: 'lapis*' }] });
    const [page, other] = [await signInAs(app, 'olga', '/api/mine'), await signInAs(app, 'rui', '/api/mine')];
    expect(page.page.html).toContain('lapis*');
    const { body } = await ask(app, 'rui', 'GET', 'mine.json');
    await app.ports.refused.put({
      ...(await app.ports.refused.get('export', 'heart-study')),
      value: { ...someRefused('heart-study'), names: [] },
    });
    expect({ ...(await ask(app, 'rui', 'GET', 'mine.json')).body, at: '' }).toEqual({ ...body, at: '' });
    expect(other.page.html).toContain('notices/heart-study/refused/');
    for (const said of [JSON.stringify(body), other.page.html]) expect(said).not.toContain('lapis');
  });
});

describe('having it deleted', () => {
  it('is for an operator and for who sends through the door; outside no name of a package is said', async () => {
    const named = { discarding: [], left: ['lapis*'], said: expect.stringContaining('"lapis*"') };
    expect(await discard('otto', 'ingress')).toMatchObject({ status: 202, body: named });
    expect(await discard('otto', 'export')).toMatchObject({ status: 202, body: named });
    expect(await discard('olga', 'ingress')).toMatchObject({ status: 202, body: named });
    const outside = await discard('rui', 'export');
    expect(outside).toMatchObject({ status: 202, body: { discarding: null, left: null } });
    expect(JSON.stringify(outside.body)).not.toContain('lapis');
  });

  it.each([
    ['olga', 'export'],
    ['rui', 'ingress'],
    ['ada', 'ingress'],
    ['nils', 'export'],
  ] as const)('is refused to %s at the %s door', async (person, door) => {
    expect((await discard(person, door)).status).toBe(403);
  });

  it.each([
    ['ingress', 'datasets'],
    ['export', 'exports'],
  ] as const)('wants the digest of a list that is known, at the %s door', async (door, list) => {
    expect((await discard('otto', door, { digest: '0'.repeat(64) })).status).toBe(412);
    expect((await discard('otto', door, {})).status).toBe(400);
    const nowhere = await ask(app, 'otto', 'POST', `ops/refused/${list}/no-study`, {
      body: { digest: '0'.repeat(64) },
    });
    expect(nowhere.status).toBe(404);
  });

  it('is not possible in a closed project, where nothing opens any more', async () => {
    await aProject(app, { closed: { releases: 'keep' } });
    expect((await discard('otto', 'ingress')).status).toBe(409);
    expect((await discard('otto', 'export')).status).toBe(409);
    const { visitor, page } = await signInAs(app, 'olga', '/api/mine');
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const fields = { antiForgery, ...ofForm('discard-datasets-heart-study', { digest: digest('ingress') }) };
    const path = `${app.url}/api/mine/refused/datasets/heart-study`;
    expect((await visitor.post(path, fields, app.url)).status).toBe(409);
    const other = await signInAs(app, 'rui', '/api/mine');
    const token = hiddenField(other.page.html, 'antiForgery');
    const typed = { antiForgery: token, ...ofForm('discard-packages-heart-study', { digest: digest('export') }) };
    const there = path.replace('datasets', 'exports');
    expect((await other.visitor.post(there, typed, app.url)).status).toBe(409);
  });

  it.each([
    ['olga', 'ingress'],
    ['rui', 'export'],
  ] as const)('is a form at the page of %s', async (person, door) => {
    const { visitor, page } = await signInAs(app, person, '/api/mine');
    const path = `${app.url}/api/mine/refused/${lists[door]}/heart-study`;
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const name = `discard-${door === 'ingress' ? 'datasets' : 'packages'}-heart-study`;
    const send = (token: string, text: string, to = path) =>
      visitor.post(to, { antiForgery: token, ...ofForm(name, { digest: text }) }, app.url);
    const done = await send(antiForgery, digest(door));
    expect(done.status).toBe(200);
    expect(done.html).toMatch(door === 'ingress' ? /Not deleted.*lapis\*/ : /is being deleted as it was listed/);
    expect((await send(antiForgery, 'x')).status).toBe(412);
    expect((await send(antiForgery, 'x', path.replace('heart', 'lung'))).status).toBe(404);
    expect((await send('x', 'x')).status).toBe(403);
    const stranger = await fetch(path, { method: 'POST', headers: { origin: app.url }, body: new URLSearchParams({}) });
    expect(stranger.status).toBe(401);
  });

  it('is a form at the page of the project, and the page names what is left', async () => {
    const address = '/api/ops/desk/projects/heart-study';
    const { visitor, page } = await signInAs(app, 'otto', address);
    expect(page.html).toContain('Refused datasets');
    const name = 'discard-refused-datasets';
    const fields = pageFields(page.html, `/${name}`, { reason: 'by mistake' });
    const done = await visitor.post(`${app.url}${address}/${name}`, fields, app.url);
    expect(done.status).toBe(200);
    expect(done.html).toContain('Not deleted');
    const dashboard = await visitor.get(`${app.url}/api/ops`);
    expect(dashboard.html).toContain('so it is refused');
  });
});
