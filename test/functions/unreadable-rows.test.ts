import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { readHold } from '../../src/activities/transfer/holds.ts';
import { storedTables } from '../../src/domain/base/stored-tables.ts';
import type { ListedTable } from '../../src/domain/base/unreadable-row.ts';
import { everyProject } from '../../src/domain/operation/hold.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { noteAbsence } from '../../src/use-cases/people/absences.ts';
import { aHold } from '../contract/holds-contract.ts';
import { someRefused } from '../contract/refused-contract.ts';
import { ask } from './ask.ts';
import { aProject, aReview, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeEach(async () => {
  await app?.stop();
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const idle = { start: async () => undefined, wake: async () => undefined };
const who = (id: string) => findPerson(app.azure.directory, id);
const reason = 'it cannot be read';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What a table holds before one of its rows breaks, what the broken row still does, and how an operator repairs it. */
interface Case {
  /** Writes a row that will be broken, and one of the same table that stays. */
  readonly write: () => Promise<{ readonly partitionKey: string; readonly rowKey: string }>;
  /** Whether the row that stays is still listed. */
  readonly others: () => Promise<boolean>;
  /** What the row counts as. */
  readonly countsAs: () => Promise<void>;
  readonly mend: () => Promise<{ readonly status: number }>;
}

/** A definition as it is put by whoever has checked it. */
async function asChecked(id: string, etag: string, body: object) {
  const { endings } = (await ask(app, 'otto', 'POST', `ops/projects/${id}/check`, { body })).body;
  return { body, headers: { 'if-match': etag, 'x-sallyport-reason': 'longer', 'x-sallyport-endings': endings ?? '' } };
}

const cases: Record<ListedTable, Case> = {
  absences: {
    write: async () => {
      const days = { from: inDays(0), to: inDays(60) };
      const { oid, id } = await noteAbsence(app.ports, idle, { person: who('ada'), by: who('otto').oid, reason }, days);
      await noteAbsence(app.ports, idle, { person: who('ben'), by: who('otto').oid, reason }, days);
      return { partitionKey: oid, rowKey: id };
    },
    others: async () => (await app.ports.absences.list()).some(({ oid }) => oid === who('ben').oid),
    countsAs: async () => {
      expect((await app.ports.absences.list()).map(({ oid }) => oid)).not.toContain(who('ada').oid);
      const { page } = await signInAs(app, 'ada', '/api/mine');
      expect(page.html).toContain('1 absence of yours cannot be read, so you count as there');
    },
    mend: () => ask(app, 'otto', 'POST', `ops/people/${who('ada').oid}/back`, { body: { reason } }),
  },
  people: {
    write: async () => {
      const oid = '00000000-0000-4000-8000-00000000dead';
      const seen = { since: inDays(-1), seenOn: inDays(-1), origin: 'sign-in', clearedAt: null } as const;
      await app.ports.people.put({ oid, name: 'Gone', email: null, ...seen });
      await app.ports.people.put({ oid: 'another', name: 'Another', email: null, ...seen });
      return { partitionKey: oid, rowKey: 'person' };
    },
    others: async () => (await app.ports.people.list()).some(({ oid }) => oid === 'another'),
    countsAs: async () =>
      expect(await app.ports.people.get('00000000-0000-4000-8000-00000000dead')).toMatchObject({ name: null }),
    mend: () =>
      ask(app, 'otto', 'PUT', 'ops/people/00000000-0000-4000-8000-00000000dead', {
        body: { name: 'Gone', email: 'gone@example.org', reason },
      }),
  },
  signins: {
    write: async () => {
      const at = new Date().toISOString();
      await app.ports.signIns.put({ oid: who('ada').oid, at, groups: [] }, null);
      await app.ports.signIns.put({ oid: who('ben').oid, at, groups: [] }, null);
      return { partitionKey: who('ada').oid, rowKey: 'last' };
    },
    others: async () => (await app.ports.signIns.list()).some(({ oid }) => oid === who('ben').oid),
    countsAs: async () => expect((await app.ports.signIns.list()).map(({ oid }) => oid)).not.toContain(who('ada').oid),
    mend: async () => ({ status: (await signInAs(app, 'ada', '/api/mine')).page.status }),
  },
  holds: {
    write: async () => {
      const act = { caller: who('otto'), reason: 'a leak is looked into' };
      await setHold(app.ports, idle, { ...act, project: 'heart-study', until: '2040-01-01T00:00:00.000Z' });
      await setHold(app.ports, idle, { ...act, project: 'lung-study' });
      for await (const { partitionKey = '', rowKey = '' } of app.table('holds').listEntities())
        if (partitionKey === 'heart-study' && rowKey.startsWith('hold')) return { partitionKey, rowKey };
      throw new Error('the hold was not written');
    },
    others: async () => (await readHold(app.ports, 'lung-study')) !== undefined,
    countsAs: async () => {
      expect((await readHold(app.ports, 'heart-study'))?.text).toMatch(/^on hold since .* cannot be read/);
      expect(await readHold(app.ports, 'kidney-study')).toBeUndefined();
    },
    mend: async () => {
      const { items } = (await ask(app, 'otto', 'GET', 'ops/holds?project=heart-study')).body;
      const headers = { 'if-match': `"${items[0].liftAs}"` };
      const lift = (who: string) =>
        ask(app, who, 'POST', 'ops/projects/heart-study/hold/lift', { body: { reason }, headers });
      const first = await lift('otto');
      // Of a hold that the app did not write nobody knows who set it, so two lift it.
      return first.status === 202 ? await lift('olivia') : first;
    },
  },
  changes: {
    write: async () => {
      for (const [id, title] of [
        ['heart-study', 'Heart study'],
        ['lung-study', 'Lung study'],
      ] as const) {
        const standing = await aProject(app, { id, title });
        const etag = (await app.ports.projects.find(id))?.etag ?? '';
        const body = { ...standing, ends: '2041-12-31' };
        const asked = await asChecked(id, etag, body);
        expect(await ask(app, 'otto', 'PUT', `ops/projects/${id}`, asked)).toMatchObject({ status: 202 });
      }
      return { partitionKey: 'heart-study', rowKey: 'pending' };
    },
    others: async () => (await app.ports.changes.get('lung-study'))?.value.unreadable === undefined,
    countsAs: async () => {
      const found = await app.ports.projects.find('heart-study');
      if (found === undefined || !('value' in found)) throw new Error('no definition');
      const asked = await asChecked('heart-study', found.etag, { ...found.value, ends: '2042-12-31' });
      expect((await ask(app, 'olivia', 'PUT', 'ops/projects/heart-study', asked)).status).toBe(409);
      const id = (await app.ports.changes.get('heart-study'))?.value.id;
      const confirmed = await ask(app, 'olivia', 'POST', `ops/projects/heart-study/changes/${id}/confirm`, {
        body: { reason },
      });
      expect(confirmed.status).toBe(400);
    },
    mend: async () => {
      const id = (await app.ports.changes.get('heart-study'))?.value.id;
      return await ask(app, 'otto', 'DELETE', `ops/projects/heart-study/changes/${id}`, { body: { reason } });
    },
  },
  refused: {
    write: async () => {
      for (const id of ['heart-study', 'lung-study'])
        await app.ports.refused.put({ value: someRefused(id, 'ingress'), etag: null });
      return { partitionKey: 'heart-study', rowKey: 'ingress' };
    },
    others: async () => (await app.ports.refused.get('ingress', 'lung-study')).value.names.length === 1,
    countsAs: async () => expect((await app.ports.refused.get('ingress', 'heart-study')).value.names).toEqual([]),
    mend: () => ask(app, 'otto', 'POST', 'ops/sweep', { body: {} }),
  },
};

const breakages = { 'no JSON': '{"oid":', 'another form': '{"no":"such row"}', 'a wrong seal': undefined };

describe.each(Object.keys(breakages))('a row of %s', (broken) => {
  test.each(Object.keys(cases))('in the table %s stops nobody else, is told, and is mended', async (name) => {
    const table = Object.keys(cases).find((one): one is ListedTable => one === name);
    if (table === undefined) throw new Error(name);
    const { write, others, countsAs, mend } = cases[table];
    await aReview(app);
    const key = await write();
    const data: unknown = Reflect.get(breakages, broken);
    const { etag, timestamp: _, ...row } = await app.table(table).getEntity(key.partitionKey, key.rowKey);
    // Whoever has the key writes what the app believes; without it a single character more is too much.
    if (data !== undefined) await app.sealed(table).updateEntity({ ...row, ...key, data }, 'Replace', { etag });
    else await app.table(table).updateEntity({ ...key, data: `${row['data']} ` }, 'Merge', { etag });

    expect(await others()).toBe(true);
    await countsAs();
    const swept = await ask(app, 'otto', 'POST', 'ops/sweep', { body: {} });
    expect(swept).toMatchObject({ status: 200, body: { broken: 1 } });
    const { page: dashboard, visitor } = await signInAs(app, 'otto', '/api/ops');
    expect(dashboard.status).toBe(200);
    expect(dashboard.html).toContain(storedTables[table].countsAs);
    const project = await visitor.get(`${app.url}/api/ops/desk/projects/heart-study`);
    expect(project.status).toBe(200);
    // The sweep has written anew what is refused.
    if (table !== 'people' && table !== 'refused') expect(project.html).toContain('cannot be read');
    expect((await visitor.get(`${app.url}/api/ops/desk/holds`)).status).toBe(200);
    for (const person of ['ben', 'rui']) expect((await signInAs(app, person, '/api/mine')).page.status).toBe(200);

    expect((await mend()).status).toBe(200);
    expect(await ask(app, 'otto', 'POST', 'ops/sweep', { body: {} })).toMatchObject({ body: { broken: 0 } });
    expect(app.ports.unreadable.known()).toEqual([]);
  });
});

test('a hold of all projects that cannot be read holds all of them', async () => {
  await app.sealed('holds').createEntity({ partitionKey: everyProject, rowKey: 'hold', data: '{' });
  expect((await readHold(app.ports, aHold().project))?.text).toMatch(/^on hold with all projects .* cannot be read/);
});
