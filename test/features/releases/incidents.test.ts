import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { incidents } from '../../../src/features/releases/incidents/descriptions.ts';
import { ask, auditOf } from '../../functions/ask.ts';
import { pageFields } from '../../functions/page-fields.ts';
import { signInAs } from '../../functions/running-app.ts';
import { type ReleasedWorld, startReleasedWorld } from './released-world.ts';

const reason = 'It was offered for sale';
/** An incident that nobody opened. */
const none = 'inc_20260301_0a1b2c3d';

let released: ReleasedWorld;
beforeAll(async () => {
  released = await startReleasedWorld();
});
afterAll(() => released.app.stop());

const change = async (person: string, path: string, body: object) =>
  await ask(released.app, person, 'POST', `ops/incidents${path}`, { body });
const act = async (person: string, id: string, body: object) =>
  await change(person, `/${id}/acts`, { reason: 'so it is', ...body });
const read = async (person: string, id: string) => await ask(released.app, person, 'GET', `ops/incidents/${id}`);

async function opened(scope: object = { projects: ['heart-study'] }, more: object = {}): Promise<string> {
  const { status, body } = await change('otto', '', { severity: 'high', scope, reason, ...more });
  expect({ status, body }).toMatchObject({ status: 200 });
  return incidents.openIncident.answers[200].parse(body).incident.id;
}

async function confirmed(): Promise<string> {
  const id = await opened();
  expect(await act('olivia', id, { act: 'confirm' })).toMatchObject({ status: 200 });
  return id;
}

/** Puts somebody of the directory among the researchers of the project. */
async function makeResearcher(person: string): Promise<void> {
  const { ports, azure } = released.app;
  const stored = await ports.projects.get('heart-study');
  if (stored === undefined) throw new Error('there is no project');
  const { name, email, oid } = findPerson(azure.directory, person);
  const { people } = stored.value;
  const changed = {
    ...stored.value,
    people: { ...people, researchers: [...people.researchers, { name, email, oid }] },
  };
  await ports.projects.put(changed, stored.etag);
}

describe('whoever opens an incident', () => {
  test('holds its projects at once, and has its packages taken back', async () => {
    const other = await released.release('other');
    const packages = [`${other.project}/${other.id}`];
    const { status, body } = await change('otto', '', {
      severity: 'critical',
      scope: { packages },
      takeBack: true,
      reason,
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        incident: { state: 'open', confirmed: null, scope: { packages } },
        holds: [{ project: 'heart-study', problem: null }],
        takenBack: [{ ...other, state: 'revoking', problem: null }],
      },
    });
    const { id } = incidents.openIncident.answers[200].parse(body).incident;
    const holds = await released.app.ports.holds.at('heart-study');
    expect(holds.map(({ value }) => value)).toContainEqual(expect.objectContaining({ id, owner: 'incident' }));
    const shown = await read('rita', id);
    expect(shown.body).toMatchObject({
      packages: [{ ...other, releases: [{ decisions: [{ name: 'Ada' }, {}], recipients: ['The registry of Bern'] }] }],
    });
    expect(JSON.stringify(shown.body.timeline)).toContain('opened an incident');
    expect(JSON.stringify(shown.body.timeline)).toContain('export.revoking');
  });

  test.each([
    ['nothing', { scope: {} }, 400],
    ['a project that is not there', { scope: { projects: ['no-study'] } }, 404],
    ['a package that is not there', { scope: { packages: ['heart-study/exp_none'] } }, 404],
    ['a time to come', { scope: { projects: ['heart-study'] }, awareAt: '2999-01-01T00:00:00Z' }, 400],
  ])('names %s, which is refused', async (_what, body, status) => {
    expect(await change('otto', '', { severity: 'low', reason, ...body })).toMatchObject({ status });
  });
});

