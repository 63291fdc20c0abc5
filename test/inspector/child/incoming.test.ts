import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Incoming } from '../../../src/inspector/child/incoming.ts';
import { TooLargeError } from '../../../src/inspector/child/reader.ts';
import { incoming } from './seen.ts';

const bytesOf = async (pieces: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
};

describe('a file that comes through a pipe', () => {
  test('gives the same bytes whatever was looked at before, and every byte up to the limit to the digest', async () => {
    const cases = fc.record({
      bytes: fc.uint8Array({ maxLength: 60 }),
      pieceBytes: fc.integer({ min: 1, max: 20 }),
      limit: fc.integer({ min: 1, max: 70 }),
      head: fc.integer({ min: 0, max: 70 }),
      leaves: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ bytes, pieceBytes, limit, head, leaves }) => {
        const hash = createHash('sha256');
        const source = incoming(bytes, pieceBytes, Number.MAX_SAFE_INTEGER).stream();
        const file = new Incoming(bytes.length, source, hash, limit);
        const expected = Buffer.from(bytes.subarray(0, limit));
        const first = await file.head(head);
        expect(first.length).toBe(Math.min(head, expected.length));
        expect(expected.subarray(0, first.length).equals(first)).toBe(true);
        if (!leaves) expect(await bytesOf(file.stream())).toEqual(expected);
        await file.drain();
        expect(file.isCut).toBe(bytes.length > limit);
        expect(file.read).toBe(expected.length);
        expect(hash.digest('hex')).toBe(createHash('sha256').update(expected).digest('hex'));
      }),
      { numRuns: 500 },
    );
  });

  test('is given whole as often as it is asked for, and then once more in pieces', async () => {
    const file = incoming(Buffer.from('0123456789'), 3, 10);
    await file.head(2);
    expect(Buffer.from(await file.whole()).toString()).toBe('0123456789');
    expect(Buffer.from(await file.whole()).toString()).toBe('0123456789');
    expect((await bytesOf(file.stream())).toString()).toBe('0123456789');
  });

  test('is not given whole when it is larger than the limit, whatever size was said', async () => {
    const ten = Buffer.from('0123456789');
    await expect(incoming(ten, 3, 9).whole()).rejects.toThrow(TooLargeError);
    const liar = new Incoming(5, incoming(ten, 3).stream(), { update: () => {} }, 9);
    await expect(liar.whole()).rejects.toThrow(TooLargeError);
  });

  test('is none when it breaks off', async () => {
    const broken = new Incoming(11, incoming(Buffer.from('0123456789')).stream(), { update: () => {} }, 64);
    await expect(bytesOf(broken.stream())).rejects.toThrow('broke off');
  });
});
