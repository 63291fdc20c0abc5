import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Directory } from '../../../local/azure/directory.ts';
import { issuePersonToken } from '../../../local/azure/entra/person-token.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { tenantId } from '../../../local/azure/tokens.ts';
import { createTokenVerifier } from '../../../src/azure/people/token-verifier.ts';
import { crowded } from './crowded-directory.ts';
import { identityCredential, startTestAzure } from './running-azure.ts';

const redirectUri = 'http://localhost:7071/api/sign-in/callback';
let clock = 0;
let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure({ redirectUris: [redirectUri], now: () => Date.now() + clock }));
});
afterAll(() => stop());

/** An app as ours: openid-client, whose client authentication is the managed identity's token. */
async function discover(identity = 'id-control'): Promise<client.Configuration> {
  const credential = identityCredential(azure, identity);
  const assertion = (await credential.getToken('api://AzureADTokenExchange/.default')).token;
  return await client.discovery(new URL(azure.entraIssuer), azure.clientId, {}, (_as, _client, body) => {
    body.set('client_id', azure.clientId);
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', assertion);
  });
}

interface Attempt {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly url: URL;
}

async function begin(config: client.Configuration, changed: Record<string, string> = {}): Promise<Attempt> {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...changed,
  });
  return { verifier, state, nonce, url };
}

const groupOf = (role: string) => azure.directory.groups.find((group) => group.role === role)?.oid;

async function choose(url: URL, person: string): Promise<Response> {
  return await fetch(url, { method: 'POST', body: new URLSearchParams({ person }), redirect: 'manual' });
}

async function callbackOf(attempt: Attempt, person = 'ada'): Promise<URL> {
  return new URL((await choose(attempt.url, person)).headers.get('location') ?? '');
}

function finish(config: client.Configuration, callback: URL, attempt: Attempt, changed = {}) {
  return client.authorizationCodeGrant(config, callback, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.verifier,
    idTokenExpected: true,
    ...changed,
  });
}

test('a person signs in with code, PKCE and the client assertion of the managed identity', async () => {
  const config = await discover();
  const attempt = await begin(config);
  const tokens = await finish(config, await callbackOf(attempt, 'otto'), attempt);
  const claims = tokens.claims();
  expect(claims).toMatchObject({
    iss: azure.entraIssuer,
    aud: azure.clientId,
    name: 'Otto Operator',
    preferred_username: 'otto@example.org',
    roles: ['Ops.Operator', 'Ops.Reader'],
    nonce: attempt.nonce,
    oid: azure.directory.persons.find((person) => person.id === 'otto')?.oid,
  });
  expect(claims).not.toHaveProperty('email');
  expect(claims?.sub).not.toBe(claims?.['oid']);
  expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(3600);
});

test('what a token says of a person depends on the scopes that were asked for', async () => {
  const config = await discover();
  const bare = await begin(config, { scope: 'openid' });
  const tokens = await finish(config, await callbackOf(bare), bare);
  expect(tokens.scope).toBe('openid');
  for (const claim of ['oid', 'name', 'preferred_username', 'email']) expect(tokens.claims()).not.toHaveProperty(claim);
  const full = await begin(config, { scope: 'openid profile email' });
  expect((await finish(config, await callbackOf(full), full)).claims()).toMatchObject({
    name: 'Ada Approver',
    email: 'ada@example.org',
  });
});

test('an authentication context that a policy protects asks for a second factor, and the ID token says that it was met', async () => {
  const config = await discover();
  const claims = (value: string) => JSON.stringify({ id_token: { acrs: { essential: true, value } } });
  const attempt = await begin(config, { claims: claims('c1') });
  const asked = await choose(attempt.url, 'ada');
  expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining('a second factor (c1)')]);
  const fields = new URLSearchParams({ person: 'ada', factor: 'second' });
  const confirmed = await fetch(attempt.url, { method: 'POST', body: fields, redirect: 'manual' });
  const callback = new URL(confirmed.headers.get('location') ?? '');
  expect((await finish(config, callback, attempt)).claims()).toMatchObject({ acrs: ['c1'] });

  // The trap of Entra: nothing protects c2, and everybody gets it.
  const trap = await begin(config, { claims: claims('c2') });
  expect((await finish(config, await callbackOf(trap), trap)).claims()).toMatchObject({ acrs: ['c2'] });

  const plain = await begin(config);
  expect((await finish(config, await callbackOf(plain), plain)).claims()).not.toHaveProperty('acrs');
  const broken = await begin(config, { claims: '{' });
  expect((await callbackOf(broken)).searchParams.get('error')).toBe('invalid_request');
});

