import { buffer } from 'node:stream/consumers';
import { NotFound } from '../../domain/base/errors.ts';
import type { SecondCopy } from '../../ports/second-copy.ts';
import type { BlobContainer } from './blob-container.ts';
import { openBlob } from './blob-text.ts';
import { createBlob } from './create-blob.ts';
import { isMissing, serviceError } from './service-error.ts';

/** One container in which its identity may list, read and create. */
export function blobSecondCopy(container: BlobContainer): SecondCopy {
  return {
    async *list(prefix) {
      try {
        for await (const { name, properties } of container.listBlobsFlat({ prefix }))
          yield { name, bytes: properties.contentLength ?? 0 };
      } catch (error) {
        throw serviceError(`list ${prefix} in the second copy`, error);
      }
    },
    async has(prefix) {
      for await (const _ of this.list(prefix)) return true;
      return false;
    },
    put: (name, content, metadata) =>
      createBlob(
        container,
        { name, content, type: 'application/octet-stream', ...(metadata === undefined ? {} : { metadata }) },
        `put ${name} into the second copy`,
      ),
    async read(name) {
      try {
        const { body, metadata } = await openBlob(container.getBlobClient(name));
        return { content: await buffer(body), metadata };
      } catch (error) {
        if (isMissing(error)) throw new NotFound(`There is no ${name} in the second copy`, { cause: error });
        throw serviceError(`read ${name} in the second copy`, error);
      }
    },
  };
}
