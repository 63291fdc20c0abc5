import { expect, test } from 'vitest';
import { checkedFolderLines } from '../../../src/cli/shown/checked-folder.ts';
import { styleOf } from '../../../src/cli/shown/style.ts';

const rule = { rule: 'small-count', severity: 'review', title: 'Small count', says: 'It is small.' } as const;
const file = { path: 'a.csv', bytes: 1, type: 'table', verdict: 'review' } as const;

test.each([
  [1, [{ row: 7, column: 3 }], 'Small count, row 7 column 3'],
  [2, [{ sheet: 2, row: 7 }, { page: 4 }], 'Small count, 2 times, sheet 2 row 7, page 4'],
  [5, [{ row: 1 }, { row: 2 }, { row: 3 }, { row: 4 }, { row: 5 }], 'Small count, 5 times, row 1, row 2, row 3, …'],
  [99, [{ row: 1 }], 'Small count, 99 times or more, row 1, …'],
  [1, [], 'Small count'],
] as const)('a finding that counts %i at %j is told in one line', (count, places, line) => {
  const found = {
    ...file,
    findings: [{ ...rule, count }],
    ...{ notChecked: [], lookedAt: [], places: [{ rule: 'small-count', places: [...places] }] },
  };
  const lines = checkedFolderLines([found], { style: styleOf(false), width: undefined });
  expect(lines[1]).toBe(`a.csv  table  to look at  ${line}`);
  expect(lines[3]).toBe('Small count (small-count, review): It is small.');
});