test('a token names the groups of the person that are assigned to the application, and the role that they give', async () => {
  const config = await discover();
  const attempt = await begin(config);
  const claims = (await finish(config, await callbackOf(attempt), attempt)).claims();
  expect(claims).toMatchObject({ roles: ['Project.Member'], groups: [groupOf('approvers')] });
  const options = { directory: azure.directory, tokens: azure.tokens, issuer: azure.entraIssuer };
  const rui = decodeJwt(await issuePersonToken({ person: 'rui', audience: 'api' }, options));
  expect(rui).toMatchObject({ roles: ['Project.Member'], groups: [groupOf('researchers')] });
});

test('a token of somebody in no group, or of a tenant that names no groups, has no groups claim', async () => {
  const { directory } = azure;
  const [application] = directory.applications;
  const silent: Directory = { ...directory, applications: [{ ...application, groupMembershipClaims: 'None' }] };
  for (const options of [
    { person: 'nils', directory },
    { person: 'ada', directory: silent },
  ]) {
    const asked = { person: options.person, audience: 'api' } as const;
    const token = await issuePersonToken(asked, { ...options, tokens: azure.tokens, issuer: azure.entraIssuer });
    for (const claim of ['groups', '_claim_names']) expect(decodeJwt(token)).not.toHaveProperty(claim);
  }
});

test('a token names 200 groups and not one of 201: then it says only where Graph would name them', async () => {
  const options = { tokens: azure.tokens, issuer: azure.entraIssuer };
  const asked = { person: 'ada', audience: 'api' } as const;
  const full = decodeJwt(
    await issuePersonToken(asked, { ...options, directory: crowded(azure.directory, 'ada', 200) }),
  );
  expect(full['groups']).toHaveLength(200);
  const over = decodeJwt(
    await issuePersonToken(asked, { ...options, directory: crowded(azure.directory, 'ada', 201) }),
  );
  expect(over).not.toHaveProperty('groups');
  expect(over).toMatchObject({
    _claim_names: { groups: 'src1' },
    _claim_sources: { src1: { endpoint: expect.stringMatching(/\/users\/[0-9a-f-]{36}\/getMemberObjects$/) } },
  });
});

test('the discovery document is silent on PKCE and the published keys on their algorithm', async () => {
  const config = await discover();
  expect(config.serverMetadata().supportsPKCE()).toBe(false);
  const keys: unknown = await (await fetch(config.serverMetadata().jwks_uri ?? '')).json();
  const one = { kty: 'RSA', use: 'sig', kid: expect.any(String) };
  expect(keys).toMatchObject({ keys: [one, one] });
  expect(JSON.stringify(keys)).not.toContain('"alg"');
});

test('a key that signs next is published before it is used, so a rotation disturbs nobody', async () => {
  const config = await discover();
  const verifier = createTokenVerifier({
    issuer: azure.entraIssuer,
    tenantId,
    audience: azure.apiAudience,
    clientId: azure.clientId,
  });
  const options = { directory: azure.directory, tokens: azure.tokens, issuer: azure.entraIssuer };
  const before = await issuePersonToken({ person: 'otto', audience: 'api' }, options);
  expect(await verifier.verify(before)).toMatchObject({ ok: true });
  await azure.tokens.rotate();
  const after = await issuePersonToken({ person: 'otto', audience: 'api' }, options);
  expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
  expect(await verifier.verify(after)).toMatchObject({ ok: true });
  expect(await verifier.verify(before)).toMatchObject({ ok: true });
  const attempt = await begin(config);
  expect((await finish(config, await callbackOf(attempt), attempt)).claims()).toMatchObject({ name: 'Ada Approver' });
});

test('the browser comes back with a long code and a session state beside it', async () => {
  const callback = await callbackOf(await begin(await discover()));
  expect(callback.searchParams.get('code')?.length).toBeGreaterThan(1000);
  expect(callback.searchParams.get('session_state')).toBeTruthy();
});

test('a person who cancels is sent back without a code', async () => {
  const { url, state } = await begin(await discover());
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ cancel: 'yes' }), redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '').searchParams;
  expect(back.get('error')).toBe('access_denied');
  expect(back.get('state')).toBe(state);
  expect(back.has('code')).toBe(false);
});

