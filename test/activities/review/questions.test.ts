import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActivities } from '../../../src/activities/index.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import type { Saying } from '../../../src/domain/review/decision.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { answerQuestion } from '../../../src/use-cases/review/answer-question.ts';
import { decide } from '../../../src/use-cases/review/decide.ts';
import { saveRemarks } from '../../../src/use-cases/review/file-remarks.ts';
import { collect } from '../../contract/samples.ts';
import { groupsOff, person } from '../../domain/sample.ts';
import { flowSettings, openEgress, startWorld, type World } from '../world.ts';

let world: World;
let ahead = 0;
const clock = { now: () => new Date(world.now().getTime() + ahead) };
beforeAll(async () => {
  world = await startWorld();
  Object.assign(world.activities, createActivities({ ...world.ports, clock }, flowSettings));
});
afterAll(() => world.stop());

const people = { ada: person('Ada', 11), ben: person('Ben', 12), cem: person('Cem', 13) };
const rita = person('Rita', 2);
const DAY = 86_400_000;
const workflows = { start: async () => undefined, wake: async () => undefined };

async function inReview(name: string): Promise<OperationKey> {
  await world.project({ egress: openEgress });
  await world.put('exports', `heart-study/${name}/table.csv`, 'x,y\n');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  const key = await world.open('export', `heart-study/${name}/_COMPLETE`);
  await world.run('export', key, { enough: async () => (await world.operation(key)).state === 'in-review' });
  await world.activities.openReview(key);
  await world.activities.inviteApprovers({ key });
  return key;
}

const mailsTo = async ({ id }: OperationKey, { email }: { email: string }) =>
  (await world.mails()).filter(({ to, text }) => to[0]?.address === email && text.includes(id));

const subjectsTo = async (key: OperationKey, who: { email: string }) =>
  (await mailsTo(key, who)).map(({ subject = '' }) => subject.replace(/^\[heart-study\] /, '').replace(/:.*$/, ''));

async function says(key: OperationKey, who: keyof typeof people, choice: Saying, reason = '') {
  const digest = (await world.operation(key)).package?.digest ?? '';
  const { oid } = people[who];
  const handle = { project: key.project, exportId: key.id, approver: oid };
  const said = { choice, reason, lookedAt: true, deidentified: true, digest };
  const approver = { oid, emails: [], groups: 'no-claim' as const };
  return await decide({ ...world.ports, clock, groupsClaim: groupsOff }, { handle, approver, ...said });
}

/** What its flow does until nothing is to be done: the round is looked at, and people are asked again where somebody is to be told. */
async function flows(key: OperationKey) {
  const look = await world.activities.lookAtRound(key);
  await world.activities.inviteApprovers({ key });
  return look;
}

async function answers(key: OperationKey, number: number, text: string): Promise<void> {
  const operation = await world.operation(key);
  await answerQuestion({ ...world.ports, clock }, workflows, { operation, number, text, by: rita.oid });
}

const roundOf = async ({ id }: OperationKey) => (await world.ports.decisions.read(id)).rounds[0]?.value;

test('a question is told to those whom it concerns, by mails that hold nothing of it, and so is its answer', async () => {
  const key = await inReview('asked');
  await says(key, 'ada', 'approve');
  const of = { exportId: key.id, round: 1, approver: people.cem.oid };
  await saveRemarks({ ...world.ports, clock }, of, [{ number: 1, seen: true, question: true, text: 'Which site?' }], 1);
  const before = await world.activities.lookAtRound(key);
  expect(await says(key, 'cem', 'ask', 'Why is there a second table?')).toMatchObject({ kind: 'recorded' });
  expect(await world.ports.remarks.drafts(of)).toMatchObject([
    { value: { remarks: [{ seen: true, question: false }] } },
  ]);
  const after = await flows(key);
  expect(after).not.toMatchObject({ asked: 'asked' in before ? before.asked : '' });
  await flows(key);
  expect(await subjectsTo(key, rita)).toContain('To be answered');
  expect(await subjectsTo(key, people.ada)).toContain('A question holds the release');
  for (const who of [people.ben, people.cem]) expect(await subjectsTo(key, who)).toHaveLength(1);
  const notice = `heart-study/${key.id}-question-1-1.txt`;
  const [inside = ''] = Object.values(await world.contents('notices', notice));
  expect(inside).toContain('File 1, table.csv (a question): Which site?');
  expect(inside).toContain('Why is there a second table?');
  for (const { text, subject = '', html } of await world.mails())
    for (const word of ['second table', 'Which site', 'table.csv'])
      expect(`${subject} ${text} ${html}`).not.toContain(word);

  await says(key, 'ben', 'approve');
  expect((await roundOf(key))?.status).toBe('open');
  await answers(key, 1, 'It has the counts behind the first');
  await answers(key, 1, 'It has the counts behind the first');
  expect(await flows(key)).toMatchObject({ status: 'open' });
  for (const who of Object.values(people)) expect(await subjectsTo(key, who)).toContain('Answered');
  await says(key, 'cem', 'approve');
  expect(await world.run('export', key)).toMatchObject({ state: 'released' });
  const lines = (await collect(world.ports.audit.lines(key.project))).filter((line) => line.includes(key.id));
  expect(lines.filter((line) => line.includes('"kind":"review.asked"'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('"kind":"review.answered"'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('review.unanswered'))).toEqual([]);
  expect(await verifyProofs({ ...world.ports, clock })).toMatchObject({ ok: true });
});

test('a question that nobody answers is told again, holds three business days, and is listed then', async () => {
  const key = await inReview('never-answered');
  await says(key, 'cem', 'ask', 'Why?');
  await says(key, 'ada', 'approve');
  await says(key, 'ben', 'approve');
  await flows(key);
  const [asked] = (await roundOf(key))?.questions ?? [];
  const until = Date.parse(asked?.until ?? '');
  ahead = until - world.now().getTime() - DAY / 8;
  expect(await flows(key)).toMatchObject({ status: 'open', waitSeconds: expect.any(Number) });
  expect((await subjectsTo(key, rita)).slice(-2)).toEqual(['To be answered', 'Still to be answered']);
  ahead = until - world.now().getTime() + 1000;
  expect(await world.activities.lookAtRound(key)).toMatchObject({ status: 'approved' });
  expect(await says(key, 'cem', 'ask', 'And why?')).toMatchObject({ kind: 'refuse', code: 'closed' });
  await expect(answers(key, 1, 'So')).rejects.toThrow('too late for an answer');
  expect(await world.run('export', key)).toMatchObject({ state: 'released' });
  const lines = (await collect(world.ports.audit.lines(key.project))).filter((line) => line.includes(key.id));
  expect(lines.filter((line) => line.includes('"kind":"review.unanswered"'))).toHaveLength(1);
  expect(await verifyProofs({ ...world.ports, clock })).toMatchObject({ ok: true });
  ahead = 0;
});
