import type { StoredBlob } from './blob-container.ts';
import { isMissing } from './service-error.ts';

export interface BlobText {
  readonly text: string;
  readonly etag: string;
  readonly lastModified: Date;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Throws what the SDK throws. */
export async function openBlob(
  blob: StoredBlob,
  conditions?: { readonly ifMatch: string },
): Promise<Omit<BlobText, 'text'> & { readonly body: NodeJS.ReadableStream }> {
  const asked = conditions === undefined ? blob.download() : blob.download(0, undefined, { conditions });
  const { readableStreamBody, etag, lastModified, metadata = {} } = await asked;
  if (readableStreamBody === undefined || etag === undefined || lastModified === undefined)
    throw new Error(`${blob.name} came without body, ETag or time`);
  return { body: readableStreamBody, etag, lastModified, metadata };
}

/** Undefined when there is none. Throws what the SDK throws otherwise. */
export async function readText(blob: StoredBlob): Promise<BlobText | undefined> {
  try {
    const { body, ...properties } = await openBlob(blob);
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(Buffer.from(chunk));
    return { text: Buffer.concat(chunks).toString('utf8'), ...properties };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
