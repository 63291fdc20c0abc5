import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { localPath } from '../../src/web/sign-in.ts';
import { aReview, hiddenField, type RunningApp, signInAs, startApp } from '../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Goes to the sign-in page and back as a person, without following the way back into the app. */
async function answerFor(person: string) {
  const started = await fetch(`${app.url}/api/sign-in?returnTo=/api/ops`, { redirect: 'manual' });
  const cookie = (started.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const authorize = started.headers.get('location') ?? '';
  const chosen = await fetch(authorize, { method: 'POST', body: new URLSearchParams({ person }), redirect: 'manual' });
  return { cookie, authorize: new URL(authorize), callback: chosen.headers.get('location') ?? '' };
}

const visit = (url: string, cookie: string) => fetch(url, { headers: { cookie }, redirect: 'manual' });

describe('signing in', () => {
  it('goes to the directory with PKCE, state and nonce, and begins a session of one hour', async () => {
    const { cookie, authorize, callback } = await answerFor('otto');
    expect(authorize.searchParams.get('code_challenge_method')).toBe('S256');
    expect(authorize.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(authorize.searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
    const back = await visit(callback, cookie);
    expect(back.headers.get('location')).toBe('/api/ops');
    const session = back.headers.getSetCookie().find((line) => line.startsWith('__Host-sallyport='));
    expect(session).toMatch(/; Path=\/; Max-Age=3600; SameSite=Lax; Secure; HttpOnly$/);
    expect(session).not.toContain('Otto');
  });

  it('notes when each person signed in last and which groups of projects their token named, and no more', async () => {
    const { oid } = findPerson(app.azure.directory, 'ben');
    const noted = async () => (await app.ports.signIns.list()).filter((last) => last.oid === oid);
    await signInAs(app, 'ben', '/api/mine');
    const [first] = await noted();
    const { approvers } = app.azure.projectGroups['heart-study'] ?? {};
    expect(first).toEqual({ oid, at: expect.any(String), groups: [approvers] });
    app.later(1000);
    await signInAs(app, 'ben', '/api/mine');
    const [last, ...more] = await noted();
    expect(more).toEqual([]);
    expect(Date.parse(last?.at ?? '')).toBeGreaterThan(Date.parse(first?.at ?? ''));
  });

  it('refuses an answer that comes twice: the browser has forgotten the first', async () => {
    const { cookie, callback } = await answerFor('otto');
    const first = await visit(callback, cookie);
    expect(first.status).toBe(303);
    const forgotten = first.headers.getSetCookie().find((line) => line.startsWith('__Host-sallyport-sign-in='));
    expect(forgotten).toMatch(/^__Host-sallyport-sign-in=; .*Max-Age=0/);
    const replayed = await visit(callback, '');
    expect(replayed.status).toBe(400);
    expect(await replayed.text()).toContain('You are not signed in');
    const withStolenCookie = await visit(callback, cookie);
    expect(withStolenCookie.status).toBe(400);
  });

  it('refuses a forged state, an answer for another browser, and a cookie that was tampered with', async () => {
    const [mine, other] = [await answerFor('otto'), await answerFor('rita')];
    const forged = new URL(mine.callback);
    forged.searchParams.set('state', 'A'.repeat(43));
    const attempts = [
      await visit(forged.href, mine.cookie),
      await visit(mine.callback, other.cookie),
      await visit(mine.callback, `${mine.cookie.slice(0, -2)}AA`),
      await visit(mine.callback.replace(/code=[^&]*/, 'code=guessed'), mine.cookie),
      await visit(`${app.url}/api/sign-in/callback?error=access_denied&state=x`, mine.cookie),
    ];
    for (const { status, headers } of attempts) {
      expect(status).toBe(400);
      expect(headers.getSetCookie().some((line) => line.startsWith('__Host-sallyport='))).toBe(false);
    }
  });

  it('refuses an answer after ten minutes', async () => {
    const { cookie, callback } = await answerFor('otto');
    app.later(10 * 60_000 + 1000);
    expect((await visit(callback, cookie)).status).toBe(400);
  });

  it('ends after an hour: a decision then is not recorded, and choice and reason are kept over the next sign-in', async () => {
    const review = await aReview(app);
    const { visitor, page } = await signInAs(app, 'ada', review.links.ada);
    const reason = 'Table 2 shows <single> persons — "so no".\nSecond line.';
    const form = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      digest: review.round.digest,
      choice: 'deny',
      reason,
    };
    app.later(60 * 60_000 + 1000);
    const over = await visitor.post(`${app.url}${review.links.ada}`, form, app.url);
    expect(over.status).toBe(401);
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toEqual([]);
    const signIn = /href="(\/api\/sign-in[^"]*)"/.exec(over.html)?.[1] ?? '';
    const asked = await visitor.get(app.url + signIn);
    const again = await visitor.post(asked.url, { person: 'ada' }, asked.url);
    expect(again.url).toContain(`${review.links.ada}?choice=deny`);
    expect(again.html).toMatch(/<fieldset class="chosen"><legend>Deny/);
    expect(again.html).toContain('Table 2 shows &lt;single&gt; persons — &quot;so no&quot;.');
  });

  it('ends when the person signs out, which another site cannot ask for', async () => {
    const { visitor, page } = await signInAs(app, 'otto', '/api/ops');
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const forced = await visitor.post(`${app.url}/api/sign-out`, { antiForgery }, 'https://evil.example');
    expect(forced.status).toBe(403);
    // Browsers leave our cookies out of a form of another site, but they would take the answer's.
    const origin = 'https://evil.example';
    const bare = await fetch(`${app.url}/api/sign-out`, { method: 'POST', headers: { origin } });
    expect({ status: bare.status, cookies: bare.headers.getSetCookie() }).toEqual({ status: 403, cookies: [] });
    expect((await visitor.get(`${app.url}/api/ops`)).html).toContain('Otto Operator');
    const out = await visitor.post(`${app.url}/api/sign-out`, { antiForgery }, app.url);
    expect(out.html).toContain('You are signed out');
    const { url } = await visitor.get(`${app.url}/api/ops`);
    expect(new URL(url).origin).toBe(app.azure.entraUrl);
  });

  it('ends in every browser of the person, and in nobody else’s, until they sign in again', async () => {
    const [here, there, other] = await Promise.all(
      ['otto', 'otto', 'olivia'].map((id) => signInAs(app, id, '/api/ops')),
    );
    if (here === undefined || there === undefined || other === undefined) throw new Error('nobody is signed in');
    const isIn = async ({ visitor }: typeof here) =>
      new URL((await visitor.get(`${app.url}/api/ops`)).url).origin === app.url;
    app.later(1000);
    await here.visitor.post(
      `${app.url}/api/sign-out`,
      { antiForgery: hiddenField(here.page.html, 'antiForgery') },
      app.url,
    );
    expect(await Promise.all([here, there, other].map(isIn))).toEqual([false, false, true]);
    const again = await signInAs(app, 'otto', '/api/ops');
    expect(await Promise.all([again, there].map(isIn))).toEqual([true, false]);
  });

  it('counts as ended where nobody can read when it was', async () => {
    const { visitor } = await signInAs(app, 'olivia', '/api/ops');
    const { oid } = findPerson(app.azure.directory, 'olivia');
    const value = { oid, at: '', groups: 'no-claim' as const, endedAt: '9999-12-31T00:00:00.000Z' };
    vi.spyOn(app.ports.signIns, 'get').mockResolvedValue({ value, etag: 'W/"1"' });
    expect(new URL((await visitor.get(`${app.url}/api/ops`)).url).origin).toBe(app.azure.entraUrl);
    vi.restoreAllMocks();
  });

  it('still works for sessions that began before the key was changed', async () => {
    const { visitor } = await signInAs(app, 'otto', '/api/ops');
    const { rotateSecret } = await import('../../local/azure/secret-store.ts');
    await rotateSecret(app.azure.secrets, 'session-key');
    expect((await visitor.get(`${app.url}/api/ops`)).html).toContain('Otto Operator');
  });
});

