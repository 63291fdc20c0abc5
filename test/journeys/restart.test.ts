import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, someFiles, startJourney } from './journey.ts';
import { expectNothingLost } from './nothing-lost.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});
afterAll(() => journey.end());

test('everything is stopped in the middle of a review and of a copy, and goes on when it is started again', async () => {
  await journey.drop('figures', someFiles('figures'));
  const { id } = await journey.reached('export', 'figures', 'in-review');
  await journey.mailsNoted(id, 'decide-1', 3);
  await journey.decide(id, 'cleo', { choice: 'approve' });
  await journey.stack.control.call('PUT', 'factory/knobs', { holdRuns: true });
  await journey.upload('cohort', someFiles('cohort'));
  await journey.reached('ingress', 'cohort', 'copying');

  const { sent, stack } = journey;
  await stack.stop();
  journey = await startJourney({ stateFolder: stack.stateFolder });
  for (const [name, uploads] of sent.ingress) journey.sent.ingress.set(name, uploads);
  for (const [name, drops] of sent.export) journey.sent.export.set(name, drops);

  expect(await journey.reached('export', 'figures', 'in-review')).toMatchObject({ id });
  expect(await journey.decide(id, 'ben', { choice: 'approve' })).toContain('approved');
  await journey.reached('export', 'figures', 'released');
  await journey.reached('ingress', 'cohort', 'available');
  await expectNothingLost(journey);
});
