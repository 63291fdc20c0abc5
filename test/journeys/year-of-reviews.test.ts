import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicHolidays } from '../../scripts/public-holidays.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { submitPackage } from '../../src/use-cases/operation/submit-package.ts';
import { noteAbsence } from '../../src/use-cases/people/absences.ts';
import { forEver } from '../activities/flow-settings.ts';
import { definition, person } from '../domain/sample.ts';
import { LivingWorld } from '../memory/living-world.ts';

const [ada, ben, rob] = [person('Ada', 11), person('Ben', 12), person('Rob', 14)];
const [otto, eva] = [person('Otto', 50), person('Eva', 60)];
const told = [ada, ben, rob, otto, eva];
const morning = ['07:35', '08:35', '16:05'];

let living: LivingWorld;
beforeAll(async () => {
  living = new LivingWorld('2026-01-05T10:00:00Z');
  const holidays = [2026, 2027].flatMap((year) => publicHolidays(['GB', 'ENG'], year).map(({ date }) => date));
  for (const [id, more] of [
    ['heart-study', { escalateTo: [eva] }],
    ['lung-study', { deadlineBusinessDays: 4, onDeadline: 'keep' }],
  ] as const) {
    const approvers = [ada, ben, { ...rob, reserve: true }];
    const approval = { quorum: 2, independent: 0, ...more };
    const project = projectSchema.parse({
      ...definition(),
      ...forEver,
      id,
      title: `${id} of a year`,
      people: { ...definition().people, approvers, operators: [otto] },
      egress: { quietSeconds: 1, purposeRequired: false, approval },
      calendar: { timeZone: 'Europe/London', holidays },
    });
    await living.world.ports.projects.put(project, null);
  }
});
afterAll(() => living.stop());

let seen = 0;
/** What approvers, operators and whoever is named for it were sent since the last time, each with the minute, the addressee and the subject. */
function news(...packages: readonly OperationKey[]): string[] {
  return newsOf(told, packages);
}

function newsOf(
  people: readonly { readonly name: string; readonly email: string }[],
  packages: readonly OperationKey[],
): string[] {
  const numbers = packages.map(({ id }) => id.slice(-6));
  const mails = living.sent.slice(seen);
  seen = living.sent.length;
  const lines = mails.flatMap(({ at, mail: { to, subject } }) => {
    const who = people.find(({ email }) => email === to)?.name;
    const what = numbers.reduce((text, number, at) => text.replace(number, `P${at + 1}`), subject);
    return who === undefined ? [] : [{ at, line: `${at.slice(5, 16)} ${who}: ${what.replace(/ \(up to.*\)/, '')}` }];
  });
  // Which of two reviews does something first in the same minute is nobody's business.
  const order = ({ at, line }: (typeof lines)[number]) => `${at.slice(0, 16)} ${line}`;
  return lines.sort((one, other) => (order(one) < order(other) ? -1 : 1)).map(({ line }) => line);
}

test('in winter a review is reminded of, escalates, has a last day and expires', async () => {
  const one = await living.package('heart-study', 'one');
  living.sweeps = morning;
  await living.until('2026-01-07T12:00:00Z');
  await living.decide(one, ada, 'approve');
  await living.until('2026-01-20T12:00:00Z');
  expect(news(one)).toEqual([
    '01-05T10:00 Ada: [heart-study] Decide by 19 Jan: package P1',
    '01-05T10:00 Ben: [heart-study] Decide by 19 Jan: package P1',
    '01-06T08:35 Ada: [heart-study] 1 review waits for your decision',
    '01-06T08:35 Ben: [heart-study] 1 review waits for your decision',
    '01-08T08:35 Ben: [heart-study] 1 review waits for your decision',
    '01-12T08:35 Ben: [heart-study] 1 review waits for your decision',
    '01-12T13:30 Eva: [heart-study] Not decided yet: package P1',
    '01-12T13:30 Rob: [heart-study] Decide by 19 Jan: package P1',
    '01-13T08:35 Rob: [heart-study] 1 review waits for your decision',
    '01-14T08:35 Ben: [heart-study] 1 review waits for your decision',
    '01-15T08:35 Rob: [heart-study] 1 review waits for your decision',
    '01-16T08:35 Ben: [heart-study] 1 review waits for your decision',
    '01-19T09:00 Ben: [heart-study] Last day, 19 Jan: package P1',
    '01-19T09:00 Rob: [heart-study] Last day, 19 Jan: package P1',
    '01-19T17:00 Ben: [heart-study] No decision needed: the package P1 was not decided in time',
    '01-19T17:00 Rob: [heart-study] No decision needed: the package P1 was not decided in time',
  ]);
  expect((await living.world.operation(one)).state).toBe('returned');
});