describe('signing in as somebody else', () => {
  it('lets the person choose, whoever the directory knows', async () => {
    const prompts = ['/api/sign-in', '/api/sign-in?another'].map(async (path) => {
      const { headers } = await fetch(app.url + path, { redirect: 'manual' });
      return new URL(headers.get('location') ?? '').searchParams.get('prompt');
    });
    expect(await Promise.all(prompts)).toEqual([null, 'select_account']);
  });
});

describe('the way back after signing in', () => {
  it.each([
    ['/api/review/abc?choice=deny', '/api/review/abc?choice=deny'],
    [undefined, '/api/mine'],
    ['https://evil.example/', '/api/mine'],
    ['//evil.example', '/api/mine'],
    ['/api//evil.example', '/api/mine'],
    ['/\\evil.example', '/api/mine'],
    ['/api/../admin', '/api/mine'],
    ['/runtime/webhooks', '/api/mine'],
    ['/api/%2e%2e/runtime/webhooks', '/api/mine'],
    ['/api/%2E%2e', '/api/mine'],
    ['/api/.%2e/.auth/login', '/api/mine'],
    ['/api/%252e%252e/runtime', '/api/mine'],
    ['/api/%2fevil.example', '/api/mine'],
    ['/api/ops/./x', '/api/mine'],
    ['/api/ops/audit?text=a%2Fb%2e', '/api/ops/audit?text=a%2Fb%2e'],
    ['/api/mine\r\nset-cookie: a=b', '/api/mine'],
  ])('of %j leads to %s', (wanted, path) => expect(localPath(wanted)).toBe(path));

  it('is taken whatever a page was asked for', () => {
    const asked = fc.record({ text: fc.string({ unit: 'binary' }) }).map((query) => new URLSearchParams(query));
    void fc.assert(
      fc.property(asked, (query) => {
        expect(localPath(`/api/ops/desk/search?${query}`)).toBe(`/api/ops/desk/search?${query}`);
      }),
      { seed: 1 },
    );
  });
});
