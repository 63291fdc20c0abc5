import type { PassedKind } from '../../../domain/inspection/coverage.ts';
import { Account } from '../account.ts';
import { canUnzip, LyingSizeError, unzip } from '../archives/unzip.ts';
import { bytesIn, type ZipEntry, type ZipList } from '../archives/zip-list.ts';
import { Budget } from '../budget.ts';
import { DamagedError, type Seen } from '../reader.ts';
import { readXml, type XmlHandler } from '../texts/xml.ts';

/** So much XML is read in good time. */
const mostXml = 256 * 1024 * 1024;

/** The parts of a document of an office program. Each is read or named once, and its bytes with it. */
export class Parts {
  readonly #bytes: Buffer;
  readonly #list: ZipList;
  readonly #seen: Seen;
  readonly #xml = new Budget(mostXml);
  readonly #account = new Account();
  readonly #left: Set<ZipEntry>;

  constructor(bytes: Buffer, list: ZipList, seen: Seen) {
    this.#bytes = bytes;
    this.#list = list;
    this.#seen = seen;
    this.#left = new Set(list.entries);
  }

  /** The names of those that were neither read nor named, each as often as it is there. */
  get left(): ZipEntry[] {
    return [...this.#left];
  }

  has(name: string): boolean {
    return this.#list.entries.some((entry) => entry.name === name);
  }

  /** Reads the part of a name, if there is one yet to be read. */
  async readNamed(name: string, handler: XmlHandler): Promise<void> {
    const entry = this.left.find((one) => one.name === name);
    if (entry !== undefined) await this.read(entry, handler);
  }

  /** `kind`: what the part is where what it holds beside its texts is not told. */
  async read(entry: ZipEntry, handler: XmlHandler, kind?: PassedKind): Promise<void> {
    if (!canUnzip(entry)) {
      this.pass(entry, 'otherData');
      return;
    }
    await readXml(this.#unpacked(entry), handler);
    this.#take(entry, kind);
  }

  /** Reads a part that need not be XML; false where it is none, and then it is named. */
  async tryToRead(entry: ZipEntry, handler: XmlHandler, kind?: PassedKind): Promise<boolean> {
    try {
      await this.read(entry, handler, kind);
      return true;
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      if (error instanceof LyingSizeError) this.#seen.found('archive-lies');
      this.pass(entry, kind ?? 'otherData');
      return false;
    }
  }

  pass(entry: ZipEntry, kind: PassedKind): void {
    if (entry.bytes === 0 && entry.packedBytes === 0) this.#take(entry, undefined);
    else this.#take(entry, kind);
  }

  /** Tells the bytes of all that was read or named; where parts claim the same bytes, nobody can say which these are. */
  tell(): void {
    if (this.#list.overlaps) return;
    this.#account.add(undefined, this.#list.signs - this.#list.entries.reduce((sum, one) => sum + one.notes, 0));
    this.#account.tell(this.#seen);
  }

  #take(entry: ZipEntry, kind: PassedKind | undefined): void {
    this.#left.delete(entry);
    this.#account.add(kind, bytesIn(entry) + entry.notes);
    if (entry.bytes > 0) this.#seen.part(kind === undefined);
  }

  async *#unpacked(entry: ZipEntry): AsyncGenerator<Buffer> {
    for await (const chunk of unzip(this.#bytes, entry)) {
      this.#xml.spend(chunk.length);
      yield chunk;
    }
  }
}
