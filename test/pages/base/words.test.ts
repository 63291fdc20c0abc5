import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countText } from '../../../src/domain/base/count-text.ts';
import {
  distanceText,
  durationText,
  momentText,
  readableTimes,
  shortName,
  sizeText,
} from '../../../src/pages/base/words.ts';

describe('words for people', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [9_949, '9.9 kB'],
    [999_949, '1000 kB'],
    [999_950, '1.0 MB'],
    [38_400_000_000, '38 GB'],
    [2 ** 53, '9.0 PB'],
  ])('say %i bytes as %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

  it('count in singular and plural', () => {
    expect([countText(1, 'file'), countText(0, 'file'), countText(1204, 'file')]).toEqual([
      '1 file',
      '0 files',
      '1,204 files',
    ]);
  });

  it('tell a moment in UTC, and how far it is', () => {
    const now = new Date('2026-11-24T14:00:00Z');
    expect(momentText('2026-12-08T12:00:00Z')).toBe('8 Dec 2026, 12:00 UTC');
    expect(distanceText('2026-12-08T12:00:00Z', now)).toBe('in 13 days');
    expect(distanceText('2026-11-24T13:00:00Z', now)).toBe('1 hour ago');
    expect(distanceText('2026-11-24T13:59:59Z', now)).toBe('just now');
  });

  it('say in two units how long something took', () => {
    const from = '2026-11-24T10:00:00.000Z';
    const later = (seconds: number) => new Date(Date.parse(from) + seconds * 1000).toISOString();
    const spans: readonly (readonly [number, string])[] = [
      [0, 'less than 1 s'],
      [-5, 'less than 1 s'],
      [65, '1 min 5 s'],
      [3600, '1 h'],
      [273_640, '3 d 4 h'],
      [86_460, '1 d'],
    ];
    for (const [seconds, text] of spans) expect(durationText(from, later(seconds))).toBe(text);
  });

  it('make the times in a text readable, and leave alone what is none', () => {
    const typed = 'since 2026-11-24T13:00:00.000Z, not 2026-99-99T99:99:99Z or 9999999-11-24T13:00:00Z';
    expect(readableTimes(typed)).toBe(
      'since 24 Nov 2026, 13:00 UTC, not 2026-99-99T99:99:99Z or 9999999-11-24T13:00:00Z',
    );
  });

  it('cut long names in the middle and never through a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        const short = shortName(name);
        expect([...short].length).toBeLessThanOrEqual(80);
        expect(short.isWellFormed()).toBe(true);
        if ([...name].length <= 80) expect(short).toBe(name);
      }),
    );
  });
});
