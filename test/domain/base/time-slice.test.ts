import { expect, test } from 'vitest';
import { goOnBehind, startTimeSlice } from '../../../src/domain/base/time-slice.ts';

const byText = (one: string, other: string) => Number(one > other) - Number(one < other);

test('a share is over when its seconds have passed by the clock, and not before', () => {
  let milliseconds = 0;
  const slice = startTimeSlice({ now: () => new Date(milliseconds) }, 2);
  expect(slice.end).toEqual(new Date(2000));
  milliseconds = 1999;
  expect(slice.isOver()).toBe(false);
  milliseconds = 2000;
  expect(slice.isOver()).toBe(true);
});

test.each([
  ['starts at the beginning without a place', undefined, ['a', 'b', 'c']],
  ['goes on behind the place and comes round', 'a', ['b', 'c', 'a']],
  ['goes on behind a place that is gone', 'aa', ['b', 'c', 'a']],
  ['starts over behind the last', 'c', ['a', 'b', 'c']],
])('%s', (_what, place, expected) => {
  expect(goOnBehind(['a', 'b', 'c'], place, byText)).toEqual(expected);
});