test('in summer, with two projects, everybody gets one digest a day; whoever is away gets none, and operators learn of it', async () => {
  living.sweeps = [];
  await living.until('2026-07-01T09:00:00Z');
  const [two, three] = [await living.package('heart-study', 'two'), await living.package('lung-study', 'three')];
  const act = { person: ben, by: ben.oid, reason: 'holiday' };
  await noteAbsence(living.world.ports, living.workflows, act, { from: '2026-07-03', to: '2026-07-12' });
  living.sweeps = morning;
  await living.until('2026-07-10T12:00:00Z');
  expect(news(two, three)).toEqual([
    '07-01T09:00 Ada: [heart-study] Decide by 15 Jul: package P1',
    '07-01T09:00 Ben: [heart-study] Decide by 15 Jul: package P1',
    '07-01T09:01 Ada: [lung-study] Decide by 7 Jul: package P2',
    '07-01T09:01 Ben: [lung-study] Decide by 7 Jul: package P2',
    '07-02T07:35 Ada: [Sallyport] 2 reviews wait for your decision',
    '07-02T07:35 Ben: [Sallyport] 2 reviews wait for your decision',
    '07-03T06:00 Otto: [lung-study] Too few approvers are left for the package P2',
    '07-03T06:00 Rob: [heart-study] Decide by 15 Jul: package P1',
    '07-03T06:00 Rob: [lung-study] Decide by 7 Jul: package P2',
    '07-06T07:35 Ada: [Sallyport] 2 reviews wait for your decision',
    '07-06T07:35 Rob: [Sallyport] 2 reviews wait for your decision',
    '07-07T08:00 Ada: [lung-study] Last day, 7 Jul: package P2',
    '07-07T08:00 Rob: [lung-study] Last day, 7 Jul: package P2',
    '07-07T16:00 Ada: [lung-study] Overdue: package P2',
    '07-07T16:00 Otto: [lung-study] The review of the package P2 is past its deadline',
    '07-07T16:00 Rob: [lung-study] Overdue: package P2',
    '07-08T07:35 Ada: [Sallyport] 2 reviews wait for your decision',
    '07-08T07:35 Otto: [lung-study] 1 review is past the deadline',
    '07-08T07:35 Rob: [Sallyport] 2 reviews wait for your decision',
    '07-08T12:30 Eva: [heart-study] Not decided yet: package P1',
    '07-09T07:35 Ada: [lung-study] 1 review waits for your decision',
    '07-09T07:35 Otto: [lung-study] 1 review is past the deadline',
    '07-09T07:35 Rob: [lung-study] 1 review waits for your decision',
    '07-10T07:35 Ada: [Sallyport] 2 reviews wait for your decision',
    '07-10T07:35 Otto: [lung-study] 1 review is past the deadline',
    '07-10T07:35 Rob: [Sallyport] 2 reviews wait for your decision',
  ]);
  await living.until('2026-07-13T12:00:00Z');
  expect(news(two, three)).toEqual([
    '07-13T07:35 Ada: [lung-study] 1 review waits for your decision',
    '07-13T07:35 Otto: [lung-study] 1 review is past the deadline',
    '07-13T07:35 Rob: [lung-study] 1 review waits for your decision',
    '07-13T08:00 Ben: [lung-study] Overdue: package P2',
  ]);
  for (const key of [two, three]) for (const who of [ada, ben]) await living.decide(key, who, 'approve');
  await living.until('2026-07-14T12:00:00Z');
  expect(news(two, three)).toEqual([
    '07-13T12:00 Rob: [heart-study] No decision needed: the package P1 was approved',
    '07-13T12:00 Rob: [lung-study] No decision needed: the package P2 was approved',
  ]);
  for (const key of [two, three]) expect((await living.world.operation(key)).state).toBe('released');
});

