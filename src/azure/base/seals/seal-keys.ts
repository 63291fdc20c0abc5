import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import type { Secrets } from '../../../ports/ports.ts';

/** The vault secret whose versions seal the rows of tables: 32 bytes in base64url. */
const rowKeySecret = 'row-key';

export interface SealKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/** The keys that open seals, by their ids, and the newest, which seals. */
export interface SealKeyring {
  readonly newest: SealKey;
  get(id: string): SealKey | undefined;
}

/** A ring that is in hand is given at once, so that a row costs no wait. */
export interface SealKeys {
  ring(): SealKeyring | Promise<SealKeyring>;
  /** A ring that may know a key of that id, which the last one did not: another process may have sealed with a newer version. */
  ringWith(id: string): SealKeyring | Promise<SealKeyring>;
}

/** A process seals with the version that was the newest so long ago, at most. */
const keptFor = 3_600_000;
/** So often, at most, the vault is asked for a key that nobody knows. */
const askedEvery = 60_000;

/** The versions are asked for once an hour, and when a row names a key that is not among them. While the vault is away those in hand go on. */
export function vaultSealKeys(secrets: Pick<Secrets, 'versions'>, now: () => number = Date.now): SealKeys {
  let held: { readonly ring: SealKeyring; readonly at: number } | undefined;
  let asking: Promise<SealKeyring> | undefined;
  const ask = (): Promise<SealKeyring> => {
    asking ??= secrets
      .versions(rowKeySecret)
      .then((versions) => {
        const ring = keyringOf(versions);
        held = { ring, at: now() };
        return ring;
      })
      .catch((error: unknown) => {
        if (held === undefined) throw error;
        held = { ...held, at: now() };
        return held.ring;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  return {
    ring: () => (held !== undefined && now() - held.at < keptFor ? held.ring : ask()),
    ringWith: (id) => {
      if (held === undefined) return ask();
      return held.ring.get(id) !== undefined || now() - held.at < askedEvery ? held.ring : ask();
    },
  };
}

/** Keys of a list of versions, newest first. */
export function keyringOf(versions: readonly string[]): SealKeyring {
  const keys = versions.map(keyOf);
  const [newest] = keys;
  if (newest === undefined) throw new Error(`The key vault holds no enabled version of ${rowKeySecret}`);
  const byId = new Map(keys.map((key) => [key.id, key]));
  return { newest, get: (id) => byId.get(id) };
}

function keyOf(text: string): SealKey {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 32)
    throw new Error(`The vault secret ${rowKeySecret} must hold 32 bytes in base64url in every enabled version`);
  const id = createHash('sha256').update('row-key:').update(bytes).digest('base64url').slice(0, 12);
  // Node asks of bytes at each seal what they are, which takes four times as long as the seal.
  return { id, secret: createSecretKey(bytes) };
}
