import { NotFound, Refused } from '../../domain/base/errors.ts';
import { type ManifestEntry, parseManifestLine } from '../../domain/operation/manifest.ts';
import type { ManifestPart } from '../../ports/storage.ts';
import type { StoredBlob } from '../base/blob-container.ts';
import { splitLines } from '../base/line-stream.ts';
import { isMissing, serviceError, statusOf } from '../base/service-error.ts';

interface WantedPart {
  readonly name: string;
  readonly from: number;
  readonly most: number;
}

/** The download ends with the part, however long the manifest is. */
export async function manifestPart(blob: StoredBlob, { name, from, most }: WantedPart): Promise<ManifestPart> {
  const entries: ManifestEntry[] = [];
  let next = from;
  for await (const line of linesFrom(await openAt(blob, name, from), from)) {
    if (entries.length === most) return { entries, next };
    entries.push(parseManifestLine(line));
    next += Buffer.byteLength(line) + 1;
  }
  return { entries };
}

/** What stands from the byte before on, so that it shows whether a line begins there. */
async function openAt(blob: StoredBlob, name: string, from: number): Promise<NodeJS.ReadableStream> {
  try {
    const { readableStreamBody } = await blob.download(Math.max(0, from - 1));
    if (readableStreamBody === undefined) throw new Error(`The manifest ${name} came without a body`);
    return readableStreamBody;
  } catch (error) {
    if (isMissing(error)) throw new NotFound(`There is no manifest ${name}`, { cause: error });
    if (statusOf(error) === 416) throw noLine();
    throw serviceError(`read the manifest ${name}`, error);
  }
}

async function* linesFrom(body: AsyncIterable<Uint8Array | string>, from: number): AsyncGenerator<string> {
  let isFirst = from > 0;
  for await (const line of splitLines(body)) {
    if (isFirst && line !== '') throw noLine();
    if (!isFirst) yield line;
    isFirst = false;
  }
}

function noLine(): Refused {
  return new Refused('The list of files did not give that continuation: start again without it');
}
