import { afterEach, beforeEach, expect, test } from 'vitest';
import { someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;
beforeEach(async () => {
  journey = await startMemoryJourney();
});
afterEach(() => journey.end());

const marker = { path: '_COMPLETE', bytes: Buffer.from('The key is in the annex') };

/** A dataset whose marker has content, as it lies there right before its discard. */
async function rejected(): Promise<string> {
  await journey.upload('marked', [...someFiles('marked'), marker]);
  const { id, problems } = await journey.reached('ingress', 'marked', 'rejected');
  expect(problems).toMatchObject([{ rule: 'marker-content' }]);
  return id;
}

async function discard(id: string): Promise<string[]> {
  const path = `ops/datasets/${journey.project}/${id}/discard`;
  expect((await journey.ops.call('POST', path, { reason: 'It comes again' })).status).toBe(202);
  // What is left there is another upload by then.
  await journey.until('it to be discarded', async () =>
    (await journey.operations('ingress')).find((one) => one.id === id && one.state === 'discarded'),
  );
  return await journey.names('public', 'ingress');
}

test('a discard takes the marker that rejected the upload, which came in the second of the listing, and all files', async () => {
  expect(await discard(await rejected())).toEqual([]);
});

test.each([
  ['as long, a minute later', 'The key is in the attic', 60_000],
  ['of another length, at once', 'Another text', 0],
])('a marker that somebody filled again %s stays for the next upload', async (_what, text, after) => {
  const id = await rejected();
  if (after > 0) await journey.advance(after);
  const bytes = Buffer.from(text);
  await journey
    .container('public', 'ingress')
    .getBlockBlobClient(`${journey.project}/marked/_COMPLETE`)
    .upload(bytes, bytes.length, {});
  expect(await discard(id)).toContain(`${journey.project}/marked/_COMPLETE`);
});
