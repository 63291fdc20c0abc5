import { DamagedError, TooLargeError } from '../reader.ts';

interface JsonLimits {
  readonly values: number;
  readonly layers: number;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const opening = [0x5b, 0x7b];
const closing = [0x5d, 0x7d];

/** Counts values and layers of JSON before it is parsed, since memory goes by their number and not by the size of the file. */
export function refuseLargeJson(bytes: Uint8Array, most: JsonLimits): void {
  let values = 1;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) isText = false;
      continue;
    }
    if (byte === quote) isText = true;
    else if (byte === comma || opening.includes(byte)) values += 1;
    if (opening.includes(byte)) depth += 1;
    else if (closing.includes(byte)) depth -= 1;
    if (values > most.values) throw new TooLargeError('The JSON has more values than fit into memory');
    if (depth > most.layers) throw new DamagedError('The JSON has too many layers');
  }
}

/** So many bytes of JSON lie deeper than so many layers. */
export function bytesBelow(bytes: Uint8Array, layers: number): number {
  let below = 0;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isText && closing.includes(byte)) depth -= 1;
    if (depth > layers) below += 1;
    if (isText && byte === backslash) {
      at += 1;
      if (depth > layers) below += 1;
    } else if (byte === quote) isText = !isText;
    else if (!isText && opening.includes(byte)) depth += 1;
  }
  return Math.min(below, bytes.length);
}
