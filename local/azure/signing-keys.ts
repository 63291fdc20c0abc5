import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JSONWebKeySet,
  type JWK,
} from 'jose';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As Entra publishes it: without an algorithm. */
  readonly published: JWK;
}

/** The keys of the token issuer. Entra publishes several, signs with one, and rolls them without notice. */
export interface SigningKeys {
  current(): SigningKey;
  /** The one that signs is not the first. */
  published(): JSONWebKeySet;
  /** Finds the published key that a token names. Each is imported once, since every request to storage carries a token. */
  find(): ReturnType<typeof createLocalJWKSet>;
  rotate(): Promise<void>;
}

/** Opens the key files `file`, `file.next` and, after a rotation, `file.previous`; makes those that are missing. */
export async function openSigningKeys(file: string): Promise<SigningKeys> {
  const [next, previous] = [`${file}.next`, `${file}.previous`];
  const load = async () => {
    const current = await loadKey(file);
    const others = existsSync(previous) ? [current, await loadKey(previous)] : [current];
    const published = { keys: [await loadKey(next), ...others].map((key) => key.published) };
    return { current, published, find: createLocalJWKSet(published) };
  };
  let keys = await load();
  return {
    current: () => keys.current,
    published: () => keys.published,
    find: () => keys.find,
    async rotate() {
      renameSync(file, previous);
      renameSync(next, file);
      keys = await load();
    },
  };
}

async function loadKey(file: string): Promise<SigningKey> {
  if (!existsSync(file)) {
    const made = await generateKeyPair('RS256', { extractable: true });
    writeFileSync(file, await exportPKCS8(made.privateKey), { mode: 0o600 });
  }
  const privateKey = await importPKCS8(readFileSync(file, 'utf8'), 'RS256', { extractable: true });
  const { n, e, kty } = await exportJWK(privateKey);
  if (n === undefined || e === undefined || kty === undefined) throw new Error(`${file} holds no RSA key`);
  const kid = await calculateJwkThumbprint({ n, e, kty });
  return { kid, privateKey, published: { kty, n, e, kid, use: 'sig' } };
}
