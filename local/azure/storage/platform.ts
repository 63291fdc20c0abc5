import { resourceIssuer, type TokenIssuer, tenantId } from '../tokens.ts';
import { storageAudience } from './authenticate.ts';

/** A token source for Azurite itself, in the form the Azure SDKs take. Only the platform (gateway, event source, set-up) holds it. */
export interface PlatformCredential {
  getToken(): Promise<{ token: string; expiresOnTimestamp: number }>;
}

const lifetimeSeconds = 3600;
const renewBefore = 300_000;

/** Makes the platform's credential. It uses the real clock, because Azurite does. */
export function platformCredential(tokens: TokenIssuer): PlatformCredential {
  let current: { token: string; expiresOnTimestamp: number } | undefined;
  return {
    async getToken() {
      const now = Date.now();
      if (current === undefined || current.expiresOnTimestamp - renewBefore < now) {
        const token = await tokens.issue({
          issuer: resourceIssuer,
          audience: storageAudience,
          subject: 'platform',
          claims: { oid: tenantId },
          lifetime: lifetimeSeconds,
          now,
        });
        current = { token, expiresOnTimestamp: now + lifetimeSeconds * 1000 };
      }
      return current;
    },
  };
}
