import { createHash } from 'node:crypto';
import type { BlobHTTPHeaders, Metadata } from '@azure/storage-blob';
import { TransferFailure, transferFailure } from './failure.ts';
import type { OpenedFile, SourceFile, TargetFile } from './storage.ts';

const blockBytes = 4 * 1024 * 1024;

export interface BlobCopy {
  readonly source: SourceFile;
  readonly target: TargetFile;
  /** Keep custom metadata and content headers (`preserve: ["Attributes"]`). */
  readonly keepAttributes: boolean;
  /** Compare size, MD5 and last change with the source afterwards (`validateDataConsistency`). */
  readonly verify: boolean;
  readonly signal: AbortSignal;
}

/**
 * Streams one blob through the factory to its target, block by block, and writes Content-MD5 there. The source is read under the ETag it was
 * opened with. Gives the number of bytes; throws TransferFailure when a side fails or the two differ.
 */
export async function copyBlob(copy: BlobCopy): Promise<number> {
  const { source, target, signal } = copy;
  const opened = await source
    .download(0, undefined, { abortSignal: signal })
    .catch((error: unknown) => failed(error, 'Source', source, signal));
  const digest = createHash('md5');
  let bytes = 0;
  const headers = copy.keepAttributes ? contentHeaders(opened) : {};
  const metadata = copy.keepAttributes ? (opened.metadata ?? {}) : {};
  const blocks: string[] = [];
  let pending: Buffer | undefined;
  for await (const block of blocksOf(opened, source, signal)) {
    digest.update(block);
    bytes += block.length;
    if (pending !== undefined) blocks.push(await stage(target, blocks.length, pending, signal));
    pending = block;
  }
  const md5 = digest.digest();
  if (opened.contentMD5 !== undefined && !md5.equals(opened.contentMD5)) throw inconsistent(source, 'its MD5 differs');
  await finish(target, blocks, pending ?? Buffer.alloc(0), { ...headers, blobContentMD5: md5 }, metadata, signal);
  if (copy.verify) await verify(copy, opened, bytes, md5);
  return bytes;
}

async function* blocksOf(opened: OpenedFile, source: SourceFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of opened.readableStreamBody ?? []) {
      const buffer = Buffer.from(chunk);
      chunks.push(buffer);
      size += buffer.length;
      if (size < blockBytes) continue;
      yield Buffer.concat(chunks, size);
      chunks = [];
      size = 0;
    }
  } catch (error) {
    failed(error, 'Source', source, signal);
  }
  if (size > 0) yield Buffer.concat(chunks, size);
}

async function stage(target: TargetFile, index: number, block: Buffer, signal: AbortSignal): Promise<string> {
  const id = Buffer.from(`sallyport-${String(index).padStart(8, '0')}`).toString('base64');
  const transactionalContentMD5 = createHash('md5').update(block).digest();
  await target
    .stageBlock(id, block, block.length, { transactionalContentMD5, abortSignal: signal })
    .catch((error: unknown) => failed(error, 'Sink', target, signal));
  return id;
}

async function finish(
  target: TargetFile,
  blocks: string[],
  last: Buffer,
  blobHTTPHeaders: BlobHTTPHeaders,
  metadata: Metadata,
  signal: AbortSignal,
): Promise<void> {
  const options = { blobHTTPHeaders, metadata, abortSignal: signal };
  if (blocks.length === 0) {
    await target.upload(last, last.length, options).catch((error: unknown) => failed(error, 'Sink', target, signal));
    return;
  }
  blocks.push(await stage(target, blocks.length, last, signal));
  await target.commitBlockList(blocks, options).catch((error: unknown) => failed(error, 'Sink', target, signal));
}

async function verify(copy: BlobCopy, opened: OpenedFile, bytes: number, md5: Buffer): Promise<void> {
  const { source, target, signal } = copy;
  const ifMatch = opened.etag ?? '';
  await source.getProperties({ conditions: { ifMatch }, abortSignal: signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw inconsistent(source, 'it was changed by other clients during the copy activity run');
  });
  const written = await target
    .getProperties({ abortSignal: signal })
    .catch((error: unknown) => failed(error, 'Sink', target, signal));
  if (opened.contentLength !== bytes || written.contentLength !== bytes) throw inconsistent(source, 'the sizes differ');
  if (written.contentMD5 !== undefined && !md5.equals(written.contentMD5))
    throw inconsistent(source, 'the MD5 of the copy differs');
}

function contentHeaders(opened: OpenedFile): BlobHTTPHeaders {
  const { contentType, contentEncoding, contentLanguage, contentDisposition, cacheControl } = opened;
  return {
    ...(contentType === undefined ? {} : { blobContentType: contentType }),
    ...(contentEncoding === undefined ? {} : { blobContentEncoding: contentEncoding }),
    ...(contentLanguage === undefined ? {} : { blobContentLanguage: contentLanguage }),
    ...(contentDisposition === undefined ? {} : { blobContentDisposition: contentDisposition }),
    ...(cacheControl === undefined ? {} : { blobCacheControl: cacheControl }),
  };
}

function inconsistent(source: SourceFile, why: string): TransferFailure {
  return new TransferFailure(
    'DataConsistencySourceDataChanged',
    `Source file '${source.name}' is inconsistent: ${why}.`,
  );
}

/** Abortion passes through as it is: the run knows why it stopped. */
function failed(error: unknown, side: 'Source' | 'Sink', blob: SourceFile | TargetFile, signal: AbortSignal): never {
  if (signal.aborted) throw error;
  throw transferFailure(error, side, `${blob.containerName}/${blob.name}`);
}
