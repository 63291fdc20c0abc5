import { isUtf8 } from 'node:buffer';

/** The encodings that the reading room knows. UTF-16 says so in its first two bytes; older ones are read as Windows-1252. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const steering = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** Whether a byte may stand in a text; those that steer a printer or terminal are let through where logs have them. */
export function isTextByte(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : steering.has(byte);
}

export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** How a text is encoded that begins with these bytes. `isCut`: it goes on after them, so its last letter may be half there. */
export function encodingOf(head: Uint8Array, isCut: boolean): Encoding {
  return utf16Of(head) ?? (isUtf8Text(head, isCut) ? 'utf-8' : 'windows-1252');
}

export function decoded(head: Uint8Array, isCut: boolean): string {
  return new TextDecoder(encodingOf(head, isCut)).decode(head, { stream: isCut });
}

function isUtf8Text(head: Uint8Array, isCut: boolean): boolean {
  if (!isCut) return isUtf8(head);
  try {
    // While more may follow, half a letter at the end is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
