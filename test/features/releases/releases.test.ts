import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { ask } from '../../functions/ask.ts';
import { aProject, opened, signInAs } from '../../functions/running-app.ts';
import { type ReleasedWorld, startReleasedWorld } from './released-world.ts';

let released: ReleasedWorld;
let [first, second]: OperationKey[] = [];
beforeAll(async () => {
  released = await startReleasedWorld();
  first = await released.release('table');
  await released.revoke(first);
  second = await released.release('plot');
});
afterAll(() => released.app.stop());

const month = () => released.world.now().toISOString().slice(0, 7);
const list = async (query = '', person = 'rita') => await ask(released.app, person, 'GET', `ops/releases${query}`);

describe('GET ops/releases', () => {
  test('tells what left, by whom and by which rules, and what was taken back', async () => {
    const { body } = await list();
    expect(body.since).toBe(`${month()}-01T00:00:00.000Z`);
    expect(body.items.map(({ id }: OperationKey) => id)).toEqual([second?.id, first?.id]);
    const [plot, table] = body.items;
    const { hash } = (await released.world.ports.projects.get('heart-study')) ?? {};
    expect(plot).toMatchObject({
      ...{ name: 'plot', files: 2, bytes: 2, definition: hash, takenBack: null },
      ...{ recipients: ['The registry of Bern'], terms: 'Not to be passed on' },
      rules: { quorum: 2 },
      folder: `released/heart-study/plot/${second?.id}/`,
      readers: released.app.azure.projectGroups['heart-study']?.['externalReaders'],
      decisions: [
        { name: 'Ada', choice: 'approve', independent: true },
        { name: 'Ben', choice: 'approve', independent: false },
      ],
      receipt: { name: 'release', problem: null },
    });
    expect(table).toMatchObject({
      takenBack: { by: released.oid('otto'), reason: 'A cell is too small', receipt: 'revocation-1' },
      receipt: { name: 'release', problem: null },
    });
    expect(table.leftAt < table.takenBack.at).toBe(true);
  });

  test('goes on where a part ended, and takes a month, a project and a dataset', async () => {
    const part = (await list(`?month=${month()}&limit=1`)).body;
    expect(part.items).toMatchObject([{ id: second?.id }]);
    const rest = (await list(`?month=${month()}&limit=1&continuation=${part.continuation}`)).body;
    expect(rest).toMatchObject({ items: [{ id: first?.id }], continuation: null });
    for (const query of ['?month=2020-02', '?until=2020-02-29', `?month=${month()}&dataset=ing_01J0`])
      expect((await list(query)).body.items, query).toEqual([]);
    expect((await list('?project=heart-study')).body.items).toHaveLength(2);
    expect(await list(`?month=${month()}&since=2020-01-01`)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('not both') },
    });
  });

  test('is a table for other programs', async () => {
    const headers = { authorization: `Bearer ${await released.app.token('rita')}`, accept: 'text/csv' };
    const answer = await fetch(`${released.app.url}/api/ops/releases?limit=1`, { headers });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const [head, row, rest] = (await answer.text()).split('\r\n');
    expect(head).toMatch(/^leftAt,project,package,/);
    expect(row).toContain('Ada (independent) approved ');
    expect(rest).toMatch(/^continuation,/);
  });

  test('is for readers and operators, and of a project for none of its researchers', async () => {
    expect((await list('', 'otto')).body).toEqual((await list()).body);
    for (const person of ['rui', 'ada', 'nils']) expect((await list('', person)).status, person).toBe(403);
    const { people, ...rest } = (await released.world.ports.projects.get('heart-study'))?.value ?? {};
    if (people === undefined) throw new Error('there is no project');
    const { name, email, oid } = findPerson(released.app.azure.directory, 'rita');
    const withRita = { ...people, researchers: [...people.researchers, { name, email, oid }] };
    await released.world.project({ ...rest, people: withRita });
    expect((await list()).body.items).toEqual([]);
    expect((await list('?project=heart-study')).status).toBe(403);
    await released.world.project({ ...rest, people });
  });

  test('says where a receipt proves nothing', async () => {
    const { manifests } = released.world.ports;
    const readReceipt = manifests.readReceipt.bind(manifests);
    const other = await readReceipt(`${first?.id}-release`);
    manifests.readReceipt = async () => other;
    expect((await list('?limit=1')).body.items[0].receipt.problem).toContain(`It is about ${first?.id}`);
    manifests.readReceipt = async () => undefined;
    expect((await list('?limit=1')).body.items[0].receipt.problem).toBe('It is missing');
    manifests.readReceipt = readReceipt;
  });
});

