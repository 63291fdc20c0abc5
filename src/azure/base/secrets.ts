import type { TokenCredential } from '@azure/identity';
import { lazily } from '../../domain/base/reading/lazily.ts';
import type { Secrets } from '../../ports/ports.ts';
import { attempt } from './service-error.ts';

/** The part of the SDK's `SecretClient` that is needed here. */
export interface SecretVault {
  getSecret(name: string, options: { readonly version?: string }): Promise<{ readonly value?: string }>;
  listPropertiesOfSecretVersions(
    name: string,
  ): AsyncIterable<{ readonly enabled?: boolean; readonly version?: string; readonly createdOn?: Date }>;
}

const millisecondsKept = 60_000;

/** Secrets of one vault, kept for a minute so that a page view costs no call, and a changed secret is seen soon. `versions` gives values. */
export function vaultSecrets(vault: () => Promise<SecretVault>, now: () => number = Date.now): Secrets {
  const latest = keptFor<string>(now, async (name) => readSecret(await vault(), name));
  const all = keptFor<readonly string[]>(now, async (name) => readVersions(await vault(), name));
  return { get: latest, versions: all };
}

/** The client of one vault, loaded at its first use. Addresses other than Azure's cannot be verified by the vault's challenge. */
export function vaultClient(
  { url, verifyChallenge }: { readonly url: string; readonly verifyChallenge: boolean },
  credential: TokenCredential,
): () => Promise<SecretVault> {
  return lazily(async () => {
    const { SecretClient: Client } = await import('@azure/keyvault-secrets');
    return new Client(url, credential, { disableChallengeResourceVerification: !verifyChallenge });
  });
}

async function readSecret(vault: SecretVault, name: string, version?: string): Promise<string> {
  const options = version === undefined ? {} : { version };
  const { value } = await attempt(`read the secret ${name}`, () => vault.getSecret(name, options));
  if (value === undefined) throw new Error(`The secret ${name} has no value`);
  return value;
}

async function readVersions(vault: SecretVault, name: string): Promise<readonly string[]> {
  const found: { readonly version: string; readonly at: number }[] = [];
  await attempt(`list the versions of the secret ${name}`, async () => {
    for await (const { enabled, version, createdOn } of vault.listPropertiesOfSecretVersions(name)) {
      if (enabled === true && version !== undefined) found.push({ version, at: createdOn?.getTime() ?? 0 });
    }
  });
  found.sort((a, b) => b.at - a.at);
  return await Promise.all(found.map(({ version }) => readSecret(vault, name, version)));
}

/** Answers from memory for a minute; callers at the same moment share one call, and a failed call is not kept. */
function keptFor<T>(now: () => number, read: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return async (name) => {
    const entry = kept.get(name);
    if (entry !== undefined && now() < entry.until) return await entry.answer;
    const answer = read(name);
    kept.set(name, { until: now() + millisecondsKept, answer });
    try {
      return await answer;
    } catch (error) {
      kept.delete(name);
      throw error;
    }
  };
}
