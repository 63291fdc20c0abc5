import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto';
import { Refused } from '../base/errors.ts';

/** The byte that says Ed25519 (C2SP signed-note). */
const ed25519 = 0x01;

/** A public key as people hand it on: `name+id+key`. */
export interface NoteKey {
  readonly name: string;
  /** Four bytes, in hex. */
  readonly id: string;
  readonly key: Buffer;
}

/** A private key with the name under which it signs. */
export interface NoteSigner {
  readonly name: string;
  readonly jwk: JsonWebKey;
}

/** Throws Refused for another kind of key. */
export function noteKeyOf({ name, jwk: { kty, crv, x = '' } }: NoteSigner): NoteKey {
  const key = Buffer.from(x, 'base64url');
  if (kty !== 'OKP' || crv !== 'Ed25519' || key.length !== 32)
    throw new Refused('Notes are signed with an Ed25519 key');
  return { name, id: idOf(name, key), key };
}

export function noteKeyText({ name, id, key }: NoteKey): string {
  return `${name}+${id}+${Buffer.concat([Buffer.of(ed25519), key]).toString('base64')}`;
}

/** Throws Refused for what is no key. */
export function parseNoteKey(text: string): NoteKey {
  const [, name = '', id, coded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  const bytes = Buffer.from(coded, 'base64');
  const key = bytes.subarray(1);
  if (bytes[0] !== ed25519 || key.length !== 32 || idOf(name, key) !== id)
    throw new Refused(`${JSON.stringify(text)} is no public key of a log: it has the form name+id+key`);
  return { name, id, key };
}

function idOf(name: string, key: Uint8Array): string {
  const all = createHash('sha256').update(`${name}\n`).update(Buffer.of(ed25519)).update(key).digest('hex');
  return all.slice(0, 8);
}

/** The text, which ends with a line break, with a signature of each key. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const lines = signers.map((signer) => {
    const signature = sign(null, Buffer.from(text), createPrivateKey({ key: signer.jwk, format: 'jwk' }));
    const signed = Buffer.concat([Buffer.from(noteKeyOf(signer).id, 'hex'), signature]);
    return `— ${signer.name} ${signed.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

const signaturesAtMost = 32;

/** The text of a note that one of the keys signed, and that key. Throws Refused for one that none of them did, or whose signature is false. */
export function openNote(note: string, keys: readonly NoteKey[]): { readonly text: string; readonly by: NoteKey } {
  const end = note.lastIndexOf('\n\n');
  const lines = note.slice(end + 2).split('\n');
  const text = note.slice(0, end + 1);
  if (end < 0 || lines.pop() !== '' || lines.length > signaturesAtMost || hasControl(note)) throw noNote();
  let by: NoteKey | undefined;
  for (const line of lines) {
    const [, name, coded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    if (name === undefined || coded === undefined) throw noNote();
    const bytes = bytesIn(coded);
    const known = keys.find((key) => key.name === name && key.id === bytes.toString('hex', 0, 4));
    if (known === undefined) continue;
    if (!isSigned(text, bytes.subarray(4), known))
      throw new Refused(`The signature of ${name} under the note is false`);
    by ??= known;
  }
  if (by === undefined) throw new Refused('The note is signed by no known key');
  return { text, by };
}

/** The bytes of base64 that is written in the one way in which they are. Throws Refused for another. */
export function bytesIn(coded: string): Buffer {
  const bytes = Buffer.from(coded, 'base64');
  if (bytes.toString('base64') === coded) return bytes;
  throw new Refused(`${JSON.stringify(coded.slice(0, 100))} is no base64`);
}

function noNote(): Refused {
  return new Refused(
    'This is no signed note: a text, an empty line, and lines that begin with a dash and hold a signature',
  );
}

function hasControl(note: string): boolean {
  return [...note].some((sign) => sign < ' ' && sign !== '\n');
}

function isSigned(text: string, signature: Uint8Array, { key }: NoteKey): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
  return verify(null, Buffer.from(text), createPublicKey({ key: jwk, format: 'jwk' }), signature);
}
