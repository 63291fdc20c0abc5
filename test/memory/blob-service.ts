import { blobLimits } from '../../local/azure/limits/blobs.ts';
import { splitBlobPath } from '../../local/azure/storage/blob-path.ts';
import type { Clock } from '../../src/ports/ports.ts';
import { type BlobPage, type BlobQuery, listPage } from './blob-listing.ts';
import {
  type BlobAttributes,
  type BlobConditions,
  type BlobState,
  immutableBlob,
  md5Of,
  missingBlob,
  requireConditions,
  wholeSecond,
} from './blob-state.ts';
import type { BlobVersions } from './blob-versions.ts';
import { OrderedMap } from './ordered-map.ts';
import { blobBeyond, blobError, refusedAlike } from './storage-errors.ts';

/** What the deployment sets for a container. */
export interface ContainerPolicy {
  /** Blobs can be created and appended to, and never changed or deleted. */
  readonly writeOnce?: boolean;
  readonly versions?: BlobVersions;
}

const { appends, largeAppend } = blobLimits;

/**
 * One container as Azure's Blob service answers for it, a method for each request. A request takes effect at one instant. Answers are those of
 * Azurite behind the laptop's gateway; `test/contract/container-contract.ts` holds both to them.
 */
export class BlobService {
  readonly #blobs = new OrderedMap<BlobState>();
  /** Blocks that have arrived and are in no blob yet, by blob and id. */
  readonly #uncommitted = new Map<string, Map<string, Buffer>>();
  readonly #leased = new Set<string>();
  readonly #clock: Clock;
  readonly #policy: ContainerPolicy;
  #writes = 0;

  constructor(clock: Clock, policy: ContainerPolicy = {}) {
    this.#clock = clock;
    this.#policy = policy;
  }

  /** What stands under the name now, for those who watch a world: no request of anybody. */
  peek(name: string): BlobState | undefined {
    return this.#blobs.get(name);
  }

