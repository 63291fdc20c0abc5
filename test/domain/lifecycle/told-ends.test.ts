import { describe, expect, test } from 'vitest';
import { withEnd } from '../../../src/domain/lifecycle/told-ends.ts';

const today = { day: '2026-03-02', most: 2 };

describe('the ends before a freeze that are told on a day', () => {
  test('are the first so many, whatever comes later', () => {
    const one = withEnd(undefined, 'a', today);
    const two = withEnd(one, 'b', today);
    expect(two).toEqual({ day: '2026-03-02', keys: ['a', 'b'] });
    expect(withEnd(two, 'c', today)).toBeUndefined();
  });

  test('stay as they are when one of them is asked for again, also with fewer a day', () => {
    const two = { day: '2026-03-02', keys: ['a', 'b'] };
    expect(withEnd(two, 'a', { ...today, most: 1 })).toBe(two);
  });

  test('begin anew with the next day, and with no day that is over', () => {
    const two = { day: '2026-03-02', keys: ['a', 'b'] };
    expect(withEnd(two, 'c', { day: '2026-03-03', most: 2 })).toEqual({ day: '2026-03-03', keys: ['c'] });
    expect(withEnd(two, 'c', { day: '2026-03-01', most: 2 })).toBeUndefined();
  });
});
