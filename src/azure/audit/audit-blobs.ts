import { text } from 'node:stream/consumers';
import { note } from '../../domain/audit/audit-event.ts';
import { type AuditEvent, parseChainLine } from '../../domain/audit/chain-line.ts';
import type { AuditBlob } from '../../ports/audit.ts';
import type { BlobContainer, StoredAppendBlob } from '../base/blob-container.ts';
import { openBlob } from '../base/blob-text.ts';
import { splitLines } from '../base/line-stream.ts';
import { attempt, isMissing, serviceError, statusOf } from '../base/service-error.ts';
import type { EventNote } from './audit-heads.ts';

/** Kind of the line that ends a blob and names the next one. Whoever reads or appends goes on there, so two writers can never fork the chain at a change of blob. */
const continuedKind = 'chain.continued';

/** What Azure answers to a range that begins at the end of a blob. */
const rangeNotSatisfiable = 416;

/** What stands in a blob behind a known length. */
export interface BlobTail {
  readonly lines: readonly string[];
  readonly blocks: number;
}

/** The append blobs `{chain}/{yyyy-mm}/{nnn}.jsonl` of all chains. */
export class AuditBlobs {
  readonly #container: BlobContainer;

  constructor(container: BlobContainer) {
    this.#container = container;
  }

  /** Appends at exactly that length and gives the count of blocks; undefined when the blob is longer by now. Creates the blob when the length is 0. */
  async append(blob: string, length: number, lines: string): Promise<number | undefined> {
    const client = this.#client(blob);
    const write = () => client.appendBlock(lines, Buffer.byteLength(lines), { conditions: { appendPosition: length } });
    try {
      const { blobCommittedBlockCount } = await write();
      return blobCommittedBlockCount ?? 0;
    } catch (error) {
      if (statusOf(error) === 412) return undefined;
      if (!isMissing(error) || length > 0) throw serviceError(`append to the audit blob ${blob}`, error);
    }
    await attempt(`create the audit blob ${blob}`, () => client.createIfNotExists());
    return await this.append(blob, length, lines);
  }

  /** Lines behind the length. Throws when the blob is shorter than that or ends within a line: somebody cut or edited it. */
  async readFrom(blob: string, length: number): Promise<BlobTail> {
    const client = this.#client(blob);
    const found = await this.#linesBehind(client, length);
    if (found !== undefined) return found;
    const { contentLength = 0, blobCommittedBlockCount: blocks = 0 } = await this.#properties(client);
    if (contentLength === length) return { lines: [], blocks };
    if (contentLength > length) return await this.readFrom(blob, length);
    throw new Error(
      `The audit blob ${blob} has ${contentLength} bytes but its chain's head says ${length}: it was cut. Nothing is appended; verify the chain.`,
    );
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

  /** Names of the chains that have a blob. */
  async *chains(): AsyncGenerator<string> {
    try {
      for await (const { kind, name } of this.#container.listBlobsByHierarchy('/')) {
        if (kind === 'prefix') yield name.slice(0, -1);
      }
    } catch (error) {
      throw serviceError('list the audit chains', error);
    }
  }

  /** Whether nothing stands behind that length of the blob. */
  async endsAt(blob: string, length: number): Promise<boolean> {
    const { contentLength = 0 } = await this.#properties(this.#client(blob));
    return contentLength === length;
  }

  /** The event of the line that stands there; undefined when another one does. */
  async eventAt({ id, blob, from, bytes }: EventNote): Promise<AuditEvent | undefined> {
    if (blob === undefined || from === undefined || bytes === undefined) return undefined;
    const read = () => this.#container.getBlobClient(blob).downloadToBuffer(from, bytes);
    const { event } = readLine((await attempt(`read the audit line ${id}`, read)).toString().trimEnd());
    return event?.id === id ? event : undefined;
  }

  async hasLines(chain: string): Promise<boolean> {
    const { value } = await this.#container.listBlobsFlat({ prefix: `${chain}/` }).next();
    return value !== undefined;
  }

  /** Undefined when nothing stands behind the length. */
  async #linesBehind(client: StoredAppendBlob, length: number): Promise<BlobTail | undefined> {
    let lines: string[];
    let blocks: number;
    try {
      const { readableStreamBody: body, blobCommittedBlockCount = 0 } = await client.download(length);
      lines = (body === undefined ? '' : await text(body)).split('\n');
      blocks = blobCommittedBlockCount;
    } catch (error) {
      if (isMissing(error) || statusOf(error) === rangeNotSatisfiable) return undefined;
      throw serviceError(`read the end of the audit blob ${client.name}`, error);
    }
    if (lines.pop() === '') return { lines, blocks };
    throw new Error(
      `The audit blob ${client.name} ends within a line: it was edited. Nothing is appended; verify the chain.`,
    );
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

/** The first blob of a chain that begins now. */
export function firstBlob(chain: string, now: Date): string {
  return `${chain}/${now.toISOString().slice(0, 7)}/001.jsonl`;
}

/** The blob to go on with when the month has changed or the blob has its fill of blocks (Azure allows 50,000); undefined while it is good. */
export function nextBlob(blob: string, blocks: number, now: Date, blocksPerBlob: number): string | undefined {
  const [, chain, month, number] = /^([^/]+)\/(\d{4}-\d{2})\/(\d{3})\.jsonl$/.exec(blob) ?? [];
  if (chain === undefined || month === undefined) throw new Error(`${blob} is no name of an audit blob`);
  if (now.toISOString().slice(0, 7) > month) return firstBlob(chain, now);
  if (blocks < blocksPerBlob) return undefined;
  return `${chain}/${month}/${String(Number(number) + 1).padStart(3, '0')}.jsonl`;
}

/** The event whose line ends a blob. */
export function continuedEvent(chain: string, next: string, now: Date): AuditEvent {
  return note(chain, { id: `continued:${next}`, at: now, kind: continuedKind, data: { blob: next } });
}

/** What a line means to the chain's writers: its event, and the blob it sends them to. A line that is no event has neither; the verification names it. */
export function readLine(line: string): { readonly event?: AuditEvent; readonly next?: string } {
  let event: AuditEvent;
  try {
    event = parseChainLine(line).event;
  } catch {
    return {};
  }
  const next = event.kind === continuedKind ? event.data['blob'] : undefined;
  return typeof next === 'string' ? { event, next } : { event };
}
