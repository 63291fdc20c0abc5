import { DamagedError } from '../reader.ts';

const begin = 0x184d2204;
const flag = { blockSum: 0x10, size: 0x08, dictionary: 0x01 };
const isPlain = 0x80000000;
const shortestMatch = 4;

/** Unpacks a frame of LZ4, which Node does not know; refuses what unpacks to more than `most` bytes. Checksums are not compared. */
export function unpackLz4(packed: Uint8Array, most: number): Uint8Array {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const out = new Output(most);
  try {
    if (bytes.readUInt32LE(0) !== begin) throw new DamagedError('A packed column is not in LZ4');
    const flags = bytes.readUInt8(4);
    let at = 7 + (flags & flag.size ? 8 : 0) + (flags & flag.dictionary ? 4 : 0);
    for (let size = bytes.readUInt32LE(at); size !== 0; size = bytes.readUInt32LE(at)) {
      const end = at + 4 + (size & ~isPlain);
      if (end > bytes.length) throw new DamagedError('A packed column breaks off');
      const block = bytes.subarray(at + 4, end);
      if (size >= isPlain) out.add(block);
      else unpackBlock(block, out);
      at = end + (flags & flag.blockSum ? 4 : 0);
    }
  } catch (error) {
    if (error instanceof RangeError) throw new DamagedError('A packed column breaks off', { cause: error });
    throw error;
  }
  return out.bytes();
}

/** Each sequence is some bytes as they are, then a piece of what came before. */
function unpackBlock(block: Buffer, out: Output): void {
  let at = 0;
  const more = (length: number): number => {
    let total = length;
    if (length !== 15) return total;
    for (let next = 255; next === 255; total += next) {
      next = block.readUInt8(at);
      at += 1;
    }
    return total;
  };
  while (at < block.length) {
    const token = block.readUInt8(at);
    at += 1;
    const plain = more(token >> 4);
    if (at + plain > block.length) throw new DamagedError('A packed column breaks off');
    out.add(block.subarray(at, at + plain));
    at += plain;
    if (at === block.length) return;
    const back = block.readUInt16LE(at);
    at += 2;
    out.repeat(back, more(token & 15) + shortestMatch);
  }
}

/** What was unpacked so far; it doubles its room when that is full. */
class Output {
  readonly #most: number;
  #room = Buffer.alloc(64 * 1024);
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Buffer): void {
    this.#makeRoom(bytes.length);
    bytes.copy(this.#room, this.#length);
    this.#length += bytes.length;
  }

  /** Adds again what stands so far back; the two may overlap. */
  repeat(back: number, length: number): void {
    if (back === 0 || back > this.#length) throw new DamagedError('A packed column points outside of itself');
    this.#makeRoom(length);
    for (let count = 0; count < length; count += 1) {
      this.#room[this.#length] = this.#room[this.#length - back] ?? 0;
      this.#length += 1;
    }
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#room.subarray(0, this.#length));
  }

  #makeRoom(length: number): void {
    const needed = this.#length + length;
    if (needed > this.#most) throw new DamagedError('A packed column is too large');
    if (needed <= this.#room.length) return;
    const room = Buffer.alloc(Math.max(needed, this.#room.length * 2));
    this.#room.copy(room, 0, 0, this.#length);
    this.#room = room;
  }
}
