import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { orchestrationOf } from '../../src/domain/base/door.ts';
import { explain } from '../../src/domain/lifecycle/advance.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { shownOf } from '../../src/domain/overview/shown.ts';
import { stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { submitPackage } from '../../src/use-cases/operation/submit-package.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { amendRoundsOf } from '../../src/use-cases/review/amend-rounds.ts';
import { person } from '../domain/sample.ts';
import { flowSettings, openEgress, startWorld, type World } from './world.ts';

let world: World;
let ahead = 0;
const clock = { now: () => new Date(world.now().getTime() + ahead) };
const wanting = { ...openEgress, purposeRequired: true };
beforeAll(async () => {
  world = await startWorld();
  Object.assign(world.activities, createActivities({ ...world.ports, clock }, flowSettings));
});
afterAll(() => world.stop());
afterEach(() => {
  ahead = 0;
});

const DAY = 86_400_000;
const rita = { oid: person('Rita', 2).oid, name: 'Rita' };
const woken: string[] = [];
const workflows = { start: async () => undefined, wake: async (id: string) => void woken.push(id) };

/** A package whose project wants a purpose, after some looks of its flow at the review. */
async function waiting(name: string, metadata: Record<string, string> = {}): Promise<OperationKey> {
  await world.project({ egress: wanting });
  await world.put('exports', `heart-study/${name}/secret-word.csv`, 'x');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '', metadata);
  const key = await world.open('export', `heart-study/${name}/_COMPLETE`);
  await run(key);
  return key;
}

/** Runs the flow until the package rests in review, or ends. */
async function run(key: OperationKey): Promise<readonly string[]> {
  let looks = 0;
  const enough = async () => {
    if ((await world.operation(key)).state === 'in-review') looks += 1;
    return looks > 4;
  };
  return (await world.run('export', key, { enough })).calls;
}

const roundsOf = async ({ id }: OperationKey) => (await world.ports.decisions.read(id)).rounds;
const mailsAbout = async ({ id }: OperationKey) => (await world.mails()).filter(({ text }) => text.includes(id));
const subjectsOf = async (key: OperationKey) => (await mailsAbout(key)).map(({ subject }) => subject);

