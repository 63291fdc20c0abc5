import { createHash, randomUUID } from 'node:crypto';
import { type JSONWebKeySet, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { openSigningKeys, type SigningKeys } from './signing-keys.ts';

/** The tenant of the laptop; Azure's own ids have the same form. */
export const tenantId = '5a11f0a7-0000-4000-8000-000000000001';

/** Issuer of resource tokens (storage, Resource Manager, Key Vault), in the form that Entra uses for managed identities. */
export const resourceIssuer = `https://sts.windows.net/${tenantId}/`;

/** The `sub` of a person's token: another one for each app, as in Entra, and never the object id. */
export function pairwiseSubject(oid: string, clientId: string): string {
  return createHash('sha256').update(`${clientId}:${oid}`).digest('base64url');
}

/** Why a bearer token was refused; `code` is the word Azure uses. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly code: 'InvalidAuthenticationToken' | 'InvalidAudience' | 'ExpiredAuthenticationToken';
  constructor(code: TokenRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Who a verified token speaks for: a managed identity (`appId` set) or a person. */
export interface Caller {
  readonly oid: string;
  readonly appId: string | undefined;
  readonly claims: JWTPayload;
}

interface IssueOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Seconds; one hour as in Entra unless a test wants less. May be negative to make an expired token. */
  readonly lifetime?: number;
  readonly now?: number;
}

/** Signs and verifies the laptop's RS256 tokens. Its keys are kept in the state folder so that a restart keeps sessions alive. */
export interface TokenIssuer {
  /** The published keys: the one that signs, the one that will sign next, and after a rotation the one before. */
  readonly jwks: JSONWebKeySet;
  issue(options: IssueOptions): Promise<string>;
  /** Checks signature, expiry, issuer and that the audience is one of those given. Throws TokenRefused. */
  verify(authorization: string | undefined, audiences: readonly string[], issuers?: readonly string[]): Promise<Caller>;
  /** Signs with the next key from now on and publishes a new one, as Entra does from time to time. */
  rotate(): Promise<void>;
}

/** Loads or makes the signing keys at `keyFile` (PKCS #8). `now` gives milliseconds, so that tests can move time. */
export async function createTokenIssuer(keyFile: string, now: () => number = Date.now): Promise<TokenIssuer> {
  const keys = await openSigningKeys(keyFile);
  // Every request to storage carries a token, and most carry the same one.
  const verified = new Map<string, JWTPayload>();
  return {
    get jwks() {
      return keys.published();
    },
    async issue({ issuer, audience, subject, claims, lifetime = 3600, now: at }) {
      const seconds = Math.floor((at ?? now()) / 1000);
      const { kid, privateKey } = keys.current();
      return await new SignJWT({ ...claims, tid: tenantId, uti: randomUUID() })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(seconds)
        .setNotBefore(seconds - 300)
        .setExpirationTime(seconds + lifetime)
        .sign(privateKey);
    },
    async verify(authorization, audiences, issuers = [resourceIssuer]) {
      const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined)
        throw new TokenRefused('InvalidAuthenticationToken', 'The request carries no bearer token.');
      const known = verified.get(token);
      const holds = known !== undefined && stillHolds(known, now(), issuers);
      const payload = holds ? known : await verifyJwt(token, keys.find(), now(), issuers);
      verified.set(token, payload);
      const audience = [payload.aud ?? []].flat()[0]?.replace(/\/$/, '');
      if (audience === undefined || !audiences.some((allowed) => allowed.replace(/\/$/, '') === audience)) {
        throw new TokenRefused(
          'InvalidAudience',
          `The token is for ${audience ?? 'nobody'}, expected ${audiences.join(' or ')}.`,
        );
      }
      const { oid, appid } = payload;
      if (typeof oid !== 'string') throw new TokenRefused('InvalidAuthenticationToken', 'The token has no oid claim.');
      return { oid, appId: typeof appid === 'string' ? appid : undefined, claims: payload };
    },
    rotate: async () => {
      await keys.rotate();
      verified.clear();
    },
  };
}

/** Whether a token whose signature was verified before is still good; if not, it is verified again for the words of the refusal. */
function stillHolds({ iss = '', nbf = 0, exp = 0 }: JWTPayload, now: number, issuers: readonly string[]): boolean {
  const seconds = Math.floor(now / 1000);
  return issuers.includes(iss) && nbf <= seconds && seconds < exp;
}

async function verifyJwt(
  token: string,
  find: ReturnType<SigningKeys['find']>,
  now: number,
  issuers: readonly string[],
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, find, {
      algorithms: ['RS256'],
      issuer: [...issuers],
      currentDate: new Date(now),
      requiredClaims: ['exp', 'aud', 'iss'],
    });
    return payload;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const expired = message.includes('"exp"');
    throw new TokenRefused(
      expired ? 'ExpiredAuthenticationToken' : 'InvalidAuthenticationToken',
      `The token was refused: ${message}`,
    );
  }
}
