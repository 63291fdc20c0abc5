import type { RetentionKnobs } from '../../local/azure/storage/version-store.ts';
import type { Clock } from '../../src/ports/ports.ts';
import { type BlobState, immutableBlob } from './blob-state.ts';

const day = 86_400_000;

/** A version that is not the current one. */
export interface PreviousVersion {
  readonly versionId: string;
  readonly blob: BlobState;
  /** Only a restore brings it back: the lifecycle rule has deleted it. */
  readonly deleted: boolean;
}

/** The previous versions of a container with versioning and version-level retention. What time does to them follows from their age. */
export class BlobVersions {
  knobs: RetentionKnobs;
  readonly #clock: Clock;
  readonly #previous = new Map<string, BlobState[]>();

  constructor(clock: Clock, knobs: RetentionKnobs) {
    this.#clock = clock;
    this.knobs = knobs;
  }

  keep(name: string, blob: BlobState): void {
    this.#previous.set(name, [...(this.#previous.get(name) ?? []), blob]);
  }

  /** Keeps what is about to be deleted. Throws when the policy refuses that. */
  keepDeleted(name: string, blob: BlobState): void {
    const retained = this.#now() < blob.lastModified.getTime() + this.knobs.retentionDays * day;
    if (retained && this.knobs.deleteOfRetained === 'is-refused') throw immutableBlob();
    this.keep(name, blob);
  }

  /** Names that have a previous version, in no order. */
  names(): readonly string[] {
    return [...this.#previous.keys()];
  }

  of(name: string): readonly PreviousVersion[] {
    return (this.#previous.get(name) ?? []).flatMap((blob) => {
      const state = this.#stateOf(blob);
      return state === 'gone' ? [] : [{ versionId: versionIdOf(blob), blob, deleted: state === 'deleted' }];
    });
  }

  #stateOf({ lastModified }: BlobState): 'previous' | 'deleted' | 'gone' {
    const { retentionDays, softDeleteDays } = this.knobs;
    const forgotten = lastModified.getTime() + Math.max(retentionDays, softDeleteDays) * day;
    if (this.#now() < forgotten) return 'previous';
    return this.#now() < forgotten + softDeleteDays * day ? 'deleted' : 'gone';
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** The id of a version: when it was written, with a fraction of its own. */
export function versionIdOf({ lastModified, etag }: BlobState): string {
  const fraction = String(Number.parseInt(etag, 16) % 10_000_000).padStart(7, '0');
  return `${lastModified.toISOString().slice(0, 19)}.${fraction}Z`;
}
