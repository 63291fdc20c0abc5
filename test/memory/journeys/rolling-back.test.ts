import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { doorFacts } from '../../../src/domain/base/door.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { someFiles } from '../../journeys/sample-people.ts';
import { nextVersion, presentVersion } from '../../orchestrators/present-version.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;
beforeEach(async () => {
  journey = await startMemoryJourney();
});
afterEach(async () => {
  expect(journey.hub.warnings.filter((warning) => !warning.includes('it waits'))).toEqual([]);
  await journey.end();
});

const explained = z.object({ owner: z.string().nullable(), sentence: z.string() });

/** What `explain` says of an operation. */
async function explain({ door, project, id }: Operation) {
  const { body } = await journey.ops.call('GET', `ops/${doorFacts(door).list}/${project}/${id}/explain`);
  return explained.parse(body);
}

const newer = `begun by a newer version of the app (${nextVersion})`;

describe('where the next version was deployed, began operations, and the old one is back', () => {
  test('what the newer one began waits and says so, decisions count, and all goes on when the newer one is back', async () => {
    await journey.drop('before', someFiles('before'));
    const before = await journey.reached('export', 'before', 'in-review');
    await journey.deploy(nextVersion);
    await journey.drop('tables', someFiles('tables'));
    const review = await journey.reached('export', 'tables', 'in-review');
    journey.factory({ holdRuns: true });
    await journey.upload('wave', someFiles('wave'));
    const copy = await journey.reached('ingress', 'wave', 'copying');
    expect((await explain(review)).sentence).not.toContain('newer version');

    await journey.deploy(presentVersion);
    journey.factory({ holdRuns: false });
    for (const operation of [review, copy]) {
      const { sentence, owner } = await explain(operation);
      expect([owner, sentence]).toEqual(['administrator', expect.stringContaining(newer)]);
    }
    // People decide meanwhile; days go by, and the sweep starts and wakes all of them again and again.
    for (const person of ['ben', 'cleo'] as const) await journey.decide(review.id, person, { choice: 'approve' });
    await journey.advance(2 * 24 * 60 * 60_000);
    expect((await journey.operations('export', 'tables'))[0]).toMatchObject({ id: review.id, state: 'in-review' });
    expect((await journey.operations('ingress', 'wave'))[0]).toMatchObject({ id: copy.id, state: 'copying' });

    // What the old version began goes on under all of them, and what comes now is begun by it.
    expect((await explain(before)).sentence).not.toContain('newer version');
    for (const person of ['ben', 'cleo'] as const) await journey.decide(before.id, person, { choice: 'approve' });
    await journey.reached('export', 'before', 'released');
    await journey.upload('second', someFiles('second'));
    await journey.reached('ingress', 'second', 'available');

    await journey.deploy(nextVersion);
    await journey.reached('export', 'tables', 'released');
    await journey.reached('ingress', 'wave', 'available');
    expect(journey.hub.instance(review.id).version).toBe(nextVersion);
    expect(journey.hub.instance(before.id).version).toBe(presentVersion);
    expect(await journey.problemsOfCopy()).toEqual([]);
  });
});
