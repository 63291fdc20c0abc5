import { createHash } from 'node:crypto';
import type { ManifestEntry } from '../domain/manifest.ts';
import type { FrozenFiles } from '../ports/inspections.ts';

/** A file of a frozen package as it is given to the process that looks into it: neither its name nor where it lies. */
export interface GivenFile {
  readonly number: number;
  readonly bytes: number;
  /** Of its name, in small letters and without the dot; empty where there is none or an odd one. */
  readonly ending: string;
  /** Its bytes, once. */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** A file that is read: it knows the hash of what went by to its end, and what storage refused. */
export class OpenedFile implements GivenFile {
  readonly number: number;
  readonly bytes: number;
  readonly ending: string;
  /** SHA-256 of the whole file; undefined until it was read to its end. */
  sha256: string | undefined;
  /** Why storage did not give it; then nothing that was seen of it counts. */
  failure: unknown;
  readonly #open: () => Promise<AsyncIterable<Uint8Array>>;

  constructor(frozen: FrozenFiles, folder: string, entry: ManifestEntry, number: number) {
    this.number = number;
    this.bytes = entry.size;
    this.ending = endingOf(entry.path);
    this.#open = () => frozen.open(folder + entry.path, entry.etag);
  }

  async open(): Promise<AsyncIterable<Uint8Array>> {
    try {
      return this.#hashed(await this.#open());
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  async *#hashed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    const source = bytes[Symbol.asyncIterator]();
    try {
      for (let step = await this.#next(source); !step.done; step = await this.#next(source)) {
        hash.update(step.value);
        yield step.value;
      }
      this.sha256 = hash.digest('hex');
    } finally {
      // Whoever has seen enough ends the download.
      await source.return?.();
    }
  }

  async #next(source: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array, unknown>> {
    try {
      return await source.next();
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

/** The ending of a file's name, of at most 16 letters and digits. */
export function endingOf(path: string): string {
  return /\.([a-z0-9]{1,16})$/.exec(path.toLowerCase())?.[1] ?? '';
}
