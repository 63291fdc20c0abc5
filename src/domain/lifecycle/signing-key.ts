import type { JWK } from 'jose';
import { z } from 'zod';

const signingKey = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

/** The private key that a secret holds. Throws when it is not an Ed25519 key in JWK form, without showing it. */
export function parseSigningKey(secret: string, text: string): JWK & z.infer<typeof signingKey> {
  try {
    return signingKey.parse(JSON.parse(text));
  } catch {
    throw new Error(`The secret '${secret}' is not a private Ed25519 key in JWK form`);
  }
}
