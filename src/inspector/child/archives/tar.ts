import { DamagedError } from '../reader.ts';

export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
  /** A link, a device or a pipe instead of a file or a folder. */
  readonly isSpecial: boolean;
  /** The first bytes of its content. */
  readonly head: Buffer;
}

const block = 512;
/** Names that are longer than their field come as a file of their own; longer ones than this are made to do harm. */
const longestName = 64 * 1024;

/** Takes bytes from a stream in the sizes in which a tar is made. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Up to so many bytes: fewer only at the end. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0 && (this.#rest.length > 0 || (await this.#fill()))) {
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  /** Leaves out so many bytes; false when there were fewer. */
  async skip(length: number): Promise<boolean> {
    let missing = length;
    while (missing > 0 && (this.#rest.length > 0 || (await this.#fill()))) {
      const part = Math.min(missing, this.#rest.length);
      this.#rest = this.#rest.subarray(part);
      missing -= part;
    }
    return missing === 0;
  }

  async #fill(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#rest = next.value;
    return true;
  }
}

/** Lists the files of a tar. Reads their contents only as far as it has to pass over them. */
export async function* listTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = new Bytes(source);
  let longName: string | undefined;
  for (;;) {
    const header = await bytes.take(block);
    if (header.length === 0 || header.every((byte) => byte === 0)) return;
    if (header.length < block || !isSumRight(header)) throw new DamagedError('A header of the tar is not one');
    const size = sizeIn(header);
    const kind = String.fromCharCode(header[156] ?? 0);
    if (isAboutNext(kind)) {
      if (size > longestName) throw new DamagedError('A name in the tar is too long');
      const text = (await bytes.take(padded(size))).toString('utf8', 0, size);
      longName = nameAbout(kind, text) ?? longName;
      continue;
    }
    const head = await bytes.take(Math.min(size, block));
    if (!(await bytes.skip(padded(size) - head.length))) throw new DamagedError('The tar breaks off in a file');
    yield { name: longName ?? nameIn(header), bytes: size, isSpecial: !isPlain(kind), head };
    longName = undefined;
  }
}

const padded = (size: number): number => Math.ceil(size / block) * block;
const isAboutNext = (kind: string): boolean => 'LKxg'.includes(kind);
const isPlain = (kind: string): boolean => ['\u0000', '0', '5', '7'].includes(kind);

/** The name that a header about the next file gives it, in GNU's way or that of POSIX. */
function nameAbout(kind: string, text: string): string | undefined {
  if (kind === 'L') return text.replace(/\0.*$/s, '');
  return kind === 'x' ? /(?:^|\n)\d+ path=([^\n]*)/.exec(text)?.[1] : undefined;
}

function textIn(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

function nameIn(header: Buffer): string {
  const folder = header.toString('latin1', 257, 262) === 'ustar' ? textIn(header, 345, 155) : '';
  const name = textIn(header, 0, 100);
  return folder === '' ? name : `${folder}/${name}`;
}

/** Octal digits, or binary where the first bit is set. */
function sizeIn(header: Buffer): number {
  const size =
    (header[124] ?? 0) & 0x80 ? header.readUIntBE(130, 6) : Number.parseInt(textIn(header, 124, 12).trim() || '0', 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new DamagedError('A size in the tar is no number');
  return size;
}

/** The sum of the bytes of a header, in which the sum itself counts as spaces. */
function isSumRight(header: Buffer): boolean {
  const told = Number.parseInt(textIn(header, 148, 8).trim(), 8);
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return told === sum;
}
