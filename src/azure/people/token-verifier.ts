import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { TokenRefusal, TokenVerifier } from '../../ports/sign-in.ts';
import { identityOf } from './token-claims.ts';

export interface TokenRules {
  /** The tenant's version 2.0 issuer; its discovery document leads to the keys. */
  readonly issuer: string;
  readonly tenantId: string;
  /** Identifier of the app registration (`api://…`). */
  readonly audience: string;
  readonly clientId: string;
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Verifies access tokens for this app. Entra issues them in two versions, as the app registration asks: version 1.0 by
 * `sts.windows.net` for the identifier, version 2.0 by the issuer for the client id (Microsoft identity platform, access token claims
 * reference). The keys are discovered once and fetched again when an unknown key signs.
 */
export function createTokenVerifier(rules: TokenRules): TokenVerifier {
  let discovered: Promise<JWTVerifyGetKey> | undefined;
  const keys = (): Promise<JWTVerifyGetKey> => {
    discovered ??= discoverKeys(rules.issuer).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  return {
    async verify(token) {
      const findKey = await keys();
      try {
        const { payload } = await jwtVerify(token, findKey, {
          issuer: [rules.issuer, `https://sts.windows.net/${rules.tenantId}/`],
          audience: [rules.audience, rules.clientId],
          algorithms: ['RS256'],
          requiredClaims: ['exp', 'iat'],
          clockTolerance: 60,
        });
        return isIdToken(payload, rules) ? notAccess : identityOf(payload);
      } catch (error) {
        if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw error;
        return { ok: false, reason: reasonOf(error, rules) };
      }
    },
  };
}

const notAccess: TokenRefusal = { ok: false, reason: 'This is an ID token; an access token for this API is needed' };

/** An ID token is for the client id too, but says only who signed in; access tokens name the program that uses them (`azp`). */
function isIdToken(payload: JWTPayload, { clientId }: TokenRules): boolean {
  return 'nonce' in payload || (payload.aud === clientId && !('azp' in payload));
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  return createRemoteJWKSet(await keySetOf(issuer));
}

/** Where the issuer publishes its keys, by its own description. Throws when it speaks for somebody else. */
export async function keySetOf(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}; tokens cannot be checked`);
  const found = discoverySchema.parse(await response.json());
  if (found.issuer !== issuer) {
    throw new Error(`${address} speaks for ${found.issuer}, but ENTRA_ISSUER is ${issuer}; correct the setting`);
  }
  return new URL(found.jwks_uri);
}

function reasonOf(error: errors.JOSEError, { audience, issuer }: TokenRules): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired; get a new one';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return `The token is for another audience; this API is ${audience}`;
    if (error.claim === 'iss') return `The token was issued by another authority; this API trusts ${issuer}`;
    return `The token was refused: ${error.message}`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is not signed with RS256';
  if (error instanceof errors.JWKSNoMatchingKey) return 'The token is signed by a key that the issuer does not publish';
  return 'The token is malformed or its signature is wrong';
}
