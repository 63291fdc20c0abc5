import { decodeProtectedHeader, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const call = (headers: Record<string, string>, path = '/api/ops/projects') =>
  fetch(app.url + path, { headers, redirect: 'manual' });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const claims = { oid: '5a11f0a7-0000-4000-8000-0000000000d7', roles: ['Ops.Operator', 'Ops.Reader'], name: 'Otto' };

describe('the check of callers', () => {
  it('lets a reader read, and nobody without a role', async () => {
    expect((await call(bearer(await app.token('rita')))).status).toBe(200);
    const refused = await call(bearer(await app.token('nils')));
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ type: 'urn:sallyport:role-missing', status: 403 });
  });

  it('answers 401 as problem+json to programs, and sends browsers to the sign-in', async () => {
    const response = await call({});
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="sallyport"');
    const page = await call({}, '/api/ops');
    expect(page.status).toBe(303);
    expect(page.headers.get('location')).toBe('/api/sign-in?returnTo=%2Fapi%2Fops');
  });

  it('believes no x-ms header, whatever principal it claims', async () => {
    const principal = Buffer.from(
      JSON.stringify({ auth_typ: 'aad', claims: [{ typ: 'roles', val: 'Ops.Operator' }], role_typ: 'roles' }),
    ).toString('base64');
    const forged = {
      'x-ms-client-principal': principal,
      'x-ms-client-principal-id': claims.oid,
      'x-ms-client-principal-name': 'otto@example.org',
      'x-ms-token-aad-access-token': await app.token('otto'),
    };
    expect((await call(forged)).status).toBe(401);
    const malformed = await call({ 'x-ms-client-principal': 'not json', ...bearer(await app.token('rita')) });
    expect(malformed.status).toBe(200);
  });

  it.each([
    ['has expired', 'The token has expired', () => app.token('otto', -120)],
    ['is for another audience', 'another audience', () => foreign({ audience: 'api://other' })],
    ['was issued by another authority', 'another authority', () => foreign({ issuer: 'https://evil.example/v2.0' })],
    ['is an ID token', 'ID token', () => foreign({ audience: app.azure.clientId })],
    ['has no signature', 'not signed with RS256|malformed', async () => unsigned()],
    ['is signed by another key', 'malformed or its signature is wrong', () => ownKey('RS256')],
    ['is signed with another algorithm', 'not signed with RS256', () => ownKey('PS256')],
    ['is no token', 'malformed', async () => 'abc'],
  ])('refuses a token that %s, and says so', async (_, reason, token) => {
    const response = await call(bearer(await token()));
    expect(response.status).toBe(401);
    const body = await response.json();
    expect(body).toMatchObject({ type: 'urn:sallyport:unauthenticated' });
    expect(JSON.stringify(body)).toMatch(new RegExp(reason));
  });

  it('does not fall back to the cookie when the header is no good', async () => {
    expect((await call({ authorization: 'Basic b3R0bzpvdHRv' })).status).toBe(401);
  });
});

function foreign(change: { audience?: string; issuer?: string }): Promise<string> {
  const { entraIssuer: issuer, apiAudience: audience } = app.azure;
  return app.azure.tokens.issue({ issuer, audience, subject: claims.oid, claims, ...change });
}

function unsigned(): string {
  const { entraIssuer, apiAudience } = app.azure;
  return new UnsecuredJWT(claims)
    .setIssuer(entraIssuer)
    .setAudience(apiAudience)
    .setIssuedAt()
    .setExpirationTime('1h')
    .encode();
}

async function ownKey(alg: 'RS256' | 'PS256'): Promise<string> {
  const { privateKey } = await generateKeyPair(alg);
  const { kid = '' } = decodeProtectedHeader(await app.token('otto'));
  const jwt = new SignJWT(claims).setProtectedHeader({ alg, kid });
  return await jwt
    .setIssuer(app.azure.entraIssuer)
    .setAudience(app.azure.apiAudience)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
}
