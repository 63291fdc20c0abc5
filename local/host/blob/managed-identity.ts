import { z } from 'zod';
import type { Clock } from '../clock.ts';

const answer = z.object({ access_token: z.string(), expires_on: z.coerce.number() });

/** Gets a bearer token for storage as the identity with `clientId` (the system-assigned one when undefined). */
export type StorageToken = (clientId: string | undefined) => Promise<string>;

/** How long before its end a token is no longer used. */
const safetyMargin = 300_000;

/**
 * Tokens from the App Service managed-identity endpoint (IDENTITY_ENDPOINT, IDENTITY_HEADER, api-version 2019-08-01), kept until
 * shortly before they end. Rejects when the endpoint is missing or refuses.
 */
export function managedIdentity(environment: NodeJS.ProcessEnv, clock: Clock): StorageToken {
  const kept = new Map<string, { token: string; until: number }>();
  return async (clientId) => {
    const known = kept.get(clientId ?? '');
    if (known && known.until > clock.now()) return known.token;
    const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: secret } = environment;
    if (!endpoint || !secret)
      throw new Error('IDENTITY_ENDPOINT and IDENTITY_HEADER are not set, so there is no managed identity.');
    const url = new URL(endpoint);
    url.searchParams.set('api-version', '2019-08-01');
    url.searchParams.set('resource', 'https://storage.azure.com');
    if (clientId) url.searchParams.set('client_id', clientId);
    const response = await fetch(url, { headers: { 'x-identity-header': secret } });
    if (!response.ok)
      throw new Error(
        `The managed-identity endpoint answered ${response.status} for client ${clientId ?? '(system)'}.`,
      );
    const { access_token: token, expires_on: expires } = answer.parse(await response.json());
    kept.set(clientId ?? '', { token, until: expires * 1000 - safetyMargin });
    return token;
  };
}
