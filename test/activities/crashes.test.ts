import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import type { Flow } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { retractVersion } from '../../src/use-cases/operation/retract-version.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({
    ingress: { quietSeconds: 1 },
    egress: { quietSeconds: 1, approval: { quorum: 2, independent: 0, required: false } },
  });
});
afterAll(() => world.stop());

/** Loses the instance right after each activity's first time, and starts it again as the sweep does, until it rests. */
async function throughCrashes(flow: Flow, key: OperationKey): Promise<string> {
  const seen = new Set<string>();
  const crashAfter = (call: string) => {
    if (seen.has(call)) return false;
    seen.add(call);
    return true;
  };
  for (let instances = 0; ; instances += 1) {
    const before = seen.size;
    const { state } = await world.run(flow, key, { crashAfter });
    if (seen.size === before) return state;
    expect(instances).toBeLessThan(40);
  }
}

async function runsOf(key: OperationKey): Promise<Record<string, number>> {
  const { transfers } = await world.operation(key);
  const found: Record<string, number> = {};
  for (const { step } of transfers) {
    found[step] = (await world.ports.dataFactory.find(step, key.id, new Date(0))).length;
  }
  return found;
}

async function mailsAbout(key: OperationKey): Promise<string[]> {
  const mails = (await world.mails()).filter(({ text }) => text.includes(key.id));
  return mails.map(({ messageId }) => messageId).sort();
}

/** Ids of the operation's audit events. */
async function eventsOf(key: OperationKey): Promise<string[]> {
  const ids: string[] = [];
  for await (const line of world.ports.audit.lines('heart-study')) {
    const { event } = JSON.parse(line);
    const id: unknown = (event ?? JSON.parse(line)).id;
    if (String(id).startsWith(key.id)) ids.push(String(id).slice(key.id.length));
  }
  return ids;
}

describe('an instance that is lost after every single activity', () => {
  test('still brings the dataset in: one run per step, every file, every audit event once', async () => {
    await world.put('ingress', 'heart-study/crashes/a.csv', 'a');
    await world.put('ingress', 'heart-study/crashes/b/c.csv', 'c');
    const key = await world.open('ingress', 'heart-study/crashes/a.csv');
    expect(await throughCrashes('ingress', key)).toBe('available');
    expect(await world.contents('datasets', 'heart-study/crashes/')).toEqual({
      'heart-study/crashes/v1/a.csv': 'a',
      'heart-study/crashes/v1/b/c.csv': 'c',
    });
    expect(await world.names('ingress', 'heart-study/crashes/')).toEqual([]);
    expect(await runsOf(key)).toEqual({ 'ingress-copy': 1, 'ingress-delete': 1 });
    const events = await eventsOf(key);
    expect(new Set(events).size).toBe(events.length);
    const moves = events.filter((id) => /^\.\d+/.test(id));
    expect(moves).toEqual(['.0', '.1.complete', '.2.passed', '.3.copied', '.4.verified', '.5.deleted']);
  });

  test('still brings a retraction to its end: one run, one receipt', async () => {
    await world.put('ingress', 'heart-study/taken-back/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/taken-back/a.csv');
    await world.run('ingress', key);
    const idle = { start: async () => {}, wake: async () => {} };
    await retractVersion(world.ports, flowSettings, idle, { key, by: 'otto', reason: 'Consent was withdrawn' });
    world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'is-refused' };
    expect(await throughCrashes('retract', key)).toBe('retracted');
    expect(await world.names('datasets', 'heart-study/taken-back/')).toEqual([]);
    expect(await runsOf(key)).toMatchObject({ 'dataset-retract': 1 });
    const events = await eventsOf(key);
    expect(new Set(events).size).toBe(events.length);
    expect(events.filter((id) => id.includes('retract'))).toContain('.retraction');
  });

  test('still clears a frozen copy: one run, one receipt, and the row says when', async () => {
    await world.put('exports', 'heart-study/cleared/a.csv', 'a');
    const key = await world.open('export', 'heart-study/cleared/a.csv');
    await world.run('export', key);
    const clock = { now: () => new Date(world.ports.clock.now().getTime() + 31 * 86_400_000) };
    const { lookAtClearing } = createActivities({ ...world.ports, clock }, flowSettings);
    Reflect.set(world.activities, 'lookAtClearing', lookAtClearing);
    expect(await throughCrashes('clear', key)).toBe('released');
    expect((await world.operation(key)).cleared).toEqual({ review: expect.any(String) });
    expect(await world.names('review', `heart-study/${key.id}/`)).toEqual([]);
    expect(await runsOf(key)).toMatchObject({ 'review-clear': 1 });
    const events = await eventsOf(key);
    expect(new Set(events).size).toBe(events.length);
    expect(events).toContain('.clearing-review');
  });

  test('still lets the package out: one run per step', async () => {
    await world.put('exports', 'heart-study/crashes/a.csv', 'a');
    const key = await world.open('export', 'heart-study/crashes/a.csv');
    expect(await throughCrashes('export', key)).toBe('released');
    expect(await world.contents('released', 'heart-study/crashes/')).toEqual({
      [`heart-study/crashes/${key.id}/a.csv`]: 'a',
    });
    expect(await runsOf(key)).toEqual({ 'export-freeze': 1, 'export-delete': 1, 'export-release': 1 });
  });
});

describe('activities that all run twice', () => {
  test('bring the dataset in as if they had run once, with one mail to each person', async () => {
    await world.put('ingress', 'heart-study/doubled/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/doubled/a.csv');
    expect(await world.run('ingress', key, { times: 2 })).toMatchObject({ state: 'available' });
    expect(await runsOf(key)).toEqual({ 'ingress-copy': 1, 'ingress-delete': 1 });
    const mails = await mailsAbout(key);
    // The data owner was told before that the upload is complete.
    expect(mails).toHaveLength(4);
    expect(new Set(mails).size).toBe(4);
    const events = await eventsOf(key);
    expect(new Set(events).size).toBe(events.length);
  });

  test('let the package out as if they had run once', async () => {
    await world.put('exports', 'heart-study/doubled/a.csv', 'a');
    const key = await world.open('export', 'heart-study/doubled/a.csv');
    expect(await world.run('export', key, { times: 2 })).toMatchObject({ state: 'released' });
    expect(await runsOf(key)).toEqual({ 'export-freeze': 1, 'export-delete': 1, 'export-release': 1 });
    expect(await mailsAbout(key)).toHaveLength(2);
  });
});

test('after all of it the chain is whole and every receipt holds', async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { verified: 11, bad: [] } });
});
