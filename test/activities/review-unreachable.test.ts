import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Person } from '../../src/domain/project/project.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { suspendPerson } from '../../src/use-cases/people/suspend-person.ts';
import { amendRoundsOf } from '../../src/use-cases/review/amend-rounds.ts';
import { person } from '../domain/sample.ts';
import { flowSettings, openEgress, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const otto = person('Otto', 50);
const owen = person('Owen', 51);
const approver = (name: string, number: number) => ({ ...person(name, number), independent: false });
const [ada, ben, cem, dan] = [approver('Ada', 11), approver('Ben', 12), approver('Cem', 13), approver('Dan', 14)];
/** Still in the definition, but their time is over. */
const gone = (one: object) => ({ ...one, eligibleUntil: '2026-01-02' });
const caller = { oid: otto.oid, name: 'Otto', emails: [otto.email], roles: [], groups: 'no-claim' as const };

/** Puts a definition with these approvers in force, as its route does: rounds are held to it and woken. */
async function approvers(these: readonly object[], egress: object = openEgress): Promise<string[]> {
  const { people } = await world.project();
  await world.project({ egress, people: { ...people, approvers: these, operators: [otto, owen] } });
  return await amended();
}

async function amended(): Promise<string[]> {
  const woken: string[] = [];
  const workflows = { start: async () => {}, wake: async (id: string) => void woken.push(id) };
  await amendRoundsOf(world.ports, workflows, 'heart-study');
  return woken;
}

/** A package in review, with whoever is to be told told. */
async function inReview(name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/table.csv`, 'x,y\n');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  const key = await world.open('export', `heart-study/${name}/_COMPLETE`);
  await goOn(key);
  return key;
}

/** Lets the flow run until everybody was told and it waits for people. */
async function goOn(key: OperationKey): Promise<void> {
  let looks = 0;
  const before = (name: string) => {
    if (name === 'lookAtRound') looks += 1;
  };
  await world.run('export', key, { before, enough: () => looks > 1 });
}

const mailsTo = async ({ id }: OperationKey, { email }: Person) =>
  (await world.mails()).filter(({ to, text }) => to[0]?.address === email && text.includes(id));

describe('a review that too few people can still approve', () => {
  test('is told to the operators once after each change, with what they can do', async () => {
    await approvers([ada, ben, cem]);
    const key = await inReview('vain');
    expect(await mailsTo(key, otto)).toEqual([]);

    expect(await approvers([ada, ben, gone(cem)])).toContain(key.id);
    await goOn(key);
    expect(await mailsTo(key, otto)).toEqual([]);

    expect(await approvers([ada, gone(ben), gone(cem)])).toContain(key.id);
    for (let times = 0; times < 2; times += 1) await goOn(key);
    const [told, ...more] = await mailsTo(key, otto);
    expect(more).toEqual([]);
    expect(await mailsTo(key, owen)).toHaveLength(1);
    expect(told?.subject).toContain('Too few approvers are left');
    expect(told?.text).toContain('1 may decide, 0 of them independent; 2 must approve');
    for (const way of ['Name more approvers', '(extend)', 'Withdraw the package', 'Wait. It goes back'])
      expect(told?.text).toContain(way);
    expect(told?.text).not.toContain('vain/');
    expect(await mailsTo(key, ada)).toHaveLength(1);

    await approvers([dan, gone(ada), gone(ben)]);
    await goOn(key);
    expect(await mailsTo(key, otto)).toHaveLength(2);

    await approvers([dan, ben]);
    await goOn(key);
    expect(await mailsTo(key, otto)).toHaveLength(2);
    expect(await mailsTo(key, ben)).toHaveLength(2);
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
  });

  test('because somebody is suspended is told as well, but not to an operator who is', async () => {
    await approvers([ada, ben]);
    const key = await inReview('suspended');
    for (const { oid } of [ben, owen])
      await suspendPerson(world.ports, { project: 'heart-study', oid, caller, reason: 'left the institute' });
    expect(await amended()).toContain(key.id);
    await goOn(key);
    expect(await mailsTo(key, otto)).toHaveLength(1);
    expect(await mailsTo(key, owen)).toEqual([]);
    await world.project({ suspended: [] });
  });

  test('from the beginning of a round under new rules is told too, and what happens where reviews are kept open', async () => {
    const retention = { ...openEgress, approval: { ...openEgress.approval, onDeadline: 'keep' } };
    await approvers([ada, ben], retention);
    const key = await inReview('stricter');
    await approvers([ada, ben, gone(cem)], { ...retention, approval: { ...retention.approval, quorum: 3 } });
    await goOn(key);
    const [told, ...more] = await mailsTo(key, otto);
    expect(more).toEqual([]);
    expect(told?.text).toContain('stays in review after its deadline');
  });

  test('is told later when the mail server takes no mail', async () => {
    await approvers([ada, ben]);
    const key = await inReview('later');
    await approvers([ada, gone(ben)]);
    const mailer = { send: () => Promise.reject(new Error('nobody answers')) };
    const { inviteApprovers } = createActivities({ ...world.ports, mailer }, flowSettings);
    expect((await inviteApprovers({ key })).waitSeconds).toBe(60);
    expect(await mailsTo(key, otto)).toEqual([]);
    await goOn(key);
    expect(await mailsTo(key, otto)).toHaveLength(1);
  });
});
