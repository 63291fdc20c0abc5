import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { ask, type Cli, type Deployed, resourceUrl, rest } from './cli.ts';

/**
 * Makes the secrets that the vault lacks, and puts the mail password there whenever one is given. The requests go through Resource
 * Manager, since the vault itself cannot be reached from outside. Gives the names of what was put there.
 */
export async function fillVault(cli: Cli, deployed: Deployed): Promise<string[]> {
  const address = (path: string) =>
    resourceUrl(
      deployed,
      deployed.SECURE_RESOURCE_GROUP,
      `Microsoft.KeyVault/vaults/${deployed.KEY_VAULT_NAME}/${path}`,
      '2023-07-01',
    );
  const listed = z.object({ value: z.array(z.object({ name: z.string() })) });
  const { value } = await ask(cli, listed, ['rest', '--method', 'GET', '--url', address('secrets')]);
  const secrets: Record<string, string> = {};
  for (const [name, make] of Object.entries(makers)) {
    if (!value.some((secret) => secret.name === name)) secrets[name] = await make();
  }
  if (deployed.SMTP_PASSWORD !== undefined) secrets['smtp-password'] = deployed.SMTP_PASSWORD;
  for (const [name, secret] of Object.entries(secrets))
    await rest(cli, 'PUT', address(`secrets/${name}`), { properties: { value: secret } });
  return Object.keys(secrets);
}

const makers: Readonly<Record<string, () => Promise<string>>> = {
  'session-key': async () => randomBytes(32).toString('base64url'),
  'receipt-key': receiptKey,
};

async function receiptKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: `receipt-${randomUUID()}`, alg: 'EdDSA', use: 'sig' });
}
