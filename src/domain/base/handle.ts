import { createHash } from 'node:crypto';

/** The key that a link's handle is stored under; undefined for text that cannot be a handle (32 bytes in base64url). */
export function handleHash(handle: string): string | undefined {
  if (!/^[\w-]{43}$/.test(handle)) return undefined;
  return createHash('sha256').update(Buffer.from(handle, 'base64url')).digest('hex');
}
