import { createHash } from 'node:crypto';
import type { BlobItem, ContainerClient } from '@azure/storage-blob';
import { z } from 'zod';

/** How `datasets` keeps versions. The days are those of the deployment's defaults; each can be turned while the stack runs. */
export const retentionKnobs = z.strictObject({
  /** Days from its creation for which a version can be neither deleted nor changed. */
  retentionDays: z.number().nonnegative(),
  /** Days after which the lifecycle rule deletes a previous version, and days for which that can still be restored. */
  softDeleteDays: z.number().nonnegative(),
  /** What a delete of a retained current version does: it makes a previous version, or it is refused. Microsoft's pages disagree. */
  deleteOfRetained: z.enum(['makes-version', 'is-refused']),
});
export type RetentionKnobs = z.infer<typeof retentionKnobs>;

/** A version of a blob as a listing with `include=versions,deleted` shows it. */
export interface ListedVersion {
  readonly name: string;
  readonly versionId: string;
  readonly isCurrent: boolean;
  readonly deleted: boolean;
  readonly blob: BlobItem;
}

const day = 86_400_000;
const previous = z.object({ created: z.string(), version: z.string() });

/** The id of a version: when it was written, with a fraction of its own, since Azurite tells whole seconds. */
function versionIdOf({ lastModified, etag }: { readonly lastModified: Date; readonly etag: string }): string {
  const digits = createHash('sha256').update(etag.replaceAll('"', '')).digest().readUInt32BE(0) % 10_000_000;
  return `${lastModified.toISOString().slice(0, 19)}.${String(digits).padStart(7, '0')}Z`;
}

/**
 * Keeps the previous versions of one container, which Azurite cannot: as blobs of a second container that only the platform sees. What
 * time does to them (the lifecycle rule after retention, then the end of soft delete) follows from their age when somebody looks.
 */
export class VersionStore {
  knobs: RetentionKnobs = { retentionDays: 30, softDeleteDays: 7, deleteOfRetained: 'makes-version' };
  readonly #current: ContainerClient;
  readonly #previous: ContainerClient;
  readonly #now: () => number;

  constructor(current: ContainerClient, previous: ContainerClient, now: () => number) {
    this.#current = current;
    this.#previous = previous;
    this.#now = now;
  }

  /** What a blob of that name is now; undefined when there is none. */
  async current(name: string): Promise<{ readonly versionId: string; readonly created: Date } | undefined> {
    const blob = this.#current.getBlobClient(name);
    if (!(await blob.exists())) return undefined;
    const { lastModified, etag } = await blob.getProperties();
    if (lastModified === undefined || etag === undefined) throw new Error(`${name} has no time or ETag`);
    return { versionId: versionIdOf({ lastModified, etag }), created: lastModified };
  }

  /** Whether the policy still protects what was created then. */
  isRetained(created: Date): boolean {
    return this.#now() < created.getTime() + this.knobs.retentionDays * day;
  }

  /** Keeps the present content as a previous version; metadata is not kept. */
  async keep(
    name: string,
    { versionId, created }: { readonly versionId: string; readonly created: Date },
  ): Promise<void> {
    const kept = this.#previous.getBlobClient(this.pathOf(name, versionId));
    const metadata = { created: created.toISOString(), version: versionId };
    await (await kept.beginCopyFromURL(this.#current.getBlobClient(name).url, { metadata })).pollUntilDone();
  }

  /** When the previous version was created; undefined when there is none of that id. */
  async previous(name: string, versionId: string): Promise<Date | undefined> {
    const blob = this.#previous.getBlobClient(this.pathOf(name, versionId));
    if (!(await blob.exists())) return undefined;
    return new Date(previous.parse((await blob.getProperties()).metadata).created);
  }

  /** The name of a previous version in the second container. */
  pathOf(name: string, versionId: string): string {
    return `${name}/${versionId}`;
  }

  /** Everything under a prefix, in the order of names: current and previous versions, and those that can still be restored. What is gone is removed. */
  async list(prefix: string): Promise<ListedVersion[]> {
    const found: ListedVersion[] = [];
    for await (const blob of this.#current.listBlobsFlat({ prefix, includeMetadata: true })) {
      const versionId = versionIdOf(blob.properties);
      found.push({ name: blob.name, versionId, isCurrent: true, deleted: false, blob });
    }
    for await (const blob of this.#previous.listBlobsFlat({ prefix, includeMetadata: true })) {
      const { created, version: versionId } = previous.parse(blob.metadata);
      const state = this.#stateOf(new Date(created));
      if (state === 'gone') await this.#previous.deleteBlob(blob.name);
      else {
        const name = blob.name.slice(0, -versionId.length - 1);
        found.push({ name, versionId, isCurrent: false, deleted: state === 'deleted', blob });
      }
    }
    const keyOf = ({ name, versionId }: ListedVersion) => `${name}\n${versionId}`;
    return found.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  }

  #stateOf(created: Date): 'previous' | 'deleted' | 'gone' {
    const { retentionDays, softDeleteDays } = this.knobs;
    const forgotten = created.getTime() + Math.max(retentionDays, softDeleteDays) * day;
    if (this.#now() < forgotten) return 'previous';
    return this.#now() < forgotten + softDeleteDays * day ? 'deleted' : 'gone';
  }
}
