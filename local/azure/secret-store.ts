import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const secretVersion = z.object({
  version: z.string(),
  value: z.string(),
  contentType: z.string(),
  created: z.iso.datetime(),
  enabled: z.boolean().default(true),
  /** Its secret was deleted, and can be recovered. */
  deleted: z.literal(true).exactOptional(),
});
const secretsSchema = z.record(z.string(), z.array(secretVersion));

export type SecretVersion = z.infer<typeof secretVersion>;

/** The vault's secrets with every version, oldest first, kept in one file that only its owner may read. */
export class SecretStore {
  readonly #file: string;
  readonly #secrets: Record<string, SecretVersion[]>;

  constructor(file: string) {
    this.#file = file;
    this.#secrets = existsSync(file) ? secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  }

  versions(name: string): readonly SecretVersion[] {
    return this.#all(name).filter(({ deleted }) => deleted === undefined);
  }

  /** Deletes a secret as a vault with soft delete does: it can be recovered. False when there is none. */
  remove(name: string): boolean {
    if (this.versions(name).length === 0) return false;
    this.#replace(
      name,
      this.#all(name).map((item) => ({ ...item, deleted: true as const })),
    );
    return true;
  }

  /** Brings a deleted secret back with all its versions. False when none was deleted. */
  recover(name: string): boolean {
    if (this.#all(name).length === 0 || this.versions(name).length > 0) return false;
    this.#replace(
      name,
      this.#all(name).map(({ deleted: _deleted, ...item }) => item),
    );
    return true;
  }

  #all(name: string): readonly SecretVersion[] {
    return this.#secrets[name] ?? [];
  }

  /** Adds a version, which becomes the latest; a rotation. Returns its version id. */
  add(name: string, value: string, contentType: string): string {
    const version = randomUUID().replaceAll('-', '');
    const item = { version, value, contentType, created: new Date().toISOString(), enabled: true };
    this.#replace(name, [...this.versions(name), item]);
    return version;
  }

  /** Switches a version off or on again, as an administrator of the vault can. Throws when there is no such version. */
  enable(name: string, version: string, enabled: boolean): void {
    const found = this.versions(name).find((item) => item.version === version);
    if (found === undefined) throw new Error(`The secret '${name}' has no version '${version}'.`);
    this.#replace(
      name,
      this.versions(name).map((item) => (item === found ? { ...item, enabled } : item)),
    );
  }

  #replace(name: string, versions: SecretVersion[]): void {
    this.#secrets[name] = versions;
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, JSON.stringify(this.#secrets, null, 2), { mode: 0o600 });
    renameSync(fresh, this.#file);
  }
}

/** The secrets that a deployment fills itself. */
export const rotatable = ['session-key', 'row-key', 'reading-room-key', 'receipt-key', 'checkpoint-key'] as const;

/** Adds a fresh version of a secret: a key that seals sessions or rows is 32 random bytes in base64url, one that signs an Ed25519 private JWK. */
export async function rotateSecret(store: SecretStore, name: (typeof rotatable)[number]): Promise<string> {
  if (name !== 'receipt-key' && name !== 'checkpoint-key')
    return store.add(name, randomBytes(32).toString('base64url'), 'application/octet-stream');
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = {
    ...(await exportJWK(privateKey)),
    kid: `${name.replace('-key', '')}-${randomUUID()}`,
    alg: 'EdDSA',
    use: 'sig',
  };
  return store.add(name, JSON.stringify(jwk), 'application/jwk+json');
}

/** Opens the store and makes the secrets that are missing. There is no smtp-password: the laptop's inbox asks for none. */
export async function openSecretStore(file: string): Promise<SecretStore> {
  const store = new SecretStore(file);
  for (const name of rotatable) {
    if (store.versions(name).length === 0) await rotateSecret(store, name);
  }
  return store;
}