test('in autumn approvers ask twice for changes, the researcher answers with the next package, and the third is released', async () => {
  living.sweeps = [];
  await living.until('2026-10-05T10:00:00Z');
  await living.change('heart-study', ({ egress, ...rest }) => ({
    ...rest,
    egress: { ...egress, purposeRequired: true },
  }));
  const everybody = [...told, ...definition().people.researchers];
  const sent: OperationKey[] = [];
  const send = async (name: string, words: { readonly answer?: string } = {}) => {
    const key = await living.package('heart-study', name);
    const before = sent.at(-1);
    sent.push(key);
    expect((await living.world.operation(key)).round).toBeUndefined();
    const by = { oid: definition().people.researchers[0]?.oid ?? '', name: 'Rui' };
    const goesOn = before === undefined ? {} : { continues: before.id, ...words };
    await submitPackage(living.world.ports, living.workflows, { key, purpose: 'For the paper', ...goesOn, by });
    await living.wake(key);
    return key;
  };
  living.sweeps = ['10:05'];
  const five = await send('five');
  await living.until('2026-10-05T12:00:00Z');
  await living.decide(five, ben, 'changes');
  await living.until('2026-10-06T10:00:00Z');
  const six = await send('six', { answer: 'The name is gone' });
  await living.until('2026-10-06T12:00:00Z');
  await living.decide(six, ada, 'changes');
  await living.until('2026-10-07T10:00:00Z');
  const seven = await send('seven', { answer: 'And so is the date' });
  await living.until('2026-10-07T12:00:00Z');
  for (const who of [ada, ben]) await living.decide(seven, who, 'approve');
  await living.until('2026-10-08T12:00:00Z');
  expect(newsOf(everybody, sent)).toEqual([
    '10-05T10:00 Rita: [heart-study] Say why the package P1 is sent',
    '10-05T10:00 Ron: [heart-study] Say why the package P1 is sent',
    '10-05T10:01 Ada: [heart-study] Decide by 19 Oct: package P1',
    '10-05T10:01 Ben: [heart-study] Decide by 19 Oct: package P1',
    '10-05T10:05 Otto: [heart-study] The rules of the project changed',
    '10-05T10:05 Rita: [heart-study] The package P1 is in review',
    '10-05T10:05 Rita: [heart-study] The rules of the project changed',
    '10-05T10:05 Ron: [heart-study] The package P1 is in review',
    '10-05T10:05 Ron: [heart-study] The rules of the project changed',
    '10-05T12:00 Ada: [heart-study] No decision needed: the package P1 goes back for changes',
    '10-05T12:00 Rita: [heart-study] Changes are wanted: package P1',
    '10-05T12:00 Ron: [heart-study] Changes are wanted: package P1',
    '10-06T10:00 Rita: [heart-study] Say why the package P2 is sent',
    '10-06T10:00 Ron: [heart-study] Say why the package P2 is sent',
    '10-06T10:01 Ada: [heart-study] Decide by 20 Oct: package P2',
    '10-06T10:01 Ben: [heart-study] Decide by 20 Oct: package P2',
    '10-06T10:05 Rita: [heart-study] The package P2 is in review',
    '10-06T10:05 Ron: [heart-study] The package P2 is in review',
    '10-06T12:00 Ben: [heart-study] No decision needed: the package P2 goes back for changes',
    '10-06T12:00 Rita: [heart-study] Changes are wanted: package P2',
    '10-06T12:00 Ron: [heart-study] Changes are wanted: package P2',
    '10-07T10:00 Rita: [heart-study] Say why the package P3 is sent',
    '10-07T10:00 Ron: [heart-study] Say why the package P3 is sent',
    '10-07T10:01 Ada: [heart-study] Decide by 21 Oct: package P3',
    '10-07T10:01 Ben: [heart-study] Decide by 21 Oct: package P3',
    '10-07T10:05 Rita: [heart-study] The package P3 is in review',
    '10-07T10:05 Ron: [heart-study] The package P3 is in review',
    '10-07T12:00 Rita: [heart-study] The package P3 was released',
    '10-07T12:00 Ron: [heart-study] The package P3 was released',
  ]);
  const states = await Promise.all(sent.map(async (key) => (await living.world.operation(key)).state));
  expect(states).toEqual(['returned', 'returned', 'released']);
});

test('over Christmas and New Year nobody is reminded, and a review that is kept open tells each working day', async () => {
  living.sweeps = [];
  await living.until('2026-12-22T12:00:00Z');
  const four = await living.package('lung-study', 'four');
  living.sweeps = morning;
  await living.until('2027-01-04T12:00:00Z');
  expect(news(four)).toEqual([
    '12-22T12:00 Ada: [lung-study] Decide by 30 Dec: package P1',
    '12-22T12:00 Ben: [lung-study] Decide by 30 Dec: package P1',
    '12-23T08:35 Ada: [lung-study] 1 review waits for your decision',
    '12-23T08:35 Ben: [lung-study] 1 review waits for your decision',
    '12-24T14:30 Rob: [lung-study] Decide by 30 Dec: package P1',
    '12-29T08:35 Ada: [lung-study] 1 review waits for your decision',
    '12-29T08:35 Ben: [lung-study] 1 review waits for your decision',
    '12-29T08:35 Rob: [lung-study] 1 review waits for your decision',
    '12-30T09:00 Ada: [lung-study] Last day, 30 Dec: package P1',
    '12-30T09:00 Ben: [lung-study] Last day, 30 Dec: package P1',
    '12-30T09:00 Rob: [lung-study] Last day, 30 Dec: package P1',
    '12-30T17:00 Ada: [lung-study] Overdue: package P1',
    '12-30T17:00 Ben: [lung-study] Overdue: package P1',
    '12-30T17:00 Otto: [lung-study] The review of the package P1 is past its deadline',
    '12-30T17:00 Rob: [lung-study] Overdue: package P1',
    '12-31T08:35 Ada: [lung-study] 1 review waits for your decision',
    '12-31T08:35 Ben: [lung-study] 1 review waits for your decision',
    '12-31T08:35 Otto: [lung-study] 1 review is past the deadline',
    '12-31T08:35 Rob: [lung-study] 1 review waits for your decision',
    '01-04T08:35 Ada: [lung-study] 1 review waits for your decision',
    '01-04T08:35 Ben: [lung-study] 1 review waits for your decision',
    '01-04T08:35 Otto: [lung-study] 1 review is past the deadline',
    '01-04T08:35 Rob: [lung-study] 1 review waits for your decision',
  ]);
  for (const { mail } of living.sent)
    if (mail.messageId.startsWith('digest.')) {
      expect(mail.follows).toBeUndefined();
      expect(mail.text).not.toMatch(/one|two|three|four|five|six|seven|table/);
    }
  expect(await verifyProofs(living.world.ports)).toMatchObject({ ok: true });
});
