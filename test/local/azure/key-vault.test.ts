import type { TokenCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { importJWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuePersonToken } from '../../../local/azure/entra/person-token.ts';
import { rotateSecret, SecretStore } from '../../../local/azure/secret-store.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { fixedCredential, identityCredential, startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure());
});
afterAll(() => stop());

function vault(credential: TokenCredential = identityCredential(azure, 'id-control')): SecretClient {
  return new SecretClient(azure.vaultUrl, credential, {
    disableChallengeResourceVerification: true,
    retryOptions: { maxRetries: 0 },
  });
}

async function listed(name: string): Promise<(string | undefined)[]> {
  const versions: (string | undefined)[] = [];
  for await (const item of vault().listPropertiesOfSecretVersions(name)) versions.push(item.version);
  return versions;
}

test('the control plane gets a session key of 32 bytes and an Ed25519 receipt key', async () => {
  const session = await vault().getSecret('session-key');
  expect(Buffer.from(session.value ?? '', 'base64url')).toHaveLength(32);
  const jwk: unknown = JSON.parse((await vault().getSecret('receipt-key')).value ?? '');
  expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', kid: expect.stringMatching(/^receipt-/) });
  await expect(importJWK(Object(jwk), 'EdDSA')).resolves.toBeDefined();
});

test('a rotated secret has a new latest version and keeps the old one', async () => {
  const before = await vault().getSecret('receipt-key');
  const version = await rotateSecret(azure.secrets, 'receipt-key');
  expect((await vault().getSecret('receipt-key')).properties.version).toBe(version);
  const old = await vault().getSecret('receipt-key', { version: before.properties.version ?? '' });
  expect(old.value).toBe(before.value);
  expect(await listed('receipt-key')).toEqual([before.properties.version, version].sort());
});

test('a secret or a version that nobody set is not found', async () => {
  const missing = { statusCode: 404, code: 'SecretNotFound' };
  await expect(vault().getSecret('smtp-password')).rejects.toMatchObject(missing);
  await expect(vault().getSecret('session-key', { version: 'none' })).rejects.toMatchObject(missing);
});

test('versions are listed 25 a page and in the order of their ids, which says nothing about their age', async () => {
  const made: string[] = [];
  for (let count = 0; count < 30; count += 1) made.push(azure.secrets.add('smtp-password', `p${count}`, 'text/plain'));
  const sizes: number[] = [];
  for await (const page of vault().listPropertiesOfSecretVersions('smtp-password').byPage()) sizes.push(page.length);
  expect(sizes).toEqual([25, 5]);
  expect(await listed('smtp-password')).toEqual(made.toSorted());
});

test('a disabled version is listed as such and never given, not even as the latest', async () => {
  const version = await rotateSecret(azure.secrets, 'session-key');
  azure.secrets.enable('session-key', version, false);
  const refused = {
    statusCode: 403,
    code: 'Forbidden',
    details: { error: { innerError: { code: 'SecretDisabled' } } },
  };
  await expect(vault().getSecret('session-key')).rejects.toMatchObject(refused);
  await expect(vault().getSecret('session-key', { version })).rejects.toMatchObject(refused);
  for await (const item of vault().listPropertiesOfSecretVersions('session-key')) {
    expect(item.enabled).toBe(item.version !== version);
  }
  azure.secrets.enable('session-key', version, true);
  expect((await vault().getSecret('session-key')).properties.version).toBe(version);
});

test.each(['', '?api-version=1.0'])(
  'a request with the query "%s" names no api-version that is known',
  async (query) => {
    const { token } = await identityCredential(azure, 'id-control').getToken('https://vault.azure.net/.default');
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${azure.vaultUrl}/secrets/session-key${query}`, { headers });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'BadParameter' } });
  },
);

test('other secrets, other identities, writes and tokens for storage are refused', async () => {
  await expect(vault().getSecret('other')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
  await expect(vault(identityCredential(azure, 'id-trigger')).getSecret('session-key')).rejects.toMatchObject({
    statusCode: 403,
  });
  await expect(vault().setSecret('session-key', 'mine')).rejects.toMatchObject({ statusCode: 403 });
  const storage = identityCredential(azure, 'id-control');
  const wrong = fixedCredential(async () => (await storage.getToken('https://storage.azure.com/.default')).token);
  const client = new SecretClient(azure.vaultUrl, wrong, { disableChallengeResourceVerification: true });
  await expect(client.getSecret('session-key')).rejects.toMatchObject({ statusCode: 401 });
});

test('a deleted secret is gone for everybody, and only an officer of the vault deletes it and gets it back', async () => {
  const officer = vault(
    fixedCredential(() =>
      issuePersonToken({ person: 'administrator', audience: 'vault' }, { ...azure, issuer: azure.entraIssuer }),
    ),
  );
  const operator = vault(
    fixedCredential(() =>
      issuePersonToken({ person: 'operator', audience: 'vault' }, { ...azure, issuer: azure.entraIssuer }),
    ),
  );
  const before = await vault().getSecret('receipt-key');
  const refused = { statusCode: 403 };
  await expect(operator.beginDeleteSecret('receipt-key')).rejects.toMatchObject(refused);
  await officer.beginDeleteSecret('receipt-key').catch(() => undefined);
  await expect(vault().getSecret('receipt-key')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
  await expect(vault().beginRecoverDeletedSecret('receipt-key')).rejects.toMatchObject(refused);
  await officer.beginRecoverDeletedSecret('receipt-key').catch(() => undefined);
  expect((await vault().getSecret('receipt-key')).value).toBe(before.value);
});

test('secrets are the same after the store was opened again', () => {
  const file = `${azure.caFile.replace(/ca\.pem$/, '')}vault.json`;
  expect(new SecretStore(file).versions('session-key')).toEqual(azure.secrets.versions('session-key'));
});
