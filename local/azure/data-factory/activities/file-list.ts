import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ContainerClient } from '@azure/storage-blob';
import { transferFailure } from './failure.ts';

/**
 * Reads a `fileListPath` list: UTF-8, one path a line, relative to the folder of the source dataset, empty lines ignored. It is streamed, so
 * its length does not matter. A list that is missing is a TransferFailure.
 */
export async function* readFileList(
  container: ContainerClient,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const shown = `${container.containerName}/${path}`;
  const response = await container
    .getBlobClient(path)
    .download(0, undefined, { abortSignal: signal })
    .catch((error: unknown) => {
      throw transferFailure(error, 'Source', shown);
    });
  if (response.readableStreamBody === undefined) throw transferFailure('no content came', 'Source', shown);
  const lines = createInterface({
    input: Readable.from(response.readableStreamBody),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let isFirst = true;
  for await (const line of lines) {
    const entry = isFirst ? line.replace(/^\uFEFF/, '') : line;
    isFirst = false;
    if (entry !== '') yield entry;
  }
}
