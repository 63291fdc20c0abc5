import { expect, test } from 'vitest';
import { nextAttemptAt } from '../../../local/host/durable/retry.ts';

const options = { firstRetryIntervalInMilliseconds: 100, maxNumberOfAttempts: 4 };

test('the interval grows by the coefficient up to the longest one', () => {
  const growing = { ...options, backoffCoefficient: 3, maxRetryIntervalInMilliseconds: 500 };
  expect([1, 2, 3].map((failed) => nextAttemptAt(growing, failed, 0, 1000))).toEqual([1100, 1300, 1500]);
});

test('after the last attempt a timer with the current time remains', () => {
  expect(nextAttemptAt(options, 4, 0, 1000)).toBe(1000);
});

test('after the retry timeout no attempt follows', () => {
  expect(nextAttemptAt({ ...options, retryTimeoutInMilliseconds: 900 }, 1, 0, 1000)).toBeUndefined();
  expect(nextAttemptAt({ ...options, retryTimeoutInMilliseconds: 1001 }, 1, 0, 1000)).toBe(1100);
});
