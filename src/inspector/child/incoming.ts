import { type FileToRead, TooLargeError } from './reader.ts';

/** Takes every byte that is read, in order. */
interface Digest {
  update(bytes: Uint8Array): unknown;
}

/** The bytes of a file as they come through the pipe, up to a limit. They are read once and told to the digest on the way. */
export class Incoming implements FileToRead {
  readonly bytes: number;
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #digest: Digest;
  readonly #limit: number;
  #read = 0;
  #isCut = false;
  /** What came behind the limit in the piece that crossed it. */
  #beyond: Uint8Array | undefined;
  #tap: ((bytes: Uint8Array) => void) | undefined;
  /** What was looked at and will be given to the reader too. */
  #kept: Uint8Array[] = [];

  constructor(bytes: number, source: AsyncIterator<Uint8Array>, digest: Digest, limit: number) {
    this.bytes = bytes;
    this.#source = source;
    this.#digest = digest;
    this.#limit = limit;
  }

  get read(): number {
    return this.#read;
  }

  /** Whether the file goes on beyond the limit. */
  get isCut(): boolean {
    return this.#isCut;
  }

  async head(count: number): Promise<Uint8Array> {
    let have = this.#kept.reduce((sum, { length }) => sum + length, 0);
    while (have < count) {
      const next = await this.#next();
      if (next === undefined) break;
      this.#kept.push(next);
      have += next.length;
    }
    return this.#joined().subarray(0, count);
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    for (let kept = this.#kept.shift(); kept !== undefined; kept = this.#kept.shift()) yield kept;
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) yield next;
  }

  /** May be asked for again, and then costs nothing. */
  async whole(): Promise<Uint8Array> {
    if (this.bytes <= this.#limit) {
      const all = await this.head(this.#limit + 1);
      if (!this.#isCut) return all;
    }
    throw new TooLargeError('It must be read whole, and is too large for that');
  }

  /** Reads what no reader wanted, so that the digest is that of the file up to the limit. */
  async drain(): Promise<void> {
    this.#kept = [];
    while ((await this.#next()) !== undefined);
  }

  /** Gives what was read so far, and each piece that is read from now on. */
  tap(take: (bytes: Uint8Array) => void): void {
    for (const kept of this.#kept) take(kept);
    this.#tap = take;
  }

  /** Reads what lies beyond the limit, for the tap and the digest alone. */
  async readBeyond(): Promise<void> {
    for (let next = this.#beyond; next !== undefined; next = (await this.#source.next()).value) {
      this.#read += next.length;
      this.#digest.update(next);
      this.#tap?.(next);
    }
    if (this.#read < this.bytes) throw new Error('The file broke off on its way');
  }

  #joined(): Uint8Array {
    const joined = this.#kept.length === 1 ? this.#kept[0] : Buffer.concat(this.#kept);
    if (joined === undefined || joined.length === 0) return new Uint8Array();
    this.#kept = [joined];
    return joined;
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#isCut) return undefined;
    const { value, done } = await this.#source.next();
    if (done) {
      // The parent sends all of it: it ended, or could not go on. Either way there is nobody to answer, or nothing to say.
      if (this.#read < Math.min(this.bytes, this.#limit)) throw new Error('The file broke off on its way');
      return undefined;
    }
    const room = this.#limit - this.#read;
    this.#isCut = value.length > room;
    const taken = this.#isCut ? value.subarray(0, room) : value;
    if (this.#isCut) this.#beyond = value.subarray(room);
    this.#read += taken.length;
    this.#digest.update(taken);
    if (taken.length > 0) this.#tap?.(taken);
    return taken.length === 0 ? undefined : taken;
  }
}
