import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActivities } from '../../../src/activities/index.ts';
import { amend } from '../../../src/activities/operation/operations.ts';
import { LostRound, reviseRound } from '../../../src/activities/review/amend-round.ts';
import type { Operation, OperationKey } from '../../../src/domain/operation/operation.ts';
import { choices, choiceWords } from '../../../src/domain/review/decision.ts';
import { malwareProblems } from '../../../src/domain/transfer/scan-gate.ts';
import type { DecisionStore } from '../../../src/ports/records.ts';
import { withdrawOperation } from '../../../src/use-cases/operation/withdraw-operation.ts';
import { person } from '../../domain/sample.ts';
import { decideAs } from '../packages.ts';
import { answer, drop, untilReview } from '../reviewed-packages.ts';
import { tellings } from '../rows.ts';
import { flowSettings, openEgress, startWorld, type World } from '../world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
let world: World;
let key: OperationKey;
beforeEach(async () => {
  world = await startWorld();
  key = await drop(world, 'results');
});
afterEach(() => world.stop());

const rules = (approval: object) => ({ egress: { ...openEgress, approval: { ...openEgress.approval, ...approval } } });
const later = async (seconds: number) => new Date(Date.parse((await rounds()).at(-1)?.deadline ?? '') + 1000 * seconds);

async function rounds() {
  return (await world.ports.decisions.read(key.id)).rounds.map(({ value }) => value);
}

/** Looks so many seconds after the deadline of the round, or now. */
async function look(seconds?: number) {
  if (seconds === undefined) return await world.activities.lookAtRound(key);
  const now = await later(seconds);
  return await createActivities({ ...world.ports, clock: { now: () => now } }, flowSettings).lookAtRound(key);
}

/** Writes what another part of the app, or a crash, leaves in the row. */
const inRow = (change: Partial<Operation>) => amend(world.ports.register, key, () => change);

/** Somebody decides, and the line in the audit is lost in a crash. */
async function decidesWithoutLine(choice: 'approve' | 'deny' = 'approve'): Promise<void> {
  const append = () => Promise.reject(new Error('the connection was cut'));
  const cut = world.withPorts({ audit: { ...world.ports.audit, append } });
  await expect(answer(cut, key, 'ada', choice, 'Row 3')).rejects.toThrow('the connection was cut');
}

/** Nobody but one approver may decide any longer. */
async function only(name: string): Promise<void> {
  const { people } = await world.project(rules({}));
  const approvers = people.approvers.map((one) => (one.name === name ? one : { ...one, eligibleUntil: '2026-01-02' }));
  await world.project({ ...rules({}), people: { ...people, approvers } });
}

const kinds = () => tellings(world.ports, key);

describe('how a round stands', () => {
  test('is read without a write where nothing is new', async () => {
    await untilReview(world, key);
    const before = await world.ports.register.get(key);
    expect(await look()).toEqual({ status: 'open', asked: expect.stringMatching(/^1 /) });
    expect(await world.ports.register.get(key)).toEqual(before);
  });

  test.each([3600, 86_399])('names the %d seconds until its deadline', async (waitSeconds) => {
    await untilReview(world, key);
    expect(await look(-waitSeconds)).toEqual({ status: 'open', asked: expect.any(String), waitSeconds });
  });

  test.each([86_400, 5 * 86_400])('names no time that is a day away or further, %d seconds', async (before) => {
    await untilReview(world, key);
    expect(await look(-before)).toEqual({ status: 'open', asked: expect.any(String) });
  });

  test('at its deadline it has ended, and nobody is asked any more', async () => {
    await untilReview(world, key);
    expect(await look(0)).toEqual({ status: 'expired', asked: '' });
    expect((await kinds()).filter((kind) => kind === 'review.expired' || kind === 'review.overdue')).toEqual([
      'review.expired',
    ]);
  });

  test('past its deadline it is open where that is wanted, is said to be overdue once, and has no next moment', async () => {
    await world.project(rules({ onDeadline: 'keep' }));
    await untilReview(world, key);
    for (const seconds of [0, 5]) expect(await look(seconds)).toEqual({ status: 'open', asked: expect.any(String) });
    expect((await kinds()).filter((kind) => kind === 'review.overdue')).toHaveLength(1);
  });

  test('is not looked at where its package is no longer in review, though that is to stop', async () => {
    await untilReview(world, key);
    await inRow({ state: 'releasing', stop: { by: 'x', at: '2026-03-01T10:00:00.000Z', message: 'enough' } });
    expect(await look()).toEqual({ status: 'elsewhere' });
  });

  test('does not matter for a package in review that is to stop or holds malware', async () => {
    await untilReview(world, key);
    await inRow({ problems: malwareProblems([{ path: 'table.csv', detail: 'EICAR' }]) });
    expect(await look()).toEqual({ status: 'malicious' });
    await inRow({ stop: { by: 'x', at: '2026-03-01T10:00:00.000Z', message: 'enough' } });
    expect(await look()).toEqual({ status: 'stopped', message: 'enough' });
  });

  test('decides alone about a package that was sent back', async () => {
    await untilReview(world, key);
    await answer(world, key, 'ada', 'deny', 'Row 3');
    await inRow({ state: 'denied', stop: { by: 'x', at: '2026-03-01T10:00:00.000Z', message: 'enough' } });
    expect(await look()).toEqual({ status: 'denied', asked: '' });
    await inRow({ problems: malwareProblems([{ path: 'table.csv', detail: 'EICAR' }]) });
    expect(await look()).toEqual({ status: 'denied', asked: '' });
  });
});

