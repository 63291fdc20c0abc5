import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeVolume, type Volume } from '../../../src/domain/overview/unusual-volume.ts';

const weeks = (count: number, files: number, bytes = 0): Volume[] =>
  Array.from({ length: count }, () => ({ files, bytes }));

test.each([
  ['seven weeks are too few to judge by', weeks(7, 1), { files: 1e6, bytes: 0 }, 'young'],
  ['eight are enough', weeks(8, 1), { files: 1e6, bytes: 0 }, 'unusual'],
  ['below the floor nothing is unusual', weeks(26, 0), { files: 50, bytes: 1e9 }, 'usual'],
  ['above it anything is of a project that sends nothing', weeks(26, 0), { files: 51, bytes: 0 }, 'unusual'],
  ['three times the median is usual', weeks(26, 100), { files: 300, bytes: 0 }, 'usual'],
  ['more is not', weeks(26, 100), { files: 301, bytes: 0 }, 'unusual'],
  ['bytes are judged for themselves', weeks(26, 100, 2e9), { files: 1, bytes: 7e9 }, 'unusual'],
  ['weeks that differ much let more be usual', [...weeks(13, 0), ...weeks(13, 200)], { files: 700, bytes: 0 }, 'usual'],
  ['and six times their distance no more', [...weeks(13, 0), ...weeks(13, 200)], { files: 701, bytes: 0 }, 'unusual'],
])('%s', (_what, before, week, verdict) => {
  expect(judgeVolume(before, week)).toBe(verdict);
});

test('the order of the weeks does not matter, and more is never less unusual', () => {
  const volume = fc.record({ files: fc.nat(1000), bytes: fc.nat(2 ** 31 - 1) });
  fc.assert(
    fc.property(fc.array(volume, { maxLength: 26 }), volume, volume, (before, week, more) => {
      const verdict = judgeVolume(before, week);
      expect(judgeVolume(before.toReversed(), week)).toBe(verdict);
      const larger = { files: week.files + more.files, bytes: week.bytes + more.bytes };
      if (verdict === 'unusual') expect(judgeVolume(before, larger)).toBe('unusual');
    }),
  );
});
