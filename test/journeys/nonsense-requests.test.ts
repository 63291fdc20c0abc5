import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formsOf } from '../../local/people/forms.ts';
import { personToken } from '../../local/people/tokens.ts';
import { until } from '../../local/people/until.ts';
import { type VisitedPage, Visitor } from '../../local/people/visitor.ts';
import { sampleDefinition } from '../../local/sample/sample.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { type Journey, startJourney } from './journey.ts';

let journey: Journey;
let one: Operation;
let other: Operation;
let untouched: unknown;

beforeAll(async () => {
  journey = await startJourney();
  for (const name of ['one', 'other']) await journey.drop(name, [{ path: 't.csv', bytes: Buffer.from(name) }]);
  one = await journey.reached('export', 'one', 'in-review');
  other = await journey.reached('export', 'other', 'in-review');
  for (const { id } of [one, other]) await until(`the audit of three mails of ${id}`, () => invited(id));
  // Researchers are told of the review by the sweep.
  for (const { id } of [one, other]) await until(`nothing to be owed for ${id}`, () => toldOf(id));
  untouched = await everythingThatCouldChange();
}, 120_000);
afterAll(() => journey.end());

/** The last thing that an export writes before it waits for people: one audit line for each invitation. */
async function invited(id: string): Promise<true | undefined> {
  let sent = 0;
  for await (const line of journey.ports.audit.lines(journey.project)) {
    if (line.includes(`"${id}.mail.sent.`) && line.includes('.decide-1')) sent += 1;
  }
  return sent === 3 ? true : undefined;
}

/** Lets the sweep tell whom the package has to tell; undefined while somebody is still to be told. */
async function toldOf(id: string): Promise<true | undefined> {
  await journey.ops.ask('POST', 'ops/sweep');
  for await (const _owed of journey.ports.register.owed(journey.project, id)) return undefined;
  return true;
}

/** Rows, audit lines of both packages, the project's version and what was released. */
async function everythingThatCouldChange(): Promise<unknown> {
  const { register, decisions, audit, projects } = journey.ports;
  const lines: string[] = [];
  for await (const line of audit.lines(journey.project)) {
    if (line.includes(one.id) || line.includes(other.id)) lines.push(line);
  }
  return {
    lines,
    rows: await Promise.all([one, other].map((key) => register.get(key))),
    decisions: await Promise.all([one, other].map(({ id }) => decisions.read(id))),
    project: (await projects.get(journey.project))?.etag,
    released: await journey.stack.control.blobs('public', 'released'),
  };
}

/** The address in an approver's mail, without a choice. */
async function linkOf({ id }: Operation, approver: string): Promise<string> {
  const { text } = await journey.firstMail(id, 'decide-1', approver);
  const path = /\/api\/review\/[\w-]+/.exec(text)?.[0];
  if (path === undefined) throw new Error(`${approver} has no link to ${id}`);
  return `${journey.stack.baseUrl}${path}`;
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
  const asked = await visitor.get(`${journey.stack.baseUrl}/api/sign-in?returnTo=${encodeURIComponent(pathname)}`);
  const page = await visitor.post(asked.url, { person }, asked.url);
  const approval = formsOf(page.html, page.url).find(({ buttons }) => buttons.some(({ value }) => value === 'approve'));
  const typed = { choice: 'approve', lookedAt: 'yes', deidentified: 'yes', reason: '' };
  return { visitor, page, form: { ...approval?.fields, ...typed } };
}

const origin = (): string => new URL(journey.stack.baseUrl).origin;

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
    'x-ms-token-aad-access-token': await personToken(journey.stack.azure, person, 'api'),
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
    const { text } = await journey.firstMail(one.id, 'decide-1', '');
    const links = text.match(/http\S+\/api\/review\/\S+/g) ?? [];
    expect(links?.length).toBeGreaterThanOrEqual(2);
    for (const link of links ?? []) {
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
      await send({ origin: origin() }),
      await send({ origin: origin(), ...(await principalOf('ada')) }),
      await send({ origin: origin(), authorization: `Bearer ${await personToken(journey.stack.azure, 'ada', 'api')}` }),
      await send({ origin: origin(), cookie: '__Host-sallyport=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c' }),
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
    const answer = await visitor.post(await linkOf(other, 'ada'), form, origin());
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
    const { azure, baseUrl } = journey.stack;
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const refused = [
      {},
      await principalOf('otto'),
      bearer(await personToken(azure, 'otto', 'api', -120)),
      bearer(await personToken(azure, 'otto', 'storage')),
    ];
    for (const headers of refused) {
      const answer = await fetch(`${baseUrl}/api/ops/sweep`, { method: 'POST', headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ type: 'urn:sallyport:unauthenticated' });
    }
    const reader = { ...(await principalOf('otto')), ...bearer(await personToken(azure, 'rita', 'api')) };
    expect((await fetch(`${baseUrl}/api/ops/sweep`, { method: 'POST', headers: reader })).status).toBe(403);
  });

  test('when a sign-in comes back with a forged state, in another browser, or twice', async () => {
    const start = async () => {
      const began = await fetch(`${journey.stack.baseUrl}/api/sign-in`, { redirect: 'manual' });
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
    const path = `ops/projects/${journey.project}`;
    const { etag = '' } = await journey.ops.call('GET', path);
    const sample = sampleDefinition();
    const headers = { 'if-match': etag, 'x-sallyport-reason': 'quickly' };
    const asked = await journey.ops.call('PUT', path, { ...sample, ends: '2040-12-31' }, headers);
    expect(asked).toMatchObject({ status: 202, body: { pending: { by: { name: 'Otto Operator' } } } });
    const { pending } = z.object({ pending: z.object({ id: z.string() }) }).parse(asked.body);
    const change = `${path}/changes/${pending.id}`;
    expect((await journey.ops.call('POST', `${change}/confirm`, { reason: 'fine' })).status).toBe(403);
    expect((await journey.ops.as('ada').call('POST', `${change}/confirm`, { reason: 'fine' })).status).toBe(403);
    expect((await journey.ops.call('DELETE', change)).status).toBe(200);
    const second = journey.ops.as('second-operator');
    expect((await second.call('POST', `${change}/confirm`, { reason: 'fine' })).status).toBe(404);
  });

  test('when a project is put whose quorum cannot be reached', async () => {
    const { etag = '' } = await journey.ops.call('GET', `ops/projects/${journey.project}`);
    const approval = { required: true, quorum: 4, independent: 1, deadlineDays: 7 };
    const definition = { ...sampleDefinition(), egress: { approval } };
    const answer = await journey.ops.call('PUT', `ops/projects/${journey.project}`, definition, { 'if-match': etag });
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
  await journey.decide(one.id, 'ada', { choice: 'approve' });
  await journey.decide(one.id, 'ben', { choice: 'approve' });
  await journey.decide(other.id, 'cleo', { choice: 'deny', reason: 'The table is too small.' });
  await journey.reached('export', 'one', 'released');
  await journey.reached('export', 'other', 'returned');
  const released = await journey.stack.control.blobs('public', 'released');
  expect(released.map(({ name }) => name)).toEqual([`heart-study/one/${one.id}/t.csv`]);
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, receipts: { bad: [] } });
});
