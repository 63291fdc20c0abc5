import { createHash } from 'node:crypto';

/** The key that a link's handle is stored under; undefined for text that cannot be a handle (32 bytes in base64url). */
export function linkTokenHash(linkToken: string): string | undefined {
  if (!/^[\w-]{43}$/.test(linkToken)) return undefined;
  return createHash('sha256').update(Buffer.from(linkToken, 'base64url')).digest('hex');
}
