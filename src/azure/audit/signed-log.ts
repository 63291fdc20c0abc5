import { NotFound } from '../../domain/base/errors.ts';
import { type SignedStep, signedStepSchema, sizeOf } from '../../domain/witness/signed-step.ts';
import { bytesOf, tilePath } from '../../domain/witness/tiles.ts';
import type { SignedLog } from '../../ports/signed-log.ts';
import type { BlobContainer } from '../base/blob-container.ts';
import { readText } from '../base/blob-text.ts';
import { createBlob } from '../base/create-blob.ts';
import { attempt, isMissing, serviceError } from '../base/service-error.ts';

const steps = 'steps/';

/** Blobs that are only ever created: `steps/{…}.json`, the newest first in a listing, and `{log}/tile/…`. */
export function blobSignedLog(container: BlobContainer): SignedLog {
  let finished: SignedStep | undefined;
  const keep = (name: string, content: string | Buffer, type: string) =>
    createBlob(container, { name, content, type }, `write ${name}`);
  return {
    finished: () => finished,
    finish: (step) => {
      finished = step;
    },
    newest: () => attempt('read what was signed last', () => newestOf(container)),
    step: (size) => attempt(`read what was signed as the leaf ${size}`, () => stepAt(container, stepName(size))),
    keep: (step) => keep(stepName(sizeOf(step)), JSON.stringify(step), 'application/json'),
    async readTile(log, place) {
      const name = `${log}/${tilePath(place)}`;
      try {
        return await container.getBlobClient(name).downloadToBuffer(0, bytesOf(place));
      } catch (error) {
        if (isMissing(error)) throw new NotFound(`There is no tile ${name}`, { cause: error });
        throw serviceError(`read the tile ${name}`, error);
      }
    },
    async keepTiles(log, tiles) {
      for (const tile of tiles) await keep(`${log}/${tilePath(tile)}`, tile.bytes, 'application/octet-stream');
    },
  };
}

/** A larger log has a smaller name. */
function stepName(size: number): string {
  return `${steps}${String(Number.MAX_SAFE_INTEGER - size).padStart(16, '0')}.json`;
}

async function newestOf(container: BlobContainer): Promise<SignedStep | undefined> {
  const { value } = await container.listBlobsFlat({ prefix: steps }).byPage({ maxPageSize: 1 }).next();
  const [name] = value?.segment.blobItems.map((item: { readonly name: string }) => item.name) ?? [];
  return name === undefined ? undefined : await stepAt(container, name);
}

async function stepAt(container: BlobContainer, name: string): Promise<SignedStep | undefined> {
  const text = (await readText(container.getBlobClient(name)))?.text;
  if (text === undefined) return undefined;
  const step = signedStepSchema.parse(JSON.parse(text));
  if (stepName(sizeOf(step)) !== name) throw new Error(`The blob ${name} tells of ${sizeOf(step)} leaves`);
  return step;
}
