import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { ask, auditOf } from '../ask.ts';
import { aProject, aReview, type RunningApp, startApp } from '../running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

const oid = (id: string) => findPerson(app.azure.directory, id).oid;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const days = { from: inDays(0), to: inDays(30) };
const reason = 'is ill';
const away = (person: string, body: unknown, who = 'ada') =>
  ask(app, person, 'POST', `ops/people/${oid(who)}/away`, { body });

describe('an absence that an operator notes', () => {
  it('is listed, audited with who said so, and wakes the reviews of the person; the end of it too', async () => {
    const { operation } = await aReview(app);
    const noted = await away('otto', { ...days, reason });
    expect(noted).toMatchObject({
      status: 200,
      body: { absence: { oid: oid('ada'), ...days, by: oid('otto'), reason } },
    });
    expect(app.woken).toContain(operation.id);
    expect((await ask(app, 'rita', 'GET', 'ops/absences')).body.items).toMatchObject([{ oid: oid('ada'), ...days }]);
    const count = async (query: string) =>
      (await ask(app, 'rita', 'GET', `ops/absences?${query}`)).body.items?.length ?? 'none';
    expect(await count(`project=heart-study&person=${oid('ada')}&since=${days.to}`)).toBe(1);
    expect(await count(`person=${oid('ben')}`)).toBe(0);
    expect(await count(`since=${inDays(31)}`)).toBe(0);
    expect(await count('project=nobody')).toBe('none');
    const back = await ask(app, 'otto', 'POST', `ops/people/${oid('ada').toUpperCase()}/back`, {
      body: { reason: 'is well again' },
    });
    expect(back).toMatchObject({ status: 200, body: { ended: [{ oid: oid('ada') }] } });
    expect((await ask(app, 'rita', 'GET', 'ops/absences')).body.items).toEqual([]);
    const lines = (await auditOf(app, 'heart-study')).filter(({ kind }) => kind.startsWith('absence.'));
    expect(lines.map(({ kind, actor, data }) => [kind, actor, data['person'], data['reason']])).toEqual([
      ['absence.intended', oid('otto'), oid('ada'), reason],
      ['absence.noted', oid('otto'), oid('ada'), reason],
      ['absence.end-intended', oid('otto'), oid('ada'), 'is well again'],
      ['absence.ended', oid('otto'), oid('ada'), 'is well again'],
    ]);
    expect((await ask(app, 'otto', 'POST', `ops/people/${oid('ada')}/back`, { body: { reason } })).status).toBe(404);
  });

  it.each([
    ['nothing', () => ({})],
    ['no reason', () => days],
    ['a day that is none', () => ({ from: '2027-02-30', to: '2027-03-01', reason })],
    ['an end before its begin', () => ({ from: inDays(3), to: inDays(2), reason })],
    ['days that are over', () => ({ from: inDays(-9), to: inDays(-8), reason })],
    ['more than a year', () => ({ from: inDays(0), to: inDays(400), reason })],
  ])('is refused for %s', async (_, body) => {
    expect((await away('otto', body())).status).toBe(400);
    expect((await ask(app, 'rita', 'GET', 'ops/absences')).body.items).toEqual([]);
  });

  it('is refused for whoever is no approver, and to whoever is no operator or a researcher where the person decides', async () => {
    await aProject(app);
    expect((await away('otto', { ...days, reason }, 'olga')).status).toBe(404);
    expect((await away('rita', { ...days, reason })).status).toBe(403);
    expect((await away('ada', { ...days, reason })).status).toBe(403);
    const { name, email } = findPerson(app.azure.directory, 'otto');
    const people = (await aProject(app)).people;
    await aProject(app, {
      people: { ...people, researchers: [...people.researchers, { name, email, oid: oid('otto') }] },
    });
    expect(await away('otto', { ...days, reason })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('You are a researcher of heart-study') },
    });
    await aProject(app);
  });
});

describe('who people are', () => {
  const gone = 'e0000000-0000-4000-8000-000000000002';
  const said = { name: 'Gesa Lund', email: 'lund@example.org', reason: 'She married' };
  const entryOf = async (id: string) =>
    (await ask(app, 'rita', 'GET', 'ops/people')).body.items.find((one: { oid: string }) => one.oid === id);

  it('is known of everybody who came with a token or whom a definition names', async () => {
    await aProject(app);
    expect(await entryOf(oid('rita'))).toMatchObject({ origin: 'sign-in', clearedAt: null });
    expect(await entryOf(oid('ada'))).toMatchObject({ origin: 'definition' });
  });

  it('is corrected and cleared by operators with a reason, and audited without a name', async () => {
    await app.ports.people.put({
      ...{ oid: gone, name: 'Gesa', email: null, since: '2026-01-01T08:00:00.000Z', seenOn: '2026-01-01' },
      ...{ origin: 'sign-in', clearedAt: null },
    });
    const path = `ops/people/${gone}`;
    expect(await ask(app, 'otto', 'PUT', path, { body: said })).toMatchObject({
      status: 200,
      body: { person: { name: said.name, email: said.email, origin: 'correction' } },
    });
    expect(await ask(app, 'otto', 'DELETE', path, { body: { reason: 'She asked for it' } })).toMatchObject({
      status: 200,
      body: { person: { oid: gone, name: null, email: null } },
    });
    expect(await entryOf(gone)).toMatchObject({ name: null });
    const lines = (await auditOf(app, '_system')).filter(({ data }) => data['person'] === gone);
    expect(lines.map(({ kind, actor, data }) => [kind, actor, data['reason']])).toEqual([
      ['person.correct-intended', oid('otto'), said.reason],
      ['person.corrected', oid('otto'), said.reason],
      ['person.clear-intended', oid('otto'), 'She asked for it'],
      ['person.cleared', oid('otto'), 'She asked for it'],
    ]);
    expect(JSON.stringify(lines)).not.toContain('Gesa');
  });

  it.each([
    ['a reader', 'rita', gone, said, 403],
    ['no reason', 'otto', gone, { name: 'Gesa' }, 400],
    ['somebody whom a definition names', 'otto', 'ada', said, 400],
    ['somebody whom nobody ever saw', 'otto', 'f0000000-0000-4000-8000-000000000003', said, 404],
  ])('is refused to %s', async (_, who, whom, body, status) => {
    await aProject(app);
    const path = `ops/people/${whom === 'ada' ? oid('ada') : whom}`;
    expect((await ask(app, who, 'PUT', path, { body })).status).toBe(status);
    const { reason: why } = { reason: '', ...body };
    expect((await ask(app, who, 'DELETE', path, { body: { reason: why } })).status).toBe(status);
  });
});
