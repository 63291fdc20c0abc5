import { expect, test } from 'vitest';
import { playAll } from './run.ts';

const schedules = 500;

test(`${schedules} schedules with faults break no property, and go the same way twice`, async () => {
  const { failed, count, medianSteps } = await playAll({ first: 1, count: schedules, library: 10 });
  for (const { seed, broken } of failed) console.error(`npm run simulate -- --seed ${seed}\n${broken.join('\n')}`);
  expect(failed.map(({ seed }) => seed)).toEqual([]);
  expect(count).toBe(schedules);
  expect(medianSteps).toBeGreaterThan(1000);
});
