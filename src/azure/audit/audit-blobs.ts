import { buffer } from 'node:stream/consumers';
import { blobAfter, blobName, type WrongHead, wrongHead } from '../../domain/audit/chain-head.ts';
import { type AuditEvent, parseChainLine } from '../../domain/audit/chain-line.ts';
import type { AuditBlob } from '../../ports/audit.ts';
import type { BlobContainer, StoredAppendBlob } from '../base/blob-container.ts';
import { openBlob } from '../base/blob-text.ts';
import { splitLines } from '../base/line-stream.ts';
import { attempt, isMissing, serviceError, statusOf } from '../base/service-error.ts';
import { lengthOf } from './audit-end.ts';
import type { EventNote } from './audit-heads.ts';

/** What Azure answers to a range that begins at the end of a blob. */
const rangeNotSatisfiable = 416;

/** What stands in a blob behind a known length. */
export interface BlobTail {
  readonly lines: readonly string[];
  readonly blocks: number;
}

/** The same, with the line that ends at that length; undefined when none does. */
interface BlobEnd extends BlobTail {
  readonly line: string | undefined;
}

const lineFeed = 0x0a;

/** More than most lines have, so that the last one is found by one request; whoever finds none reads sixteen times as much. */
const bytesOfLastLine = 16 * 1024;

/** The append blobs `{chain}/{yyyy-mm}/{nnn}.jsonl` of all chains. */
export class AuditBlobs {
  readonly #container: BlobContainer;

  constructor(container: BlobContainer) {
    this.#container = container;
  }

  /** Appends at exactly that length and gives the count of blocks; undefined when the blob is longer by now. Creates the blob when the length is 0. */
  async append(blob: string, length: number, lines: string): Promise<number | undefined> {
    const client = this.#client(blob);
    if (length === 0) await attempt(`create the audit blob ${blob}`, () => client.createIfNotExists());
    try {
      const conditions = { appendPosition: length };
      const { blobCommittedBlockCount } = await client.appendBlock(lines, Buffer.byteLength(lines), { conditions });
      return blobCommittedBlockCount ?? 0;
    } catch (error) {
      if (statusOf(error) === 412) return undefined;
      throw serviceError(`append to the audit blob ${blob}`, error);
    }
  }

  /** Lines behind the length. Throws when the blob is shorter than that or ends within a line: somebody cut or edited it. */
  async readFrom(blob: string, length: number): Promise<BlobTail> {
    const client = this.#client(blob);
    const found = await this.#from(client, length);
    if (found !== undefined) return { lines: linesIn(blob, found.bytes), blocks: found.blocks };
    const { length: bytes, blocks } = await this.sizeOf(blob);
    if (bytes === length) return { lines: [], blocks };
    if (bytes > length) return await this.readFrom(blob, length);
    throw wasCut(blob, bytes, length);
  }

  /** The line that ends at that length of the blob, and what stands behind it, by one request unless the line is long. Throws as `readFrom`. */
  async endingAt(blob: string, length: number): Promise<BlobEnd> {
    for (let back = bytesOfLastLine; ; back *= 16) {
      const from = Math.max(0, length - back);
      const found = await this.#from(this.#client(blob), from);
      if (found === undefined) throw wasCut(blob, (await this.sizeOf(blob)).length, length);
      const end = from + found.bytes.length;
      if (end < length) throw wasCut(blob, end, length);
      const { bytes, blocks } = found;
      const lines = linesIn(blob, bytes.subarray(length - from));
      const [feed, line] = lastLine(bytes.subarray(0, length - from));
      if (!feed) return { line: undefined, lines, blocks };
      if (line !== undefined || from === 0)
        return { line: line ?? bytes.toString('utf8', 0, length - 1), lines, blocks };
    }
  }

  /** Raw lines of a chain, blob after blob in the order of their names. */
  async *lines(chain: string): AsyncGenerator<string> {
    for await (const { lines } of this.of(chain)) yield* lines;
  }

