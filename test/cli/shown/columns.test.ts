import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, fitted, widthOf } from '../../../src/cli/shown/columns.ts';

test('cells stand under their heads, and no line ends with spaces', () => {
  const rows = [
    ['heart-study', 'x'],
    ['a', ''],
  ];
  expect(columns(['PROJECT', 'WHY'], rows, undefined)).toEqual(['PROJECT      WHY', 'heart-study  x', 'a']);
});

test.each([
  ['plain', 5],
  ['患者', 4],
  ['ｶﾅ', 2],
  ['カナ', 4],
  ['e\u0301', 1],
  ['😀', 2],
  ['한국', 4],
  ['für', 3],
])('%s takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test('characters of two columns are counted as two, so that the next column is where it was', () => {
  const rows = [
    ['患者', 'b'],
    ['abcd', 'b'],
  ];
  expect(columns(['A', 'B'], rows, undefined)).toEqual(['A     B', '患者  b', 'abcd  b']);
});

test('the widest columns give way to a narrow terminal, and what was cut says so', () => {
  const [, line = ''] = columns(['ID', 'WAITS FOR'], [['exp_01', 'the approvers and a long story about that']], 30);
  expect(line).toBe('exp_01  the approvers and a l…');
  expect(widthOf(line)).toBe(30);
});

test('what is fitted into columns never takes more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, most) => {
      expect(widthOf(fitted(text, most))).toBeLessThanOrEqual(most);
    }),
  );
});

test('a row of many long cells fits a terminal of eighty columns', () => {
  const cells = Array.from({ length: 7 }, (_, at) => `a cell of many words, the ${at}th`);
  for (const line of columns(cells, [cells], 80)) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

test('a cell that is a time is told as people do, and any other stays', () => {
  const row = ['2026-11-24T09:05:07.123Z', 'since 2026-11-24T09:05:07Z', '2026-11-24', '2026-99-99T99:99Z'];
  const [, line] = columns(['A', 'B', 'C', 'D'], [row], undefined);
  expect(line).toBe('24 Nov 2026, 09:05 UTC  since 2026-11-24T09:05:07Z  2026-11-24  2026-99-99T99:99Z');
});

test('a name cannot leave its line', () => {
  expect(columns(['NAME'], [['a\nb\u001b[1A']], undefined)).toEqual(['NAME', 'a\\nb\\u{1b}[1A']);
});
