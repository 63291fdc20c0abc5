import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { ask, auditOf } from './ask.ts';
import { aProject, aReview, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
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
