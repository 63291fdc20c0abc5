import { Readable } from 'node:stream';
import type { StoredBlockBlob } from './blob-container.ts';

const blockBytes = 4 * 1024 * 1024;
const blocksAtOnce = 2;

/** Uploads text pieces as one block blob in flat memory, by one request where one block holds them; the blob changes only when all of them have arrived. */
export async function uploadText(
  blob: StoredBlockBlob,
  pieces: AsyncIterable<string>,
  contentType: string,
): Promise<void> {
  const options = { blobHTTPHeaders: { blobContentType: contentType } };
  const rest = batches(pieces);
  const begun: Buffer[] = [];
  for (let bytes = 0; bytes <= blockBytes; bytes += begun.at(-1)?.length ?? 0) {
    const { value, done } = await rest.next();
    if (done) {
      const whole = Buffer.concat(begun);
      await blob.upload(whole, whole.length, options);
      return;
    }
    begun.push(value);
  }
  const source = Readable.from(joined(begun, rest), { objectMode: false, highWaterMark: blockBytes });
  await blob.uploadStream(source, blockBytes, blocksAtOnce, options);
}

async function* joined(begun: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* begun;
  yield* rest;
}

/** Joins small pieces, because a stream chunk per line would cost more than the line. */
async function* batches(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let parts: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < 64 * 1024) continue;
    yield Buffer.from(parts.join(''), 'utf8');
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(parts.join(''), 'utf8');
}

/**
 * Splits UTF-8 chunks at line feeds only: JSON leaves U+2028 and its like unescaped inside a line, where readline would split.
 * A last line without a line feed is given too, and a byte order mark stays, so that an audit sees it.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/**
 * The lines of a text from its last to its first: what `splitLines` gives, in the opposite order. `pieces` are the text's bytes from
 * the end to the beginning; a cut may fall anywhere, even within a character, because only whole lines are decoded.
 */
export async function* splitLinesFromEnd(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let line: Uint8Array[] = [];
  let ended = false;
  for await (const piece of pieces) {
    let rest = piece;
    for (let feed = rest.lastIndexOf(lineFeed); feed >= 0; feed = rest.lastIndexOf(lineFeed)) {
      const text = decode([rest.subarray(feed + 1), ...line]);
      if (ended || text !== '') yield text;
      ended = true;
      line = [];
      rest = rest.subarray(0, feed);
    }
    line.unshift(rest);
  }
  const first = decode(line);
  if (ended || first !== '') yield first;
}

const lineFeed = 0x0a;

function decode(parts: readonly Uint8Array[]): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(parts));
}
