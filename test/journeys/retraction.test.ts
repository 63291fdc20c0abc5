import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../local/people/until.ts';
import { putSampleProject } from '../../local/sample/sample.ts';
import { startStack } from '../../local/stack/stack.ts';
import { Journey, someFiles } from './journey.ts';

const day = 86_400_000;
let journey: Journey;

beforeAll(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'sallyport-retraction-'));
  journey = new Journey(await startStack({ stateFolder, ports: 'free', virtualTime: true }));
  await putSampleProject(journey.ops);
});
afterAll(() => journey.end());

const holds = (what: string, condition: () => Promise<boolean>) =>
  until(what, async () => ((await condition()) ? true : undefined));

const current = async (container: 'datasets' | 'review', part: string): Promise<string[]> =>
  (await journey.stack.control.blobs('secure', container))
    .map(({ name }) => name)
    .filter((name) => name.includes(part));

test('a version is closed, outlives the refusal of its retention and a crash, and is gone weeks later; a frozen copy goes as well', async () => {
  await journey.stack.control.call('PUT', 'storage/knobs', { deleteOfRetained: 'is-refused' });
  await journey.upload('cohort', someFiles('cohort'));
  const { id } = await journey.reached('ingress', 'cohort', 'available');
  await journey.drop('tables', someFiles('tables'));
  const parcel = await journey.reached('export', 'tables', 'in-review');
  await journey.mailsNoted(parcel.id, 'decide-1', 3);
  for (const who of ['ada', 'cleo'] as const) await journey.decide(parcel.id, who, { choice: 'approve' });
  await journey.reached('export', 'tables', 'released');

  const answer = await journey.ops.ask('POST', `ops/datasets/heart-study/${id}/retract`, {
    reason: 'Consent withdrawn',
  });
  expect(answer).toMatchObject({
    state: 'retracting',
    todo: [expect.stringContaining('"cohort/v1"'), expect.anything()],
  });
  await holds('the retention refuses the delete', async () => {
    const [{ transfers } = { transfers: [] }] = await journey.operations('ingress', 'cohort');
    return transfers.at(-1)?.step === 'dataset-retract' && transfers.at(-1)?.status === 'failed';
  });
  expect(await current('datasets', '/cohort/')).toHaveLength(someFiles('cohort').length);
  await journey.crash();

  await journey.stack.advance(31 * day);
  await holds('the version is deleted', async () => (await current('datasets', '/cohort/')).length === 0);
  await holds('the frozen copy is deleted', async () => (await current('review', parcel.id)).length === 0);
  expect((await journey.operations('ingress', 'cohort'))[0]).toMatchObject({ state: 'retracting' });

  await journey.stack.advance(9 * day);
  await journey.reached('ingress', 'cohort', 'retracted');
  const shown = await journey.ops.ask('GET', `ops/datasets/heart-study/${id}`);
  expect(shown).toMatchObject({ receipts: { deletion: expect.any(String), retraction: expect.any(String) } });
  await holds('the row to say what was cleared', async () => {
    const [operation] = await journey.operations('export', 'tables');
    return operation?.state === 'released' && operation.cleared?.review !== undefined;
  });
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true });
});
