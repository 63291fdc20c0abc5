import { ManagedIdentityCredential, type TokenCredential } from '@azure/identity';

/** The control plane's own managed identity, chosen by client id because a function app may carry several. */
export function managedIdentity(clientId: string): TokenCredential {
  return new ManagedIdentityCredential({ clientId });
}
