import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findPerson } from '../../local/azure/directory.ts';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { beginSession } from '../../src/web/session.ts';
import { endingSessions } from '../../src/web/session-ends.ts';
import { askRoute, wholeAnswer } from '../functions/ask-route.ts';
import { aReview, hiddenField, type RunningApp, signInAs, startApp } from '../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const minutes = (count: number) => app.later(count * 60_000);

/** The cookie of a session of a person as it began so many milliseconds ago. */
async function cookieOf(person: string, ago: number): Promise<string> {
  const { oid, name, email, appRoles: roles } = findPerson(app.azure.directory, person);
  const clock = { now: () => new Date(app.ports.clock.now().getTime() - ago) };
  const sealer = endingSessions(createCookieCipher(app.ports.secrets, clock), { ...app.ports, clock });
  const identity = { oid, name, emails: [email], roles, groups: [], contexts: [] };
  const { name: cookie, value } = await beginSession(sealer, identity, { on: true, projects: {} });
  return `${cookie}=${value}`;
}

const described: readonly (readonly [string, Description])[] = Object.entries(api);
const closed = described.filter(([, { access }]) => access !== 'everybody');
const pages = closed.filter(([, { kind, methods }]) => kind === 'page' && methods[0] === 'GET').map(([name]) => name);
const forms = closed.filter(([, { kind, methods }]) => kind === 'page' && methods[0] === 'POST').map(([name]) => name);
const others = closed.filter(([, { kind }]) => kind === 'data').map(([name]) => name);

/** What a page fills in by itself, or what only chooses what it shows: nobody types it. */
const filledIn: readonly string[] = [
  ...['antiForgery', 'form', 'once', 'etag', 'digest', 'checked', 'oid', 'hash', 'machine', 'change'],
  ...['lookedAt', 'deidentified', 'page', 'shown', 'saidAt', 'chosen', 'type', 'older', 'find'],
];
/** What a field takes that takes no text. */
const sample: Readonly<Record<string, string>> = { choice: 'deny', businessDays: '3', takeBack: 'yes' };

/** The forms with what somebody types into each, from the shapes of their bodies. What is noted about files is kept by its own key. */
function typedIn(routes: Readonly<Record<string, Description>>) {
  return Object.entries(routes).flatMap(([name, { body }]) => {
    if (!forms.includes(name) || name.endsWith('Files') || !(body instanceof z.ZodObject)) return [];
    const fields = Object.keys(body.shape).filter((field) => !filledIn.includes(field));
    const typed = Object.fromEntries(fields.map((field) => [field, sample[field] ?? `my ${field}`.slice(0, 10)]));
    return fields.length === 0 ? [] : [[name, typed] as const];
  });
}

/** Fields of the desk are called by their form. */
function sentAs(name: string, typed: Readonly<Record<string, string>>) {
  const { body } = api[name as keyof typeof api] as Description;
  if (!(body instanceof z.ZodObject) || !('form' in body.shape)) return typed;
  return { form: 'a', ...Object.fromEntries(Object.entries(typed).map(([field, text]) => [`a.${field}`, text])) };
}

