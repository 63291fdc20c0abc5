import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Approver } from '../../local/people/approver.ts';
import { formsOf } from '../../local/people/forms.ts';
import { OpsClient } from '../../local/people/operator.ts';
import { personToken } from '../../local/people/tokens.ts';
import { type VisitedPage, Visitor } from '../../local/people/visitor.ts';
import { putSampleProject, sampleDefinition } from '../../local/sample/sample.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { World } from '../activities/world.ts';
import { memoryGround } from '../memory/ground.ts';
import { type RunningApp, startApp } from './running-app.ts';

/** The flows, in memory; the app answers requests on the same ports. */
const world = new World(memoryGround('public'));
let app: RunningApp;
let ops: OpsClient;
let project: string;
let one: OperationKey;
let other: OperationKey;
let untouched: unknown;

beforeAll(async () => {
  app = await startApp(undefined, { appPorts: world.ports });
  ops = new OpsClient(app.azure, app.url);
  project = await putSampleProject(ops);
  one = await inReview('one');
  other = await inReview('other');
  untouched = await everythingThatCouldChange();
});
afterAll(() => app.stop());

/** A researcher drops a package, and its approvers are asked. */
async function inReview(name: string): Promise<OperationKey> {
  await world.put('exports', `${project}/${name}/t.csv`, name);
  await world.put('exports', `${project}/${name}/_COMPLETE`, '');
  const key = await world.open('export', `${project}/${name}/t.csv`);
  const enough = async () => (await world.operation(key)).state === 'in-review';
  await world.run('export', key, { enough });
  expect(await mailsTo('', key)).toHaveLength(3);
  return key;
}

/** The mails that ask somebody whose address begins like this to decide. */
async function mailsTo(approver: string, { id }: OperationKey) {
  const asking = (await world.mails()).filter(({ messageId }) => messageId.startsWith(`<${id}.decide-1`));
  return asking.filter(({ to }) => to[0]?.address.startsWith(approver));
}

/** Rows, audit lines of both packages, the project's version and what was released. */
async function everythingThatCouldChange(): Promise<unknown> {
  const { register, decisions, audit, projects } = world.ports;
  const lines: string[] = [];
  for await (const line of audit.lines(project)) {
    if (line.includes(one.id) || line.includes(other.id)) lines.push(line);
  }
  return {
    lines,
    rows: await Promise.all([one, other].map((key) => register.get(key))),
    decisions: await Promise.all([one, other].map(({ id }) => decisions.read(id))),
    project: (await projects.get(project))?.etag,
    released: await world.names('released', ''),
  };
}

/** The addresses in an approver's mail, each with its choice. */
async function linksOf(key: OperationKey, approver: string): Promise<string[]> {
  const [mail] = await mailsTo(approver, key);
  const paths = mail?.text.match(/(?<=https:\/\/gate\.example\.org)\/api\/review\/\S+/g) ?? [];
  return paths.map((path) => `${app.url}${path}`);
}

/** The address in an approver's mail, without a choice. */
async function linkOf(key: OperationKey, approver: string): Promise<string> {
  const [link] = await linksOf(key, approver);
  if (link === undefined) throw new Error(`${approver} has no link to ${key.id}`);
  return link.replace(/\?.*/, '');
}

interface SignedIn {
  readonly visitor: Visitor;
  readonly page: VisitedPage;
  /** What a person who approves would send. */
  readonly form: Record<string, string>;
}

/** Signs a person in on the way to an address of the app. */
async function signIn(person: string, address: string): Promise<SignedIn> {
  const visitor = new Visitor();
  const { pathname } = new URL(address);
  const asked = await visitor.get(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(pathname)}`);
  const page = await visitor.post(asked.url, { person }, asked.url);
  const approval = formsOf(page.html, page.url).find(({ buttons }) => buttons.some(({ value }) => value === 'approve'));
  const typed = { choice: 'approve', lookedAt: 'yes', deidentified: 'yes', reason: '' };
  return { visitor, page, form: { ...approval?.fields, ...typed } };
}

/** The header that App Service sets for callers whom it has signed in itself, and that anybody may send to an app without that. */
async function principalOf(person: string): Promise<Record<string, string>> {
  const oid = sampleOid(person);
  const roles = ['Ops.Operator', 'Ops.Reader'].map((val) => ({ typ: 'roles', val }));
  const claims = [...roles, { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: oid }];
  const principal = { auth_typ: 'aad', name_typ: 'name', role_typ: 'roles', claims };
  return {
    'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
    'x-ms-client-principal-id': oid,
    'x-ms-client-principal-idp': 'aad',
    'x-ms-client-principal-name': `${person}@example.org`,
    'x-ms-token-aad-access-token': await personToken(app.azure, person, 'api'),
  };
}

function sampleOid(person: string): string {
  const pattern = new RegExp(`${person}@example\\.org","oid":"([\\w-]+)"`);
  const oid = pattern.exec(JSON.stringify(sampleDefinition()))?.[1];
  if (oid === undefined) throw new Error(`${person} is nobody of the sample project`);
  return oid;
}

