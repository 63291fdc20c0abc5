import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../local/host/clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const day = 86_400_000;

test('a timer beyond 24.8 days fires once, at its time and not before', () => {
  const run = vi.fn();
  systemClock().setTimer(60 * day, run);
  vi.advanceTimersByTime(60 * day - 1);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60 * day);
  expect(run).toHaveBeenCalledTimes(1);
});

test('a timer in the past fires soon, a cancelled one never', () => {
  const [late, cancelled] = [vi.fn(), vi.fn()];
  systemClock().setTimer(-5, late);
  systemClock().setTimer(40 * day, cancelled)();
  vi.advanceTimersByTime(80 * day);
  expect([late.mock.calls.length, cancelled.mock.calls.length]).toEqual([1, 0]);
});
