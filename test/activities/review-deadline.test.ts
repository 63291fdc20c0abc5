import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { DecisionStore } from '../../src/ports/records.ts';
import { extendDeadline, resendLinks } from '../../src/use-cases/review/change-review.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { collect } from '../contract/samples.ts';
import { groupsOff, person } from '../domain/sample.ts';
import { flowSettings, openEgress, startWorld, type World } from './world.ts';

let world: World;
let ahead = 0;
const clock = { now: () => new Date(world.now().getTime() + ahead) };
beforeAll(async () => {
  world = await startWorld();
  await world.project({ people: { ...(await world.project()).people, operators: [otto] } });
  Object.assign(world.activities, createActivities({ ...world.ports, clock }, flowSettings));
});
afterAll(() => world.stop());
afterEach(() => {
  ahead = 0;
});

const otto = person('Otto', 50);
const people = { ada: person('Ada', 11), ben: person('Ben', 12), cem: person('Cem', 13) };
const DAY = 86_400_000;
const asking = { by: otto.oid, reason: 'They are on holiday' };
const workflows = { start: async () => undefined, wake: async () => undefined };

/** A package in review, of a project that does this at deadlines; the deadline is 15 days away. */
async function inReview(name: string, onDeadline: 'return' | 'keep' = 'return'): Promise<OperationKey> {
  const { people: everybody } = await world.project({ egress: openEgress });
  const egress = { ...openEgress, approval: { ...openEgress.approval, onDeadline } };
  await world.project({ egress, people: { ...everybody, operators: [otto] } });
  await world.put('exports', `heart-study/${name}/table.csv`, 'x,y\n');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  const key = await world.open('export', `heart-study/${name}/_COMPLETE`);
  await world.run('export', key, { enough: async () => (await world.operation(key)).state === 'in-review' });
  await world.activities.openReview(key);
  await world.activities.inviteApprovers({ key });
  return key;
}

const roundOf = async ({ id }: OperationKey) => (await world.ports.decisions.read(id)).rounds[0]?.value;
const mailsTo = async ({ id }: OperationKey, { email }: { email: string }) =>
  (await world.mails()).filter(({ to, text }) => to[0]?.address === email && text.includes(id));

/** The handles of the links that somebody was sent, newest last. */
async function handlesOf(key: OperationKey, who: keyof typeof people): Promise<string[]> {
  const mails = await mailsTo(key, people[who]);
  return mails.flatMap(({ text }) => /\/api\/review\/([\w-]+)\?choice=approve/.exec(text)?.[1] ?? []);
}

async function answer(key: OperationKey, who: keyof typeof people, linkToken?: string, store?: Partial<DecisionStore>) {
  const link = linkToken ?? (await handlesOf(key, who)).at(-1) ?? '';
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice: 'approve' as const, reason: '', lookedAt: true, deidentified: true, digest };
  const { oid } = people[who];
  const ports = { ...world.ports, clock, groupsClaim: groupsOff, decisions: { ...world.ports.decisions, ...store } };
  return decide(ports, { handle: link, approver: { oid, emails: [], groups: 'no-claim' }, ...said });
}

async function linesOf({ id, project }: OperationKey, kind: string): Promise<string[]> {
  const lines = await collect(world.ports.audit.lines(project));
  return lines.filter((line) => line.includes(`"operation":"${id}"`) && line.includes(`"kind":"${kind}`));
}

async function expectProofs(): Promise<void> {
  const proof = await verifyProofs({ ...world.ports, clock });
  expect(proof).toMatchObject({ ok: true });
}

