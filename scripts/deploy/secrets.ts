import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { ask, type Cli, type Deployed, rest } from './cli.ts';

/**
 * Puts the secrets that are missing into the vault and leaves those that are there, but for the mail password: whoever gives one
 * means it. The requests go through Resource Manager,
 * since the vault itself cannot be reached from outside. Gives the names of what was made.
 */
export async function fillVault(cli: Cli, deployed: Deployed): Promise<string[]> {
  const { AZURE_SUBSCRIPTION_ID, SECURE_RESOURCE_GROUP, KEY_VAULT_NAME } = deployed;
  const vault = `/subscriptions/${AZURE_SUBSCRIPTION_ID}/resourceGroups/${SECURE_RESOURCE_GROUP}/providers/Microsoft.KeyVault/vaults/${KEY_VAULT_NAME}`;
  const address = (path: string) => `https://management.azure.com${vault}/${path}?api-version=2023-07-01`;
  const listed = z.object({ value: z.array(z.object({ name: z.string() })) });
  const { value } = await ask(cli, listed, ['rest', '--method', 'GET', '--url', address('secrets')]);
  const there = new Set(value.map(({ name }) => name));
  const made: string[] = [];
  for (const [name, make] of Object.entries(makers(deployed))) {
    if (there.has(name) && name !== 'smtp-password') continue;
    const secret = await make();
    if (secret === undefined) continue;
    await rest(cli, 'PUT', address(`secrets/${name}`), { properties: { value: secret } });
    made.push(name);
  }
  return made;
}

function makers({ SMTP_PASSWORD }: Deployed): Record<string, () => Promise<string | undefined>> {
  return {
    'session-key': async () => randomBytes(32).toString('base64url'),
    'receipt-key': receiptKey,
    'smtp-password': async () => SMTP_PASSWORD,
  };
}

async function receiptKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: `receipt-${randomUUID()}`, alg: 'EdDSA', use: 'sig' });
}
