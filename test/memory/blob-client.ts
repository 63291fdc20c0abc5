import { Readable } from 'node:stream';
import type { StoredAppendBlob, StoredBlockBlob } from '../../src/azure/base/blob-container.ts';
import { statusOf } from '../../src/azure/base/service-error.ts';
import type { BlobService } from './blob-service.ts';
import type { BlobAttributes, BlobConditions, BlobState } from './blob-state.ts';

/** What a call may carry beside its content. */
interface BlobOptions extends BlobAttributes {
  readonly conditions?: BlobConditions | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** One blob in memory, in the form in which the stores and the data factory know the SDK's clients of all kinds of blobs. */
export class MemoryBlob implements StoredBlockBlob, StoredAppendBlob {
  readonly name: string;
  readonly containerName: string;
  readonly #service: BlobService;
  readonly #nextUpload: () => number;

  /** `nextUpload` gives each upload of the container a number of its own, so that blocks of two never have one id. */
  constructor(service: BlobService, containerName: string, name: string, nextUpload: () => number) {
    this.#service = service;
    this.#nextUpload = nextUpload;
    this.containerName = containerName;
    this.name = name;
  }

  async download(offset = 0, _count?: number, { abortSignal, conditions }: BlobOptions = {}) {
    const blob = await unless(abortSignal, () => this.#service.get(this.name, offset, conditions));
    return {
      ...propertiesOf(blob),
      readableStreamBody: new Body(blob.content),
    };
  }

  /** As the SDK, throws when the blob ends before the last byte that was asked for. */
  async downloadToBuffer(offset = 0, count?: number): Promise<Buffer> {
    const bytes = await this.#service.getRange(this.name, offset, count ?? Number.POSITIVE_INFINITY);
    if (count !== undefined && bytes.length < count)
      throw new Error(
        `Stream drains before getting enough data needed. Data read: ${bytes.length}, data need: ${count}`,
      );
    return Buffer.from(bytes);
  }

  async getProperties({ conditions, abortSignal }: BlobOptions = {}) {
    return propertiesOf(await unless(abortSignal, () => this.#service.getProperties(this.name, conditions)));
  }

  async upload(content: string | Buffer, _bytes: number, { conditions, abortSignal, ...attributes }: BlobOptions = {}) {
    const put = () => this.#service.put(this.name, Buffer.from(content), attributes, conditions);
    return propertiesOf(await unless(abortSignal, put));
  }

  /** Stages blocks and puts their list, also for a text of one block, as the SDK does. */
  async uploadStream(stream: Readable, blockBytes: number, _blocksAtOnce: number, attributes: BlobAttributes) {
    const upload = this.#nextUpload();
    const ids: string[] = [];
    for await (const block of blocksOf(stream, blockBytes)) {
      const id = `upload-${upload}-${ids.length}`;
      await this.#service.putBlock(this.name, id, block);
      ids.push(id);
    }
    await this.#service.putBlockList(this.name, ids, attributes);
  }

  async stageBlock(id: string, content: string | Buffer, _bytes: number, { abortSignal }: BlobOptions = {}) {
    await unless(abortSignal, () => this.#service.putBlock(this.name, id, Buffer.from(content)));
  }

  async commitBlockList(ids: readonly string[], { abortSignal, ...attributes }: BlobOptions = {}) {
    return propertiesOf(await unless(abortSignal, () => this.#service.putBlockList(this.name, ids, attributes)));
  }

  async createIfNotExists(): Promise<{ readonly succeeded: boolean }> {
    return await succeeded(409, () => this.#service.createAppendBlob(this.name, { ifNoneMatch: '*' }));
  }

  async appendBlock(
    content: string,
    _bytes: number,
    { conditions }: { readonly conditions?: { readonly appendPosition: number } } = {},
  ): Promise<{ readonly blobCommittedBlockCount: number }> {
    const { appended } = await this.#service.appendBlock(this.name, Buffer.from(content), conditions?.appendPosition);
    return { blobCommittedBlockCount: appended };
  }

  async deleteIfExists({ abortSignal }: BlobOptions = {}): Promise<{ readonly succeeded: boolean }> {
    return await unless(abortSignal, () => succeeded(404, () => this.#service.remove(this.name)));
  }

  async delete(): Promise<void> {
    await this.#service.remove(this.name);
  }

  /** Takes a lease without end, as a person's tool may. */
  async lease(): Promise<{ break(): Promise<void> }> {
    await this.#service.lease(this.name);
    return { break: () => this.#service.breakLease(this.name) };
  }
}

/** The content of a blob as a stream that gives it in one piece. Whoever goes over it gets it without the stream's machinery. */
class Body extends Readable {
  readonly #content: Buffer;

  constructor(content: Buffer) {
    super();
    this.#content = content;
  }

  override _read(): void {
    this.push(this.#content);
    this.push(null);
  }

  override async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    if (this.#content.length > 0) yield this.#content;
  }
}

/** A request on its way is not called back: whoever aborts learns so after its effect. */
async function unless<T>(signal: AbortSignal | undefined, request: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  const answer = await request();
  signal?.throwIfAborted();
  return answer;
}

/** False when the request is refused with that status, because nothing was left to do. */
async function succeeded(status: number, request: () => Promise<unknown>): Promise<{ readonly succeeded: boolean }> {
  try {
    await request();
    return { succeeded: true };
  } catch (error) {
    if (statusOf(error) === status) return { succeeded: false };
    throw error;
  }
}

/** A blob's headers as the SDK gives them: the ETag in quotes. */
function propertiesOf({ content, etag, lastModified, createdOn, metadata, headers, appended, kind }: BlobState) {
  const { blobContentMD5: contentMD5, blobContentType: contentType = 'application/octet-stream' } = headers;
  return {
    contentLength: content.length,
    contentType,
    etag: `"${etag}"`,
    lastModified,
    createdOn,
    metadata: { ...metadata },
    ...(contentMD5 === undefined ? {} : { contentMD5 }),
    ...(kind === 'AppendBlob' ? { blobCommittedBlockCount: appended } : {}),
  };
}

async function* blocksOf(stream: Readable, blockBytes: number): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length < blockBytes) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(chunks);
}
