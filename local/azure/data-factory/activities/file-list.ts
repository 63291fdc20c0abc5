import { transferFailure } from './failure.ts';
import type { FactoryContainer } from './storage.ts';

/**
 * Reads a `fileListPath` list: UTF-8, one path a line, relative to the folder of the source dataset, empty lines ignored. It is streamed, so
 * its length does not matter. A list that is missing or is no UTF-8 is a TransferFailure.
 */
export async function* readFileList(
  container: FactoryContainer,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unfinished = '';
  try {
    const response = await container.getBlobClient(path).download(0, undefined, { abortSignal: signal });
    for await (const chunk of response.readableStreamBody ?? []) {
      const lines = (unfinished + decoder.decode(Buffer.from(chunk), { stream: true })).split(/\r?\n/);
      unfinished = lines.pop() ?? '';
      yield* lines.filter((line) => line !== '');
    }
    unfinished += decoder.decode();
  } catch (error) {
    if (signal.aborted) throw error;
    throw transferFailure(error, 'Source', `${container.containerName}/${path}`);
  }
  if (unfinished !== '') yield unfinished;
}
