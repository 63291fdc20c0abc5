import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { findIdentity } from '../../../local/azure/directory.ts';
import { issuePersonToken } from '../../../local/azure/entra/person-token.ts';
import { identityToken } from '../../../local/azure/managed-identity.ts';
import { type AzureOptions, type RunningAzure, startAzure } from '../../../local/azure/stack.ts';
import { storageAudience } from '../../../local/azure/storage/gateway.ts';

/** Starts a stack on free ports with its state in a new temporary folder, which `stop` removes. */
export async function startTestAzure(options: Partial<AzureOptions> = {}): Promise<{
  azure: RunningAzure;
  stop(): Promise<void>;
}> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'sallyport-azure-'));
  const azure = await startAzure({ eventPollMilliseconds: 50, ...options, stateFolder });
  return {
    azure,
    stop: async () => {
      await azure.close();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}

/** The real credential of a managed identity, pointed at the stack's endpoint. */
export function identityCredential(azure: RunningAzure, name: string): ManagedIdentityCredential {
  process.env['IDENTITY_ENDPOINT'] = azure.identityEndpoint;
  process.env['IDENTITY_HEADER'] = azure.identityHeader;
  const clientId = azure.identities[name];
  if (clientId === undefined) throw new Error(`no identity ${name}`);
  return new ManagedIdentityCredential({ clientId });
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
