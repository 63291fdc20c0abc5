import type { SecretVault } from '../../src/azure/base/secrets.ts';
import type { Clock } from '../../src/ports/ports.ts';
import { type Hook, throughHook } from './hook.ts';
import { blobError } from './storage-errors.ts';

interface SecretVersion {
  readonly version: string;
  readonly value: string;
  readonly createdOn: Date;
  enabled: boolean;
}

/** A key vault in memory, whose administrator adds versions and switches them. */
export class MemoryVault {
  readonly #secrets = new Map<string, SecretVersion[]>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(name: string, value: string): { switch(enabled: boolean): void } {
    const versions = this.#secrets.get(name) ?? [];
    const made = { version: String(versions.length + 1), value, createdOn: this.#clock.now(), enabled: true };
    this.#secrets.set(name, [...versions, made]);
    return {
      switch(enabled) {
        made.enabled = enabled;
      },
    };
  }

  /** The vault as the control plane reaches it. */
  through(hook: Hook): SecretVault {
    const requests = {
      read: async (name: string, version?: string) => this.#read(name, version),
      versions: async (name: string) => [...(this.#secrets.get(name) ?? [])],
    };
    const vault = throughHook('control-plane', 'vault', requests, hook);
    return {
      getSecret: (name, { version }) => vault.read(name, version),
      async *listPropertiesOfSecretVersions(name) {
        yield* await vault.versions(name);
      },
    };
  }

  #read(name: string, version: string | undefined): { readonly value: string } {
    const found = (this.#secrets.get(name) ?? []).findLast((one) => version === undefined || one.version === version);
    if (found === undefined)
      throw blobError(404, 'SecretNotFound', `A secret with (name/id) ${name} was not found in this key vault.`);
    if (!found.enabled) throw blobError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.');
    return { value: found.value };
  }
}
