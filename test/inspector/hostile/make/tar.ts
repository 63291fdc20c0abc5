/** A file in a tar. */
export interface TarPart {
  readonly name: string;
  readonly content?: Uint8Array | string;
  /** The letter of its kind: `2` is a link. */
  readonly kind?: string;
  readonly saysBytes?: number;
}

/** Makes a tar by hand. */
export function tar(parts: readonly TarPart[]): Buffer {
  const blocks = parts.flatMap((part) => {
    const content = Buffer.from(part.content ?? '');
    return [header(part, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header({ name, kind = '0', saysBytes }: TarPart, length: number): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write(name.slice(0, 100), 0);
  bytes.write('0000644\0', 100);
  bytes.write(`${(saysBytes ?? length).toString(8).padStart(11, '0')}\0`, 124);
  bytes.write('        ', 148);
  bytes.write(kind, 156);
  bytes.write('ustar\x0000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}