  /** What stands in the container now, for those who watch a world. */
  names(): string[] {
    return [...this.#blobs.keys()];
  }

  /** Lets that, or nothing, stand under the name, past every rule: as whoever holds the account can. */
  tamper(name: string, blob: BlobState | undefined): void {
    if (blob === undefined) this.#blobs.delete(name);
    else this.#blobs.set(name, blob);
  }

  async list(query: BlobQuery): Promise<BlobPage> {
    const { versions } = this.#policy;
    return listPage({ blobs: this.#blobs, uncommitted: this.#uncommitted, versions, now: this.#clock.now() }, query);
  }

  /** The blob with what its content is from the offset on. */
  async get(name: string, offset = 0, conditions?: BlobConditions): Promise<BlobState> {
    const standing = this.#standing(name);
    requireConditions(standing, conditions);
    requireRange(standing, offset);
    return { ...standing, content: standing.content.subarray(offset) };
  }

  /** Bytes from the offset on, at most so many. */
  async getRange(name: string, offset: number, count: number): Promise<Buffer> {
    const standing = this.#standing(name);
    requireRange(standing, offset);
    return standing.content.subarray(offset, offset + count);
  }

  async getProperties(name: string, conditions?: BlobConditions): Promise<BlobState> {
    const standing = this.#standing(name);
    requireConditions(standing, conditions);
    return standing;
  }

  async put(
    name: string,
    content: Buffer,
    attributes: BlobAttributes,
    conditions?: BlobConditions,
  ): Promise<BlobState> {
    requireConditions(this.#blobs.get(name), conditions);
    const headers = { blobContentMD5: md5Of(content), ...attributes.blobHTTPHeaders };
    return this.#write(name, 'BlockBlob', content, { ...attributes, blobHTTPHeaders: headers });
  }

  async putBlock(name: string, id: string, content: Buffer): Promise<void> {
    this.#requireChangeable(name);
    const blocks = this.#uncommitted.get(name) ?? new Map<string, Buffer>();
    this.#uncommitted.set(name, blocks.set(id, Buffer.from(content)));
  }

  async putBlockList(name: string, ids: readonly string[], attributes: BlobAttributes): Promise<BlobState> {
    const blocks = ids.map((id) => this.#uncommitted.get(name)?.get(id));
    const found = blocks.filter((block) => block !== undefined);
    if (found.length < ids.length) throw blobError(400, 'InvalidBlockList', 'The specified block list is invalid.');
    return this.#write(name, 'BlockBlob', Buffer.concat(found), attributes);
  }

  async createAppendBlob(name: string, conditions?: BlobConditions): Promise<BlobState> {
    requireConditions(this.#blobs.get(name), conditions);
    return this.#write(name, 'AppendBlob', Buffer.alloc(0), {});
  }

  async appendBlock(name: string, content: Buffer, position: number | undefined): Promise<BlobState> {
    const standing = this.#standing(name);
    if (standing.kind !== 'AppendBlob')
      throw blobError(409, 'InvalidBlobType', 'The blob type is invalid for this operation.');
    this.#requireUnleased(name);
    if (position !== undefined && position !== standing.content.length)
      throw blobError(412, 'AppendPositionConditionNotMet', 'The append position condition specified was not met.');
    if (standing.appended === appends.most) throw blobBeyond(appends, `The blob has ${appends.most} blocks.`);
    if (content.length > largeAppend.most) throw blobBeyond(largeAppend, `The block has ${content.length} bytes.`);
    const longer = Buffer.concat([standing.content, content]);
    return this.#stand(name, { ...standing, content: longer, appended: standing.appended + 1, ...this.#stamp() });
  }

  async remove(name: string): Promise<void> {
    const standing = this.#standing(name);
    this.#requireChangeable(name);
    this.#policy.versions?.keepDeleted(name, standing);
    this.#blobs.delete(name);
  }

  /** A lease without end. */
  async lease(name: string): Promise<void> {
    this.#standing(name);
    this.#leased.add(name);
  }

  async breakLease(name: string): Promise<void> {
    this.#leased.delete(name);
  }

  #write(
    name: string,
    kind: BlobState['kind'],
    content: Buffer,
    { metadata = {}, blobHTTPHeaders = {} }: BlobAttributes,
  ): BlobState {
    refusedAlike(() => splitBlobPath(`account/container/${name}`), blobError);
    this.#requireChangeable(name);
    const standing = this.#blobs.get(name);
    if (standing !== undefined) this.#policy.versions?.keep(name, standing);
    const stamp = this.#stamp();
    const beside = {
      metadata: { ...metadata },
      headers: { ...blobHTTPHeaders },
      appended: 0,
      createdOn: stamp.lastModified,
    };
    this.#uncommitted.delete(name);
    return this.#stand(name, { kind, content: Buffer.from(content), ...beside, ...stamp });
  }

  #stand(name: string, blob: BlobState): BlobState {
    this.#blobs.set(name, blob);
    return blob;
  }

  #stamp(): Pick<BlobState, 'etag' | 'lastModified'> {
    this.#writes += 1;
    return { etag: `0x${this.#writes.toString(16).toUpperCase()}`, lastModified: wholeSecond(this.#clock.now()) };
  }

  #standing(name: string): BlobState {
    const blob = this.#blobs.get(name);
    if (blob === undefined) throw missingBlob();
    return blob;
  }

  #requireChangeable(name: string): void {
    if (this.#policy.writeOnce && this.#blobs.has(name)) throw immutableBlob();
    this.#requireUnleased(name);
  }

  #requireUnleased(name: string): void {
    if (this.#leased.has(name))
      throw blobError(
        412,
        'LeaseIdMissing',
        'There is currently a lease on the blob and no lease ID was specified in the request.',
      );
  }
}

function requireRange({ content }: BlobState, offset: number): void {
  if (offset >= content.length && offset > 0)
    throw blobError(416, 'InvalidRange', 'The range specified is invalid for the current size of the resource.');
}
