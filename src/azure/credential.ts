import type { TokenCredential } from '@azure/identity';
import { lazily } from '../domain/base/reading/lazily.ts';

/** The control plane's own managed identity, chosen by client id because a function app may carry several. Its SDK is loaded for the first token. */
export function managedIdentity(clientId: string): TokenCredential {
  const credential = lazily(async () => {
    const { ManagedIdentityCredential } = await import('@azure/identity');
    return new ManagedIdentityCredential({ clientId });
  });
  return { getToken: async (scopes, options) => (await credential()).getToken(scopes, options) };
}
