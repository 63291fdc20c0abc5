import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkOf } from '../../../local/people/forms.ts';
import { Visitor } from '../../../local/people/visitor.ts';
import { moveOperation } from '../../../src/activities/operation/move.ts';
import { byRandomPart } from '../../../src/domain/base/door.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { guideAddress, guideNames } from '../../../src/pages/base/help-page.ts';
import { fresh } from '../../contract/samples.ts';
import { ask } from '../../functions/ask.ts';
import { ofForm } from '../../functions/page-fields.ts';
import {
  aProject,
  aReview,
  hiddenField,
  opened,
  type RunningApp,
  signInAs,
  startApp,
} from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

/** Stands in everything that was chosen inside. */
const marker = 'lapis-lazuli';

const told = { toldSince: '2026-03-01T09:00:00.000Z' };
/** A package of which something is shown: one that is frozen and waits for its purpose, where the test wants no other. */
const aPackage = (change: Partial<Operation> = {}) =>
  opened(app, { door: 'export', name: fresh(marker), state: 'in-review', ...told, ...change });
const pathOf = ({ door, project, id }: Operation) =>
  `/api/mine/${door === 'ingress' ? 'datasets' : 'exports'}/${project}/${id}`;

async function send(person: string, operation: Operation, act: string, fields: Record<string, string>) {
  const { visitor, page } = await signInAs(app, person, pathOf(operation));
  const { antiForgery = hiddenField(page.html, 'antiForgery'), ...typed } = fields;
  const form = { antiForgery, ...ofForm(act === 'versions' ? 'purpose' : act, typed) };
  return { visitor, page: await visitor.post(`${app.url}${pathOf(operation)}/${act}`, form, app.url) };
}

const rowOf = async (operation: Operation) => (await app.ports.register.get(operation))?.value;

