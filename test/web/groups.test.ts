import { EncryptJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson, groupIdsOf, projectGroups, readDirectory } from '../../local/azure/directory.ts';
import { tenantId } from '../../local/azure/tokens.ts';
import { createTokenVerifier } from '../../src/azure/people/token-verifier.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { aReview, hiddenField, type RunningApp, signInAs, startApp } from '../functions/running-app.ts';
import { crowded } from '../local/azure/crowded-directory.ts';

const sample = readDirectory();
const [approvers = ''] = groupIdsOf(sample, findPerson(sample, 'ada'));
let app: RunningApp;
beforeAll(async () => {
  const directory = crowded(crowded(sample, 'ada', 200), 'ben', 201);
  app = await startApp(undefined, { directory, groupsClaim: { on: false, projects: projectGroups(sample) } });
});
afterAll(() => app.stop());

const cookieName = '__Host-sallyport';

/** Signs in by hand and gives the value of the session cookie. */
async function sessionCookie(person: string): Promise<string> {
  const started = await fetch(`${app.url}/api/sign-in?returnTo=/api/ops`, { redirect: 'manual' });
  const cookie = started.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const body = new URLSearchParams({ person });
  const chosen = await fetch(started.headers.get('location') ?? '', { method: 'POST', body, redirect: 'manual' });
  const back = await fetch(chosen.headers.get('location') ?? '', { headers: { cookie }, redirect: 'manual' });
  const line = back.headers.getSetCookie().find((text) => text.startsWith(`${cookieName}=`));
  return line?.split(';')[0]?.slice(cookieName.length + 1) ?? '';
}

describe('the session', () => {
  it('of somebody in 200 groups keeps those of projects only, so that a browser takes the cookie', async () => {
    const cookie = await sessionCookie('ada');
    expect(cookie.length).toBeLessThan(1000);
    const opened = await createCookieCipher(app.ports.secrets, app.ports.clock).open('session', cookie);
    expect(opened).toMatchObject({ groups: [approvers] });
  });

  it.each([
    ['ben', 'too-many'],
    ['nils', 'no-claim'],
  ])('of %s says %s', async (person, groups) => {
    const opened = await createCookieCipher(app.ports.secrets, app.ports.clock).open(
      'session',
      await sessionCookie(person),
    );
    expect(opened).toMatchObject({ groups });
  });

  it('cannot be forged to hold a group, and one without any word on groups is none', async () => {
    const review = await aReview(app);
    const { oid, name } = findPerson(sample, 'ada');
    const antiForgery = 'A'.repeat(43);
    const honest = { oid, name, roles: [], antiForgery };
    const foreign = new EncryptJWT({ value: { ...honest, groups: [approvers] } })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience('session')
      .setExpirationTime('1h');
    const own = await sessionCookie('nils');
    const cookies = {
      'under another key': await foreign.encrypt(new Uint8Array(32)),
      'in clear': JSON.stringify({ ...honest, groups: [approvers] }),
      'changed at its end': `${own.slice(0, -2)}${own.endsWith('AA') ? 'BB' : 'AA'}`,
      'from before groups were kept': await createCookieCipher(app.ports.secrets, app.ports.clock).seal(
        'session',
        honest,
        60,
      ),
    };
    for (const [how, cookie] of Object.entries(cookies)) {
      const answer = await fetch(app.url + review.links.ada, {
        method: 'POST',
        headers: { origin: app.url, cookie: `${cookieName}=${encodeURIComponent(cookie)}` },
        body: new URLSearchParams({
          antiForgery,
          digest: review.round.digest,
          choice: 'approve',
          lookedAt: 'yes',
          deidentified: 'yes',
        }),
      });
      expect([how, answer.status]).toEqual([how, 401]);
    }
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toEqual([]);
  });
});

describe('a bearer token', () => {
  const verify = (token: string) => {
    const { entraIssuer: issuer, apiAudience: audience, clientId } = app.azure;
    return createTokenVerifier({ issuer, tenantId, audience, clientId }).verify(token);
  };
  const foreign = (claims: Record<string, unknown>) => {
    const { entraIssuer: issuer, apiAudience: audience } = app.azure;
    return app.azure.tokens.issue({ issuer, audience, subject: 'x', claims: { oid: 'x', ...claims } });
  };

  it('names all groups of its person, or that there are too many, or nothing', async () => {
    const ada = await verify(await app.token('ada'));
    expect(ada.ok && ada.identity.groups).toHaveLength(200);
    expect(await verify(await app.token('rui'))).toMatchObject({ identity: { groups: [expect.any(String)] } });
    expect(await verify(await app.token('ben'))).toMatchObject({ identity: { groups: 'too-many' } });
    expect(await verify(await app.token('nils'))).toMatchObject({ identity: { groups: 'no-claim' } });
  });

  it.each([
    ['an object id in capitals is the same group', { groups: [approvers.toUpperCase()] }, [approvers]],
    ['an overage counts, whatever else is said', { groups: [approvers], _claim_names: { groups: 'src1' } }, 'too-many'],
    [
      'another claim that did not fit is no concern',
      { groups: [approvers], _claim_names: { wids: 'src1' } },
      [approvers],
    ],
  ])('%s', async (_, claims, groups) => {
    expect(await verify(await foreign(claims))).toMatchObject({ ok: true, identity: { groups } });
  });

  it('whose groups are no list is refused by name', async () => {
    const reason = expect.stringContaining("another form than Entra's: groups");
    expect(await verify(await foreign({ groups: approvers }))).toMatchObject({ ok: false, reason });
  });
});

describe('where the groups claim is off', () => {
  it('health says so', async () => {
    const answer: unknown = await (await fetch(`${app.url}/api/health`)).json();
    expect(answer).toMatchObject({ status: 'ok', notes: ['groups claim: off'] });
  });

  it('an approver whose token names no groups decides as before', async () => {
    const review = await aReview(app);
    const { visitor, page } = await signInAs(app, 'ben', review.links.ben);
    const form = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      digest: review.round.digest,
      choice: 'approve',
      lookedAt: 'yes',
      deidentified: 'yes',
    };
    const { html } = await visitor.post(app.url + review.links.ben, form, app.url);
    expect(html).toContain('You approved this package.');
  });
});