  /** Blobs of a chain in the order of their names, behind that name when it is given. */
  async *of(chain: string, after = ''): AsyncGenerator<AuditBlob> {
    try {
      for await (const { name } of this.#container.listBlobsFlat({ prefix: `${chain}/` })) {
        if (name > after) yield { name, lines: this.#linesOf(name) };
      }
    } catch (error) {
      throw serviceError(`list the audit chain ${chain}`, error);
    }
  }

  async *#linesOf(blob: string): AsyncGenerator<string> {
    try {
      const { body } = await openBlob(this.#client(blob));
      yield* splitLines(body);
    } catch (error) {
      throw serviceError(`read the audit blob ${blob}`, error);
    }
  }

  async *chains(): AsyncGenerator<string> {
    try {
      for await (const { kind, name } of this.#container.listBlobsByHierarchy('/')) {
        if (kind === 'prefix') yield name.slice(0, -1);
      }
    } catch (error) {
      throw serviceError('list the audit chains', error);
    }
  }

  async endsAt(blob: string, length: number): Promise<boolean> {
    return (await this.sizeOf(blob)).length === length;
  }

  /** How long a blob is, and how many appends made it; nothing for one that is not there. */
  async sizeOf(blob: string): Promise<{ readonly length: number; readonly blocks: number }> {
    const { contentLength = 0, blobCommittedBlockCount = 0 } = await this.#properties(this.#client(blob));
    return { length: contentLength, blocks: blobCommittedBlockCount };
  }

  /** The event of the line that stands there; undefined when another one does. */
  async eventAt({ id, blob, from, bytes }: EventNote): Promise<AuditEvent | undefined> {
    if (blob === undefined || from === undefined || bytes === undefined) return undefined;
    const read = () => this.#container.getBlobClient(blob).downloadToBuffer(from, bytes);
    const { event } = readLine((await attempt(`read the audit line ${id}`, read)).toString().trimEnd());
    return event?.id === id ? event : undefined;
  }

  /** By one listing. Whoever made the first blob may have been stopped before the first line. */
  async standing(chain: string): Promise<{ readonly hasLines: boolean; readonly last: string | undefined }> {
    let hasLines = false;
    let last: string | undefined;
    for await (const item of this.#container.listBlobsFlat({ prefix: `${chain}/` })) {
      hasLines ||= lengthOf(item) > 0;
      last = item.name;
    }
    return { hasLines, last };
  }

  /** The last of the blobs that a listing shows before that name, or of all, and its length. */
  async lastOf(
    chain: string,
    before?: string,
  ): Promise<{ readonly blob: string; readonly length: number } | undefined> {
    let last: { readonly blob: string; readonly length: number } | undefined;
    try {
      for await (const item of this.#container.listBlobsFlat({ prefix: `${chain}/` }))
        if (before === undefined || item.name < before) last = { blob: item.name, length: lengthOf(item) };
    } catch (error) {
      throw serviceError(`list the audit chain ${chain}`, error);
    }
    return last;
  }

  /** What stands from that byte on; undefined when nothing does. */
  async #from(
    client: StoredAppendBlob,
    at: number,
  ): Promise<{ readonly bytes: Buffer; readonly blocks: number } | undefined> {
    try {
      const { readableStreamBody: body, blobCommittedBlockCount: blocks = 0 } = await client.download(at);
      return { bytes: body === undefined ? Buffer.alloc(0) : await buffer(body), blocks };
    } catch (error) {
      if (isMissing(error) || statusOf(error) === rangeNotSatisfiable) return undefined;
      throw serviceError(`read the end of the audit blob ${client.name}`, error);
    }
  }

  #client(blob: string): StoredAppendBlob {
    return this.#container.getAppendBlobClient(blob);
  }

  async #properties(client: StoredAppendBlob): Promise<{ contentLength?: number; blobCommittedBlockCount?: number }> {
    try {
      return await client.getProperties();
    } catch (error) {
      if (isMissing(error)) return {};
      throw serviceError(`look at the audit blob ${client.name}`, error);
    }
  }
}

/** The lines of the end of a blob. Throws when it ends within one. */
function linesIn(blob: string, bytes: Buffer): readonly string[] {
  const lines = bytes.toString('utf8').split('\n');
  if (lines.pop() === '') return lines;
  throw new Error(`The audit blob ${blob} ends within a line: it was edited. Nothing is appended; verify the chain.`);
}

/** Whether the bytes end with a line, and that line unless it begins before them. */
function lastLine(bytes: Buffer): readonly [feed: boolean, line: string | undefined] {
  if (bytes.at(-1) !== lineFeed) return [false, undefined];
  const before = bytes.subarray(0, -1);
  const start = before.lastIndexOf(lineFeed);
  return [true, start < 0 ? undefined : before.toString('utf8', start + 1)];
}

function wasCut(blob: string, is: number, must: number): WrongHead {
  const chain = blobName(blob)?.chain ?? blob;
  return wrongHead(
    chain,
    `its length (length) is ${must} and the audit blob ${blob} has ${is} bytes: it was cut, or the head was changed`,
  );
}

/** What a line means to the chain's writers: its event, and the blob it sends them to. A line that is no event has neither; the verification names it. */
export function readLine(line: string): { readonly event?: AuditEvent; readonly next?: string } {
  let event: AuditEvent;
  try {
    event = parseChainLine(line).event;
  } catch {
    return {};
  }
  const next = blobAfter(event);
  return next === undefined ? { event } : { event, next };
}
