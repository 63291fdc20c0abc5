import { describe, expect, test } from 'vitest';
import { delimiterOf } from '../../../../src/inspector/child/texts/delimiter.ts';

const wide = (sign: string) =>
  ['region', '0-17', '18-64', '65+'].join(sign) +
  ['North', 'East', 'South'].map((name) => `\n${[name, 120, 7, 93].join(sign)}`).join('');
const narrow = (sign: string) =>
  ['sex', 'n'].join(sign) + ['Women', 'Men', 'Other'].map((name) => `\n${[name, 120].join(sign)}`).join('');

describe.each([',', ';', '\t'])('tables of several widths parted by %j', (sign) => {
  test.each([
    ['empty lines', '\n\n'],
    ['a title', '\nTable 2. By sex\n'],
    ['a title between empty lines', '\n\nTable 2. By sex\n\n'],
  ])('are tables with %s between them', (_, between) => {
    expect(delimiterOf([narrow(sign), wide(sign), narrow(sign)].join(between))).toBe(sign);
  });
});

test.each([
  ['sentences', 'We saw men, women, children and others.\nAll were adults.\nOf these few left, and came back later.\n'],
  [
    'paragraphs',
    'First, we asked all.\nThen we counted.\nLast, after a week, we left.\n\nOne, two, three, four went.\nFive stayed.\nSix, seven were lost.\n',
  ],
  ['records in lines', 'Ward: North, n: 25, mean: 4\nWard: East, n: 7, mean: 5\nWard: South, n: 61, mean: 3\n'],
])('%s are no table', (_, text) => {
  expect(delimiterOf(text)).toBeUndefined();
});
