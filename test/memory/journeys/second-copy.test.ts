import { afterAll, beforeAll, expect, test } from 'vitest';
import { whyNotOpen } from '../../../src/use-cases/overview/copied-account.ts';
import { restore } from './lose-and-restore.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;
beforeAll(async () => {
  journey = await startMemoryJourney({ secondCopy: true });
});
afterAll(() => journey.end());

test('a mark that is put again leaves no door shut: the second copy is told of it once everything is verified', async () => {
  await journey.advance(120);
  expect(await whyNotOpen(journey.ports)).toBeUndefined();
  journey.deployment.storage.places().get('control/manifests')?.tamper('_begun', undefined);
  expect(await whyNotOpen(journey.ports)).toContain('another control account');
  await restore(journey);
  expect(await journey.ports.marks.missing()).toEqual([]);
  expect(await whyNotOpen(journey.ports)).toBeUndefined();
});

test('doors open too where a restore was stopped before it told the second copy', async () => {
  journey.deployment.storage.places().get('control/manifests')?.tamper('_begun', undefined);
  await journey.time.pass(1000);
  await journey.ports.marks.put(journey.ports.marks.places);
  expect(await whyNotOpen(journey.ports)).toContain('another control account');
  await restore(journey);
  expect(await whyNotOpen(journey.ports)).toBeUndefined();
});
