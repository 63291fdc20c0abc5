import { generateKeyPairSync } from 'node:crypto';

/**
 * A public SSH key, as `authorized_keys` holds it, whose private part is forgotten at once: Azure makes no Linux machine
 * without a password or a key, and nobody is to have either. Format: RFC 4253, section 6.6, and RFC 8709.
 */
export function ephemeralSshKey(comment: string): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const blob = Buffer.concat([text(Buffer.from('ssh-ed25519')), text(Buffer.from(x, 'base64url'))]);
  return `ssh-ed25519 ${blob.toString('base64')} ${comment}`;
}

function text(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
