import type { AccessToken } from '@azure/identity';
import { z } from 'zod';
import type { AzureEndpoints } from '../../../local/azure/endpoints.ts';

const tokenAnswer = z.object({ access_token: z.string(), expires_on: z.string() });

/** A `TokenCredential` that always has a token or says why not. */
export interface IdentityCredential {
  getToken(scopes: string | string[]): Promise<AccessToken>;
}

/**
 * Tokens of a managed identity by the endpoint's own protocol. The library's credential keeps the first endpoint of a process and its
 * tokens, which would be wrong after a restart of the stack, and for the stack of the next test file in one process.
 */
export function credentialOf(
  { identityEndpoint, identityHeader }: Pick<AzureEndpoints, 'identityEndpoint' | 'identityHeader'>,
  clientId: string,
): IdentityCredential {
  return {
    async getToken(scopes) {
      const resource = [scopes].flat().join().replace('/.default', '');
      const query = new URLSearchParams({ 'api-version': '2019-08-01', resource, client_id: clientId });
      const response = await fetch(`${identityEndpoint}?${query}`, {
        headers: { 'x-identity-header': identityHeader },
      });
      const { access_token: token, expires_on: expires } = tokenAnswer.parse(await response.json());
      return { token, expiresOnTimestamp: Number(expires) * 1000 };
    },
  };
}
