import type { TokenCredential } from '@azure/identity';
import type { ClientAssertion } from '../../ports/sign-in.ts';

/** Audience that a federated credential of an app registration expects (Microsoft: workload identity federation). */
const scope = 'api://AzureADTokenExchange/.default';

/** The app's proof of itself at the sign-in service: a token of its managed identity, which the credential keeps until it expires. */
export function managedIdentityAssertion(credential: TokenCredential): ClientAssertion {
  return {
    async token() {
      const found = await credential.getToken(scope);
      if (found === null) throw new Error('The managed identity gave no token for the sign-in service');
      return found.token;
    },
  };
}
