import { isUtf8 } from 'node:buffer';

/** The encodings that the reading room knows. UTF-16 says so in its first two bytes; older ones are read as Windows-1252. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const steering = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** Whether a byte may stand in a text; those that steer a printer or terminal are let through where logs have them. */
export function isTextByte(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : steering.has(byte);
}

/** The kind of UTF-16 that the first bytes name. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** How a text is encoded that begins with these bytes. */
export function encodingOf(head: Uint8Array): Encoding {
  return utf16Of(head) ?? (isUtf8Beginning(head) ? 'utf-8' : 'windows-1252');
}

/** The first bytes of a text, as text. */
export function decoded(head: Uint8Array): string {
  return new TextDecoder(encodingOf(head)).decode(head, { stream: true });
}

/** The last character may be cut where the bytes are only a beginning. */
function isUtf8Beginning(head: Uint8Array): boolean {
  return [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));
}
