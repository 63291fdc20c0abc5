import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Door } from '../../../src/domain/base/door.ts';
import { startOperation } from '../../../src/use-cases/operation/start-operation.ts';
import { decide } from '../../../src/use-cases/review/decide.ts';
import { groupsOff } from '../../domain/sample.ts';
import { expectNothingLost, runsOf } from '../../journeys/nothing-lost.ts';
import { someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;

beforeAll(async () => {
  // No sweep but those that a test asks for, so that nothing else can have repaired what a test breaks.
  journey = await startMemoryJourney({ sweeps: false });
});
afterAll(() => journey.end());
beforeEach(async () => {
  journey.doors.isDeaf = false;
  journey.factory({ holdRuns: false });
});

async function sweep(): Promise<void> {
  await journey.ops.ask('POST', 'ops/sweep');
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
  expect(journey.hub.knows(started.key.id)).toBe(false);
  return started.key.id;
}

describe('the sweep', () => {
  test('starts what has a row and no orchestration, at both doors', async () => {
    journey.doors.isDeaf = true;
    await journey.upload('lost', someFiles('lost'));
    await journey.drop('lost-results', someFiles('lost-results'));
    const ids = [
      await rowWithoutInstance('ingress', `${journey.project}/lost/a.csv`),
      await rowWithoutInstance('export', `${journey.project}/lost-results/_COMPLETE`),
    ];
    await journey.sweep();
    expect(await journey.reached('ingress', 'lost', 'available')).toMatchObject({ id: ids[0] });
    const { id } = await journey.reached('export', 'lost-results', 'in-review');
    expect(id).toBe(ids[1]);
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.decide(id, 'cleo', { choice: 'approve' });
    await journey.reached('export', 'lost-results', 'released');
    await expectNothingLost(journey);
  });

  test('goes on with a copy whose orchestration was terminated by hand while Data Factory went on', async () => {
    journey.factory({ holdRuns: true });
    await journey.upload('cut', someFiles('cut'));
    const started = async () => {
      const [operation] = await journey.operations('ingress', 'cut');
      return operation?.transfers.at(-1)?.status === 'started' ? operation : undefined;
    };
    const operation = await journey.until('the copy to be started', started);
    await journey.terminated(operation.id);
    journey.factory({ holdRuns: false });
    const ended = async () =>
      (await runsOf(journey, operation, 'ingress-copy'))[0]?.status === 'Succeeded' ? true : undefined;
    await journey.until('the run to end while nobody looks', ended);
    expect(await journey.reached('ingress', 'cut', 'copying')).toMatchObject({ id: operation.id });
    await sweep();
    await journey.reached('ingress', 'cut', 'available');
    await expectNothingLost(journey);
  });

  test('goes on with a review whose orchestration was terminated by hand, twice, with the decisions made before and after', async () => {
    const id = await inReview('interrupted');
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.terminated(id);
    const before = journey.hub.calls.length;
    await sweep();
    const waitsAgain = async () =>
      journey.hub.calls.slice(before).some(({ name }) => name === 'lookAtRound') || undefined;
    await journey.until('the review to wait again, without asking anybody twice', waitsAgain);
    await journey.terminated(id);
    expect(await journey.decide(id, 'ben', { choice: 'approve' })).toContain('approved');
    expect(await journey.reached('export', 'interrupted', 'in-review')).toMatchObject({ id });
    await sweep();
    await journey.reached('export', 'interrupted', 'released');
    await expectNothingLost(journey);
  });

  test('goes on with a release whose orchestration was terminated and purged', async () => {
    const id = await inReview('purged');
    journey.factory({ holdRuns: true });
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.decide(id, 'ben', { choice: 'approve' });
    const operation = await journey.reached('export', 'purged', 'releasing');
    const asked = async () => ((await runsOf(journey, operation, 'export-release')).length > 0 ? true : undefined);
    await journey.until('the release to be asked for', asked);
    await journey.terminated(id);
    journey.hub.purge(id);
    journey.factory({ holdRuns: false });
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
      approver: { oid: ben?.oid ?? '', emails: [], groups: 'no-claim' },
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