describe('nothing changes', () => {
  afterEach(async () => expect(await everythingThatCouldChange()).toEqual(untouched));

  test('when a scanner follows every link of a mail with HEAD, GET and stranger methods before the human does', async () => {
    const links = await linksOf(one, '');
    expect(links.length).toBeGreaterThanOrEqual(2);
    for (const link of links) {
      for (const method of ['HEAD', 'GET', 'GET']) {
        const answer = await fetch(link, { method, headers: { 'user-agent': 'SafeLinks' } });
        expect(answer.status).toBe(200);
        expect(await answer.text()).not.toContain('t.csv');
      }
      for (const method of ['PUT', 'DELETE', 'OPTIONS'])
        expect([404, 405]).toContain((await fetch(link, { method, redirect: 'manual' })).status);
    }
  });

  test('when somebody decides who has not signed in, whatever the request claims', async () => {
    const link = await linkOf(one, 'ada');
    const { form } = await signIn('ada', link);
    const body = () => new URLSearchParams(form);
    const send = (headers: Record<string, string>) => fetch(link, { method: 'POST', body: body(), headers });
    expect((await send({})).status).toBe(403);
    const refused = [
      await send({ origin: app.url }),
      await send({ origin: app.url, ...(await principalOf('ada')) }),
      await send({ origin: app.url, authorization: `Bearer ${await personToken(app.azure, 'ada', 'api')}` }),
      await send({ origin: app.url, cookie: '__Host-sallyport=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c' }),
    ];
    for (const answer of refused) {
      expect(answer.status).toBe(401);
      expect(await answer.text()).toContain('sign in');
    }
  });

  test.each<[string, Record<string, string>, number]>([
    ['without the anti-forgery token', { antiForgery: '', remarksKey: '' }, 403],
    ['with tokens of their own making', { antiForgery: 'A'.repeat(43), remarksKey: 'A'.repeat(43) }, 403],
    ['with the anti-forgery token of an earlier sign-in', { antiForgery: 'A'.repeat(43) }, 401],
    ['without the ticks', { lookedAt: '', deidentified: '' }, 400],
    ['with one tick of two', { deidentified: '' }, 400],
    ['to deny without a reason', { choice: 'deny', reason: ' ' }, 400],
    ['with a choice that does not exist', { choice: 'release' }, 400],
  ])('when a signed-in approver sends the form %s', async (_, change, status) => {
    const link = await linkOf(one, 'ada');
    const { visitor, form } = await signIn('ada', link);
    expect((await visitor.post(link, { ...form, ...change }, link)).status).toBe(status);
  });

  test('when a page of another site sends the form of a signed-in approver', async () => {
    const link = await linkOf(one, 'ada');
    const { visitor, form } = await signIn('ada', link);
    expect((await visitor.post(link, form, 'https://evil.example')).status).toBe(403);
  });

  test('when the form of one package is sent to the link of another', async () => {
    const { visitor, form } = await signIn('ada', await linkOf(one, 'ada'));
    const answer = await visitor.post(await linkOf(other, 'ada'), form, app.url);
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('digest');
  });

  test('when the link of a colleague, or one that was never sent, is used', async () => {
    const link = await linkOf(one, 'ada');
    const { visitor, page } = await signIn('ben', link);
    expect(page.status).toBe(403);
    const { form } = await signIn('ben', await linkOf(one, 'ben'));
    const own = formsOf(page.html, page.url).find(({ fields }) => fields['antiForgery'] !== undefined);
    expect(own).toBeDefined();
    const stolen = { ...form, antiForgery: own?.fields['antiForgery'] ?? '' };
    expect((await visitor.post(link, stolen, link)).status).toBe(403);
    const unknown = link.replace(/[\w-]{43}$/, 'A'.repeat(43));
    expect((await visitor.post(unknown, stolen, unknown)).status).toBe(404);
  });

  test('when the ops API is called with a forged principal, an expired token, or one for another audience', async () => {
    const { azure, url } = app;
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const refused = [
      {},
      await principalOf('otto'),
      bearer(await personToken(azure, 'otto', 'api', -120)),
      bearer(await personToken(azure, 'otto', 'storage')),
    ];
    for (const headers of refused) {
      const answer = await fetch(`${url}/api/ops/sweep`, { method: 'POST', headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ type: 'urn:sallyport:unauthenticated' });
    }
    const reader = { ...(await principalOf('otto')), ...bearer(await personToken(azure, 'rita', 'api')) };
    expect((await fetch(`${url}/api/ops/sweep`, { method: 'POST', headers: reader })).status).toBe(403);
  });

  test('when a sign-in comes back with a forged state, in another browser, or twice', async () => {
    const start = async () => {
      const began = await fetch(`${app.url}/api/sign-in`, { redirect: 'manual' });
      const cookie = began.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const chosen = await fetch(began.headers.get('location') ?? '', {
        method: 'POST',
        body: new URLSearchParams({ person: 'otto' }),
        redirect: 'manual',
      });
      return { cookie, callback: chosen.headers.get('location') ?? '' };
    };
    const back = (callback: string, cookie: string) => fetch(callback, { headers: { cookie }, redirect: 'manual' });
    const [mine, foreign] = [await start(), await start()];
    const forged = new URL(mine.callback);
    forged.searchParams.set('state', 'A'.repeat(43));
    const refused = [
      await back(forged.href, mine.cookie),
      await back(mine.callback, foreign.cookie),
      await back(mine.callback, ''),
    ];
    expect((await back(mine.callback, mine.cookie)).status).toBe(303);
    refused.push(await back(mine.callback, mine.cookie));
    for (const answer of refused) {
      expect(answer.status).toBe(400);
      expect(answer.headers.getSetCookie().some((line) => /^__Host-sallyport=\S/.test(line))).toBe(false);
    }
  });

  test('when an operator makes the rules weaker and confirms it alone', async () => {
    const path = `ops/projects/${project}`;
    const { etag = '' } = await ops.call('GET', path);
    const later = { ...sampleDefinition(), ends: '2040-12-31' };
    const checked = await ops.call('POST', `${path}/check`, later);
    const { endings } = z.object({ endings: z.string().nullable() }).parse(checked.body);
    const headers = { 'if-match': etag, 'x-sallyport-reason': 'quickly', 'x-sallyport-endings': endings ?? '' };
    const asked = await ops.call('PUT', path, later, headers);
    expect(asked).toMatchObject({ status: 202, body: { pending: { by: { name: 'Otto Operator' } } } });
    const { pending } = z.object({ pending: z.object({ id: z.string() }) }).parse(asked.body);
    const change = `${path}/changes/${pending.id}`;
    expect((await ops.call('POST', `${change}/confirm`, { reason: 'fine' })).status).toBe(403);
    expect((await ops.as('ada').call('POST', `${change}/confirm`, { reason: 'fine' })).status).toBe(403);
    expect((await ops.call('DELETE', change)).status).toBe(200);
    const second = ops.as('second-operator');
    expect((await second.call('POST', `${change}/confirm`, { reason: 'fine' })).status).toBe(404);
  });

  test('when a project is put whose quorum cannot be reached', async () => {
    const { etag = '' } = await ops.call('GET', `ops/projects/${project}`);
    const approval = { required: true, quorum: 4, independent: 1, deadlineDays: 7 };
    const definition = { ...sampleDefinition(), egress: { approval } };
    const answer = await ops.call('PUT', `ops/projects/${project}`, definition, { 'if-match': etag });
    expect(answer.status).toBe(400);
    const problem = {
      path: 'egress.approval.quorum',
      value: '4',
      message: expect.stringContaining('cannot be reached'),
    };
    expect(answer.body).toMatchObject({ problems: [problem] });
  });
});

test('after all of that both packages can be decided as if nothing had been tried', async () => {
  await decide(one, 'ada', 'approve');
  await decide(one, 'ben', 'approve');
  await decide(other, 'cleo', 'deny', 'The table is too small.');
  expect(await world.run('export', one)).toMatchObject({ state: 'released' });
  expect(await world.run('export', other)).toMatchObject({ state: 'returned' });
  expect(await world.names('released', '')).toEqual([`heart-study/one/${one.id}/t.csv`]);
  expect(await ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, receipts: { bad: [] } });
});

/** An approver opens the link of the mail, signs in and sends the form. */
async function decide(key: OperationKey, person: string, choice: 'approve' | 'deny', reason = ''): Promise<void> {
  const approver = new Approver(person);
  const link = (await linksOf(key, person)).find((address) => address.endsWith(`choice=${choice}`)) ?? '';
  expect(await approver.answer(await approver.open(link), { choice, reason })).toMatchObject({ status: 200 });
}
