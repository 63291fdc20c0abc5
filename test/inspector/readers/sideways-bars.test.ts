import { expect, test } from 'vitest';
import type { Piece } from '../../../src/inspector/child/texts/as-seen.ts';
import { linesOf } from '../../../src/inspector/child/texts/page-lines.ts';

const piece = (text: string, x: number, y: number): Piece => ({
  ...{ text, x, y, size: 10, angle: 0 },
  width: text.length * 5,
});

/** A drawing with a name at every 60 units, and bars of so many series that end where their numbers say. */
const drawing = (names: readonly string[], series: readonly (readonly number[])[]) => [
  ...names.map((name, nth) => piece(name, 80 - name.length * 5, 500 - 60 * nth)),
  ...series.flatMap((counts, which) =>
    counts.map((count, nth) => {
      const shift = (which - (series.length - 1) / 2) * (48 / series.length);
      return piece(`${count}`, 90 + count / 2, 500 - 60 * nth - shift);
    }),
  ),
];

test('numbers at the ends of bars that lie in groups stand behind their names', () => {
  const lines = linesOf(
    drawing(
      ['North', 'East', 'South'],
      [
        [402, 7, 96],
        [311, 250, 4],
      ],
    ),
  );
  expect(lines.filter((line) => line !== '')).toEqual(['North   402   311', 'East   7   250', 'South   96   4']);
});

test('years name bars too', () => {
  const lines = linesOf(
    drawing(
      ['2018', '2019', '2020', '2021'],
      [
        [402, 7, 96, 31],
        [311, 250, 4, 180],
      ],
    ),
  );
  expect(lines).toContain('2019   7   250');
});

test.each([
  ['one bar for each name', drawing(['North', 'East', 'South'], [[402, 7, 96]]), 'East   7'],
  [
    'rows of a table in two lines each',
    ['North', 'East', 'South'].flatMap((name, nth) => [
      ...[piece(name, 10, 500 - 24 * nth), piece('402', 100, 500 - 24 * nth)],
      piece('311', 100, 488 - 24 * nth),
    ]),
    'East    402',
  ],
])('%s stay in their lines', (_, pieces, line) => {
  expect(linesOf(pieces)).toContain(line);
});
