import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseChainLine } from '../../src/domain/chain-line.ts';
import { collect } from '../contract/samples.ts';
import { aProject, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
  await aProject(app);
});
afterAll(() => app.stop());
beforeEach(async () => {
  for await (const stored of app.ports.holds.list()) await app.ports.holds.remove(stored);
});

async function ask(person: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${app.url}/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${await app.token(person)}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const reason = 'a leak is looked into';
const one = 'ops/projects/heart-study/hold';

describe('a hold', () => {
  it.each([
    ['one project', one, 'heart-study', 'heart-study'],
    ['all projects', 'ops/hold', '_all', '_system'],
  ])('of %s is set, shown, audited and lifted', async (_what, path, project, chain) => {
    const set = await ask('otto', 'POST', path, { reason, until: '2099-01-01T00:00:00+01:00' });
    expect(set).toMatchObject({ status: 200, body: { releases: [], hold: { project, reason } } });
    expect(set.body.hold.until).toBe('2098-12-31T23:00:00.000Z');
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toEqual([set.body.hold]);
    expect(await (await fetch(`${app.url}/api/health`)).json()).toMatchObject({ notes: ['a hold is on'] });
    const { page } = await signInAs(app, 'otto', '/api/ops');
    expect(page.html).toContain('On hold');
    expect(page.html).toContain(reason);
    expect(await ask('otto', 'POST', `${path}/lift`, { reason: 'all is well' })).toMatchObject({ status: 200 });
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toEqual([]);
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto')?.oid;
    const events = (await collect(app.ports.audit.lines(chain))).map((line) => parseChainLine(line).event);
    expect(
      events
        .filter(({ kind }) => kind.startsWith('hold.'))
        .map(({ kind, actor, data }) => [kind, actor, data['reason']]),
    ).toEqual([
      ['hold.set', otto, reason],
      ['hold.lift-intended', otto, 'all is well'],
      ['hold.lifted', otto, 'all is well'],
    ]);
  });

  it('that is set again ends no earlier', async () => {
    const { body } = await ask('otto', 'POST', one, { reason });
    const again = await ask('otto', 'POST', one, { reason: 'briefly', until: '2099-01-01T00:00:00Z' });
    expect(again.body.hold).toMatchObject({ since: body.hold.since, reason: 'briefly' });
    expect(again.body.hold.until).toBeUndefined();
  });

  it.each([
    ['without a reason', one, {}, 400],
    ['with an end that is over', one, { reason, until: '2020-01-01T00:00:00Z' }, 400],
    ['with words that are none', one, { reason, takeback: true }, 400],
    ['of a project that nobody knows', 'ops/projects/nobody/hold', { reason }, 404],
  ])('%s is refused', async (_what, path, body, status) => {
    expect(await ask('otto', 'POST', path, body)).toMatchObject({ status });
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toEqual([]);
  });

  it('is neither set nor lifted by a reader, and lifting what is not there is told', async () => {
    expect((await ask('rita', 'POST', one, { reason })).status).toBe(403);
    expect(await ask('otto', 'POST', `${one}/lift`, { reason })).toMatchObject({ status: 404 });
    expect(await ask('otto', 'POST', 'ops/hold/lift', { reason })).toMatchObject({ status: 404 });
  });

  it.each([one, 'ops/hold'])(
    'may be set by an operator who is a researcher of the project, and not lifted (%s)',
    async (path) => {
      const otto = app.azure.directory.persons.find(({ id }) => id === 'otto');
      if (otto === undefined) throw new Error('there is no Otto');
      const { oid, name, email } = otto;
      const project = await aProject(app);
      await aProject(app, { people: { ...project.people, researchers: [{ oid, name, email }] } });
      expect((await ask('otto', 'POST', path, { reason })).status).toBe(200);
      expect(await ask('otto', 'POST', `${path}/lift`, { reason })).toMatchObject({ status: 403 });
      expect((await ask('rita', 'GET', 'ops/holds')).body.items).toHaveLength(1);
      await aProject(app);
    },
  );
});
