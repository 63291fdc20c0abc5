import { expect, test } from 'vitest';
import { linesOf } from '../../../src/inspector/child/texts/pdf-lines.ts';

const piece = (text: string, x: number, y: number, size = 10) => ({ text, x, y, size, width: text.length * 5 });

test('pieces of a page are told from above and from the left, and columns are parted', () => {
  const pieces = [
    piece('3', 100, 80),
    piece('F', 10, 80.5),
    piece('n', 100, 100),
    piece('sex', 10, 100),
    piece('A', 10, 200),
    piece('title', 17, 200),
    piece(' ', 30, 90),
  ];
  expect(linesOf(pieces)).toEqual(['A title', 'sex   n', 'F   3']);
});

test('words that touch are one, and signs above a line stay on it', () => {
  expect(linesOf([piece('wo', 10, 50), piece('rds', 20, 50), piece('*', 36, 53, 8)])).toEqual(['words*']);
});
