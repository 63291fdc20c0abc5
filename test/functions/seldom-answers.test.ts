import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { findPerson } from '../../local/azure/directory.ts';
import { review } from '../../src/api/review.ts';
import { BrokenDefinition } from '../../src/domain/base/errors.ts';
import type { KeptRequest } from '../../src/domain/base/kept-request.ts';
import { newPendingChange } from '../../src/domain/definition/pending-change.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { beginSession } from '../../src/web/session.ts';
import { type AskedRoute, askRoute, wholeAnswer } from './ask-route.ts';
import { ofForm } from './page-fields.ts';
import { aProject, aReview, opened, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
/** The same with one operator only. */
let alone: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  alone = await startApp(undefined, { storage: 'memory', secondOperator: false });
  for (const one of [app, alone]) await aProject(one);
});
afterAll(async () => {
  await app.stop();
  await alone.stop();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const ask = (name: string, asked?: AskedRoute) => askRoute(app, name, asked);
const saidBy = async (name: string): Promise<unknown> => JSON.parse(String((await wholeAnswer(app, name)).body));
const reason = 'so that it is asked for';
const person = (id: string) => {
  const { oid, name, email } = findPerson(app.azure.directory, id);
  return { oid, name, email };
};

/** The session of a person at a page of the app, and the fields of a form that they send. */
async function signedIn(id: string) {
  const { oid, name, email } = person(id);
  const sealer = createCookieCipher(app.ports.secrets, app.ports.clock);
  const identity = { oid, name, emails: [email], roles: [], groups: [], contexts: [] };
  const { name: of, value } = await beginSession(sealer, identity, { on: true, projects: {} });
  const { antiForgery } = z.looseObject({ antiForgery: z.string() }).parse(await sealer.open('session', value));
  const form = (fields: Readonly<Record<string, string>> = {}) =>
    new URLSearchParams({ antiForgery, ...fields }).toString();
  return { headers: { cookie: `${of}=${value}`, origin: app.url }, form };
}

const denial = (digest: string) => ({ choice: 'deny', reason: 'A cell is too small', digest });

describe('a sweep that somebody asks for at the dashboard', () => {
  it('is not begun again while the form that was sent first is still carried out', async () => {
    const stands = async (value: KeptRequest) => ({ kind: 'stands' as const, stored: { value, etag: '1' } });
    vi.spyOn(app.ports.requests, 'begin').mockImplementationOnce(stands);
    const sent = { person: 'otto', headers: { origin: app.url }, body: 'form=sweep&once=key.sweep' };
    expect((await ask('sweepByForm', sent)).status).toBe(409);
    expect((await ask('sweepByForm', sent)).status).toBe(200);
  });
});

describe('what is not there', () => {
  const params = { project: 'nowhere-study' };
  it.each<[string, AskedRoute]>([
    ['closeProject', { params, headers: { 'if-match': '"1"' }, body: { reason, releases: 'keep' } }],
    ['goBackOnChange', { params, headers: { 'if-match': '"1"' }, body: { reason } }],
    ['explainDataset', { params }],
    ['explainExport', { params }],
    ['explainCompute', { params }],
    ['applyCompute', { params, body: { digest: 'none' } }],
  ])('%s does not find', async (name, asked) => {
    expect(await ask(name, { person: 'otto', ...asked })).toEqual({ status: 404, code: 'not-found' });
  });

  it.each([
    'reviewDecision',
    'packageReviewDecision',
    'reviewFiles',
    'packageReviewFiles',
    'reviewManifest',
    'packageReviewManifest',
  ])('the page %s does not find', async (name) => {
    const { headers, form } = await signedIn('ada');
    expect((await ask(name, { headers, body: form(denial('0'.repeat(64))) })).status).toBe(404);
  });

  it('is no absence of somebody who is there', async () => {
    const { headers, form } = await signedIn('olga');
    expect((await ask('sayBack', { headers, body: form() })).status).toBe(404);
  });
});

describe('what everybody gets', () => {
  it.each(['apiDocument', 'apiPage'])('%s', async (name) => {
    expect((await ask(name)).status).toBe(200);
  });

  it('health says which bundle answers, and nothing of it where the sources run', async () => {
    expect(await saidBy('health')).not.toHaveProperty('bundle');
    const bundle = 'b0d1e'.repeat(12);
    vi.spyOn(app.ports.code, 'bundle').mockResolvedValue(bundle);
    expect(await saidBy('health')).toMatchObject({ bundle });
  });

  it('health says when something does not answer', async () => {
    vi.spyOn(app.ports.projects, 'get').mockRejectedValue(new Error('away'));
    expect((await ask('health')).status).toBe(503);
  });
});

describe('a first definition where one operator is enough', () => {
  it('is in force at once', async () => {
    const stored = await alone.ports.projects.get('heart-study');
    const asked = { person: 'otto', params: { project: 'lung-study' }, headers: { 'if-none-match': '*' } };
    const answer = await askRoute(alone, 'putProject', { ...asked, body: { ...stored?.value, id: 'lung-study' } });
    expect(answer.status).toBe(201);
  });
});

describe('what somebody sent', () => {
  it('is shown to its owner, and the browser is sent to the sign-in first', async () => {
    const { id } = await opened(app, { project: 'heart-study', door: 'ingress', state: 'checking' });
    expect((await ask('myDatasetData', { person: 'olga', params: { id } })).status).toBe(200);
    for (const name of ['myDataset', 'myExport']) expect((await ask(name, { params: { id } })).status).toBe(303);
    const { headers, form } = await signedIn('olga');
    const act = (name: string) =>
      ask('actOnMyDataset', {
        headers,
        params: { id, act: name },
        body: form(ofForm(name, { reason: 'The wrong file' })),
      });
    expect((await act('none')).status).toBe(404);
    expect((await act('withdraw')).status).toBe(303);
    expect((await act('withdraw')).status).toBe(409);
  });

  it('goes on by no continuation that is none', async () => {
    const query = '?project=heart-study&datasets=none';
    expect(await ask('mineData', { person: 'olga', query })).toEqual({ status: 400, code: 'refused' });
  });

  it('stands still where the definition is broken', async () => {
    const { id } = await opened(app, { project: 'heart-study', door: 'ingress', state: 'checking' });
    const sent = await opened(app, { project: 'heart-study', door: 'export', state: 'checking' });
    const standing = await app.ports.projects.get('heart-study');
    const { etag = '', hash = '', value } = standing ?? {};
    const broken = { id: 'heart-study', etag, hash, problems: [], raw: JSON.stringify({ people: value?.people }) };
    vi.spyOn(app.ports.projects, 'find').mockResolvedValue(broken);
    const { headers, form } = await signedIn('olga');
    for (const name of ['myDataset', 'myDatasetFiles'])
      expect((await ask(name, { headers, params: { id } })).status).toBe(409);
    expect(
      (await ask('expectOnMine', { headers, body: form(ofForm('expected', { name: 'labs', files: '1' })) })).status,
    ).toBe(409);
    expect((await ask('expectDataset', { person: 'olga', body: { name: 'labs', files: 1 } })).status).toBe(409);
    expect((await ask('myExport', { headers: (await signedIn('rui')).headers, params: { id: sent.id } })).status).toBe(
      409,
    );
  });
});

describe('a review that is closed', () => {
  it('gives its manifest no more, and takes no decision', async () => {
    const { operation, links } = await aReview(app, { round: { status: 'denied' }, operation: { state: 'returning' } });
    const { headers, form } = await signedIn('ada');
    const handle = links.ada.split('/').at(-1) ?? '';
    expect((await ask('reviewManifest', { headers, params: { handle } })).status).toBe(409);
    const at = { headers, params: { id: operation.id } };
    expect((await ask('packageReviewManifest', at)).status).toBe(409);
    const body = form(denial(operation.package?.digest ?? ''));
    expect((await ask('packageReviewDecision', { ...at, body })).status).toBe(409);
  });
});

describe('a review whose definition is broken', () => {
  it.each(Object.keys(review))('%s says that it stands still', async (name) => {
    const { operation, links } = await aReview(app);
    const { etag = '', hash = '' } = (await app.ports.projects.get('heart-study')) ?? {};
    const broken = { id: 'heart-study', etag, hash, problems: [], raw: '{}' };
    vi.spyOn(app.ports.projects, 'get').mockRejectedValue(new BrokenDefinition('heart-study', broken.problems));
    const { headers, form } = await signedIn('ada');
    const params = { id: operation.id, handle: links.ada.split('/').at(-1) ?? '' };
    const isForm = name.endsWith('Decision') || name.endsWith('Files');
    const sent = isForm ? { body: form(denial(operation.package?.digest ?? '')) } : {};
    expect((await ask(name, { headers, params, ...sent })).status).toBe(409);
  });
});

describe('an operator', () => {
  it('goes back on nothing without a reason, and lifts no hold that no page showed', async () => {
    const etag = (await app.ports.projects.get('heart-study'))?.etag ?? '';
    const back = await ask('goBackOnChange', { person: 'otto', headers: { 'if-match': etag } });
    expect(back).toEqual({ status: 400, code: 'refused' });
    const lift = { person: 'otto', headers: { origin: app.url }, body: `form=lift&once=1&lift.reason=${reason}` };
    expect((await ask('liftHoldOnDesk', lift)).status).toBe(428);
  });

  it('lists packages, and is told what is wrong with a question', async () => {
    expect((await ask('listExports', { person: 'rita' })).status).toBe(200);
    const asked = { person: 'otto', params: { oid: person('olga').oid }, body: {} };
    expect(await ask('markBack', asked)).toEqual({ status: 400, code: 'refused' });
  });

  it('gets a receipt of a package as a file', async () => {
    const { id } = await opened(app, { project: 'heart-study', door: 'export', state: 'released' });
    await app.ports.manifests.writeReceipt(`${id}-release`, 'a.b.c');
    expect((await ask('exportReceipt', { person: 'rita', params: { id, name: 'release' } })).status).toBe(200);
  });

  it('compares no definition that is no JSON', async () => {
    const hash = 'a'.repeat(64);
    const broken = { id: 'heart-study', etag: '"1"', hash, problems: [], raw: '{' };
    vi.spyOn(app.ports.projects, 'find').mockResolvedValue(broken);
    const query = `?from=${hash}&to=${hash}`;
    expect(await ask('showDiff', { person: 'rita', query })).toEqual({ status: 400, code: 'refused' });
  });

  it('does nothing of that where they are a researcher, suspended or not', async () => {
    const params = { project: 'own-study', change: 'chg_own' };
    const { people } = await aProject(app);
    const since = app.ports.clock.now().toISOString();
    const suspended = ['otto', 'ada'].map((id) => {
      const { oid, email } = person(id);
      return { oid, email, since, by: 'somebody', reason };
    });
    const own = { ...people, researchers: [...people.researchers, person('otto')] };
    const definition = await aProject(app, { id: 'own-study', people: own, suspended });
    const inForce = await app.ports.projects.get('own-study');
    const by = { oid: 'o', name: 'Olivia', emails: [] };
    const parts = { id: 'chg_own', by, reason, against: inForce?.hash ?? null, changes: [] };
    await app.ports.changes.put(
      newPendingChange({ ...parts, definition: { ...definition, title: 'Other' } }, app.ports.clock.now()),
      null,
    );
    const { id } = await opened(app, { project: 'own-study', door: 'export', state: 'checking' });
    const forbidden = { status: 403, code: 'forbidden' };
    for (const name of ['takeBackChange', 'liftSuspension', 'withdrawExport'])
      expect(await ask(name, { person: 'otto', params: { ...params, id }, body: { reason } }), name).toEqual(forbidden);
  });
});

describe('with one operator only', () => {
  it('a project is closed, and a suspension lifted, at once', async () => {
    const stored = await alone.ports.projects.get('heart-study');
    expect((await askRoute(alone, 'suspendPerson', { person: 'otto', body: { reason } })).status).toBe(200);
    expect((await askRoute(alone, 'liftSuspension', { person: 'otto', body: { reason } })).status).toBe(200);
    const now = await alone.ports.projects.get('heart-study');
    const headers = { 'if-match': now?.etag ?? stored?.etag ?? '' };
    const body = { reason, releases: 'keep' };
    expect((await askRoute(alone, 'closeProject', { person: 'otto', headers, body })).status).toBe(200);
  });
});
