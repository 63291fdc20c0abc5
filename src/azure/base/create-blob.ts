import type { BlobContainer } from './blob-container.ts';
import { isConflict, serviceError, statusOf } from './service-error.ts';

interface NewBlob {
  readonly name: string;
  readonly content: string | Buffer;
  readonly type: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Whether the blob was made; one that stands is kept as it is. `tried` is what an error says. */
export async function createBlob(
  container: BlobContainer,
  { name, content, type: blobContentType, metadata }: NewBlob,
  tried: string,
): Promise<boolean> {
  try {
    await container.getBlockBlobClient(name).upload(content, Buffer.byteLength(content), {
      conditions: { ifNoneMatch: '*' },
      ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
      blobHTTPHeaders: { blobContentType },
    });
    return true;
  } catch (error) {
    if (isConflict(error) || (statusOf(error) === 403 && (await stands(container, name)))) return false;
    throw serviceError(tried, error);
  }
}

/**
 * Whether a blob is there, for whoever may list and not read. Azure answers 403 to those who may only create where there is a blob, as it
 * does where the role is missing; a listing tells the two apart.
 */
export async function stands(container: BlobContainer, name: string): Promise<boolean> {
  for await (const { name: first } of container.listBlobsFlat({ prefix: name })) return first === name;
  return false;
}
