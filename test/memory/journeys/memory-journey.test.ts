import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;
beforeEach(async () => {
  journey = await startMemoryJourney();
});
afterEach(() => journey.end());

describe('a process that dies', () => {
  test('writes nothing more, and what it had asked of services stands', async () => {
    journey.factory({ holdRuns: true });
    await journey.upload('cohort', someFiles('cohort'));
    const { id } = await journey.reached('ingress', 'cohort', 'copying');
    await journey.until('the run to wait', async () => journey.deployment.factory.runs().length === 1 || undefined);
    let writes = 0;
    journey.faults.push(({ service, operation }) => {
      if (service.startsWith('table') && /insert|update|upsert/.test(operation)) writes += 1;
      return undefined;
    });
    const { hub } = journey;
    await journey.crash();
    expect(journey.hub).not.toBe(hub);
    journey.factory({ holdRuns: false });
    await journey.reached('ingress', 'cohort', 'available');
    expect(writes).toBeGreaterThan(0);
    expect(
      journey.deployment.factory.runs().filter(({ pipelineName }) => pipelineName === 'ingress-copy'),
    ).toHaveLength(1);
    expect((await journey.operations('ingress', 'cohort')).map((one) => one.id)).toEqual([id]);
  });

  test('in the middle of a request leaves it without an answer, and what is asked again is carried out', async () => {
    await journey.drop('table', someFiles('table'));
    const { id } = await journey.reached('export', 'table', 'in-review');
    const path = `ops/exports/heart-study/${id}/withdraw`;
    let dies = true;
    journey.faults.push(async ({ service, operation }) => {
      if (!dies || service !== 'table register' || operation !== 'update') return undefined;
      dies = false;
      await journey.crash();
      return undefined;
    });
    const first = journey.ops.as('researcher').ask('POST', path, { reason: 'wrong' });
    await expect(first).rejects.toThrow('died before it answered');
    expect((await journey.operations('export', 'table'))[0]).toMatchObject({ state: 'in-review' });
    journey.faults.length = 0;
    await journey.ops.as('researcher').ask('POST', path, { reason: 'wrong' });
    await journey.reached('export', 'table', 'returned');
  });
});

test('everybody has the rights of their roles at the app', async () => {
  const { status } = await journey.ops.as('researcher').call('POST', 'ops/sweep');
  expect(status).toBe(403);
});
