import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { Clock, Secrets } from '../ports/ports.ts';

/** What a sealed value is for; a value sealed for one purpose does not open for another. */
export type Purpose =
  | 'session'
  | 'reading'
  | 'sign-in'
  | 'draft'
  | 'remarks'
  | 'verification'
  | 'restore'
  | 'restore-first'
  | 'trace-first'
  | 'audit';

export interface CookieCipher {
  /** `seconds`: how long the value may be opened. */
  seal(purpose: Purpose, value: unknown, seconds: number): Promise<string>;
  /** The value, or undefined when it is forged, expired, for another purpose or under a key that is gone. */
  open(purpose: Purpose, sealed: string): Promise<unknown>;
}

const direct = { alg: 'dir', enc: 'A256GCM' } as const;

/**
 * Seals with the newest version of the vault secret of that name (32 bytes in base64url) and opens with every enabled version,
 * so that a new version signs nobody out.
 */
export function createCookieCipher(
  secrets: Pick<Secrets, 'versions'>,
  clock: Clock,
  secretName = 'session-key',
): CookieCipher {
  return {
    async seal(purpose, value, seconds) {
      const [newest] = await readKeys(secrets, secretName);
      if (newest === undefined) throw new Error(`The key vault holds no enabled version of ${secretName}`);
      const now = Math.floor(clock.now().getTime() / 1000);
      return await new EncryptJWT({ value })
        .setProtectedHeader(direct)
        .setAudience(purpose)
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .encrypt(newest);
    },
    async open(purpose, sealed) {
      for (const key of await readKeys(secrets, secretName)) {
        const opened = await tryKey(sealed, key, purpose, clock.now());
        if (opened !== undefined) return opened.value;
      }
      return undefined;
    },
  };
}

async function readKeys(secrets: Pick<Secrets, 'versions'>, secretName: string): Promise<Uint8Array[]> {
  const keys = (await secrets.versions(secretName)).map((text) => new Uint8Array(Buffer.from(text, 'base64url')));
  if (keys.some((key) => key.length !== 32)) {
    throw new Error(`The vault secret ${secretName} must hold 32 bytes in base64url in every enabled version`);
  }
  return keys;
}

async function tryKey(
  sealed: string,
  key: Uint8Array,
  purpose: Purpose,
  now: Date,
): Promise<{ value: unknown } | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      audience: purpose,
      currentDate: now,
      requiredClaims: ['exp'],
      keyManagementAlgorithms: [direct.alg],
      contentEncryptionAlgorithms: [direct.enc],
    });
    return { value: payload['value'] };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
