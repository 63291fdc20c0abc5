import { expect, test } from 'vitest';
import { unused, usedByFollowUp, usedByText } from '../../../src/domain/lifecycle/used-by.ts';
import { sampleOperation } from '../sample.ts';

const used = (count: number) =>
  Array.from({ length: count }, (_none, index) =>
    sampleOperation({
      id: `exp_01K000000000000000000${String(index).padStart(5, '0')}`,
      name: `t${index}`,
      state: 'released',
    }),
  );

test('one package is told by its name, number and state', () => {
  expect(usedByText({ packages: used(1), count: 1, unsaid: 3 })).toBe(
    '1 package was made from it: "t0" (000000, released).',
  );
});

test.each([12, 10])('of many the first ten are named, also where only the first %i were read', (read) => {
  const text = usedByText({ packages: used(read), count: 12, unsaid: 0 });
  expect(text).toMatch(/^12 packages were made from it: "t0".*"t9" \(000009, released\) and 2 more\.$/);
});

test('a retraction asks to look at them, and to ask about those that do not say; nothing where there is nothing', () => {
  expect(usedByFollowUp(unused)).toEqual([]);
  expect(usedByFollowUp({ packages: [], count: 0, unsaid: 1 })).toEqual([
    '1 package of the project does not say what it was made from: ask the researchers.',
  ]);
  expect(usedByFollowUp({ packages: used(1), count: 1, unsaid: 2 })).toHaveLength(2);
});
