import type { ListedBlob, ReadLine } from '../../ports/audit.ts';
import type { BlobContainer, StoredBlob } from '../base/blob-container.ts';
import { attempt, serviceError } from '../base/service-error.ts';
import { lengthOf } from './audit-end.ts';

const lineFeed = 0x0a;

/** How a blob is read: from that byte on to its end or back to its beginning, in ranges of so many bytes. */
interface Way {
  readonly way: 'forth' | 'back';
  readonly at: number | undefined;
  readonly bytesPerRead: number;
}

/** The blobs of a chain, or of all, in the order of their names. */
export async function listedBlobs(container: BlobContainer, chain?: string): Promise<ListedBlob[]> {
  return await attempt('list the blobs of the audit', async () => {
    const found: ListedBlob[] = [];
    for await (const item of container.listBlobsFlat(chain === undefined ? {} : { prefix: `${chain}/` })) {
      const [name = ''] = item.name.split('/');
      found.push({ chain: name, blob: item.name, length: lengthOf(item) });
    }
    return found;
  });
}

/** Lines of a blob in either direction, each with the byte at which reading goes on behind it. A last line without a line feed is one too. */
export async function* readLines(
  container: { getBlobClient(name: string): Pick<StoredBlob, 'downloadToBuffer'> },
  { blob, length }: ListedBlob,
  { way, at, bytesPerRead }: Way,
): AsyncGenerator<ReadLine> {
  const client = container.getBlobClient(blob);
  const read = (from: number, to: number) => client.downloadToBuffer(from, to - from);
  try {
    if (way === 'forth') yield* forth(read, at ?? 0, length, bytesPerRead);
    else yield* back(read, Math.min(at ?? length, length), bytesPerRead);
  } catch (error) {
    throw serviceError(`read the audit blob ${blob}`, error);
  }
}

type ReadRange = (from: number, to: number) => Promise<Buffer>;

/** Reads each range into the same memory: what many chains wait with would otherwise outlive the collection of garbage. */
function intoOwn(read: ReadRange, bytes: number): ReadRange {
  const own = Buffer.alloc(bytes);
  return async (from, to) => own.subarray(0, (await read(from, to)).copy(own));
}

/** A line may begin in one range and end in another; only whole lines are decoded, when somebody asks for them. */
async function* forth(read: ReadRange, begin: number, end: number, bytes: number): AsyncGenerator<ReadLine> {
  const readOwn = intoOwn(read, bytes);
  let line: Buffer[] = [];
  for (let from = begin; from < end; from += bytes) {
    const piece = await readOwn(from, Math.min(from + bytes, end));
    let start = 0;
    for (let feed = piece.indexOf(lineFeed); feed >= 0; feed = piece.indexOf(lineFeed, start)) {
      yield { line: decode([...line, piece.subarray(start, feed)]), at: from + feed + 1 };
      line = [];
      start = feed + 1;
    }
    if (start < piece.length) line.push(Buffer.from(piece.subarray(start)));
  }
  if (line.length > 0) yield { line: decode(line), at: end };
}

/** Everything before `end`. What stands behind the last line feed is a line only if there is something. */
async function* back(read: ReadRange, end: number, bytes: number): AsyncGenerator<ReadLine> {
  const readOwn = intoOwn(read, bytes);
  let line: Buffer[] = [];
  let ended = false;
  for (let to = end; to > 0; to -= bytes) {
    const from = Math.max(0, to - bytes);
    const piece = await readOwn(from, to);
    let stop = piece.length;
    for (let feed = piece.lastIndexOf(lineFeed); feed >= 0; feed = lastFeedBefore(piece, stop)) {
      const text = decode([piece.subarray(feed + 1, stop), ...line]);
      if (ended || text !== '') yield { line: text, at: from + feed + 1 };
      ended = true;
      line = [];
      stop = feed;
    }
    line.unshift(Buffer.from(piece.subarray(0, stop)));
  }
  const first = decode(line);
  if (ended || first !== '') yield { line: first, at: 0 };
}

function lastFeedBefore(piece: Buffer, stop: number): number {
  return stop === 0 ? -1 : piece.lastIndexOf(lineFeed, stop - 1);
}

function decode(parts: readonly Buffer[]): string {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only.toString('utf8') : Buffer.concat(parts).toString('utf8');
}
