import { crc32, deflateSync } from 'node:zlib';

/** One part of a PNG. */
export function chunk(type: string, data: Uint8Array | string = '', saysLength?: number): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const out = Buffer.alloc(content.length + 8);
  out.writeUInt32BE(saysLength ?? content.length - 4, 0);
  content.copy(out, 4);
  out.writeUInt32BE(crc32(content), content.length + 4);
  return out;
}

/** A grey PNG of one pixel, with more parts in front of its pixel. */
export function png(more: readonly Buffer[] = [], { width = 1, height = 1, after = '' } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const pixel = chunk('IDAT', deflateSync(Buffer.from([0, 128])));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), ...more, pixel, chunk('IEND'), Buffer.from(after, 'latin1')]);
}

/** One part of a JPEG. */
export function segment(marker: number, data: Uint8Array | string, saysLength?: number): Buffer {
  const content = typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(saysLength ?? content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A JPEG that has all parts that one needs, with pixels that no viewer could show, and more parts in front of them. */
export function jpeg(more: readonly Buffer[] = [], { width = 1, height = 1, after = '' } = {}): Buffer {
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const jfif = segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\0\0');
  const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from('a1ff00b2ffd0c3', 'hex')]);
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    jfif,
    ...more,
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc0, frame),
    segment(0xc4, Buffer.alloc(20)),
    scan,
    Buffer.from('ffd9', 'hex'),
    Buffer.from(after, 'latin1'),
  ]);
}

/** A block of EXIF with these tags, each with a number for its value. */
export function exif(
  tags: readonly number[],
  { order = 'II', next = 0 }: { order?: 'II' | 'MM'; next?: number } = {},
): Buffer {
  const out = Buffer.alloc(10 + tags.length * 12 + 4);
  const isLittle = order === 'II';
  const short = (value: number, at: number) => (isLittle ? out.writeUInt16LE(value, at) : out.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (isLittle ? out.writeUInt32LE(value, at) : out.writeUInt32BE(value, at));
  out.write(order, 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(tags.length, 8);
  tags.forEach((tag, index) => {
    const at = 10 + index * 12;
    short(tag, at);
    short(4, at + 2);
    long(1, at + 4);
    long(0, at + 8);
  });
  long(next, 10 + tags.length * 12);
  return out;
}

/** A block of EXIF that says how the picture is to be turned, as cameras write it: a number of two bytes. */
export function turned(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const block = exif([0x0112], { order });
  const short = (value: number, at: number) =>
    order === 'II' ? block.writeUInt16LE(value, at) : block.writeUInt16BE(value, at);
  short(3, 12);
  short(orientation, 18);
  return block;
}

/** Tags of EXIF by what they tell. */
export const tag = { gps: 0x8825, artist: 0x013b, description: 0x010e, software: 0x0131, thumbnail: 0x0201 };

/** A part of a JPEG that holds a block of EXIF. */
export function exifSegment(block: Buffer): Buffer {
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]));
}
