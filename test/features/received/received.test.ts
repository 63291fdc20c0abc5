import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { receivedAnswer } from '../../../src/features/received/descriptions.ts';
import { askRoute, wholeAnswer } from '../../functions/ask-route.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

const title = 'Heart <b>study</b>';
const release = { recipients: ['The <i>registry</i>'], terms: 'Cite us & publish no cell below 10.' };
beforeEach(async () => {
  await aProject(app, { title, release });
});

const files = { digest: 'd'.repeat(64), count: 3, bytes: 2048 };
const isPackage = { door: 'export', package: files } as const;
let number = 0;
const aPackage = (change: Parameters<typeof opened>[1]) => {
  number += 1;
  return opened(app, { ...isPackage, name: `tables ${number}`, state: 'released', ...change });
};

async function read(person: string, query = '') {
  const { body } = await wholeAnswer(app, 'receivedData', { person, query });
  return receivedAnswer.parse(JSON.parse(String(body)));
}

describe('what was released', () => {
  it('is shown to an external reader with where it lies, and what is not released is not', async () => {
    const { id, name } = await aPackage({});
    const others = await Promise.all(
      (['in-review', 'releasing', 'returned', 'denied', 'failed'] as const).map((state) => aPackage({ state })),
    );
    const { items, projects } = await read('eve');
    const folder = `${app.azure.blobUrl('public')}/released/heart-study`;
    expect(items.find((one) => one.id === id)).toMatchObject({
      ...{ name, takenBack: false, files: 3, bytes: 2048 },
      folder: `${folder}/${encodeURIComponent(name)}/${id}`,
    });
    expect(projects).toMatchObject([{ id: 'heart-study', title, folder: `${folder}/`, ...release }]);
    const ids = items.map((one) => one.id);
    expect(others.filter((one) => ids.includes(one.id))).toEqual([]);
    const people = [...'rui ada olga otto'.split(' ')].map((one) => findPerson(app.azure.directory, one).name);
    for (const said of [...people, ...others.map((one) => one.name)]) expect(JSON.stringify(items)).not.toContain(said);
  });

  it('is told without name and place once it is taken back', async () => {
    for (const state of ['revoking', 'revoked'] as const) {
      const { id, name } = await aPackage({ state });
      const { items } = await read('eve');
      expect(items.find((one) => one.id === id)).toEqual({
        project: 'heart-study',
        id,
        since: expect.any(String),
        takenBack: true,
      });
      const { page } = await signInAs(app, 'eve', '/api/received');
      expect(page.html).toContain('delete every copy');
      expect(page.html).not.toContain(name);
    }
  });

  it('stands on a page that escapes what people wrote, with its terms', async () => {
    await aPackage({});
    const { page } = await signInAs(app, 'eve', '/api/received');
    expect(page.status).toBe(200);
    expect(page.html).toContain('Heart &lt;b&gt;study&lt;/b&gt;');
    expect(page.html).toContain('The &lt;i&gt;registry&lt;/i&gt;');
    expect(page.html).toContain('Cite us &amp; publish no cell below 10.');
    expect(page.html).not.toMatch(/<b>study|<i>registry/);
  });

  it('fills pages, the newest first', async () => {
    for (let count = 0; count < 26; count += 1) {
      await aPackage({ since: new Date(app.ports.clock.now().getTime() + count * 3_600_000).toISOString() });
    }
    const [first, second] = [await read('eve'), await read('eve', '?page=2')];
    expect(first.items).toHaveLength(25);
    expect(first.pages).toBe(2);
    const since = [...first.items, ...second.items].map((one) => one.since);
    expect(since).toEqual(since.toSorted().toReversed());
    expect((await read('eve', '?page=99')).page).toBe(2);
    const { page } = await signInAs(app, 'eve', '/api/received?project=heart-study');
    expect(page.html).toContain('project=heart-study&amp;page=2');
  });

  it('hides nothing else where a row cannot be read', async () => {
    const whole = vi.spyOn(app.ports.register, 'whole').mockRejectedValueOnce(new Error('no such column'));
    const { unread, items } = await read('eve');
    whole.mockRestore();
    expect(unread).toBe(1);
    expect(items.length).toBeGreaterThan(0);
  });
});

describe('nobody else', () => {
  it.each(['rui', 'ada', 'olga', 'otto', 'rita', 'nils', 'lars'])('%s sees a release or its terms', async (person) => {
    expect(await read(person)).toMatchObject({ projects: [], items: [], pages: 1 });
    const { page } = await signInAs(app, person, '/api/received');
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('registry');
  });

  it('learns whether there is a project', async () => {
    const ask = async (person: string, project: string) =>
      String((await wholeAnswer(app, 'receivedData', { person, query: `?project=${project}` })).body).replaceAll(
        project,
        '…',
      );
    const refused = { status: 404, code: 'not-found' };
    expect(await askRoute(app, 'receivedData', { person: 'rui', query: '?project=heart-study' })).toEqual(refused);
    expect(await ask('rui', 'heart-study')).toBe(await ask('rui', 'nowhere-study'));
    await aProject(app, { id: 'lung-study' });
    expect(await ask('eve', 'lung-study')).toBe(await ask('eve', 'nowhere-study'));
    const page = async (project: string) =>
      (await signInAs(app, 'eve', `/api/received?project=${project}`)).page.status;
    expect([await page('lung-study'), await page('nowhere-study')]).toEqual([404, 404]);
  });

  it('reads on who is suspended there', async () => {
    const { oid, email } = findPerson(app.azure.directory, 'eve');
    const by = findPerson(app.azure.directory, 'otto').oid;
    await aProject(app, { suspended: [{ oid, email, since: '2026-03-01T10:00:00.000Z', by, reason: 'left' }] });
    expect(await read('eve')).toMatchObject({ projects: [], items: [] });
  });

  it('gets more than the way to the sign-in without one', async () => {
    expect(await askRoute(app, 'received')).toMatchObject({ status: 303 });
    expect(await askRoute(app, 'receivedData')).toMatchObject({ status: 401 });
  });
});

describe('home', () => {
  const place = 'href="/api/received"';
  it.each(['eve', 'rui', 'otto'])('of %s leads to it where something can be read', async (person) => {
    const { page } = await signInAs(app, person, '/api/');
    expect(page.html.includes(place)).toBe(person === 'eve');
  });
});

describe('where groups are not known', () => {
  it('says so, and shows nothing', async () => {
    const off = await startApp(undefined, { storage: 'memory', groupsClaim: { on: false } });
    await aProject(off);
    const { page } = await signInAs(off, 'eve', '/api/received');
    expect(page.html).toContain('Groups do not count in this deployment');
    await off.stop();
  });
});