describe('a session with an app role that is older than ten minutes', () => {
  it.each(pages)('is renewed before %s is shown', async (name) => {
    const [old, young] = [await cookieOf('otto', 601_000), await cookieOf('otto', 590_000)];
    expect(await askRoute(app, name, { headers: { cookie: old } })).toMatchObject({
      ...{ status: 303, location: expect.stringMatching(/^\/api\/sign-in\?returnTo=%2Fapi%2F.*&silent$/) },
    });
    expect((await askRoute(app, name, { headers: { cookie: young } })).location ?? '').not.toContain('silent');
  });

  it.each(forms)('sends nothing by %s', async (name) => {
    const headers = { cookie: await cookieOf('otto', 601_000), origin: app.url };
    expect([401, 404]).toContain((await askRoute(app, name, { headers, body: 'reason=why' })).status);
  });

  it.each(typedIn(api))('has what was typed into %s kept or shown', async (name, typed) => {
    const headers = { cookie: await cookieOf('otto', 601_000), origin: app.url };
    const { links } = await aReview(app);
    const params = { act: 'withdraw', handle: links.ada.split('/').at(-1) ?? '' };
    const body = new URLSearchParams(sentAs(name, typed)).toString();
    const answer = await wholeAnswer(app, name, { headers, body, params });
    expect(answer.status).toBe(401);
    const sealer = createCookieCipher(app.ports.secrets, app.ports.clock);
    const sealed = (answer.cookies ?? []).map(({ value }) => value).join('');
    const kept = JSON.stringify(await sealer.open('draft', sealed)) + String(answer.body);
    for (const text of Object.values(typed)) expect(kept).toContain(text);
  });

  it.each(others)('is none for %s', async (name) => {
    const headers = { cookie: await cookieOf('otto', 601_000) };
    expect(await askRoute(app, name, { headers })).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('goes on without a question, and the forms of its pages stay good', async () => {
    const { visitor, page } = await signInAs(app, 'otto', '/api/ops');
    const antiForgery = hiddenField(page.html, 'antiForgery');
    minutes(11);
    const renewed = await visitor.get(`${app.url}/api/ops?state=failed`);
    expect({ url: renewed.url, antiForgery: hiddenField(renewed.html, 'antiForgery') }).toEqual({
      ...{ url: `${app.url}/api/ops?state=failed`, antiForgery },
    });
    minutes(61);
    expect((await visitor.get(`${app.url}/api/ops`)).url).toContain(app.azure.entraUrl);
  });

  it('loses a role that was taken away', async () => {
    const { appRoles } = findPerson(app.azure.directory, 'olivia');
    const { visitor } = await signInAs(app, 'olivia', '/api/ops');
    const taken = appRoles.splice(0);
    minutes(9);
    expect((await visitor.get(`${app.url}/api/ops`)).status).toBe(200);
    minutes(2);
    expect((await visitor.get(`${app.url}/api/ops`)).status).toBe(403);
    appRoles.push(...taken);
  });

  it('asks the person where the directory has no session of theirs, or one of somebody else', async () => {
    const cookie = await cookieOf('otto', 601_000);
    // A browser of which the directory knows nothing, with the session of before.
    const started = await fetch(`${app.url}/api/sign-in?returnTo=/api/ops&silent`, {
      headers: { cookie },
      redirect: 'manual',
    });
    const back = await fetch(started.headers.get('location') ?? '', { redirect: 'manual' });
    const cookies = [cookie, ...started.headers.getSetCookie().map((line) => line.split(';')[0])].join('; ');
    const callback = back.headers.get('location') ?? '';
    expect(new URL(callback).searchParams.get('error')).toBe('login_required');
    const answer = await fetch(callback, { headers: { cookie: cookies }, redirect: 'manual' });
    expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
      ...{ status: 303, location: '/api/sign-in?returnTo=%2Fapi%2Fops' },
    });
    const known = await fetch(started.headers.get('location') ?? '', {
      headers: { cookie: 'laptop-entra=rita' },
      redirect: 'manual',
    });
    const other = await fetch(known.headers.get('location') ?? '', {
      headers: { cookie: cookies },
      redirect: 'manual',
    });
    expect({ status: other.status, location: other.headers.get('location') }).toEqual({
      ...{ status: 303, location: '/api/sign-in?returnTo=%2Fapi%2Fops' },
    });
  });

  it('keeps what was typed into a form', async () => {
    const review = await aReview(app);
    const { visitor, page } = await signInAs(app, 'ada', review.links.ada);
    const [antiForgery, digest] = ['antiForgery', 'digest'].map((name) => hiddenField(page.html, name));
    minutes(11);
    const typed = {
      antiForgery: antiForgery ?? '',
      digest: digest ?? '',
      choice: 'deny',
      reason: 'Table 2 is too small.',
    };
    const sent = await visitor.post(`${app.url}${review.links.ada}`, typed, app.url);
    expect(sent.status).toBe(401);
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toEqual([]);
    const back = await visitor.get(`${app.url}${review.links.ada}`);
    expect(back.html).toContain('Table 2 is too small.');
  });
});
