import type { ChainEnd } from '../../ports/audit.ts';
import type { BlobContainer } from '../base/blob-container.ts';
import { splitLinesFromEnd } from '../base/line-stream.ts';
import { serviceError } from '../base/service-error.ts';

/** A blob, or a folder of them: then without a length. */
interface Listed {
  readonly name: string;
  readonly length?: number;
}

/**
 * Raw lines of a chain from its last to its first, in ranges of at most `bytesPerRead`, each read only when somebody asks for a line in it.
 * Beside the ranges it costs one listing of the chain's months, and one of the blobs of each month that is reached.
 */
export async function* newestLines(
  container: BlobContainer,
  {
    chain,
    end,
    bytesPerRead,
  }: { readonly chain: string; readonly end: ChainEnd | undefined; readonly bytesPerRead: number },
): AsyncGenerator<string> {
  try {
    if (end !== undefined) yield* splitLinesFromEnd(rangesFromEnd(container, end.blob, end.length, bytesPerRead));
    for await (const { name, length } of blobsFromLast(container, `${chain}/`)) {
      if (end !== undefined && name >= end.blob) continue;
      yield* splitLinesFromEnd(rangesFromEnd(container, name, length, bytesPerRead));
    }
  } catch (error) {
    throw serviceError(`read the end of the audit chain ${chain}`, error);
  }
}

export async function chainEnds(container: BlobContainer): Promise<readonly ChainEnd[]> {
  const ends = new Map<string, ChainEnd>();
  try {
    for await (const { name: blob, properties } of container.listBlobsFlat()) {
      const { etag: version, lastModified: writtenAt } = properties;
      const [chain = ''] = blob.split('/');
      if (version === undefined || writtenAt === undefined) continue;
      ends.set(chain, { chain, blob, length: lengthOf({ name: blob, properties }), version, writtenAt });
    }
  } catch (error) {
    throw serviceError('list the blobs of the audit', error);
  }
  return [...ends.values()];
}

/** Blobs below the prefix, the last name first; a folder is listed when it is reached. */
async function* blobsFromLast(container: BlobContainer, prefix: string): AsyncGenerator<Required<Listed>> {
  const found: Listed[] = [];
  for await (const item of container.listBlobsByHierarchy('/', { prefix })) {
    found.push(item.kind === 'prefix' ? { name: item.name } : { name: item.name, length: lengthOf(item) });
  }
  found.sort((one, other) => (one.name < other.name ? 1 : -1));
  for (const { name, length } of found) {
    if (length === undefined) yield* blobsFromLast(container, name);
    else yield { name, length };
  }
}

export function lengthOf({ name, properties }: { name: string; properties: { contentLength?: number } }): number {
  if (properties.contentLength === undefined) throw new Error(`${name} was listed without its length`);
  return properties.contentLength;
}

/** What the blob held when it was listed: appends since then stand behind that length. */
async function* rangesFromEnd(
  container: BlobContainer,
  blob: string,
  length: number,
  bytesPerRead: number,
): AsyncGenerator<Uint8Array> {
  const client = container.getBlobClient(blob);
  for (let end = length; end > 0; end -= bytesPerRead) {
    const start = Math.max(0, end - bytesPerRead);
    yield await client.downloadToBuffer(start, end - start);
  }
}
