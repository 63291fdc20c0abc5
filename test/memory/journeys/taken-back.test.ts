import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditVerdict } from '../../../local/people/api-shapes.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { liftHolds } from '../../journeys/lift-holds.ts';
import { runsOf } from '../../journeys/nothing-lost.ts';
import { someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;
beforeAll(async () => {
  journey = await startMemoryJourney({ secondRelease: true });
});
afterAll(() => journey.end());
beforeEach(() => pace(0));

/** How long Data Factory takes for each file. */
function pace(millisecondsPerFile: number): void {
  journey.factory({ millisecondsPerFile });
}

const hold = `ops/projects/heart-study/hold`;
const reason = 'a leak is looked into';

/** Files of the package in the second account outside. */
async function outside({ id }: Operation): Promise<string[]> {
  return (await journey.names('release', 'released')).filter((name) => name.includes(id));
}

/** A package that two people approved, while Data Factory works on its release. */
async function underWay(name: string): Promise<Operation> {
  await journey.drop(name, someFiles(name));
  const { id } = await journey.reached('export', name, 'in-review');
  pace(900);
  for (const approver of ['ada', 'ben'] as const) await journey.decide(id, approver, { choice: 'approve' });
  const operation = await journey.reached('export', name, 'releasing');
  const look = async () =>
    (await runsOf(journey, operation, 'export-release')).find(({ status }) => status === 'InProgress');
  await journey.until(`the release of ${name} to be in progress`, look);
  const some = async () => ((await outside(operation)).length > 0 ? true : undefined);
  await journey.until(`the first file of ${name} to be outside`, some);
  return operation;
}

/** How many files of the package were outside when a hold met it, as the audit tells. */
async function toldOutside(id: string): Promise<number> {
  const lines = await journey.audited('hold.files-outside');
  return Math.max(0, ...lines.filter(({ data }) => data['release'] === id).map(({ data }) => Number(data['files'])));
}

async function newest(name: string): Promise<Operation> {
  const [operation] = await journey.operations('export', name);
  if (operation === undefined) throw new Error(`${name} is gone`);
  return operation;
}

async function verified(): Promise<void> {
  expect(auditVerdict.parse(await journey.ops.ask('GET', 'ops/audit/verify'))).toMatchObject({ ok: true });
  expect(await journey.names('public', 'released')).toEqual([]);
}

describe('with a second account outside, and a host that is killed', () => {
  test('a hold cancels the release, which is carried out once it is lifted; then it is revoked', async () => {
    const operation = await underWay('tables');
    const answer = await journey.ops.ask('POST', hold, { reason });
    expect(answer).toMatchObject({ releases: [{ operation: operation.id, runs: [expect.any(String)] }] });
    await journey.crash();
    const waits = async () => ((await newest('tables')).hold === undefined ? undefined : true);
    await journey.until('tables to wait for the end of the hold', waits);
    const runs = await runsOf(journey, operation, 'export-release');
    expect(runs.map(({ status }) => status)).toEqual(['Cancelled']);
    pace(0);
    await liftHolds(journey.ops, 'heart-study', reason);
    const released = await journey.reached('export', 'tables', 'released');
    expect(await outside(released)).toHaveLength(4);

    pace(500);
    const path = `ops/exports/heart-study/${released.id}/revoke`;
    await journey.ops.ask('POST', path, { reason });
    await journey.crash();
    const revoked = await journey.reached('export', 'tables', 'revoked');
    expect(revoked.takeBack).toMatchObject({ from: 'released', outside: { count: 4 } });
    expect(await outside(revoked)).toEqual([]);
    await verified();
  });

  test('a hold that takes back leaves nothing outside, and the package comes to its people again', async () => {
    const { id } = await underWay('figures');
    await journey.ops.ask('POST', hold, { reason, takeBack: true });
    await journey.crash();
    expect(await toldOutside(id)).toBeGreaterThan(0);
    const again = await journey.reached('export', 'figures', 'in-review');
    expect(again).toMatchObject({ id, round: 2, takeBack: { number: 1, to: 'in-review' } });
    expect(await outside(again)).toEqual([]);
    await liftHolds(journey.ops, 'heart-study', reason);
    await journey.mailsNoted(id, 'decide-2', 3);
    pace(0);
    for (const approver of ['ada', 'cleo'] as const) await journey.decide(id, approver, { choice: 'approve' });
    expect(await outside(await journey.reached('export', 'figures', 'released'))).toHaveLength(4);
    await verified();
  });
});