describe('the pages', () => {
  test('show the month, and the receipt with its signature as it was checked', async () => {
    const { visitor, page } = await signInAs(released.app, 'rita', '/api/ops/desk/releases');
    for (const text of ['The registry of Bern', 'Ada', 'independent', '2 approvals', 'taken back'])
      expect(page.html).toContain(text);
    const [, href = ''] = /href="([^"]+receipts\/release)"/.exec(page.html) ?? [];
    const { html } = await visitor.get(released.app.url + href);
    expect(html).toContain('Signature good');
    expect(html).toContain('were released: copied to the public side');
    const revoked = await visitor.get(
      released.app.url + href.replace(/exp_[^/]+.*/, `${first?.id}/receipts/revocation-1`),
    );
    expect(revoked.html).toContain('Receipt of a release that was taken back');
    expect((await visitor.get(`${released.app.url}${href}-9`)).status).toBe(404);
  });

  test('lead to the version of the rules as a page, with the JSON beside it, for whoever takes no part as a researcher', async () => {
    const { visitor, page } = await signInAs(released.app, 'rita', '/api/ops/desk/releases');
    const [, href = ''] = /href="([^"]+\/versions\/[0-9a-f]{64})"/.exec(page.html) ?? [];
    const { status, html } = await visitor.get(released.app.url + href);
    expect(status).toBe(200);
    for (const text of ['in force', 'Approvers', '(independent)', 'The registry of Bern', '2 approvals'])
      expect(html).toContain(text);
    expect(html).toContain(`href="${href.replace('/desk/', '/')}"`);
    const headers = { authorization: `Bearer ${await released.app.token('rita')}`, accept: 'application/json' };
    const answer = await fetch(released.app.url + href, { headers });
    expect(await answer.json()).toMatchObject({ id: 'heart-study', egress: { approval: { quorum: 2 } } });
    expect((await visitor.get(released.app.url + href.replace(/.{4}$/, '0000'))).status).toBe(404);
  });

  test('are led to by what explains a package, and by its page', async () => {
    const place = `/api/ops/desk/exports/heart-study/${first?.id}`;
    const { body } = await ask(released.app, 'rita', 'GET', `ops/exports/heart-study/${first?.id}/explain`);
    expect(body.proof).toEqual([
      { what: 'what left', path: '/api/ops/desk/releases?project=heart-study' },
      ...['deletion', 'release', 'revocation-1'].map((name) => {
        return { what: `receipt ${name}`, path: `${place}/receipts/${name}` };
      }),
    ]);
    const { page } = await signInAs(released.app, 'rita', place);
    for (const { path } of body.proof) expect(page.html).toContain(`href="${path}"`);
  });

  test('say of a receipt that somebody changed that it proves nothing', async () => {
    const { manifests } = released.world.ports;
    const readReceipt = manifests.readReceipt.bind(manifests);
    manifests.readReceipt = async (name) => (await readReceipt(name))?.replace(/\.[^.]+$/, '.AAAA');
    const path = `/api/ops/desk/exports/heart-study/${second?.id}/receipts/release`;
    const { page } = await signInAs(released.app, 'rita', path);
    manifests.readReceipt = readReceipt;
    expect(page.html).toContain('Signature not good');
    expect(page.html).not.toContain('Ada');
  });

  test('of a dataset has a page as well, which says of nonsense that it proves nothing', async () => {
    const { id } = await opened(released.app, { id: released.app.ports.random.operationId('ingress') });
    await released.world.ports.manifests.writeReceipt(`${id}-deletion`, 'a.b.c');
    const path = `/api/ops/desk/datasets/heart-study/${id}/receipts/deletion`;
    const { page } = await signInAs(released.app, 'rita', path);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Signature not good');
  });

  test('tell those who take part how much left and for whom, without a name, a decision or a time to the minute', async () => {
    const { page } = await signInAs(released.app, 'rui', '/api/mine/releases');
    for (const text of ['The registry of Bern', '2 files', 'taken back', second?.id.slice(-6) ?? ''])
      expect(page.html).toContain(text);
    for (const text of ['plot', 'table', 'Ada', 'Ben', 'too small']) expect(page.html).not.toContain(`>${text}`);
    for (const [, minutes] of page.html.matchAll(/\d\d:(\d\d) UTC/g)) expect(Number(minutes) % 15).toBe(0);
    expect((await signInAs(released.app, 'nils', '/api/mine/releases')).page.html).toContain('Nothing left then.');
  });

  // The last, since it changes the definition.
  test('say each moment of a receipt in the time zone of its project', async () => {
    const { calendar } = await aProject(released.app);
    await aProject(released.app, { calendar: { ...calendar, timeZone: 'Asia/Kathmandu' } });
    for (const name of ['deletion', 'release', 'revocation-1']) {
      const path = `/api/ops/desk/exports/heart-study/${first?.id}/receipts/${name}`;
      const { html } = (await signInAs(released.app, 'rita', path)).page;
      expect(html.match(/(?<!\()\b\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC/g), name).toBeNull();
      expect(html, name).toContain('GMT+5:45 (');
    }
  });
});
