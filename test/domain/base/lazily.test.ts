import { expect, test } from 'vitest';
import { lazily } from '../../../src/domain/base/reading/lazily.ts';

test('what is made lazily is made at the first use, and once for uses that come together', async () => {
  let made = 0;
  const thing = lazily(async () => {
    made += 1;
    return { made };
  });
  expect(made).toBe(0);
  const [one, other] = await Promise.all([thing(), thing()]);
  expect(one).toBe(other);
  expect(await thing()).toBe(one);
  expect(made).toBe(1);
});

test('a try that failed fails for all who waited for it, and the next use tries again', async () => {
  let tries = 0;
  const thing = lazily(async () => {
    tries += 1;
    if (tries === 1) throw new Error('no network');
    return tries;
  });
  const failed = await Promise.allSettled([thing(), thing()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await thing()).toBe(2);
});
