import { FileChanged, type FrozenFiles } from '../ports/inspections.ts';
import type { BlobAccount } from './blob-container.ts';
import { isConflict, isMissing, statusOf } from './service-error.ts';

/** Frozen files of the secure account. What went wrong is told without the service's own error, as that holds the address of the file. */
export function blobFrozenFiles(secure: BlobAccount): FrozenFiles {
  const review = secure.getContainerClient('review');
  return {
    async open(path, etag) {
      const begun = review.getBlobClient(path).download(0, undefined, { conditions: { ifMatch: `"${etag}"` } });
      const { readableStreamBody } = await begun.catch(tell);
      if (readableStreamBody === undefined) throw new Error('A frozen file came without its content');
      return bytesOf(readableStreamBody);
    },
  };
}

async function* bytesOf(body: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    tell(error);
  }
}

function tell(error: unknown): never {
  if (isConflict(error) || isMissing(error))
    throw new FileChanged('A frozen file is not what it was when it was listed');
  throw new Error(`A frozen file could not be read (${statusOf(error) ?? 'no answer'})`);
}
