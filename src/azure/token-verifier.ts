import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { TokenVerifier } from '../ports/sign-in.ts';
import { identityOf } from './token-claims.ts';

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Verifies access tokens of one issuer for one audience. The issuer's keys are discovered once and fetched again when an unknown key signs. */
export function createTokenVerifier(issuer: string, audience: string): TokenVerifier {
  let discovered: Promise<JWTVerifyGetKey> | undefined;
  const keys = (): Promise<JWTVerifyGetKey> => {
    discovered ??= discoverKeys(issuer).catch((error: unknown) => {
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
          issuer,
          audience,
          algorithms: ['RS256'],
          requiredClaims: ['exp', 'iat'],
          clockTolerance: 60,
        });
        // An ID token says who signed in somewhere; it is no permission to call this API, even when the audience fits.
        if ('nonce' in payload) return { ok: false, reason: 'This is an ID token; an access token is needed.' };
        return identityOf(payload);
      } catch (error) {
        if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw error;
        return { ok: false, reason: reasonOf(error, issuer, audience) };
      }
    },
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}; tokens cannot be checked`);
  const found = discoverySchema.parse(await response.json());
  if (found.issuer !== issuer) {
    throw new Error(`${address} speaks for ${found.issuer}, but ENTRA_ISSUER is ${issuer}; correct the setting`);
  }
  return createRemoteJWKSet(new URL(found.jwks_uri));
}

function reasonOf(error: errors.JOSEError, issuer: string, audience: string): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired; get a new one.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return `The token is for another audience; this API is ${audience}.`;
    if (error.claim === 'iss') return `The token was issued by another authority; this API trusts ${issuer}.`;
    return `The token was refused: ${error.message}.`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is not signed with RS256.';
  if (error instanceof errors.JWKSNoMatchingKey)
    return 'The token is signed by a key that the issuer does not publish.';
  return 'The token is malformed or its signature is wrong.';
}
