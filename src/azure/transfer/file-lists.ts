import type { FileLists } from '../../ports/storage.ts';
import type { BlobContainer } from '../base/blob-container.ts';
import { uploadText } from '../base/line-stream.ts';
import { attempt } from '../base/service-error.ts';

/** Keeps Data Factory's lists in the container `transfers` of each account: UTF-8, one path a line. A path with a line break is refused, because it would read as two. */
export function blobFileLists(containers: Readonly<Record<'public' | 'secure', BlobContainer>>): FileLists {
  return {
    async write(account, path, lines) {
      const blob = containers[account].getBlockBlobClient(path);
      await attempt(`write the file list ${path} in the ${account} account`, () =>
        uploadText(blob, ended(path, lines), 'text/plain; charset=utf-8'),
      );
    },
    async remove(account, path) {
      const blob = containers[account].getBlockBlobClient(path);
      await attempt(`remove the file list ${path} in the ${account} account`, () => blob.deleteIfExists());
    },
  };
}

async function* ended(path: string, lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) {
    if (/[\r\n]/.test(line))
      throw new Error(`The file list ${path} cannot hold ${JSON.stringify(line)}: it has a line break`);
    yield `${line}\n`;
  }
}