test.each(['grant_type', 'client_id', 'code', 'redirect_uri'])(
  'a code is not redeemed without %s, or in JSON',
  async (name) => {
    const config = await discover();
    const credential = identityCredential(azure, 'id-control');
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: azure.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: (await credential.getToken('api://AzureADTokenExchange/.default')).token,
      code: 'x',
      redirect_uri: redirectUri,
    });
    form.delete(name);
    const missing = await fetch(config.serverMetadata().token_endpoint ?? '', { method: 'POST', body: form });
    expect(missing.status).toBe(400);
    expect(await missing.json()).toMatchObject({ error: 'invalid_request', error_codes: [900144] });
    const json = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(form)),
    };
    expect(await (await fetch(config.serverMetadata().token_endpoint ?? '', json)).json()).toMatchObject({
      error_codes: [900144],
    });
  },
);

test('the sign-in page lists the persons, preselects the hinted one and escapes what it is given', async () => {
  const { url } = await begin(await discover(), { login_hint: 'ben@example.org', state: '"><script>x</script>' });
  const page = await (await fetch(url)).text();
  expect(page).toContain('Ada Approver');
  expect(page.match(/<button[^>]*value="ben"[^>]*>/)?.[0]).toContain('autofocus');
  expect(page).not.toContain('<script>');
});

test('a code works once', async () => {
  const config = await discover();
  const attempt = await begin(config);
  const callback = await callbackOf(attempt);
  await finish(config, callback, attempt);
  await expect(finish(config, callback, attempt)).rejects.toMatchObject({
    error: 'invalid_grant',
    error_description: expect.stringContaining('AADSTS54005'),
  });
});

test('a code is dead after ten minutes', async () => {
  const config = await discover();
  const attempt = await begin(config);
  const callback = await callbackOf(attempt);
  const moved = clock;
  clock += 10 * 60_000;
  await expect(finish(config, callback, attempt)).rejects.toMatchObject({
    error_description: expect.stringContaining('AADSTS70008'),
  });
  clock = moved;
});

