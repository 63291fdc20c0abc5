import { createPrivateKey } from 'node:crypto';
import { ulid } from 'ulid';
import { operationIdOf, timeInId } from '../../src/domain/base/door.ts';
import type { Clock, Random } from '../../src/ports/ports.ts';

/** All chance of a world: the same seed gives the same draws (mulberry32, Tommy Ettinger, public domain). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0 and below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => Math.floor(this.next() * 256)));
  }
}

/** Ids and link secrets drawn by chance, with the time of the world in them. */
export function chanceRandom(chance: Chance, clock: Clock): Random {
  return {
    operationId: (door) =>
      operationIdOf(
        door,
        ulid(timeInId(door, clock.now().getTime()), () => chance.next()),
      ),
    handle: () => chance.bytes(32).toString('base64url'),
    uuid: () => uuidOf(chance.bytes(16)),
  };
}

/** The bytes in the form of a random UUID (RFC 9562, version 4). */
export function uuidOf(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What stands in PKCS #8 before the 32 bytes of an Ed25519 key (RFC 8410). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A private key for receipts as the vault holds one. */
export function receiptKey(chance: Pick<Chance, 'bytes'>): string {
  const key = Buffer.concat([ed25519Prefix, chance.bytes(32)]);
  const jwk = createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  return JSON.stringify({ ...jwk, kid: `receipt-${chance.bytes(4).toString('hex')}`, alg: 'EdDSA', use: 'sig' });
}
