import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Directory, readDirectory } from '../../../local/azure/directory.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { identityCredential, startTestAzure } from './running-azure.ts';

const redirectUri = 'http://localhost:7072/api/sign-in/callback';
const storage = 'https://storage.azure.com/user_impersonation';
const vault = 'https://vault.azure.net/user_impersonation';
const roomId = '5a11f0a7-0000-4000-8000-0000000000a2';

/** The sample's tenant with a second app registration, which signs in as another identity and may act on storage for a person. */
function withRoom(): Directory {
  const directory = readDirectory();
  const [control] = directory.applications;
  const room = {
    ...{ ...control, displayName: 'room', clientId: roomId, identifierUri: 'api://room', appRoles: [] },
    ...{ federatedCredential: { ...control.federatedCredential, identity: 'id-trigger' as const } },
    permissions: [
      { resource: 'https://storage.azure.com', scopes: ['user_impersonation'], consented: true },
      { resource: 'https://vault.azure.net', scopes: ['user_impersonation'], consented: false },
      { resource: 'https://graph.microsoft.com', scopes: ['User.Read'], consented: true },
    ],
  };
  return { ...directory, applications: [control, room] };
}

let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure({ directory: withRoom() }));
  azure.entra.registerRedirectUri(redirectUri, roomId);
});
afterAll(() => stop());

async function room(clientId = roomId): Promise<client.Configuration> {
  const credential = identityCredential(azure, 'id-trigger');
  const assertion = (await credential.getToken('api://AzureADTokenExchange/.default')).token;
  return await client.discovery(new URL(azure.entraIssuer), clientId, {}, (_as, _client, body) => {
    body.set('client_id', clientId);
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', assertion);
  });
}

/** Signs Ada in for the scopes and redeems the code for those of `redeemed`. */
async function tokenFor(scope: string, redeemed?: string) {
  const config = await room();
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirectUri, scope, code_challenge_method: 'S256', state: 's' },
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
  });
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ person: 'ada' }),
    redirect: 'manual',
  });
  if (answer.status !== 302) throw new Error(await answer.text());
  const callback = new URL(answer.headers.get('location') ?? '');
  const more = redeemed === undefined ? {} : { scope: redeemed };
  return await client.authorizationCodeGrant(
    config,
    callback,
    { expectedState: 's', pkceCodeVerifier: verifier },
    more,
  );
}

const refusedWith = (error: string, code: number) => ({
  error,
  error_description: expect.stringContaining(`AADSTS${code}: `),
});

test("a code for storage becomes the person's own token for storage, made for that app", async () => {
  const tokens = await tokenFor(`openid profile ${storage}`, `openid profile ${storage}`);
  expect(decodeJwt(tokens.access_token)).toMatchObject({
    ...{ aud: 'https://storage.azure.com', appid: roomId, scp: 'user_impersonation' },
    oid: azure.directory.persons.find(({ id }) => id === 'ada')?.oid,
    upn: 'ada@example.org',
  });
  expect(tokens.claims()).toMatchObject({ aud: roomId, name: 'Ada Approver' });
});

test('and storage lets the person do with it what their group may do, and nothing else', async () => {
  const { access_token } = await tokenFor(`openid ${storage}`, storage);
  const list = async (container: string) => {
    const url = `${azure.blobUrl('secure')}/${container}?restype=container&comp=list&prefix=heart-study/`;
    const headers = { authorization: `Bearer ${access_token}`, 'x-ms-version': '2025-05-05' };
    return (await fetch(url, { headers })).status;
  };
  expect([await list('review'), await list('datasets')]).toEqual([200, 403]);
});

test('a sign-in without a resource has a token for Graph, which storage refuses', async () => {
  const { access_token } = await tokenFor('openid');
  expect(decodeJwt(access_token).aud).toBe('00000003-0000-0000-c000-000000000000');
});

test('a code for a resource is not redeemed without its scope, nor for another one', async () => {
  await expect(tokenFor(`openid ${storage}`)).rejects.toMatchObject(refusedWith('invalid_request', 28003));
  await expect(tokenFor('openid', storage)).rejects.toMatchObject(refusedWith('invalid_scope', 70011));
});

test('two resources are asked for in one sign-in and redeemed one at a time', async () => {
  const both = `openid User.Read ${storage}`;
  await expect(tokenFor(both, both)).rejects.toMatchObject(refusedWith('invalid_request', 28000));
  expect(decodeJwt((await tokenFor(both, `openid ${storage}`)).access_token).aud).toBe('https://storage.azure.com');
});

test('without consent there is no token', async () => {
  await expect(tokenFor(`openid ${vault}`, vault)).rejects.toMatchObject(refusedWith('invalid_grant', 65001));
});

test.each([
  ['that the registration does not list', 'https://graph.microsoft.com/Mail.Read', 650057],
  ['of Graph that it does not list', 'Files.Read', 650057],
  ['that the resource does not have', 'https://storage.azure.com/everything', 650053],
  ['of a resource that nobody knows', 'https://storage.example.org/user_impersonation', 500011],
])('a scope %s is shown to the person and never redirected', async (_what, scope, code) => {
  await expect(tokenFor(`openid ${scope}`)).rejects.toThrow(`AADSTS${code}`);
});

test('each registration has reply addresses and an identity of its own', async () => {
  const config = await room(azure.clientId);
  const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid' });
  expect(await (await fetch(url)).text()).toContain('AADSTS50011');
  const grant = client.genericGrantRequest(config, 'authorization_code', { code: 'x', redirect_uri: redirectUri });
  await expect(grant).rejects.toMatchObject(refusedWith('invalid_client', 700213));
});
