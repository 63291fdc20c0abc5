import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditVerdict } from '../../../local/people/api-shapes.ts';
import { WrongHead } from '../../../src/domain/audit/chain-head.ts';
import { whyNotOpen } from '../../../src/use-cases/overview/copied-account.ts';
import { loseAccount, restore } from './lose-and-restore.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const hour = 60 * 60_000;
const reason = 'the control account is gone';
const files = [{ path: 'a.csv', bytes: Buffer.from('a,b\n1,2\n') }];

let journey: MemoryJourney;
beforeAll(async () => {
  journey = await startMemoryJourney({ secondCopy: true });
});
afterAll(() => journey.end());

async function lostNow(): Promise<readonly string[]> {
  const { broken = [] } = (await journey.ports.overview.seen()) ?? {};
  return broken.flatMap(({ lost, key }) => (lost ? [key] : []));
}

test('a control account that is lost comes back from the copy, and what was under way comes to its end', async () => {
  await journey.upload('cohort', files);
  await journey.drop('results', files);
  await journey.reached('ingress', 'cohort', 'available');
  const { id } = await journey.reached('export', 'results', 'in-review');
  await journey.decide(id, 'ada', { choice: 'approve' });
  await journey.advance(2 * hour);

  await loseAccount(journey);
  await journey.crash();
  await journey.load('/api/ops/desk/audit/verify');
  // Both doors are open meanwhile.
  await journey.upload('later', files).catch(ofLost);
  await journey.drop('more', files).catch(ofLost);
  for (let hours = 0; hours < 3; hours += 1) await journey.advance(hour).catch(ofLost);
  expect(await lostNow()).toEqual(['the control account']);
  expect([await journey.operations('ingress'), await journey.operations('export')]).toEqual([[], []]);
  expect(auditVerdict.parse(await journey.ops.ask('GET', 'ops/audit/verify'))).toMatchObject({ ok: false });

  await restore(journey);
  expect(await whyNotOpen(journey.ports)).toBeUndefined();
  await journey.advance(hour);
  expect(await lostNow()).toEqual([]);
  await journey.ops.ask('POST', `ops/exports/${journey.project}/${id}/resend`, { reason });
  await journey.advance(60_000);
  await journey.decide(id, 'ben', { choice: 'approve' });
  await journey.reached('export', 'results', 'released');
  await journey.reached('ingress', 'later', 'available');
  await journey.reached('export', 'more', 'in-review');
  expect(await journey.read('public', 'released', `${journey.project}/results/`)).toEqual([
    { path: `${journey.project}/results/${id}/a.csv`, bytes: files[0]?.bytes },
  ]);
  expect(auditVerdict.parse(await journey.ops.ask('GET', 'ops/audit/verify'))).toMatchObject({ ok: true });
});

/** What a sweep could not do is told in the log; and no event begins a chain of which the copy has lines, so that it can still be put back. */
function ofLost(error: unknown): void {
  if (!(error instanceof AggregateError || error instanceof WrongHead)) throw error;
}
