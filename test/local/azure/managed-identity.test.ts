import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { managedIdentityEndpoint } from '../../../local/azure/managed-identity.ts';
import { serve } from '../../../local/azure/server.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { libraryCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure());
});
afterAll(() => stop());

async function ask(query: Record<string, string>, header: string | undefined): Promise<number> {
  const url = new URL(azure.identityEndpoint);
  url.search = new URLSearchParams({ 'api-version': '2019-08-01', ...query }).toString();
  const response = await fetch(url, { headers: header === undefined ? {} : { 'x-identity-header': header } });
  await response.body?.cancel();
  return response.status;
}

test.each(['id-control', 'id-trigger', 'id-host'])('%s gets tokens of its own', async (name) => {
  const { token } = await libraryCredential(azure, name).getToken('https://storage.azure.com/.default');
  const identity = azure.directory.identities.find((candidate) => candidate.name === name);
  expect(decodeJwt(token)).toMatchObject({
    aud: 'https://storage.azure.com',
    oid: identity?.oid,
    appid: identity?.clientId,
  });
});

test('an identity that the function app does not carry is refused, as if nobody had it', async () => {
  const credential = libraryCredential(azure, 'data-factory');
  await expect(credential.getToken('https://storage.azure.com/.default')).rejects.toThrow(
    /No User Assigned or Delegated Managed Identity found/,
  );
});

test('tokens are given for Resource Manager, Key Vault and the sign-in exchange, and for nothing unknown', async () => {
  const credential = libraryCredential(azure, 'id-control');
  for (const audience of [azure.armUrl, 'https://vault.azure.net', 'api://AzureADTokenExchange']) {
    expect(decodeJwt((await credential.getToken(`${audience}/.default`)).token).aud).toBe(audience);
  }
  await expect(credential.getToken('https://graph.microsoft.com/.default')).rejects.toThrow();
});

test('a caller without the secret header, with a wrong one, or of an unknown identity is refused', async () => {
  const query = { resource: 'https://storage.azure.com', client_id: azure.identities['id-control'] ?? '' };
  expect(await ask(query, azure.identityHeader)).toBe(200);
  expect(await ask(query, undefined)).toBe(401);
  expect(await ask(query, 'x'.repeat(azure.identityHeader.length))).toBe(401);
  expect(await ask({ ...query, client_id: '11111111-1111-4111-8111-111111111111' }, azure.identityHeader)).toBe(400);
  expect(await ask({ resource: query.resource }, azure.identityHeader)).toBe(400);
  expect(await ask({ ...query, 'api-version': '2018-02-01' }, azure.identityHeader)).toBe(400);
});

test('each app is given the identities that it carries and none of another app', async () => {
  const { directory, tokens, faults, entraIssuer } = azure;
  const resource = 'https://storage.azure.com';
  const handle = managedIdentityEndpoint({
    ...{ directory, tokens, faults, entraIssuer, resources: [resource], now: Date.now },
    apps: [
      { secret: 'first', assigned: ['id-control'] },
      { secret: 'second', assigned: ['id-trigger'] },
    ],
  });
  const server = await serve({ port: 0, handle });
  const asked = async (name: string, header: string) => {
    const query = { 'api-version': '2019-08-01', resource, client_id: azure.identities[name] ?? '' };
    const url = `${server.url}/msi/token?${new URLSearchParams(query)}`;
    return (await fetch(url, { headers: { 'x-identity-header': header } })).status;
  };
  expect([await asked('id-control', 'first'), await asked('id-trigger', 'second')]).toEqual([200, 200]);
  expect([await asked('id-control', 'second'), await asked('id-trigger', 'first')]).toEqual([400, 400]);
  await server.close();
});
