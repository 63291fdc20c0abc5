import type { ContainerClient } from '@azure/storage-blob';
import { RestError } from '@azure/storage-blob';
import { messageOf } from '../../src/domain/base/errors.ts';
import { CommandRefused } from './arguments.ts';
import type { LocalFile } from './local-files.ts';

/** So many files travel at once: more does not make a laptop faster. */
const atOnce = 16;

/** Small blocks, so that a file of a few megabytes travels as blocks and is committed at the end, like a large one. */
const blockBytes = 1024 * 1024;

/**
 * Uploads files into a folder, and tells after each how many are there. When one fails no more are begun, and what failed is thrown
 * once those under way have ended: whoever then says how many arrived is right.
 */
export async function uploadFiles(
  container: ContainerClient,
  folder: string,
  files: readonly LocalFile[],
  onFile: (done: number) => void,
): Promise<void> {
  const waiting = files.values();
  const failures: unknown[] = [];
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const { path, file } of waiting) {
      if (failures.length > 0) return;
      try {
        const options = { blockSize: blockBytes, maxSingleShotSize: blockBytes };
        await container.getBlockBlobClient(`${folder}/${path}`).uploadFile(file, options);
        done += 1;
        onFile(done);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw new UploadBroken(done, files.length, failures[0]);
}

/** Thrown when not every file arrived; nothing says that the upload is complete, and the same command again goes on. */
export class UploadBroken extends CommandRefused {
  constructor(done: number, count: number, cause: unknown) {
    const why = cause instanceof RestError ? [cause.statusCode, cause.code].join(' ').trim() : messageOf(cause);
    super(`Only ${done} of ${count} files are there, and no marker (${why}). Type the same once more to go on.`);
    this.cause = cause;
  }
}