test('another verifier, another nonce, another state and an invented code are refused', async () => {
  const config = await discover();
  const pkce = await begin(config);
  const wrongVerifier = finish(config, await callbackOf(pkce), pkce, {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
  });
  await expect(wrongVerifier).rejects.toMatchObject({ error_description: expect.stringContaining('AADSTS501481') });
  const nonce = await begin(config);
  await expect(finish(config, await callbackOf(nonce), nonce, { expectedNonce: 'other' })).rejects.toThrow();
  const state = await begin(config);
  await expect(finish(config, await callbackOf(state), state, { expectedState: 'other' })).rejects.toThrow();
  const invented = await callbackOf(state);
  invented.searchParams.set('code', 'invented');
  await expect(finish(config, invented, state)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('a code is bound to the redirect address that asked for it', async () => {
  azure.entra.registerRedirectUri('http://localhost:7071/other');
  const config = await discover();
  const attempt = await begin(config);
  const callback = await callbackOf(attempt);
  const elsewhere = new URL(`http://localhost:7071/other${callback.search}`);
  await expect(finish(config, elsewhere, attempt)).rejects.toMatchObject({
    error_description: expect.stringContaining('AADSTS500112'),
  });
});

test.each([
  ['a client that is not registered', { client_id: '11111111-1111-4111-8111-111111111111' }, 'AADSTS700016'],
  ['a redirect that is only nearly registered', { redirect_uri: `${redirectUri}/` }, 'AADSTS50011'],
  ['a redirect elsewhere', { redirect_uri: 'https://evil.example.org/' }, 'AADSTS50011'],
])('%s is shown to the person and never redirected', async (_what, changed, code) => {
  const { url } = await begin(await discover(), changed);
  const answer = await fetch(url, { redirect: 'manual' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(code);
  expect((await choose(url, 'ada')).status).toBe(400);
});

test.each([
  [{ response_type: 'id_token' }, 'unsupported_response_type'],
  [{ code_challenge_method: 'plain' }, 'invalid_request'],
  [{ code_challenge: '' }, 'invalid_request'],
  [{ response_mode: 'fragment' }, 'invalid_request'],
  [{ scope: 'profile' }, 'invalid_request'],
  [{ prompt: 'none' }, 'login_required'],
])('a request with %j goes back to the app as %s', async (changed, error) => {
  const attempt = await begin(await discover(), { ...changed });
  const location = new URL((await fetch(attempt.url, { redirect: 'manual' })).headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe(redirectUri);
  expect(location.searchParams.get('error')).toBe(error);
  expect(location.searchParams.get('state')).toBe(attempt.state);
});

test('a request that asks nobody anything is answered by the session of the browser, or refused', async () => {
  const config = await discover();
  const chosen = await choose((await begin(config)).url, 'ada');
  const cookie = (chosen.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const asked = async (changed: Record<string, string>) => {
    const attempt = await begin(config, { prompt: 'none', ...changed });
    const answer = await fetch(attempt.url, { headers: { cookie }, redirect: 'manual' });
    return { attempt, location: new URL(answer.headers.get('location') ?? '') };
  };
  const { attempt, location } = await asked({ login_hint: 'ada@example.org' });
  expect((await finish(config, location, attempt)).claims()).toMatchObject({ preferred_username: 'ada@example.org' });
  const errors = [
    await asked({ login_hint: 'ben@example.org' }),
    await asked({ claims: JSON.stringify({ id_token: { acrs: { essential: true, value: 'c1' } } }) }),
  ];
  expect(errors.map((one) => one.location.searchParams.get('error'))).toEqual([
    'login_required',
    'interaction_required',
  ]);
});

test('only the right identity may redeem a code, and never with a secret or without an assertion', async () => {
  const trigger = await discover('id-trigger');
  const attempt = await begin(trigger);
  await expect(finish(trigger, await callbackOf(attempt), attempt)).rejects.toMatchObject({
    error: 'invalid_client',
    error_description: expect.stringContaining('AADSTS700213'),
  });
  const secret = await client.discovery(new URL(azure.entraIssuer), azure.clientId, 'guess');
  await expect(finish(secret, await callbackOf(attempt), attempt)).rejects.toMatchObject({ error: 'invalid_client' });
  const none = await client.discovery(new URL(azure.entraIssuer), azure.clientId, {}, client.None());
  await expect(finish(none, await callbackOf(attempt), attempt)).rejects.toMatchObject({ error: 'invalid_client' });
});

test.each([
  ['for another audience', { audience: 'https://storage.azure.com' }, 700212],
  ['that has expired', { lifetime: -1 }, 700024],
  ['of another issuer', { issuer: 'https://sts.windows.net/other/' }, 700027],
])('a client assertion %s is refused', async (_what, change, number) => {
  const [identity] = azure.directory.identities;
  const assertion = await azure.tokens.issue({
    issuer: azure.entraIssuer,
    audience: 'api://AzureADTokenExchange',
    subject: identity?.oid ?? '',
    claims: { oid: identity?.oid, appid: identity?.clientId },
    ...change,
  });
  const config = await client.discovery(new URL(azure.entraIssuer), azure.clientId, {}, client.None());
  const attempt = await begin(config);
  const redeemed = client.authorizationCodeGrant(
    config,
    await callbackOf(attempt),
    { expectedState: attempt.state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.verifier },
    {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
  );
  await expect(redeemed).rejects.toMatchObject({
    error: 'invalid_client',
    status: 401,
    error_description: expect.stringContaining(`AADSTS${number}`),
  });
});

test('a script gets a token of a person for the API or for storage', async () => {
  const ask = async (body: unknown): Promise<Response> =>
    await fetch(`${azure.entraUrl}/laptop/token`, { method: 'POST', body: JSON.stringify(body) });
  const answer = (await (await ask({ person: 'operator', audience: 'api' })).json()) as { access_token: string };
  const keys = createRemoteJWKSet(new URL(`${azure.entraIssuer.replace('/v2.0', '')}/discovery/v2.0/keys`));
  const { payload } = await jwtVerify(answer.access_token, keys, {
    issuer: azure.entraIssuer,
    audience: azure.clientId,
  });
  expect(payload).toMatchObject({
    roles: ['Ops.Operator', 'Ops.Reader'],
    ver: '2.0',
    azp: expect.stringMatching(/^[0-9a-f-]{36}$/),
    scp: 'user_impersonation',
  });
  expect(payload.sub).not.toBe(payload['oid']);
  expect((await ask({ person: 'operator', audience: 'graph' })).status).toBe(400);
  expect((await ask({ person: 'nobody', audience: 'api' })).status).toBe(400);
  const options = { directory: azure.directory, tokens: azure.tokens, issuer: azure.entraIssuer };
  const expired = await issuePersonToken({ person: 'ada', audience: 'api', lifetime: -10 }, options);
  expect(decodeJwt(expired).exp ?? 0).toBeLessThan(Date.now() / 1000);
});
