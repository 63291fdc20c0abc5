import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { note } from '../../../src/domain/audit/audit-event.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { liftAs } from '../../../src/domain/operation/hold.ts';
import { setHold } from '../../../src/use-cases/operation/hold.ts';
import { collect } from '../../contract/samples.ts';
import { pageFields } from '../page-fields.ts';
import { aProject, aReview, hiddenField, type RunningApp, signInAs, startApp } from '../running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());
beforeEach(async () => {
  for await (const stored of app.ports.holds.list()) await app.ports.holds.remove(stored);
});

async function ask(person: string, method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(`${app.url}/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${await app.token(person)}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const reason = 'a leak is looked into';
const liftAsNamed = (path: string, named: string, why = 'the leak was none', person = 'otto') =>
  ask(person, 'POST', `${path}/lift`, { reason: why }, { 'if-match': `"${named}"` });
const liftOf = (path: string, { id }: { readonly id: string }, why?: string, person?: string) =>
  liftAsNamed(path, id, why, person);
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
    expect((await ask('rita', 'GET', 'ops/holds?project=heart-study')).body.items).toEqual([set.body.hold]);
    expect((await ask('rita', 'GET', 'ops/holds?until=2026-01-01')).body.items).toEqual([]);
    expect(await (await fetch(`${app.url}/api/health`)).json()).toMatchObject({ notes: ['a hold is on'] });
    const { page } = await signInAs(app, 'otto', '/api/ops');
    expect(page.html).toContain('On hold');
    expect(page.html).toContain(reason);
    expect(await liftOf(path, set.body.hold, 'all is well')).toMatchObject({ status: 200 });
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

  it.each([
    [one, 'heart-study'],
    ['ops/hold', '_all'],
  ])('stands beside others, and a lift ends the one that it names (%s)', async (path, project) => {
    const first = await ask('otto', 'POST', path, { reason, until: '2099-01-01T00:00:00Z' });
    const second = await ask('olivia', 'POST', path, { reason: 'the network is moved' });
    const unnamed = [{}, { 'if-match': '*' }, { 'if-match': first.body.hold.id }];
    for (const headers of unnamed) {
      const refused = await ask('otto', 'POST', `${path}/lift`, { reason }, headers);
      expect([refused.status, refused.body.detail]).toEqual([428, expect.stringContaining('Name the hold that ends')]);
    }
    expect(await liftOf(path, first.body.hold)).toMatchObject({ status: 200, body: { lifted: { reason } } });
    const { items } = (await ask('rita', 'GET', 'ops/holds')).body;
    expect(items).toMatchObject([{ project, id: second.body.hold.id, reason: 'the network is moved' }]);
    const gone = await liftOf(path, first.body.hold);
    expect([gone.status, gone.body.detail]).toEqual([412, expect.stringContaining('not on any more')]);
    expect(await liftOf(path, second.body.hold)).toMatchObject({ status: 200 });
  });

  const workflows = { start: async () => undefined, wake: async () => undefined };
  const found = { caller: { oid: 'control-plane' }, reason: 'malware was found in exp_1' };

  it('that the control plane set for all projects waits for a second operator too', async () => {
    const { hold } = await setHold(app.ports, workflows, { ...found, project: '_all' });
    const named = liftAs(hold);
    expect(await liftAsNamed('ops/hold', named)).toMatchObject({ status: 202, body: { waits: { id: hold.id } } });
    expect(await liftAsNamed('ops/hold', named, 'it was none', 'olivia')).toMatchObject({ status: 200 });
  });

  it('that the malware scanner set waits for a second operator, on page and route', async () => {
    const { hold } = await setHold(app.ports, workflows, { ...found, project: 'heart-study' });
    const unseen = await liftOf(one, hold);
    expect([unseen.status, unseen.body.detail]).toEqual([412, expect.stringContaining('the list of findings')]);
    const [{ liftAs: named }] = (await ask('rita', 'GET', 'ops/holds')).body.items;
    expect(await liftAsNamed(one, named)).toMatchObject({
      status: 202,
      body: { waits: { lifting: { by: { name: expect.stringContaining('Otto') } } } },
    });
    expect(await liftAsNamed(one, named)).toMatchObject({ status: 403 });
    const { page } = await signInAs(app, 'olivia', '/api/ops/desk/projects/heart-study');
    expect(page.html).toMatch(/Otto[^<]*<\/bdi> asked for it/);
    expect(page.html).toContain('as its second person');
    expect(await liftAsNamed(one, named, 'it was none', 'olivia')).toMatchObject({ status: 200 });
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toEqual([]);
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
    expect(await liftOf(one, { id: 'none' })).toMatchObject({ status: 412 });
    expect(await liftOf('ops/hold', { id: 'none' })).toMatchObject({ status: 412 });
    expect(await liftOf('ops/projects/nobody/hold', { id: 'none' })).toMatchObject({ status: 404 });
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

describe('the page of holds', () => {
  const path = '/api/ops/desk/holds';
  const open = (person: string) => signInAs(app, person, path);
  type Opened = Awaited<ReturnType<typeof open>>;
  const set = ({ visitor, page }: Opened, fields: Record<string, string>) =>
    visitor.post(`${app.url}${path}`, pageFields(page.html, path, { reason, ...fields }), app.url);
  const lift = ({ visitor, page }: Opened, held: string, why = 'all is well') =>
    visitor.post(`${app.url}${path}/${held}/lift`, pageFields(page.html, `/${held}/lift`, { reason: why }), app.url);

  it('sets a hold as the API does, names the releases that it met, and shows it until it is lifted', async () => {
    const { operation } = await aReview(app, {
      operation: {
        state: 'releasing',
        transfers: [
          {
            step: 'export-release',
            attempt: 1,
            parameters: {},
            status: 'failed',
            intendedAt: '2026-11-24T10:00:00.000Z',
          },
        ],
      },
    });
    const answer = await set(await open('otto'), { project: 'heart-study', until: '2099-01-01T12:00' });
    expect(answer.status).toBe(200);
    expect(answer.html).toContain('heart-study is on hold until 1 Jan 2099, 12:00 UTC. 1 release met.');
    expect(answer.html).toContain(`href="/api/ops/desk/exports/heart-study/${operation.id}"`);
    expect(answer.html).toContain('>0 files<');
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toMatchObject([{ reason, takeBack: false }]);
    const shown = await open('olivia');
    expect(shown.page.html).toContain(`<bdi dir="auto">${reason}</bdi>`);
    const done = await lift(shown, 'heart-study');
    expect(done.html).toContain('A hold of heart-study is over. What waited goes on within half a minute.');
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toEqual([]);
  });

  it('holds everything, once however often the form is sent', async () => {
    const opened = await open('otto');
    const [first, second] = [
      await set(opened, { project: '_all', takeBack: 'yes' }),
      await set(opened, { project: '_all', takeBack: 'yes' }),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    const { body } = await ask('rita', 'GET', 'ops/holds');
    expect(body.items).toMatchObject([{ project: '_all', takeBack: true }]);
    expect(body.items[0].until).toBeUndefined();
    expect(first.html).toContain('All projects are on hold until somebody lifts it.');
    const chain = (await collect(app.ports.audit.lines('_system'))).map((line) => parseChainLine(line).event);
    expect(chain.filter(({ id }) => id === `hold.${body.items[0].id}.set`)).toHaveLength(1);
    expect((await lift(await open('otto'), '_all')).html).toContain('A hold of all projects is over');
  });

  it.each([
    ['that says nothing of what is held', {}, 'Choose what is held', 400],
    ['without a reason', { project: 'heart-study', reason: ' ' }, 'Say why', 400],
    ['with an end that is none', { project: 'heart-study', until: 'tomorrow' }, 'is no time', 400],
    ['with an end that is over', { project: 'heart-study', until: '2020-01-01T00:00' }, 'which is over', 400],
    ['of a project that cannot be', { project: '../x"><img>' }, 'must be the id of a project', 400],
    ['of a project that nobody knows', { project: 'nobody' }, 'There is no project', 404],
  ])('refuses a form %s, and keeps what was typed', async (_what, fields, why, status) => {
    const answer = await set(await open('otto'), { takeBack: 'yes', ...fields });
    expect(answer.status).toBe(status);
    expect(answer.html).toContain(why);
    expect(answer.html).not.toContain('<img>');
    if (status === 400) expect(answer.html).toMatch(/name="_hold.takeBack" value="yes" checked/);
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toEqual([]);
  });

  it('says how many files each hold found outside, by the newest count of each release', async () => {
    const { body } = await ask('otto', 'POST', one, { reason });
    const { id } = body.hold;
    const found = (release: string, files: number) =>
      note('heart-study', {
        id: `hold.${id}.outside.${release}.${files}`,
        at: app.ports.clock.now(),
        kind: 'hold.files-outside',
        data: { release, files, runs: 'run-1' },
      });
    await app.ports.audit.append('heart-study', [found('exp_1', 2), found('exp_2', 1), found('exp_1', 3)]);
    expect((await open('otto')).page.html).toContain('4 files were found outside.');
  });

  it('lifts the one that its form shows, and says which are still on', async () => {
    await ask('otto', 'POST', one, { reason });
    const before = await open('otto');
    const { body } = await ask('olivia', 'POST', one, { reason: 'the network is moved' });
    const answer = await lift(before, 'heart-study', 'the leak was none');
    expect(answer.html).toContain('A hold of heart-study is over. Another is still on.');
    expect(answer.html).toContain('the network is moved');
    await liftOf(one, body.hold);
    const other = await open('otto');
    await ask('otto', 'POST', one, { reason });
    const shown = await open('otto');
    const { items } = (await ask('rita', 'GET', 'ops/holds')).body;
    await liftOf(one, items[0]);
    const gone = await lift(shown, 'heart-study', 'the leak was none');
    expect([gone.status, gone.html.includes('is not on any more')]).toEqual([412, true]);
    expect(other.page.html).toContain('Nothing is on hold.');
  });

  it('shows whatever people wrote as text, and a hold that was forgotten as such', async () => {
    const nasty = `<script>alert(1)</script>"><img src=x>\u202e${'w'.repeat(900)}`;
    await ask('otto', 'POST', one, { reason: nasty });
    app.later(8 * 24 * 60 * 60 * 1000);
    const { page } = await open('rita');
    expect(page.html).not.toMatch(/<script|<img/);
    expect(page.html).toContain('on for more than a week without an end');
  });

  it('has no form for a reader, who cannot send one either', async () => {
    await ask('otto', 'POST', one, { reason });
    const { visitor, page } = await open('rita');
    expect(page.html).not.toMatch(/formaction="(?!\/api\/ops\/desk\/look")/);
    const own = pageFields((await open('otto')).page.html, path, { project: '_all', reason });
    const fields = { ...own, antiForgery: hiddenField(page.html, 'antiForgery') };
    expect((await visitor.post(`${app.url}${path}`, fields, app.url)).status).toBe(403);
    expect((await ask('rita', 'GET', 'ops/holds')).body.items).toMatchObject([{ project: 'heart-study' }]);
  });

  it('lets an operator who is a researcher there hold a project, and not lift it', async () => {
    const { name, email, oid } = findPerson(app.azure.directory, 'otto');
    const { people } = await aProject(app);
    await aProject(app, { people: { ...people, researchers: [{ oid, name, email }] } });
    expect((await set(await open('otto'), { project: 'heart-study' })).status).toBe(200);
    const refused = await lift(await open('otto'), 'heart-study');
    expect([refused.status, refused.html.includes('another operator must lift it')]).toEqual([403, true]);
    await aProject(app);
  });

  it('says nothing of a project that the address names for no reason', async () => {
    const { page } = await signInAs(app, 'otto', `${path}?done=${encodeURIComponent('<b>all')}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('role="status"');
  });
});
