import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putSampleProject } from '../../local/sample/sample.ts';
import { startStack } from '../../local/stack/stack.ts';
import { Journey, someFiles } from './journey.ts';

const day = 86_400_000;
let journey: Journey;

beforeAll(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'sallyport-time-'));
  journey = new Journey(await startStack({ stateFolder, ports: 'free', virtualTime: true }));
  await putSampleProject(journey.ops);
});
afterAll(() => journey.end());

test('a review that takes six days is over in seconds, over a crash of the host, and both doors go on working', async () => {
  await journey.drop('patient', someFiles('patient'));
  const { id } = await journey.reached('export', 'patient', 'in-review');
  await journey.mailsNoted(id, 'decide-1', 3);
  await journey.stack.advance(3 * day);
  expect(await journey.decide(id, 'ada', { choice: 'approve' })).toContain('approve');
  await journey.crash();
  await journey.stack.advance(3 * day);
  expect(await journey.reached('export', 'patient', 'in-review')).toMatchObject({ id });
  await journey.decide(id, 'cleo', { choice: 'approve' });
  const { since } = await journey.reached('export', 'patient', 'released');
  expect(Date.parse(since) - Date.now()).toBeGreaterThan(5 * day);
  await journey.upload('later', someFiles('later'));
  await journey.reached('ingress', 'later', 'available');
  const files = (await journey.stack.control.blobs('secure', 'datasets')).filter(({ name }) =>
    name.includes('/later/'),
  );
  expect(files).toHaveLength(someFiles('later').length);
});