describe('a review at its deadline', () => {
  test('ends, the package goes back, researchers learn why, and nobody is asked again', async () => {
    const key = await inReview('late');
    await answer(key, 'ada');
    ahead = 15 * DAY + 1000;
    expect(await answer(key, 'ben')).toMatchObject({ kind: 'refuse', code: 'closed' });
    expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
    expect(await roundOf(key)).toMatchObject({ status: 'expired', revision: 3 });
    expect(await world.names('returned', `heart-study/late/${key.id}/`)).toHaveLength(1);
    expect(await world.names('released', 'heart-study/late/')).toEqual([]);
    const [asked, told] = await mailsTo(key, person('Rita', 2));
    expect(asked?.subject).toContain('is in review');
    expect(told?.text).toContain('the approvers did not decide in time');
    expect(await linesOf(key, 'review.expired')).toHaveLength(1);
    expect(await mailsTo(key, people.ada)).toHaveLength(1);
    const [, ended] = await mailsTo(key, people.ben);
    expect(ended?.subject).toContain('No decision needed');
    expect(ended?.text).toContain('was not decided by its deadline');
    expect(await mailsTo(key, otto)).toEqual([]);
    const [notice = ''] = await world.names('notices', `heart-study/${key.id}`);
    expect((await world.contents('notices', notice))[notice]).toContain('did not decide in time');
    expect(await answer(key, 'ben')).toMatchObject({
      kind: 'refuse',
      code: 'not-in-review',
      message: expect.stringContaining('not decided in time'),
    });
    await expectProofs();
  });

  test('sends the package back once, with one mail each, though the instance is lost after every single activity', async () => {
    const key = await inReview('crashes');
    ahead = 15 * DAY + 1000;
    const seen = new Set<string>();
    const crashAfter = (call: string) => !seen.has(call) && seen.add(call).has(call);
    let state = '';
    for (let before = -1; before !== seen.size; ) {
      before = seen.size;
      ({ state } = await world.run('export', key, { crashAfter }));
    }
    expect(state).toBe('returned');
    expect(seen.size).toBeGreaterThanOrEqual(10);
    const moves = (await linesOf(key, '')).flatMap((line) => /"id":"exp_\w+\.\d+\.([\w-]+)"/.exec(line)?.[1] ?? []);
    expect(moves).toEqual(['complete', 'passed', 'frozen', 'expire', 'give-back', 'returned']);
    expect(await linesOf(key, 'review.expired')).toHaveLength(1);
    expect(await mailsTo(key, person('Rita', 2))).toHaveLength(2);
    const { transfers } = await world.operation(key);
    expect(transfers.filter(({ step }) => step === 'export-return')).toHaveLength(1);
    await expectProofs();
  });

  test('whose quorum nobody could reach is told to operators', async () => {
    const key = await inReview('vain');
    const { people: everybody } = await world.project({ egress: openEgress });
    const approvers = everybody.approvers.map((one) => ({ ...one, eligibleUntil: '2026-01-02' }));
    await world.project({ egress: openEgress, people: { ...everybody, operators: [otto], approvers } });
    ahead = 15 * DAY;
    await world.run('export', key);
    const [told] = await mailsTo(key, otto);
    expect(told?.subject).toContain('Nobody could approve');
    await world.project({ egress: openEgress });
  });

  test('and a decision at the same instant: whichever writes the round first has its way', async () => {
    const key = await inReview('race');
    await answer(key, 'ada');
    const { activities } = world;
    // The approver's clock is a little behind: by it there is still time.
    const late = { now: () => new Date(world.now().getTime() + 15 * DAY + 2000) };
    const expiring = createActivities({ ...world.ports, clock: late }, flowSettings);
    const record: DecisionStore['record'] = async (decision, round) => {
      if (round.value.status !== 'expired') await expiring.lookAtRound(key);
      return world.ports.decisions.record(decision, round);
    };
    expect(await answer(key, 'ben', undefined, { record })).toMatchObject({ kind: 'refuse', code: 'closed' });
    expect(await roundOf(key)).toMatchObject({ status: 'expired' });
    expect((await world.ports.decisions.read(key.id)).decisions).toHaveLength(1);

    const other = await inReview('race-lost');
    await answer(other, 'ada');
    const updateRound: DecisionStore['updateRound'] = async (round) => {
      if (round.value.status === 'expired') await answer(other, 'ben');
      return world.ports.decisions.updateRound(round);
    };
    const ports = { ...world.ports, clock: late, decisions: { ...world.ports.decisions, updateRound } };
    expect(await createActivities(ports, flowSettings).lookAtRound(other)).toMatchObject({ status: 'approved' });
    expect(await roundOf(other)).toMatchObject({ status: 'approved' });
    expect(await activities.lookAtRound(other)).toMatchObject({ status: 'approved' });
  });

  test('says in how many seconds it comes once that is less than a day', async () => {
    const key = await inReview('soon');
    expect(await world.activities.lookAtRound(key)).not.toHaveProperty('waitSeconds');
    ahead = 15 * DAY - 3_600_000;
    const look = await world.activities.lookAtRound(key);
    expect('waitSeconds' in look && look.waitSeconds).toBeGreaterThan(3590);
  });
});

describe('a review that is kept open', () => {
  test('tells operators and those who have not decided, once, and decisions count on', async () => {
    const key = await inReview('kept', 'keep');
    await answer(key, 'ada');
    ahead = 15 * DAY + 1000;
    for (let time = 0; time < 3; time += 1) {
      expect(await world.activities.lookAtRound(key)).toMatchObject({ status: 'open' });
      await world.activities.inviteApprovers({ key });
      ahead += DAY;
    }
    const told = await Promise.all([otto, people.ada, people.ben].map((who) => mailsTo(key, who)));
    expect(told.map((mails) => mails.length)).toEqual([1, 1, 2]);
    expect(told[0]?.[0]?.subject).toContain('past its deadline');
    expect(await linesOf(key, 'review.overdue')).toHaveLength(1);
    expect(await answer(key, 'ben')).toMatchObject({ kind: 'recorded' });
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    await expectProofs();
  });
});

