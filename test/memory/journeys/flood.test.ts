import { afterAll, beforeAll, expect, test } from 'vitest';
import { someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;
beforeAll(async () => {
  journey = await startMemoryJourney();
});
afterAll(() => journey.end());

/** How long, in the time of the journey, a package takes from its drop until people are asked about it. */
async function secondsToReview(name: string): Promise<number> {
  const from = journey.time.now().getTime();
  await journey.drop(name, someFiles(name));
  await journey.reached('export', name, 'in-review');
  return (journey.time.now().getTime() - from) / 1000;
}

test("a colleague's package takes at most three times as long while 300 files break the rules beside it, where the sweep finds all", {
  timeout: 300_000,
}, async () => {
  journey.doors.isDeaf = true;
  const usual = await secondsToReview('zz-usual');
  for (let at = 0; at < 300; at += 1) {
    const path = `${journey.project}/loose-${at}.exe`;
    await journey.container('secure', 'exports').getBlockBlobClient(path).upload('x', 1);
    await journey.time.pass(100);
  }
  await journey.time.pass(1000);
  expect(await secondsToReview('zz-correct')).toBeLessThanOrEqual(3 * usual);
});