test.each(choices.filter((choice) => choiceWords[choice].sendsBack))(
  'a round that ended with "%s" opens for nobody once that row is lost, whatever the definition in force asks for',
  async (choice) => {
    await untilReview(world, key);
    await decideAs(world, key, 'Ada', choice);
    const before = await rounds();
    const { decisions } = world.ports;
    const read: DecisionStore['read'] = async (id) => ({ ...(await decisions.read(id)), decisions: [] });
    const without = world.withPorts({ decisions: { ...decisions, read } });
    await only('Ben');
    await expect(without.activities.lookAtRound(key)).rejects.toThrow(LostRound);
    expect(await rounds()).toEqual(before);
  },
);

const withdrawal = {
  by: person('Rita', 2).oid,
  at: '2026-03-01T10:00:00.000Z',
  part: 'researcher' as const,
  reason: '',
};

describe('a package that is withdrawn', () => {
  test('has its round closed', async () => {
    await untilReview(world, key);
    await inRow({ withdrawal });
    expect(await look()).toEqual({ status: 'withdrawn', asked: '' });
  });

  test('is not asked about anew when the rules change, whatever its round was', async () => {
    await untilReview(world, key);
    await answer(world, key, 'ada', 'deny', 'Row 3');
    await inRow({ withdrawal });
    await world.project(rules({ quorum: 3 }));
    expect(await look()).toEqual({ status: 'denied', asked: '' });
    expect(await rounds()).toHaveLength(1);
  });

  test('is asked about no more when its round is opened again meanwhile, and the next look closes that', async () => {
    await untilReview(world, key);
    await answer(world, key, 'ada', 'deny', 'Row 3');
    await inRow({ withdrawal });
    await only('Ben');
    let reads = 0;
    const read: DecisionStore['read'] = async (id) => {
      reads += 1;
      // The denial was read as it stood; whoever denied may decide no longer.
      if (reads === 2) await reviseRound(world.ports, key);
      return world.ports.decisions.read(id);
    };
    const met = world.withPorts({ decisions: { ...world.ports.decisions, read } });
    expect(await met.activities.lookAtRound(key)).toEqual({ status: 'open', asked: '' });
    expect(await look()).toEqual({ status: 'withdrawn', asked: '' });
  });
});

describe('what a crash prevented', () => {
  test('is written: the number of the latest round into the row', async () => {
    await untilReview(world, key);
    await world.project(rules({ quorum: 3 }));
    await look();
    await inRow({ round: 1 });
    expect(await look()).toMatchObject({ status: 'open', asked: expect.stringMatching(/^2 /) });
    expect((await world.operation(key)).round).toBe(2);
  });

  test.each([
    ['looks while the round is open', () => look()],
    ['closes the round', () => world.activities.withdrawRound(key)],
    [
      'stops it on the way, and closes it',
      async () => {
        await inRow({
          stop: { message: 'Otto stopped it', by: person('Otto', 50).oid, at: '2026-01-01T00:00:00.000Z' },
        });
        await look();
        await world.activities.withdrawRound(key);
      },
    ],
    [
      'withdraws the package',
      async () => {
        const [by] = (await world.project(rules({}))).people.researchers;
        await withdrawOperation(world.ports, idle, { key, by: by?.oid ?? '', part: 'researcher', reason: '' });
      },
    ],
  ])('is written by whoever %s: the line of a decision', async (_, act) => {
    await untilReview(world, key);
    await decidesWithoutLine();
    await act();
    expect((await kinds()).filter((kind) => kind === 'decision.recorded')).toHaveLength(1);
  });

  test('is written while a later round is open: lines of decisions in the one before', async () => {
    await untilReview(world, key);
    await decidesWithoutLine();
    await world.project(rules({ quorum: 3 }));
    expect(await look()).toMatchObject({ status: 'open' });
    expect(await kinds()).toContain('decision.recorded');
  });
});

describe('that too few are left to approve', () => {
  const told = async () => (await kinds()).filter((kind) => kind === 'review.unreachable').length;

  test('is said of a round that is open', async () => {
    await untilReview(world, key);
    await only('Ada');
    expect(await look()).toMatchObject({ status: 'open' });
    expect(await told()).toBe(1);
  });

  test('is not said of a round that is over', async () => {
    await untilReview(world, key);
    await answer(world, key, 'ada', 'deny', 'Row 3');
    await only('Ada');
    expect(await look()).toEqual({ status: 'denied', asked: '' });
    expect(await told()).toBe(0);
  });
});