describe('an operator', () => {
  const ports = () => ({ ...world.ports, clock });

  test('gives more time; those who have not decided are told, with new links beside the old ones', async () => {
    const key = await inReview('extended');
    await answer(key, 'ada');
    ahead = 10 * DAY;
    const before = await roundOf(key);
    const { round } = await extendDeadline(ports(), workflows, { key, ...asking }, { businessDays: 9 });
    expect(Date.parse(round.deadline)).toBeGreaterThan(Date.parse(before?.deadline ?? ''));
    expect(await roundOf(key)).toEqual(round);
    expect(await linesOf(key, 'review.extended')).toEqual([expect.stringContaining(asking.reason)]);
    await world.activities.inviteApprovers({ key });
    const told = await Promise.all([people.ada, people.ben].map((who) => mailsTo(key, who)));
    expect(told.map((mails) => mails.length)).toEqual([1, 2]);
    expect(told[1]?.some(({ text }) => text.includes('There is more time than before'))).toBe(true);
    ahead = 15 * DAY;
    const [first] = await handlesOf(key, 'ben');
    expect(await answer(key, 'ben', first)).toMatchObject({ kind: 'recorded' });
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    await expectProofs();
  });

  test('gives no time to a review that is over or not yet open', async () => {
    const key = await inReview('over');
    ahead = 15 * DAY;
    const act = () => extendDeadline(ports(), workflows, { key, ...asking }, { businessDays: 9 });
    await expect(act()).rejects.toThrow('is over: it is expired');
    await world.run('export', key);
    await expect(act()).rejects.toThrow('is returned and not in review');
  });

  test('sends links anew: the old ones are dead at once, whoever has decided gets none', async () => {
    const key = await inReview('resent');
    await answer(key, 'ada');
    const [old] = await handlesOf(key, 'ben');
    await resendLinks(ports(), workflows, { key, ...asking }, undefined);
    expect(await answer(key, 'ben', old)).toMatchObject({ kind: 'refuse', code: 'link-replaced' });
    await world.activities.inviteApprovers({ key });
    const told = await Promise.all([people.ada, people.ben, people.cem].map((who) => mailsTo(key, who)));
    expect(told.map((mails) => mails.length)).toEqual([1, 2, 2]);
    await expect(resendLinks(ports(), workflows, { key, ...asking }, people.ben.oid)).rejects.toThrow('last hour');
    const linkTokens = await handlesOf(key, 'ben');
    expect(
      await answer(
        key,
        'ben',
        linkTokens.find((linkToken) => linkToken !== old),
      ),
    ).toMatchObject({ kind: 'recorded' });
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    expect(await linesOf(key, 'review.resent')).toHaveLength(1);
    await expectProofs();
  });

  test('a crash between the round and its line leaves the line to the next look', async () => {
    const key = await inReview('cut');
    let appends = 0;
    const append: typeof world.ports.audit.append = async (chain, events) => {
      appends += 1;
      if (appends > 1) throw new Error('the connection was cut');
      return world.ports.audit.append(chain, events);
    };
    const cut = { ...ports(), audit: { ...world.ports.audit, append } };
    await expect(extendDeadline(cut, workflows, { key, ...asking }, { until: tomorrowInTwoWeeks() })).rejects.toThrow();
    expect(await linesOf(key, 'review.extended')).toHaveLength(0);
    await world.activities.lookAtRound(key);
    expect(await linesOf(key, 'review.extended')).toHaveLength(1);
  });
});

/** The deadline of a round that opens now is in 15 days: with some days gone, the end of that day can be given. */
function tomorrowInTwoWeeks(): string {
  ahead = 2 * DAY;
  return new Date(world.now().getTime() + 15 * DAY).toISOString().slice(0, 10);
}

test('whom the mail server does not take is tried with growing pauses, and after eight hours the audit says so once', async () => {
  const key = await inReview('unreached');
  await resendLinks({ ...world.ports, clock }, workflows, { key, ...asking }, undefined);
  const began = Date.parse((await roundOf(key))?.resent?.at ?? '');
  const mailer = { send: () => Promise.reject(new Error('nobody answers')) };
  const { inviteApprovers } = createActivities({ ...world.ports, mailer, clock }, flowSettings);
  const pauseAfter = async (seconds: number) => {
    ahead = began + seconds * 1000 - world.now().getTime();
    return (await inviteApprovers({ key })).waitSeconds ?? 0;
  };
  expect(await pauseAfter(0)).toBe(60);
  expect(Math.round((await pauseAfter(3600)) / 60)).toBe(60);
  expect(await linesOf(key, 'mail.given-up')).toEqual([]);
  for (const hours of [8, 30]) {
    expect(await pauseAfter(hours * 3600)).toBeGreaterThanOrEqual(Math.min(hours, 24) * 3600);
    expect(await linesOf(key, 'mail.given-up')).toHaveLength(3);
  }
  expect((await world.activities.inviteApprovers({ key })).waitSeconds).toBeUndefined();
});
