import { crc32, deflateRawSync } from 'node:zlib';

/** A file in a zip; what it says of itself may be a lie. */
export interface ZipPart {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** What the list says it takes unpacked. */
  readonly saysBytes?: number;
  /** What its own header calls it. */
  readonly ownName?: string;
  readonly isEncrypted?: boolean;
  readonly isLink?: boolean;
  readonly isStored?: boolean;
}

/** Bytes as packed by whoever made the part: given here for parts that are too large to be made otherwise. */
interface Laid {
  readonly part: ZipPart;
  readonly at: number;
  readonly packed: Buffer;
  readonly bytes: number;
  readonly crc: number;
}

/** Makes a zip by hand. `before` is put in front of it, `between` in front of its list; with `overlap`, all files are the first one. */
export function zip(
  parts: readonly ZipPart[],
  { before = '', between = '', overlap = false }: { before?: string; between?: string; overlap?: boolean } = {},
): Buffer {
  const out: Buffer[] = [Buffer.from(before, 'latin1')];
  let length = before.length;
  const add = (bytes: Buffer): void => {
    out.push(bytes);
    length += bytes.length;
  };
  const laid: Laid[] = [];
  for (const part of parts) {
    const first = laid[0];
    if (overlap && first) {
      laid.push({ ...first, part });
      continue;
    }
    const content = Buffer.from(part.content);
    const packed = part.isStored ? content : deflateRawSync(content);
    const one: Laid = { part, at: length, packed, bytes: part.saysBytes ?? content.length, crc: crc32(content) };
    laid.push(one);
    const name = Buffer.from(part.ownName ?? part.name);
    add(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared(one, name.length), name, packed]));
  }
  add(Buffer.from(between, 'latin1'));
  const listAt = length;
  for (const one of laid) add(listed(one));
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(laid.length, 8);
  end.writeUInt16LE(laid.length, 10);
  end.writeUInt32LE(length - listAt, 12);
  end.writeUInt32LE(listAt, 16);
  return Buffer.concat([...out, end]);
}

/** What a header and the list have in common. */
function shared({ part, packed, bytes, crc }: Laid, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(part.isEncrypted ? 1 : 0, 2);
  fields.writeUInt16LE(part.isStored ? 0 : 8, 4);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

function listed(one: Laid): Buffer {
  const name = Buffer.from(one.part.name);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(one.part.isLink ? 0xa1ff0000 : 0x81a40000, 6);
  rest.writeUInt32LE(one.at, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared(one, name.length), rest, name]);
}