describe('a package without a purpose, of a project that wants one', () => {
  test('waits with an owner, a deadline and a next step, and its researchers are told once', async () => {
    const key = await waiting('silent');
    const operation = await world.operation(key);
    expect(operation).toMatchObject({ state: 'in-review' });
    expect(operation.round).toBeUndefined();
    expect(await roundsOf(key)).toEqual([]);
    const until = operation.purposeUntil ?? '';
    expect(Date.parse(until)).toBeGreaterThan(Date.parse(operation.since));
    expect(explain(operation, clock.now())).toContain('waits for a researcher to type its purpose at /api/mine');
    expect(shownOf(operation)).toMatchObject({ purposeUntil: until });
    const mails = await mailsAbout(key);
    expect(mails.map(({ to }) => to[0]?.address).toSorted()).toEqual(['rita@example.org', 'ron@example.org']);
    for (const { text } of mails) {
      expect(text).toContain(`/api/mine/exports/heart-study/${key.id}`);
      expect(text).not.toContain('secret-word');
      expect(text).not.toContain('silent');
    }
  });

  test('goes to its approvers as soon as somebody typed it', async () => {
    const key = await waiting('typed-late');
    await submitPackage({ ...world.ports, clock }, workflows, { key, purpose: 'Table 2', by: rita });
    expect(woken).toContain(key.id);
    await run(key);
    expect(await roundsOf(key)).toHaveLength(1);
    expect((await subjectsOf(key)).filter((subject) => subject.includes('Decide by'))).toHaveLength(3);
    expect(shownOf(await world.operation(key)).purposeUntil).toBeUndefined();
  });

  test('is told to be in review only once its approvers are asked', async () => {
    const key = await waiting('in-review-later');
    const inReview = async () => (await subjectsOf(key)).filter((subject) => subject.includes('is in review'));
    await world.activities.tellOwed(key);
    expect(await inReview()).toEqual([]);
    await submitPackage({ ...world.ports, clock }, workflows, { key, purpose: 'Table 2', by: rita });
    await run(key);
    await world.activities.tellOwed(key);
    await world.activities.tellOwed(key);
    expect(await inReview()).toHaveLength(2);
  });

  test('is never told to be in review when it went back before', async () => {
    const key = await waiting('never-in-review');
    await withdrawOperation(world.ports, workflows, {
      key,
      by: rita.oid,
      part: 'researcher',
      reason: 'the wrong table',
    });
    await world.run('export', key);
    await world.activities.tellOwed(key);
    expect((await subjectsOf(key)).filter((subject) => subject.includes('is in review'))).toEqual([]);
    const owed = [];
    for await (const { value } of world.ports.register.owed('heart-study', key.id)) owed.push(value.kind);
    expect(owed).not.toContain('telling');
  });

  test('never goes to its approvers by time alone: its researchers are reminded once, and it waits on', async () => {
    const key = await waiting('never-typed');
    const asked = async () => (await subjectsOf(key)).filter((subject) => subject.includes('Say why'));
    expect(await asked()).toHaveLength(2);
    for (const days of [5, 6, 400]) {
      ahead = days * DAY;
      await run(key);
      expect(await asked()).toHaveLength(4);
    }
    expect(await roundsOf(key)).toEqual([]);
    expect(explain(await world.operation(key), clock.now())).toContain('and not before');
    await submitPackage({ ...world.ports, clock }, workflows, { key, purpose: 'Table 2', by: rita });
    await run(key);
    expect(await roundsOf(key)).toHaveLength(1);
  });

  test('goes back without a mail to approvers who were never asked when it is withdrawn', async () => {
    const key = await waiting('withdrawn');
    const wish = { key, by: rita.oid, part: 'researcher', reason: 'the wrong table' } as const;
    await withdrawOperation(world.ports, workflows, wish);
    await world.run('export', key);
    expect(await world.operation(key)).toMatchObject({ state: 'returned' });
    expect(await roundsOf(key)).toEqual([]);
    const told = new Set((await mailsAbout(key)).map(({ to }) => to[0]?.address));
    expect([...told].toSorted()).toEqual(['rita@example.org', 'ron@example.org']);
  });

  test('stops when an operator stops it', async () => {
    const key = await waiting('stopped');
    const otto = person('Otto', 50).oid;
    await stopOperation(world.ports, flowSettings, workflows, { key, by: otto, reason: 'the wrong project' });
    await world.run(orchestrationOf(await world.operation(key)).flow, key);
    expect(await world.operation(key)).toMatchObject({ state: 'failed' });
    expect(await roundsOf(key)).toEqual([]);
  });

  test('goes on when the project wants no purposes any more', async () => {
    const key = await waiting('allowed');
    await world.project({ egress: openEgress });
    expect(await amendRoundsOf(world.ports, workflows, 'heart-study')).toMatchObject({ later: 0 });
    expect(woken).toContain(key.id);
    await run(key);
    expect(await roundsOf(key)).toHaveLength(1);
  });

  test('still waits when its telling fails, and its researchers are told at the next try', async () => {
    let refusals = 2;
    const mailer = {
      send: async (mail: Parameters<World['ports']['mailer']['send']>[0]) => {
        refusals -= 1;
        if (refusals >= 0) throw new Error('the mail server is away');
        await world.ports.mailer.send(mail);
      },
    };
    const before = world.activities.openReview;
    world.activities.openReview = createActivities({ ...world.ports, clock, mailer }, flowSettings).openReview;
    const key = await waiting('unreached');
    world.activities.openReview = before;
    expect(await mailsAbout(key)).toHaveLength(2);
    expect(await roundsOf(key)).toEqual([]);
  });
});

describe('a package with a purpose in its marker', () => {
  test('waits for nothing', async () => {
    const key = await waiting('marked', { purpose: 'Figure 1' });
    expect(await roundsOf(key)).toHaveLength(1);
    expect((await subjectsOf(key)).filter((subject) => subject.includes('Say why'))).toEqual([]);
  });
});

describe('a project that wants to know who submits', () => {
  test('lets a purpose in a marker wait for somebody who types one, and asks the approvers then', async () => {
    await world.project({ egress: { ...openEgress, submitterRequired: true } });
    await world.put('exports', 'heart-study/nobody/a.csv', 'x');
    await world.put('exports', 'heart-study/nobody/_COMPLETE', '', { purpose: 'Table 2' });
    const key = await world.open('export', 'heart-study/nobody/_COMPLETE');
    await run(key);
    const operation = await world.operation(key);
    expect(operation).toMatchObject({ state: 'in-review', purpose: 'Table 2' });
    expect(await roundsOf(key)).toEqual([]);
    expect(explain(operation, clock.now())).toContain('waits for a researcher to type its purpose at /api/mine');
    expect(shownOf(operation).purposeUntil).toBe(operation.purposeUntil);
    await submitPackage({ ...world.ports, clock }, workflows, { key, purpose: 'Table 2', by: rita });
    expect(explain(await world.operation(key), clock.now())).not.toContain('a researcher to type');
    await run(key);
    expect(await roundsOf(key)).toHaveLength(1);
  });

  test('asks at once about a package whose purpose was typed while it was frozen', async () => {
    await world.project({ egress: { ...openEgress, submitterRequired: true } });
    await world.put('exports', 'heart-study/early/a.csv', 'x');
    await world.put('exports', 'heart-study/early/_COMPLETE', '');
    const key = await world.open('export', 'heart-study/early/_COMPLETE');
    await submitPackage({ ...world.ports, clock }, workflows, { key, purpose: 'Table 3', by: rita });
    await run(key);
    expect(await roundsOf(key)).toHaveLength(1);
    expect((await world.operation(key)).purposeUntil).toBeUndefined();
  });
});
