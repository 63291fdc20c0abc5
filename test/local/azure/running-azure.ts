import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { loadCertificates } from '../../../local/azure/certificates.ts';
import { findIdentity } from '../../../local/azure/directory.ts';
import { issuePersonToken } from '../../../local/azure/entra/person-token.ts';
import { identityToken } from '../../../local/azure/managed-identity.ts';
import { openSigningKeys } from '../../../local/azure/signing-keys.ts';
import { type AzureOptions, type RunningAzure, signingKeyFile, startAzure } from '../../../local/azure/stack.ts';
import { storageAudience } from '../../../local/azure/storage/authenticate.ts';
import { credentialOf, type IdentityCredential } from './identity-credential.ts';

/** Starts a stack on free ports with its state in a new temporary folder, which `stop` removes. */
export async function startTestAzure(options: Partial<AzureOptions> = {}): Promise<{
  azure: RunningAzure;
  stop(): Promise<void>;
}> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'sallyport-azure-'));
  for (const [name, content] of await keysOfProcess()) writeFileSync(join(stateFolder, name), content);
  const azure = await startAzure({ eventPollMilliseconds: 50, ...options, stateFolder });
  return {
    azure,
    stop: async () => {
      await azure.close();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}

let madeKeys: Promise<readonly (readonly [name: string, content: Buffer])[]> | undefined;

/** The files of keys and certificates that each stack of this process finds in its folder. Making them costs more than the rest of a start. */
function keysOfProcess(): Promise<readonly (readonly [name: string, content: Buffer])[]> {
  madeKeys ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-keys-'));
    await loadCertificates(folder);
    await openSigningKeys(join(folder, signingKeyFile));
    const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
    rmSync(folder, { recursive: true });
    return files;
  })();
  return madeKeys;
}

/** The credential of a managed identity of the function app. */
export function identityCredential(azure: RunningAzure, name: string): IdentityCredential {
  return credentialOf(azure, clientIdOf(azure, name));
}

/** The credential of Azure's library, as in the app. It keeps this endpoint and its tokens for the life of the process. */
export function libraryCredential(azure: RunningAzure, name: string): ManagedIdentityCredential {
  process.env['IDENTITY_ENDPOINT'] = azure.identityEndpoint;
  process.env['IDENTITY_HEADER'] = azure.identityHeader;
  return new ManagedIdentityCredential({ clientId: clientIdOf(azure, name) });
}

function clientIdOf({ identities }: RunningAzure, name: string): string {
  const clientId = identities[name];
  if (clientId === undefined) throw new Error(`no identity ${name}`);
  return clientId;
}

/** Data Factory's own identity, which the endpoint of the function app does not give: a storage token as the factory gets it from Azure. */
export function factoryCredential(azure: RunningAzure): TokenCredential {
  const identity = findIdentity(azure.directory, 'data-factory');
  return fixedCredential(() => identityToken(azure.tokens, identity, storageAudience));
}

/** A credential that hands out a person's storage token. */
export function personCredential(azure: RunningAzure, person: string): TokenCredential {
  return fixedCredential(() =>
    issuePersonToken(
      { person, audience: 'storage' },
      { directory: azure.directory, tokens: azure.tokens, issuer: azure.entraIssuer },
    ),
  );
}

/** A credential with a token of the test's own making. */
export function fixedCredential(token: () => Promise<string>): TokenCredential {
  return { getToken: async () => ({ token: await token(), expiresOnTimestamp: Date.now() + 3_600_000 }) };
}

const patienceSeconds = 120;

/** Waits until a condition holds, asking again every 20 ms. Throws after two minutes, which is for what hangs and not for what is slow. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceSeconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`the condition did not hold within ${patienceSeconds} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