describe('help', () => {
  it.each([
    ['ada', 'approvers', 'For approvers'],
    ['olga', 'owners', 'For data owners'],
    ['rui', 'researchers', 'For researchers'],
    ['otto', 'operators', 'For operators'],
  ])('leads %s to the guide of %s, from every page', async (person, guide, title) => {
    const { page, visitor } = await signInAs(app, person, '/api/');
    expect(page.html).toContain('<a href="/api/help">Help</a>');
    const help = await visitor.get(`${app.url}/api/help`);
    expect(help.html).toContain(`<a href="/api/help/${guide}">The whole guide</a>`);
    const whole = await visitor.get(`${app.url}/api/help/${guide}`);
    expect(whole.html).toContain(`<h1>${title}</h1>`);
    expect(whole.html).toContain(`<a href="/api/help/${guide}" aria-current="page">`);
  });

  it('lets whoever is not signed in choose a guide', async () => {
    const { html } = await new Visitor().get(`${app.url}/api/help`);
    expect(html.match(/<li><a href="\/api\/help\//g)).toHaveLength(7);
    expect((await fetch(`${app.url}/api/help/approvers`)).status).toBe(200);
    expect((await fetch(`${app.url}/api/help/nobody`)).status).toBe(404);
  });

  it('has in its guides no link that leads nowhere', async () => {
    const asked = await Promise.all(guideNames.map((name) => fetch(`${app.url}${guideAddress(name)}`)));
    const pages = await Promise.all(asked.map((answer) => answer.text()));
    const ids = new Set(
      pages.flatMap((html, at) =>
        [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `${guideAddress(guideNames[at] ?? 'owners')}#${id}`),
      ),
    );
    const links = pages.flatMap((html, at) =>
      [...html.matchAll(/href="(#[^"]+|\/api\/help\/[^"]*#[^"]+)"/g)].map(([, to = '']) =>
        to.startsWith('#') ? guideAddress(guideNames[at] ?? 'owners') + to : to,
      ),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !ids.has(link))).toEqual([]);
    expect(pages.flatMap((html) => html.match(/.{20}(?:\]\(|\*\*|```|<img).{20}/g) ?? [])).toEqual([]);
  });
});

describe('the page for everyone', () => {
  it('leads to the sign-in and back', async () => {
    const response = await fetch(`${app.url}/api/mine`, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('/api/sign-in?returnTo=%2Fapi%2Fmine');
    expect((await fetch(`${app.url}/api/mine.json`)).status).toBe(401);
  });

  it('shows an approver by name the reviews of all projects that wait for them, the oldest first, until they decided', async () => {
    const title = 'Kidney study';
    const heart = await aReview(app, { operation: { name: marker } });
    const kidney = await aReview(app, { project: { id: 'kidney-study', title } });
    const { page, visitor } = await signInAs(app, 'ada', '/api/mine');
    const links = [...page.html.matchAll(/href="(\/api\/review-package\/[^"]+)"/g)].map(([, path]) => path);
    expect(links).toEqual([
      `/api/review-package/heart-study/${heart.operation.id}`,
      `/api/review-package/kidney-study/${kidney.operation.id}`,
    ]);
    expect(page.html).toContain(title);
    expect(page.html).toContain(marker);
    expect((await signInAs(app, 'rui', '/api/mine')).page.html).not.toContain(marker);
    const review = await visitor.get(`${app.url}${links[0]}`);
    const form = { antiForgery: hiddenField(review.html, 'antiForgery'), digest: heart.round.digest };
    const approval = { ...form, choice: 'approve', lookedAt: 'yes', deidentified: 'yes' };
    const decided = await visitor.post(`${app.url}${links[0]}`, approval, app.url);
    expect(decided.html).toContain(`href="${links[1]}">Next: package`);
    const { body } = await ask(app, 'ada', 'GET', 'mine.json');
    expect(body.reviews.map(({ id }: { id: string }) => id)).toEqual([kidney.operation.id]);
    expect(body).toMatchObject({ datasets: [], packages: [] });
  });

  it('shows an owner their datasets, and why one was rejected with the names that they chose', async () => {
    const problem = {
      rule: 'extension',
      path: 'notes.docx',
      value: '.docx',
      message: 'use .csv',
      publicMessage: 'A type is not allowed',
    };
    const dataset = await opened(app, { name: 'cohort-a', state: 'rejected', problems: [problem] });
    const { page, visitor } = await signInAs(app, 'olga', '/api/mine');
    expect(page.html).toContain('cohort-a');
    expect(page.html).toContain('notes.docx: use .csv</');
    const detail = await visitor.get(`${app.url}${pathOf(dataset)}`);
    expect(detail.html).toContain('Discard it');
    expect(detail.html).not.toContain('Why is it sent?');
  });

  it('shows a researcher states and labels, and nothing that was chosen inside, the rules that are broken among it', async () => {
    const by = { oid: '00000000-0000-4000-8000-000000000002', name: 'Rui' };
    const at = app.ports.clock.now().toISOString();
    const problem = {
      rule: 'names',
      path: `${marker}.csv`,
      value: marker,
      message: marker,
      publicMessage: 'A name is too long',
    };
    const rejected = await aPackage({ state: 'rejected', purpose: marker, problems: [problem, problem] });
    const failure = { state: 'freezing', message: marker, publicMessage: 'It stopped while it was freezing', at };
    const failed = await aPackage({ state: 'failed', failure });
    const hold = `on hold: ${marker}`;
    const held = await aPackage({ state: 'releasing', hold });
    const stopped = await aPackage({ state: 'inspecting', stop: { by: by.oid, message: marker, at } });
    const unscanned = await aPackage({ state: 'scanning', scan: { since: at, lookedAt: at, unscanned: marker } });
    const labelled = await aPackage({
      submission: { purpose: 'Figure 1', label: 'the figure', by, at },
    });
    const { page, visitor } = await signInAs(app, 'rui', '/api/mine');
    expect(page.html).toContain('the figure');
    expect(page.html).not.toContain('A name is too long');
    const pages = [page.html];
    for (const one of [rejected, failed, held, stopped, unscanned, labelled])
      pages.push((await visitor.get(`${app.url}${pathOf(one)}`)).html);
    const data = await ask(app, 'rui', 'GET', 'mine.json');
    pages.push(JSON.stringify(data.body));
    for (const one of [rejected, failed, held])
      pages.push(
        JSON.stringify((await ask(app, 'rui', 'GET', pathOf(one).slice(5).replace('mine/', 'mine.json/'))).body),
      );
    for (const text of pages) expect(text).not.toContain(marker);
    expect(data.body.packages).toContainEqual(expect.objectContaining({ id: failed.id, waitsOn: 'operator' }));
  });

  it('tells of packages that came and went neither the order nor the time, more exactly than to a quarter of an hour', async () => {
    const quarter = Date.parse('2026-03-01T10:00:00.000Z');
    const sent: Operation[] = [];
    for (let number = 0; number < 60; number += 1) {
      const at = new Date(quarter + ((number * 7919) % 900_000)).toISOString();
      sent.push(await aPackage({ state: 'withdrawn', startedAt: at, since: at }));
    }
    const { body } = await ask(app, 'rui', 'GET', 'mine.json');
    const known = new Set(sent.map(({ id }) => id));
    const told: readonly { readonly id: string; readonly receivedAt: string; readonly since: string }[] = body.packages;
    const mine = told.filter(({ id }) => known.has(id));
    expect(mine.length).toBeGreaterThan(40);
    for (const { receivedAt, since } of mine)
      expect([receivedAt, since]).toEqual([new Date(quarter).toISOString(), new Date(quarter).toISOString()]);
    expect(told.map(({ id }) => id)).toEqual(
      told
        .map(({ id }) => ({ id }))
        .toSorted(byRandomPart)
        .map(({ id }) => id),
    );
    const one = await aPackage({ state: 'withdrawn' });
    const { body: history } = await ask(app, 'rui', 'GET', pathOf(one).slice(5).replace('mine/', 'mine.json/'));
    for (const { at } of history.history) expect(Date.parse(at) % 900_000).toBe(0);
  });

  it('says why a package came back, with what its approvers wrote', async () => {
    const outcome = { status: 'denied', reasons: ['Row 7 shows a single person.'] } as const;
    const back = await aPackage({ state: 'returning', outcome });
    const { page } = await signInAs(app, 'rui', '/api/mine');
    const row = page.html.slice(page.html.indexOf(pathOf(back)));
    expect(row).toContain('The approvers denied it.');
    expect(row).toContain('Row 7 shows a single person.');
  });

  it('shows nobody what belongs to others', async () => {
    const [dataset, sent] = [await opened(app, { name: 'cohort-b' }), await aPackage()];
    for (const [person, operation] of [
      ['rui', dataset],
      ['olga', sent],
      ['ada', sent],
      ['otto', sent],
    ] as const) {
      const { page, visitor } = await signInAs(app, person, '/api/mine');
      expect(page.html).not.toContain(pathOf(operation));
      const detail = await visitor.get(`${app.url}${pathOf(operation)}`);
      expect(detail.status).toBe(404);
      const { status } = await ask(app, person, 'GET', pathOf(operation).slice(5).replace('mine/', 'mine.json/'));
      expect(status).toBe(404);
    }
  });
});

describe('the reviews that wait for an approver', () => {
  it('are narrowed by buttons, beside which what was typed stands again', async () => {
    await aReview(app, { operation: { name: 'first-table' } });
    await aReview(app, { operation: { name: 'other-table' } });
    const { visitor, page } = await signInAs(app, 'cleo', '/api/mine');
    const [, address = ''] = /formaction="(\/api\/mine\/look\?show=eyes)#waits"/.exec(page.html) ?? [];
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const look = (typed: Record<string, string>, where = address) =>
      visitor.post(app.url + where, { antiForgery, form: 'look', ...typed }, app.url);
    const narrowed = await look({});
    expect(narrowed.url).toBe(`${app.url}/api/mine?show=eyes`);
    expect(narrowed.html).toMatch(/aria-current="true"><bdi>\d+ with something to look at/);
    const kept = await look({ 'away.from': '2039-05-01' });
    expect(kept.html).toMatch(/aria-current="true"><bdi>\d+ with something to look at/);
    expect(kept.html).toContain('value="2039-05-01"');
    expect((await look({}, `${address}&show=none`)).status).toBe(400);
    const out = await new Visitor().post(app.url + address, { antiForgery, form: 'look' }, app.url);
    expect(out.status).toBe(401);
  });
});

describe('the absence of an approver', () => {
  it('is said and ended at their own page, and stands in the audit under their object id', async () => {
    const { visitor, page } = await signInAs(app, 'cleo', '/api/mine');
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const days = { from: '2039-05-01', to: '2039-05-09' };
    const away = await visitor.post(`${app.url}/api/mine/away`, { antiForgery, ...ofForm('away', days) }, app.url);
    expect(away.html).toContain('away from 2039-05-01 to 2039-05-09');
    const [absence] = await app.ports.absences.list();
    expect(absence).toMatchObject({ ...days, by: absence?.oid });
    expect((await visitor.post(`${app.url}/api/mine/back`, { antiForgery: 'x' }, app.url)).status).toBe(403);
    const back = await visitor.post(`${app.url}/api/mine/back`, { antiForgery }, app.url);
    expect(back.html).not.toContain('away from');
    expect(await app.ports.absences.list()).toEqual([]);
  });

  it('is refused for days that make no sense, and offered to approvers only', async () => {
    const { visitor, page } = await signInAs(app, 'cleo', '/api/mine');
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const send = (from: string) =>
      visitor.post(`${app.url}/api/mine/away`, { antiForgery, ...ofForm('away', { from, to: '2039-05-01' }) }, app.url);
    const refused = await send('2039-05-09');
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('before it begins on 2039-05-09');
    expect((await send('x')).html).toContain('Choose the first and the last day');
    const other = await signInAs(app, 'rui', '/api/mine');
    expect(other.page.html).not.toContain('My absence');
    const token = hiddenField(other.page.html, 'antiForgery');
    const sent = { antiForgery: token, ...ofForm('away', { from: '2039-05-01', to: '2039-05-09' }) };
    expect((await other.visitor.post(`${app.url}/api/mine/away`, sent, app.url)).status).toBe(404);
  });
});

describe('the page of a package', () => {
  it('opens whatever was typed, also what looks like a time and is none', async () => {
    const { page } = await send('rui', await aPackage(), 'purpose', { purpose: 'Measured at 2026-99-99T99:99:99Z' });
    expect(page.status).toBe(200);
    expect(page.html).toContain('typed its purpose: Measured at 2026-99-99T99:99:99Z');
  });

  it('takes a purpose, and tells the history in sentences', async () => {
    const sent = await aPackage();
    const { page } = await send('rui', sent, 'purpose', { purpose: 'Table 2\r\nof the paper', label: 'table' });
    expect(page.status).toBe(200);
    expect(page.html).toContain('Table 2\nof the paper');
    expect(page.html).toMatch(/typed its purpose: Table 2/);
    expect((await rowOf(sent))?.submission).toMatchObject({ purpose: 'Table 2\nof the paper', label: 'table' });
    expect(app.woken).toContain(sent.id);
  });

  it('offers the versions that the package may have been made from, keeps what was ticked, and takes it', async () => {
    const version = await opened(app, { name: 'cohort-m', state: 'available', version: 3 });
    await opened(app, { name: 'never-there', state: 'rejected' });
    const sent = await aPackage();
    const { visitor, page } = await signInAs(app, 'rui', pathOf(sent));
    expect(page.html).toContain('This is unknown');
    expect(page.html).toMatch(/cohort-m<\/bdi> <span class="nowrap">v3/);
    expect(page.html).not.toContain('never-there');
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const post = (madeFrom: readonly string[], purpose: string) =>
      visitor.post(
        `${app.url}${pathOf(sent)}/purpose`,
        new URLSearchParams([
          ['antiForgery', antiForgery],
          ['form', 'purpose'],
          ['purpose.purpose', purpose],
          ...madeFrom.map((one): [string, string] => ['purpose.madeFrom', one]),
        ]),
        app.url,
      );
    const refused = await post([version.id, 'unknown'], 'Table 2');
    expect(refused.html).toContain('and not both');
    expect(refused.html).toContain(`value="${version.id}" checked`);
    expect(refused.html).toContain('value="unknown" checked');
    const taken = await post([version.id], 'Table 2');
    expect(taken.html).toContain('typed its purpose (made from: cohort-m v3): Table 2');
    const madeFrom = [{ id: version.id, name: 'cohort-m', version: 3 }];
    expect((await rowOf(sent))?.submission).toMatchObject({ madeFrom });
    const data = await ask(app, 'rui', 'GET', pathOf(sent).slice(5).replace('mine/', 'mine.json/'));
    expect(data.body).toMatchObject({ submission: { madeFrom } });
    expect(data.body.versions).toContainEqual(madeFrom[0]);
    app.later(61 * 60_000);
    const over = await post([version.id, 'unknown'], 'Again');
    const asked = await visitor.get(linkOf(over.html, app.url, '/api/sign-in') ?? '');
    const again = await visitor.post(asked.url, { person: 'rui' }, asked.url);
    expect(again.html).toContain('value="unknown" checked');
  });

  it('finds any version by name or page by page, and keeps what was typed and ticked meanwhile', async () => {
    const oldest = await opened(app, { name: 'Cohort-first', state: 'available', version: 1 });
    const made = [oldest];
    for (let number = 0; number < 120; number += 1)
      made.push(await opened(app, { name: `later-${number}`, state: 'available', version: 1 }));
    const sent = await aPackage();
    const { visitor, page } = await signInAs(app, 'rui', pathOf(sent));
    expect(page.html).not.toContain(oldest.id);
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const ticked = made.at(-1)?.id ?? '';
    const look = (fields: Record<string, string>) => {
      const typed = ofForm('purpose', { purpose: 'Table 2', label: 'kept', madeFrom: ticked, ...fields });
      const address = `${app.url}${pathOf(sent)}/${'older' in fields ? 'older-versions' : 'versions'}`;
      return visitor.post(address, { antiForgery, ...typed }, app.url);
    };
    const found = await look({ find: 'cohort-F' });
    expect(found.status).toBe(200);
    expect(found.html).toContain(`value="${oldest.id}">`);
    expect(found.html).toContain(`value="${ticked}" checked`);
    expect(found.html).not.toContain('later-100<');
    for (const kept of ['>Table 2</textarea>', 'value="kept"', 'value="cohort-F"', 'not saved yet'])
      expect(found.html).toContain(kept);
    expect((await rowOf(sent))?.submission).toBeUndefined();
    const seen = new Set<string>();
    let html = page.html;
    for (let parts = 0; parts < 10 && /name="purpose.older" value="([^"]*)"/.test(html); parts += 1) {
      html = (await look({ find: '', older: hiddenField(html, 'purpose.older') })).html;
      for (const [, id = ''] of html.matchAll(/name="purpose.madeFrom" value="(ing_[^"]*)"/g)) seen.add(id);
    }
    for (const [, id = ''] of page.html.matchAll(/name="purpose.madeFrom" value="(ing_[^"]*)"/g)) seen.add(id);
    expect(made.filter(({ id }) => !seen.has(id))).toEqual([]);
    expect((await look({ find: 'nowhere-to-be-found', madeFrom: '' })).html).toContain('None was found here');
    const refused = await look({ older: 'made-up' });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('value="kept"');
    const data = (query: string) =>
      ask(app, 'rui', 'GET', `${pathOf(sent).slice(5).replace('mine/', 'mine.json/')}${query}`);
    const { olderVersions } = (await data('')).body;
    const next = await data(`?versions=${encodeURIComponent(olderVersions)}`);
    expect(next.body.versions.length).toBeGreaterThan(0);
    expect((await data('?versions=made-up')).status).toBe(400);
    const saved = await send('rui', sent, 'purpose', { purpose: 'Table 2', madeFrom: oldest.id });
    expect(saved.page.html).toContain('made from: Cohort-first v1');
    const foreign = await send('rui', sent, 'versions', { find: 'cohort', antiForgery: 'x' });
    expect(foreign.page.status).toBe(403);
  });

  it('says why a form was not taken, with the focus there, and keeps what was typed', async () => {
    const sent = await aPackage();
    const empty = await send('rui', sent, 'purpose', { purpose: ' ', label: 'kept' });
    expect(empty.page.status).toBe(400);
    expect(empty.page.html).toMatch(/autofocus><p>Say why the package is sent/);
    expect(empty.page.html).toContain('value="kept"');
    const wrong = await send('rui', sent, 'purpose', { purpose: 'Table 2', continues: sent.id });
    expect(wrong.page.html).toContain('is no earlier package');
    expect((await rowOf(sent))?.submission).toBeUndefined();
  });

  it('takes nothing without the token of the page, from another site, or by a form that is none', async () => {
    const sent = await aPackage();
    const { visitor, page } = await signInAs(app, 'rui', pathOf(sent));
    const form = { antiForgery: hiddenField(page.html, 'antiForgery'), ...ofForm('purpose', { purpose: 'Table 2' }) };
    const address = `${app.url}${pathOf(sent)}`;
    expect((await visitor.post(`${address}/purpose`, { ...form, antiForgery: 'x' }, app.url)).status).toBe(403);
    expect((await visitor.post(`${address}/purpose`, form, 'https://evil.example.org')).status).toBe(403);
    expect((await visitor.post(`${address}/constructor`, form, app.url)).status).toBe(404);
    expect((await rowOf(sent))?.submission).toBeUndefined();
  });

  it('keeps the purpose that was typed when the session was over', async () => {
    const sent = await aPackage();
    const { visitor } = await signInAs(app, 'rui', pathOf(sent));
    const typed = ofForm('purpose', { purpose: 'Typed for a long time' });
    app.later(61 * 60_000);
    const over = await visitor.post(`${app.url}${pathOf(sent)}/purpose`, { antiForgery: 'gone', ...typed }, app.url);
    expect(over.status).toBe(401);
    const asked = await visitor.get(linkOf(over.html, app.url, '/api/sign-in') ?? '');
    const page = await visitor.post(asked.url, { person: 'rui' }, asked.url);
    expect(page.html).toContain('>Typed for a long time</textarea>');
    expect((await rowOf(sent))?.submission).toBeUndefined();
  });

  it('withdraws and discards where a researcher may, and refuses the rest', async () => {
    const sent = await aPackage();
    const withdrawn = await send('rui', sent, 'withdraw', { reason: 'the wrong table' });
    expect(withdrawn.page.html).toContain('its way back, since it was withdrawn');
    expect(await rowOf(sent)).toMatchObject({ state: 'in-review', withdrawal: { part: 'researcher' } });
    const over = await aPackage({ state: 'withdrawing' });
    expect((await send('rui', over, 'withdraw', { reason: 'again' })).page.status).toBe(409);
    const scanned = await aPackage({
      state: 'scanning',
      scan: { since: sent.since, lookedAt: sent.since, unscanned: 'x' },
    });
    const refused = await send('rui', scanned, 'discard', {});
    expect(refused.page.status).toBe(403);
    expect(refused.page.html).toContain('Only an operator may');
  });

  it('hides single decisions while people decide, and tells them afterwards', async () => {
    const { operation } = await aReview(app);
    const { visitor } = await signInAs(app, 'ben', `/api/review-package/heart-study/${operation.id}`);
    const review = await visitor.get(`${app.url}/api/review-package/heart-study/${operation.id}`);
    const denial = {
      antiForgery: hiddenField(review.html, 'antiForgery'),
      digest: hiddenField(review.html, 'digest'),
      choice: 'deny',
      reason: 'Cells are too small.',
    };
    await visitor.post(`${app.url}/api/review-package/heart-study/${operation.id}`, denial, app.url);
    const before = await signInAs(app, 'rui', pathOf(operation));
    expect(before.page.html).not.toContain('Cells are too small.');
    await moveOperation(app.ports, { key: operation, from: 'in-review', event: 'deny' });
    const after = await before.visitor.get(`${app.url}${pathOf(operation)}`);
    expect(after.html).toContain('An approver denied it: Cells are too small.');
  });
});
