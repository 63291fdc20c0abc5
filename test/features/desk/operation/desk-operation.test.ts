import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { sourceManifest } from '../../../../src/activities/transfer/places.ts';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import { anEntry, anEvent, operationId, stream } from '../../../contract/samples.ts';
import { ask, auditOf } from '../../../functions/ask.ts';
import { pageFields } from '../../../functions/page-fields.ts';
import {
  aProject,
  aReview,
  hiddenField,
  opened,
  type RunningApp,
  signInAs,
  startApp,
} from '../../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const at = '2026-01-01T00:00:00.000Z';
const failure = (message: string) => ({ state: 'copying', message, publicMessage: 'It stopped', at });
const pathOf = ({ door, project, id }: Operation) =>
  `/api/ops/desk/${door === 'ingress' ? 'datasets' : 'exports'}/${project}/${id}`;
const open = async (operation: Operation, person = 'otto', query = '') =>
  await signInAs(app, person, `${pathOf(operation)}${query}`);
const knownAs = (id: string) => {
  const { name, email, oid } = findPerson(app.azure.directory, id);
  return { name, email, oid };
};

describe('the page of an operation', () => {
  it('says where it stands, whose turn it is and what went wrong, without a time for machines', async () => {
    const { page } = await open(await opened(app, { state: 'failed', since: at, failure: failure('Disk full') }));
    expect(page.html).toMatch(/<h1>Dataset <bdi/);
    expect(page.html).toContain('<b>An operator</b>');
    expect(page.html).toMatch(/Last error<\/dt><dd><bdi dir="auto">Disk full<\/bdi>/);
    expect(page.html).toContain('is failed since 1 Jan 2026, 00:00 UTC');
    expect(page.html.replace(/<pre>[\s\S]*?<\/pre>/g, '')).not.toMatch(/\d{4}-\d\d-\d\dT\d\d:/);
  });

  it('has a form for each act that is possible, the best of them open, and says what cannot be undone', async () => {
    const { page } = await open(await opened(app, { state: 'failed', failure: failure('Disk full') }));
    expect([...page.html.matchAll(/<details class="act[^>]*><summary>([^<]+)/g)].map(([, title]) => title)).toEqual([
      'Let it go on',
      'Discard it',
    ]);
    expect(page.html).toMatch(/<details class="act" open><summary>Let it go on/);
    expect(page.html).toMatch(/<details class="act end"><summary>Discard it[\s\S]*Sallyport cannot bring back/);
  });

  it('shows what only others can do with the command and the page where its form is', async () => {
    await aProject(app, { id: 'held-study' });
    await ask(app, 'olivia', 'POST', 'ops/projects/held-study/hold', { body: { reason: 'A leak is looked into' } });
    const { page } = await open(
      await opened(app, { project: 'held-study', state: 'copying', hold: 'on hold since then' }),
    );
    expect(page.html).toContain('<pre>sallyport hold lift held-study');
    expect(page.html).toContain('href="/api/ops/desk/holds"');
  });

  it('says of a released package where it lies, who may read it, and until when', async () => {
    const { page } = await open(await opened(app, { door: 'export', name: 'table one', state: 'released' }));
    expect(page.html).toMatch(/<dt>Lies in<\/dt><dd><code>released\/heart-study\/table one\/exp_\w+\/<\/code>/);
    expect(page.html).toContain('the external readers of the project may read it until somebody takes it back');
  });

  it('holds whatever names and reasons say as text, and breaks what is long', async () => {
    const evil = '<script>alert(1)</script>"><img src=x>\u202egnp';
    const operation = await opened(app, {
      ...{ name: 'x'.repeat(900), state: 'rejected', failure: failure(evil) },
      problems: [{ rule: 'name', path: evil, value: 'y'.repeat(1000), message: evil, publicMessage: '' }],
    });
    await app.ports.audit.append('heart-study', [
      anEvent(`${operation.id}.1.x`, { operation: operation.id, kind: 'ingress.failed', data: { message: evil } }),
    ]);
    const { page } = await open(operation, 'otto', `?done=${encodeURIComponent('<b>')}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/<script|<img|<b>'/);
    expect(page.html).toContain('&lt;script&gt;');
  });

  it('tells the audit in sentences and the mails, with names', async () => {
    const operation = await opened(app, { state: 'available', version: 1 });
    const { id } = operation;
    const line = (of: string, kind: string, data: Record<string, string>, actor = 'control-plane') =>
      anEvent(`${id}.${of}`, { operation: id, kind, at: operation.startedAt, actor, data });
    const olga = knownAs('olga');
    await app.ports.audit.append('heart-study', [
      line('1.mail', 'mail.sent', { step: 'received-1', to: olga.oid }),
      line('2.mail', 'mail.given-up', { step: 'available-2', to: olga.oid, reason: 'No such box' }),
      line('3.retry', 'ingress.copying', { name: operation.name, from: 'failed', event: 'retry' }, knownAs('otto').oid),
    ]);
    const { page } = await open(operation);
    const [, mails = '', audit = ''] = /<h2>Mails<\/h2>([\s\S]*)<h2>Audit<\/h2>([\s\S]*)/.exec(page.html) ?? [];
    expect(mails).toContain(`<bdi>${olga.name}</bdi>`);
    expect(mails).toContain('given up</span> <bdi dir="auto">No such box');
    expect(audit).toContain(knownAs('otto').name);
    expect(audit.replace(/<pre>[\s\S]*?<\/pre>/g, '')).not.toContain(olga.oid);
  });

  it('stays small with 10,000 files, 500 events and 200 problems, and reads few blobs and rows', async () => {
    const id = operationId('ingress');
    const entries = Array.from({ length: 10_000 }, (_none, index) =>
      anEntry(`data/file-${String(index).padStart(5, '0')}.csv`),
    );
    const source = { ...(await app.ports.manifests.write(sourceManifest({ id }), stream(entries))), listedAt: at };
    const problems = Array.from({ length: 200 }, (_none, index) => {
      return { rule: 'extension', path: `file-${index}`, value: '.exe', message: 'Leave it out', publicMessage: '' };
    });
    const operation = await opened(app, { id, state: 'rejected', source, problems });
    const events = Array.from({ length: 500 }, (_none, index) => {
      const kind = index % 2 === 0 ? 'ingress.checking' : 'mail.sent';
      return anEvent(`${id}.${index}`, {
        operation: id,
        kind,
        at: operation.startedAt,
        data: { step: 'received-1', to: 'x' },
      });
    });
    await app.ports.audit.append('heart-study', events);
    const { page, visitor } = await open(operation);
    expect(page.html.length).toBeLessThan(160_000);
    expect(page.html).toContain('10,000 files');
    expect(page.html.match(/data\/file-\d{5}\.csv<\/bdi>/g)?.length).toBe(200);
    expect(page.html).toContain('150 more');
    const next = /href="([^"]+files=[^"]+)"/.exec(page.html)?.[1] ?? '';
    const second = await visitor.get(app.url + next.replaceAll('&amp;', '&').replace('#files', ''));
    expect(second.html).toContain('data/file-00200.csv');
    expect(second.html).not.toContain('data/file-00199.csv');
  });

  it('is there for a project without a definition that can be used, and says what stands still', async () => {
    const gone = await open(await opened(app, { project: 'gone-study', state: 'copying' }));
    expect(gone.page.status).toBe(200);
    const operation = await opened(app, { state: 'failed', failure: failure('Disk full') });
    const problems = [{ rule: 'unknown', path: 'colour', value: 'red', message: 'is not known' }];
    const broken = { id: 'heart-study', etag: '"1"', hash: '', problems, raw: '{}' };
    vi.spyOn(app.ports.projects, 'find').mockResolvedValue(broken);
    const { page } = await open(operation);
    vi.restoreAllMocks();
    expect([page.status, page.html.includes('so the project stands still')]).toEqual([200, true]);
  });

  it('names what is wrong with a row that cannot be read', async () => {
    const operation = await opened(app, { state: 'checking' });
    vi.spyOn(app.ports.register, 'get').mockRejectedValueOnce(new Error('The row has no state'));
    const row = { project: 'heart-study', key: operation.id, problem: 'It has no <b>state</b>' };
    vi.spyOn(app.ports.register, 'briefs').mockResolvedValue({ briefs: [], broken: [row] });
    const { page } = await open(operation);
    vi.restoreAllMocks();
    expect(page.status).toBe(200);
    expect(page.html).toContain('It has no &lt;b&gt;state&lt;/b&gt;');
    expect(page.html).toContain('sallyport restore apply --project heart-study');
  });

  it('is not found where there is no such operation or project', async () => {
    const operation = await opened(app, { state: 'checking' });
    for (const wrong of [
      { ...operation, id: operationId('ingress') },
      { ...operation, project: 'no-study' },
    ]) {
      const { page } = await open(wrong);
      expect([page.status, page.html.includes('Not found')]).toEqual([404, true]);
    }
  });
});

describe('the forms of a review', () => {
  const send = async (review: Operation, act: string, fields: Record<string, string>, person = 'otto') => {
    const { visitor, page } = await open(review, person);
    const form = pageFields(page.html, `/${act}`, { reason: 'they need it', ...fields });
    return await visitor.post(`${app.url}${pathOf(review)}/${act}`, form, app.url);
  };

  it('send new links to one approver, or to everybody who has not decided', async () => {
    const { operation } = await aReview(app);
    app.later(2 * 60 * 60 * 1000);
    const { page } = await open(operation);
    const ben = knownAs('ben').oid;
    const named = ['ada', 'ben', 'cleo'].map((one) => knownAs(one).name).join(', ');
    expect(page.html).toContain(`<b>Its approvers</b> <span class="soft"><bdi>${named}</bdi>`);
    expect(page.html).toContain(`<option value="${ben}">`);
    expect((await send(operation, 'resend', { approver: ben })).html).toContain('New links are on their way.');
    const [round] = (await app.ports.decisions.read(operation.id)).rounds;
    expect(round?.value.resent).toMatchObject({ to: [ben], reason: 'they need it', by: knownAs('otto').oid });
  });

  it('give more time by days or until a day, and keep what was typed when that is refused', async () => {
    const opening = new Date(Date.now() - 6 * 24 * 60 * 60 * 1000).toISOString();
    const { operation } = await aReview(app, { round: { deadline: new Date(Date.now() + 86_400_000).toISOString() } });
    expect(opening < new Date().toISOString()).toBe(true);
    const refused = await send(operation, 'extend', { businessDays: '0' });
    expect([refused.status, refused.html.includes('Say how many business days')]).toEqual([400, true]);
    expect(refused.html).toMatch(/name="extend.businessDays"[^>]*value="0"/);
    const late = await send(operation, 'extend', { businessDays: '3', until: '2999-01-01' });
    expect([late.status, late.html.includes('is too late')]).toEqual([400, true]);
    expect(late.html).toContain('value="2999-01-01"');
    expect((await send(operation, 'extend', { businessDays: '5' })).html).toContain('have more time');
  });

  it('are not there for an operator who takes part in the project', async () => {
    const { people } = await aProject(app);
    await aProject(app, { id: 'part-study', people: { ...people, dataOwners: [knownAs('otto')] } });
    const { operation } = await aReview(app, {
      project: { id: 'part-study', people: { ...people, dataOwners: [knownAs('otto')] } },
    });
    app.later(2 * 60 * 60 * 1000);
    const { page } = await open(operation);
    expect(page.html).toContain('You are a data owner of part-study');
    expect(page.html).not.toContain('/resend"');
    expect(page.html).toContain('/withdraw"');
  });

  it('let a release be taken back to where the operator says', async () => {
    const { operation } = await aReview(app, { operation: { state: 'releasing' } });
    const answer = await send(operation, 'take-back', { to: 'returning' });
    expect(answer.html).toContain('Its release is being taken back.');
    expect(answer.html).toContain('StorageBlobLogs');
    expect((await app.ports.register.get(operation))?.value).toMatchObject({
      state: 'revoking',
      takeBack: { to: 'returning' },
    });
  });
});

describe('an operator who is a researcher of the project', () => {
  const marker = 'lapis-lazuli';
  const own = async () => {
    const { people } = await aProject(app);
    await aProject(app, { id: 'own-study', people: { ...people, researchers: [knownAs('otto')] } });
  };

  it('sees of a package what /api/mine shows, without a form or a name that was chosen inside', async () => {
    await own();
    const operation = await opened(app, { door: 'export', project: 'own-study', name: marker, state: 'inspecting' });
    const { page, visitor } = await open(operation);
    const mine = await visitor.get(`${app.url}/api/mine/exports/own-study/${operation.id}`);
    const facts = /<dl class="facts">[\s\S]*?<\/dl>/;
    expect(facts.exec(page.html)?.[0]).toBe(facts.exec(mine.html)?.[0]);
    expect(page.html).not.toContain(marker);
    expect(page.html).not.toMatch(/action="\/api\/ops(?!\/desk\/look")/);
    expect(page.html).not.toContain('action="/api/mine/exports');
    expect(page.html).toContain('href="/api/ops/desk/holds"');
  });

  it('sees of a dataset what everybody is told', async () => {
    await own();
    const operation = await opened(app, { project: 'own-study', state: 'failed', failure: failure(marker) });
    const { page } = await open(operation);
    expect([page.status, page.html.includes(marker)]).toEqual([200, false]);
    expect(page.html).toContain(', failed since');
  });

  it('has no act done, also when the form is made by hand', async () => {
    await own();
    const operation = await opened(app, { project: 'own-study', state: 'failed', failure: failure('Disk full') });
    const { visitor, page } = await open(operation);
    const form = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      form: 'retry',
      once: 'by-hand',
      'retry.reason': 'mine',
    };
    const answer = await visitor.post(`${app.url}${pathOf(operation)}/retry`, form, app.url);
    expect([answer.status, answer.html.includes('role="alert"')]).toEqual([403, true]);
    expect((await app.ports.register.get(operation))?.value.state).toBe('failed');
    expect((await auditOf(app, 'own-study')).some(({ data }) => data['event'] === 'retry')).toBe(false);
  });
});

it('the API tells no more of a review than the page', async () => {
  const { operation } = await aReview(app);
  const { body } = await ask(app, 'otto', 'GET', `ops/exports/heart-study/${operation.id}/explain`);
  expect(JSON.stringify(body)).not.toContain('With --to');
});
