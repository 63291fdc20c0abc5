import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { DamagedError } from '../reader.ts';

const begin = Buffer.from('1f8b08', 'hex');
const sumsLength = 8;
const flag = { sumFollows: 0x02, extra: 0x04, name: 0x08, comment: 0x10 };

interface Head {
  readonly name: string;
  /** Where its packed bytes begin. */
  readonly end: number;
}

/** What comes out of a gzip: the name that a part gives its content, its bytes, and at last how many bytes follow that are no gzip. */
type GzipEvent = { readonly name: string } | { readonly content: Buffer } | { readonly left: number };

export async function* gunzip(bytes: Buffer): AsyncGenerator<GzipEvent> {
  let at = 0;
  do {
    const { name, end } = headAt(bytes, at);
    yield { name };
    const inflate = createInflateRaw();
    Readable.from([bytes.subarray(end)]).pipe(inflate);
    try {
      for await (const content of inflate) yield { content };
    } catch (error) {
      throw new DamagedError('The gzip cannot be unpacked', { cause: error });
    }
    at = end + inflate.bytesWritten + sumsLength;
  } while (bytes.subarray(at, at + begin.length).equals(begin));
  if (at > bytes.length) throw new DamagedError('The gzip breaks off');
  yield { left: bytes.length - at };
}

function headAt(bytes: Buffer, at: number): Head {
  if (!bytes.subarray(at, at + begin.length).equals(begin))
    throw new DamagedError('The gzip is packed in no known way');
  const flags = bytes[at + 3] ?? 0;
  let end = at + 10;
  if (flags & flag.extra) end += 2 + (bytes[end] ?? 0) + 256 * (bytes[end + 1] ?? 0);
  const text = (): string => {
    const stop = bytes.indexOf(0, end);
    if (stop === -1) throw new DamagedError('The head of the gzip breaks off');
    const found = bytes.toString('latin1', end, stop);
    end = stop + 1;
    return found;
  };
  const name = flags & flag.name ? text() : '';
  const comment = flags & flag.comment ? text() : '';
  if (flags & flag.sumFollows) end += 2;
  return { name: [name, comment].filter(Boolean).join(' '), end };
}
