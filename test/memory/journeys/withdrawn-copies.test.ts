import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { people, someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const day = 86_400_000;
let journey: MemoryJourney;
beforeAll(async () => {
  journey = await startMemoryJourney();
});
afterAll(() => journey.end());

const shown = z.object({ id: z.string(), state: z.string() });
const detailed = z.looseObject({
  state: z.string(),
  explanation: z.string(),
  receipts: z.record(z.string(), z.string()),
});

/** The owner asks for an act as herself; gives the state that the answer tells of. */
async function ask(id: string, act: string): Promise<string> {
  const body = { reason: 'these were the wrong files' };
  return shown.parse(await journey.ops.as('owner').ask('POST', `ops/datasets/heart-study/${id}/${act}`, body)).state;
}

const holds = (what: string, condition: () => Promise<boolean>) =>
  journey.until(what, async () => ((await condition()) ? true : undefined));

const copied = async (version: number): Promise<string[]> =>
  (await journey.names('secure', 'datasets')).filter((name) => name.startsWith(`heart-study/cohort/v${version}/`));

const operation = async (id: string) => detailed.parse(await journey.ops.ask('GET', `ops/datasets/heart-study/${id}`));

test('a dataset that is withdrawn in the middle of its copy is closed and removed, and its name becomes a version meanwhile', async () => {
  journey.retention({ deleteOfRetained: 'is-refused' });
  journey.factory({ millisecondsPerFile: 1500 });
  await journey.upload('cohort', someFiles('cohort'));
  const { id } = await journey.reached('ingress', 'cohort', 'copying');
  await holds('a file is copied', async () => (await copied(1)).length > 0);
  expect(await ask(id, 'withdraw')).toBe('withdrawing');
  await journey.crash();
  journey.factory({ millisecondsPerFile: 0 });
  await holds('its runs have ended', async () => {
    const [row] = await journey.operations('ingress', 'cohort');
    return row?.transfers.every(({ closedAt }) => closedAt !== undefined) ?? false;
  });
  expect(await ask(id, 'discard')).toBe('discarding');
  await journey.reached('ingress', 'cohort', 'retracting');
  await journey.crash();
  // What was being told when the host died is due again after a minute.
  await journey.advance(2 * 60_000);
  await journey.mailsNoted(id, 'closing-', people.operators.length);
  const [mail] = await journey.mails(id, 'closing-');
  expect(mail?.text).toContain('"retracted": ["cohort/v1"]');
  const { explanation } = await operation(id);
  expect(explanation).toMatch(
    /closed to people since .* restorable by a storage administrator until .* is discarded then\.$/,
  );

  await journey.upload('cohort', someFiles('cohort'));
  await journey.reached('ingress', 'cohort', 'available');
  expect(await copied(2)).toHaveLength(someFiles('cohort').length);
  await holds('the retention refuses the delete', async () => {
    const row = (await journey.operations('ingress', 'cohort')).find((one) => one.id === id);
    return row?.transfers.at(-1)?.step === 'dataset-retract' && row.transfers.at(-1)?.status === 'failed';
  });
  expect((await copied(1)).length).toBeGreaterThan(0);
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, findings: [] });

  await journey.advance(31 * day);
  await holds('the copy is deleted', async () => (await copied(1)).length === 0);
  expect((await operation(id)).state).toBe('retracting');
  await journey.advance(9 * day);
  await holds('nothing can be restored', async () => (await operation(id)).state === 'discarded');
  expect(Object.keys((await operation(id)).receipts).sort()).toEqual(['deletion', 'retraction']);
  expect(await copied(2)).toHaveLength(someFiles('cohort').length);
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, findings: [] });
});
