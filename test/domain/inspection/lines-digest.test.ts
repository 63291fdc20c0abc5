import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LinesDigest } from '../../../src/domain/inspection/lines-digest.ts';

function digestOf(...pieces: readonly Uint8Array[]): string | undefined {
  const digest = new LinesDigest();
  for (const piece of pieces) digest.take(piece);
  return digest.digest();
}

const utf8 = (text: string) => Buffer.from(text);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const encodings = {
  'UTF-8': utf8,
  'UTF-8 with a mark': (text: string) => utf8(`\ufeff${text}`),
  'UTF-16': utf16,
  'UTF-16 the other way round': (text: string) => utf16(text).swap16(),
} as const;

const sign = fc.constantFrom(...'abÄß€字😀,;"0 \t\u00a0\u2028');
const line = fc.array(sign, { maxLength: 12 }).map((signs) => signs.join(''));
const lines = fc.array(line, { minLength: 1, maxLength: 12 }).filter((all) => all.some((one) => one.trim() !== ''));
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

/** The bytes in pieces of these lengths, again and again. */
function inPieces(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const length = lengths[piece % lengths.length] ?? 1;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

describe('the digest of the lines of a text', () => {
  test.each(Object.entries(encodings))(
    'is the same in %s, whatever the ends of lines and blanks there',
    (_, encoded) => {
      fc.assert(
        fc.property(
          lines,
          fc.constantFrom('\n', '\r\n', '\r'),
          fc.constantFrom('', ' ', '\t '),
          cuts,
          (all, end, blanks, by) => {
            const changed = `${all.map((one) => one + blanks).join(end)}${end}${end}`;
            expect(digestOf(...inPieces(encoded(changed), by))).toBe(digestOf(utf8(all.join('\n'))));
          },
        ),
        { seed: 36, numRuns: 200 },
      );
    },
  );

  test.each(Object.entries(encodings))('is another in %s where one sign differs', (_, encoded) => {
    const other = fc.constantFrom(...'cd9Ö');
    fc.assert(
      fc.property(lines, other, fc.nat(), (all, sign, at) => {
        const signs = [...all.join('\n')];
        signs[at % signs.length] = sign;
        expect(digestOf(encoded(signs.join('')))).not.toBe(digestOf(utf8(all.join('\n'))));
      }),
      { seed: 37, numRuns: 200 },
    );
  });

  test('is known of older encodings, as the reading room reads them', () => {
    expect(digestOf(Buffer.from('Zürich\r\n', 'latin1'))).toBe(digestOf(utf8('Zürich')));
  });

  test('is that of a text which goes on, and where encoding and blanks are found far from its beginning', () => {
    const much = 'a,b \n'.repeat(500_000);
    const expected = digestOf(utf8(`${'a,b\n'.repeat(500_000)}€`));
    expect(digestOf(utf8(`${much}€`))).toBe(expected);
    expect(digestOf(...inPieces(utf16(`${much}€`), [65_537]))).toBe(expected);
  });

  test.each([
    ['nothing', ''],
    ['blank lines', ' \n\n\t\n'],
    ['bytes that are no text', 'PK\0\x01'],
    ['more blanks than are kept in mind', `a${' '.repeat(3_000_000)}b`],
    ['more blank lines than are kept in mind', `a${'\n'.repeat(3_000_000)}b`],
  ])('is none of %s', (_, text) => {
    expect(digestOf(utf8(text))).toBeUndefined();
  });

  test('is none of what breaks off in half a sign, or is no longer what it began as', () => {
    expect(digestOf(utf16('ab').subarray(0, 5))).toBeUndefined();
    expect(digestOf(Buffer.concat([utf8('a'.repeat(2 ** 21)), Buffer.from([0xff])]))).toBeUndefined();
  });
});
