import type { BlobClient } from '@azure/storage-blob';
import { isMissing } from './service-error.ts';

/** A blob's content as it arrives. Throws what the SDK throws. */
export async function openBlob(
  blob: BlobClient,
): Promise<{ readonly body: NodeJS.ReadableStream; readonly etag: string }> {
  const { readableStreamBody, etag } = await blob.download();
  if (readableStreamBody === undefined || etag === undefined) throw new Error(`${blob.name} came without body or ETag`);
  return { body: readableStreamBody, etag };
}

/** A whole small blob as text with its ETag; undefined when there is none. Throws what the SDK throws otherwise. */
export async function readText(
  blob: BlobClient,
): Promise<{ readonly text: string; readonly etag: string } | undefined> {
  try {
    const { body, etag } = await openBlob(blob);
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(Buffer.from(chunk));
    return { text: Buffer.concat(chunks).toString('utf8'), etag };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