describe('an incident', () => {
  test('is confirmed by another operator, and not by whoever opened it', async () => {
    const id = await opened();
    expect(await act('otto', id, { act: 'confirm' })).toMatchObject({ status: 403 });
    expect(await act('olivia', id, { act: 'confirm' })).toMatchObject({ status: 200 });
    expect(await act('olivia', id, { act: 'confirm' })).toMatchObject({ status: 409 });
    expect((await read('rita', id)).body.incident).toMatchObject({
      confirmed: { name: 'Olivia Operator', alone: false },
    });
  });

  test('is closed by two, once all is done', async () => {
    const id = await confirmed();
    await act('otto', id, { act: 'contain' });
    for (const clock of ['24-hours', '72-hours']) await act('otto', id, { act: 'notify', clock });
    expect(await act('otto', id, { act: 'close' })).toMatchObject({ status: 409 });
    const nobody = { act: 'exempt', clock: 'month' };
    expect(await act('otto', id, nobody)).toMatchObject({ status: 202, body: { waits: { asked: { act: 'exempt' } } } });
    expect(await act('olivia', id, nobody)).toMatchObject({ status: 200, body: { incident: { state: 'reported' } } });
    expect(await act('olivia', id, { act: 'close' })).toMatchObject({ status: 202 });
    expect(await act('otto', id, { act: 'close' })).toMatchObject({
      status: 200,
      body: { incident: { state: 'closed' } },
    });
    expect(await change('otto', `/${id}/notes`, { note: 'late' })).toMatchObject({ status: 409 });
  });

  test('is known earlier by the word of one, and later by that of two', async () => {
    const id = await confirmed();
    const now = released.app.ports.clock.now().getTime();
    const [earlier, later] = [2, 1].map((hours) => new Date(now - hours * 3_600_000).toISOString());
    expect(await act('otto', id, { act: 'aware', awareAt: earlier })).toMatchObject({ status: 200 });
    expect(await act('otto', id, { act: 'aware', awareAt: later })).toMatchObject({ status: 202 });
    expect(await act('olivia', id, { act: 'aware', awareAt: later })).toMatchObject({
      status: 200,
      body: { incident: { awareAt: later } },
    });
  });

  test('keeps the text of a note beside its chain', async () => {
    const id = await opened();
    const text = 'The seller answers to kim@example.org';
    expect(await change('otto', `/${id}/notes`, { note: text })).toMatchObject({
      body: { incident: { notes: [{ text }] } },
    });
    expect(JSON.stringify(await auditOf(released.app, '_incidents'))).not.toContain('kim@');
    expect(await change('otto', `/${id}/notes`, { note: 'a'.repeat(601) })).toMatchObject({ status: 400 });
  });

  test('that nobody opened takes neither an act nor a note', async () => {
    expect(await act('otto', none, { act: 'contain' })).toMatchObject({ status: 404 });
    expect(await change('otto', `/${none}/notes`, { note: 'to nobody' })).toMatchObject({ status: 404 });
  });

  test('takes each line once, however many say the same at a time', async () => {
    const id = await confirmed();
    const asked = ['24-hours', '72-hours', 'month'].map((clock) => act('otto', id, { act: 'notify', clock }));
    const notes = ['one', 'two', 'three'].map((text) => change('olivia', `/${id}/notes`, { note: text }));
    await Promise.all([...asked, ...notes]);
    const numbers = (await auditOf(released.app, '_incidents')).flatMap(({ id: line }) =>
      line.startsWith(`${id}.`) ? [Number(line.split('.')[1])] : [],
    );
    expect(numbers).toEqual(numbers.map((_, index) => index));
  });
});

test('each page and form of the desk does what its route does', async () => {
  const list = '/api/ops/desk/incidents';
  const first = await signInAs(released.app, 'otto', list);
  const typed = { severity: 'low', projects: 'heart-study', reason, awareAt: '2026-01-01T10:00' };
  const nowhere = pageFields(first.page.html, '/incidents', { ...typed, projects: 'no-study' });
  expect(await first.visitor.post(released.app.url + list, nowhere, released.app.url)).toMatchObject({ status: 404 });
  const gone = await first.visitor.post(
    `${released.app.url}${list}`,
    pageFields(first.page.html, '/incidents', typed),
    released.app.url,
  );
  expect(gone.html).toContain('Within 24 hours');
  const [, id = ''] = /<h1>Incident (inc_\w+)</.exec(gone.html) ?? [];
  const press = async (
    person: string,
    form: string,
    fields: Readonly<Record<string, string>>,
    { to = id, others = {} } = {},
  ) => {
    const { page, visitor } = await signInAs(released.app, person, `${list}/${id}`);
    const own = Object.entries(fields).map(([field, text]) => [`${form}.${field}`, text]);
    const sent = { ...pageFields(page.html, id, {}), form, ...Object.fromEntries(own), ...others };
    return await visitor.post(`${released.app.url}${list}/${to}`, sent, released.app.url);
  };
  const asked = await press('otto', 'exempt', { reason: 'no person', clock: 'month' });
  expect(asked.html, 'what waits hides no time').toMatch(/A second operator confirms it until .* wants to say/);
  expect((await press('olivia', 'confirm', { reason })).html).toContain('Confirmed');
  expect((await press('olivia', 'note', { note: 'The link is dead' })).html).toContain('The link is dead');
  expect((await press('otto', 'notify', { reason: 'the authority', clock: '24-hours' })).html).toContain(
    'the authority',
  );
  expect((await press('otto', 'exempt', { reason: 'no person', clock: 'month' })).html).toContain(
    'A second operator has to',
  );
  const again = await press('otto', 'notify', { reason: 'the authority', clock: '24-hours' });
  expect({ status: again.status, html: again.html }).toMatchObject({
    status: 409,
    html: expect.stringContaining('is met already'),
  });
  expect(await press('otto', 'note', { note: 'to nobody' }, { to: none })).toMatchObject({ status: 404 });
  const beside = await press('otto', 'note', { note: 'one more' }, { others: { 'contain.reason': 'not yet' } });
  expect({ status: beside.status, html: beside.html }).toMatchObject({
    status: 200,
    html: expect.stringContaining('not yet'),
  });
  const waits = await signInAs(released.app, 'olivia', `${list}/${id}`);
  expect(waits.page.html, 'the second finds the form as the first filled it in').toContain('value="month" selected');
  const { page } = await signInAs(released.app, 'rita', list);
  expect(page.html).toContain(id);
});

describe('whoever is a researcher of a project of it', () => {
  test('reads nothing of it and does nothing to it, whatever their role', async () => {
    const id = await opened();
    expect((await read('rita', id)).status).toBe(200);
    await makeResearcher('rita');
    expect(await read('rita', id)).toMatchObject({ status: 403 });
    expect((await ask(released.app, 'rita', 'GET', 'ops/incidents')).body).toMatchObject({ items: [] });
    await makeResearcher('otto');
    for (const [path, body] of [
      ['', { severity: 'low', scope: { projects: ['heart-study'] }, reason }],
      [`/${id}/acts`, { act: 'contain', reason }],
      [`/${id}/notes`, { note: 'a note' }],
    ] as const)
      expect(await change('otto', path, body)).toMatchObject({ status: 403 });
  });
});
