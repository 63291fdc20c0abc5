import { FileChanged, type FrozenFiles } from '../../ports/inspections.ts';
import type { BlobAccount } from '../base/blob-container.ts';
import { isOvertaken, statusOf } from '../base/service-error.ts';

/** Frozen files of the secure account. What went wrong is told without the service's own error, as that holds the address of the file. */
export function blobFrozenFiles(secure: BlobAccount): FrozenFiles {
  const review = secure.getContainerClient('review');
  return {
    async *open(path, etag) {
      try {
        const blob = await review.getBlobClient(path).download(0, undefined, { conditions: { ifMatch: `"${etag}"` } });
        for await (const chunk of blob.readableStreamBody ?? [])
          yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      } catch (error) {
        if (isOvertaken(error)) throw new FileChanged('A frozen file is not as it was listed');
        throw new Error(`A frozen file could not be read (${statusOf(error) ?? 'no answer'})`);
      }
    },
  };
}
