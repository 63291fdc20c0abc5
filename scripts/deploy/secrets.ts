import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { ask, type Cli, type Deployed, type DeployedRoom, resourceUrl, rest } from './cli.ts';

/** Makes the secrets that the vault lacks, and puts the mail password there whenever one is given. Gives the names of what was put there. */
export function fillVault(cli: Cli, deployed: Deployed): Promise<string[]> {
  const given = deployed.SMTP_PASSWORD === undefined ? {} : { 'smtp-password': deployed.SMTP_PASSWORD };
  const made = {
    'session-key': randomKey,
    'row-key': randomKey,
    'receipt-key': signingKey('receipt'),
    'checkpoint-key': signingKey('checkpoint'),
  };
  return fill(cli, deployed, deployed.KEY_VAULT_NAME, made, given);
}

/** Makes the key of the reading room in a vault of its own, once. Gives its name when it was made. */
export function fillRoomVault(cli: Cli, deployed: Deployed, room: DeployedRoom): Promise<string[]> {
  return fill(cli, deployed, room.vault, { 'reading-room-key': randomKey });
}

/** The requests go through Resource Manager, since a vault itself cannot be reached from outside. */
async function fill(
  cli: Cli,
  deployed: Deployed,
  vault: string,
  makers: Readonly<Record<string, () => Promise<string>>>,
  given: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const address = (path: string) =>
    resourceUrl(deployed, deployed.SECURE_RESOURCE_GROUP, `Microsoft.KeyVault/vaults/${vault}/${path}`, '2023-07-01');
  const listed = z.object({ value: z.array(z.object({ name: z.string() })) });
  const { value } = await ask(cli, listed, ['rest', '--method', 'GET', '--url', address('secrets')]);
  const secrets: Record<string, string> = {};
  for (const [name, make] of Object.entries(makers)) {
    if (!value.some((secret) => secret.name === name)) secrets[name] = await make();
  }
  Object.assign(secrets, given);
  for (const [name, secret] of Object.entries(secrets))
    await rest(cli, 'PUT', address(`secrets/${name}`), { properties: { value: secret } });
  return Object.keys(secrets);
}

const randomKey = async (): Promise<string> => randomBytes(32).toString('base64url');

function signingKey(of: string): () => Promise<string> {
  return async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    return JSON.stringify({ ...(await exportJWK(privateKey)), kid: `${of}-${randomUUID()}`, alg: 'EdDSA', use: 'sig' });
  };
}
