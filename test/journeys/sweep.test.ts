import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { until } from '../../local/people/until.ts';
import { triggers } from '../../local/stack/triggers.ts';
import type { Door } from '../../src/domain/base/door.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { groupsOff } from '../domain/sample.ts';
import { type Journey, startJourney } from './journey.ts';
import { expectNothingLost, runsOf } from './nothing-lost.ts';
import { someFiles } from './sample-people.ts';

const masterKey = z.object({ masterKey: z.string() });
let journey: Journey;

beforeAll(async () => {
  // No sweep but those that a test asks for, so that nothing else can have mended what a test breaks.
  journey = await startJourney({ settings: { SWEEP_SCHEDULE: '0 0 0 1 1 *' } });
});
afterAll(() => journey.end());
beforeEach(async () => {
  await journey.stack.control.setEventKnobs({});
  await factory({ holdRuns: false });
});

async function factory(knobs: Record<string, number | boolean>): Promise<void> {
  await journey.stack.control.call('PUT', 'factory/knobs', knobs);
}

async function sweep(): Promise<void> {
  await journey.ops.ask('POST', 'ops/sweep');
}

/** Lets the timer's function run now, as the portal's "Test/Run" does. */
async function sweepByTimer(): Promise<void> {
  const keys = masterKey.parse(JSON.parse(readFileSync(join(journey.stack.stateFolder, 'host/keys.json'), 'utf8')));
  const response = await fetch(`${journey.stack.baseUrl}/admin/functions/${triggers.timers.sweep}`, {
    method: 'POST',
    headers: { 'x-functions-key': keys.masterKey, 'content-type': 'application/json' },
    body: '{"input":""}',
  });
  expect(response.status).toBe(202);
}

/** Sends a package and waits until its approvers have their mails. */
async function inReview(name: string): Promise<string> {
  await journey.drop(name, someFiles(name));
  const { id } = await journey.reached('export', name, 'in-review');
  await journey.mailsNoted(id, 'decide-1', 3);
  return id;
}

/** Writes the register row of an upload just as the trigger does, and dies before the orchestration is started. */
async function rowWithoutInstance(door: Door, path: string): Promise<string> {
  const started = await startOperation(journey.ports, { door, path });
  if (started.kind !== 'started') throw new Error(`${path} was ${started.kind} already`);
  expect(await journey.instanceStatus(started.key.id)).toBeUndefined();
  return started.key.id;
}

describe('the sweep', () => {
  test('starts what has a row and no orchestration, at both doors', async () => {
    await journey.stack.control.setEventKnobs({ dropEvery: 1 });
    await journey.upload('lost', someFiles('lost'));
    await journey.drop('lost-results', someFiles('lost-results'));
    const ids = [
      await rowWithoutInstance('ingress', `${journey.project}/lost/a.csv`),
      await rowWithoutInstance('export', `${journey.project}/lost-results/_COMPLETE`),
    ];
    await sweepByTimer();
    expect(await journey.reached('ingress', 'lost', 'available')).toMatchObject({ id: ids[0] });
    const { id } = await journey.reached('export', 'lost-results', 'in-review');
    expect(id).toBe(ids[1]);
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.decide(id, 'cleo', { choice: 'approve' });
    await journey.reached('export', 'lost-results', 'released');
    await expectNothingLost(journey);
  });

  test('goes on with a copy whose orchestration was terminated by hand while Data Factory went on', async () => {
    await factory({ holdRuns: true });
    await journey.upload('cut', someFiles('cut'));
    const started = async () => {
      const [operation] = await journey.operations('ingress', 'cut');
      return operation?.transfers.at(-1)?.status === 'started' ? operation : undefined;
    };
    const operation = await until('the copy to be started', started);
    await journey.terminate(operation.id);
    await factory({ holdRuns: false });
    const ended = async () =>
      (await runsOf(journey, operation, 'ingress-copy'))[0]?.status === 'Succeeded' ? true : undefined;
    await until('the run to end while nobody looks', ended);
    expect(await journey.reached('ingress', 'cut', 'copying')).toMatchObject({ id: operation.id });
    await sweep();
    await journey.reached('ingress', 'cut', 'available');
    await expectNothingLost(journey);
  });

  test('goes on with a review whose orchestration was terminated by hand, twice, with the decisions made before and after', async () => {
    const id = await inReview('interrupted');
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.terminate(id);
    await sweep();
    const waitsAgain = async () => (await journey.completedActivities(id)).includes('lookAtRound') || undefined;
    await until('the review to wait again, without asking anybody twice', waitsAgain);
    await journey.terminate(id);
    expect(await journey.decide(id, 'ben', { choice: 'approve' })).toContain('approved');
    expect(await journey.reached('export', 'interrupted', 'in-review')).toMatchObject({ id });
    await sweep();
    await journey.reached('export', 'interrupted', 'released');
    await expectNothingLost(journey);
  });

  test('goes on with a release whose orchestration was terminated and purged', async () => {
    const id = await inReview('purged');
    await factory({ holdRuns: true });
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.decide(id, 'ben', { choice: 'approve' });
    const operation = await journey.reached('export', 'purged', 'releasing');
    const asked = async () => ((await runsOf(journey, operation, 'export-release')).length > 0 ? true : undefined);
    await until('the release to be asked for', asked);
    await journey.terminate(id);
    await journey.purge(id);
    await factory({ holdRuns: false });
    await sweep();
    await journey.reached('export', 'purged', 'released');
    await expectNothingLost(journey);
  });

  test('wakes a review that nobody woke after the deciding row was written', async () => {
    const id = await inReview('unwoken');
    await journey.decide(id, 'ada', { choice: 'approve' });
    const { text } = await journey.firstMail(id, 'decide-', 'ben@example.org');
    const handle = /\/api\/review\/([\w-]+)/.exec(text)?.[1] ?? '';
    const { rounds } = await journey.ports.decisions.read(id);
    const ben = rounds[0]?.value.approvers.find(({ name }) => name.startsWith('Ben'));
    const ports = { ...journey.ports, groupsClaim: groupsOff };
    const outcome = await decide(ports, {
      handle,
      approver: { oid: ben?.oid ?? '', groups: 'no-claim' },
      choice: 'approve',
      reason: '',
      lookedAt: true,
      deidentified: true,
      digest: rounds[0]?.value.digest ?? '',
    });
    expect(outcome).toEqual({ kind: 'recorded', exportId: id });
    expect(await journey.reached('export', 'unwoken', 'in-review')).toMatchObject({ id });
    await sweep();
    await journey.reached('export', 'unwoken', 'released');
    await expectNothingLost(journey);
  });
});
