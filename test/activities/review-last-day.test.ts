import { afterEach, expect, test } from 'vitest';
import { projectSchema } from '../../src/domain/project/project.ts';
import { extendDeadline } from '../../src/use-cases/review/change-review.ts';
import { definition, person } from '../domain/sample.ts';
import { LivingWorld } from '../memory/living-world.ts';
import { forEver } from './flow-settings.ts';

let living: LivingWorld;
afterEach(() => living.stop());

const [ada, ben, cem] = [person('Ada', 11), person('Ben', 12), person('Cem', 13)];
const everybody = [ada, ben, cem];

/** A package in review since Thursday 2026-03-05, 10:00 UTC, with two business days in a zone that is an hour ahead. */
async function inReview(onDeadline: 'return' | 'keep' = 'return') {
  living = new LivingWorld('2026-03-05T10:00:00Z');
  const approval = { quorum: 2, independent: 0, deadlineBusinessDays: 2, onDeadline };
  const project = projectSchema.parse({
    ...definition(),
    ...forEver,
    egress: { quietSeconds: 1, purposeRequired: false, approval },
    calendar: { timeZone: 'Europe/Amsterdam', holidays: ['2026-03-06'] },
  });
  await living.world.ports.projects.put(project, null);
  return await living.package(project.id, 'results');
}

/** What the approvers were sent, each with the minute. */
const subjects = () =>
  everybody.map(({ email }) => living.mailsTo(email).map(({ subject }) => subject.replace(/.*\] |: package.*/g, '')));

test('whoever has not decided is told once when one business day is left, and nobody who has', async () => {
  const key = await inReview();
  await living.decide(key, ada, 'approve');
  await living.until('2026-03-10T07:59:00Z');
  expect(subjects().map((all) => all.length)).toEqual([1, 1, 1]);
  await living.until('2026-03-10T08:00:01Z');
  const asked = 'Decide by 10 Mar';
  const last = 'Last day, 10 Mar';
  expect(subjects()).toEqual([[asked], [asked, last], [asked, last]]);
  expect(living.mailsTo(ben.email).at(-1)?.text).toContain('please decide by Tue, 10 Mar 2026, 17:00 CET (16:00 UTC)');
  await living.until('2026-03-10T15:00:00Z');
  expect(await living.decide(key, ben, 'approve')).toBe('recorded');
  await living.until('2026-03-11T12:00:00Z');
  expect((await living.world.operation(key)).state).toBe('released');
  expect(subjects().map((all) => all.filter((one) => one === last).length)).toEqual([0, 1, 1]);
});

test('whoever is asked on the last day is asked once, and a later deadline has a last day of its own', async () => {
  const key = await inReview('keep');
  await living.until('2026-03-10T09:00:00Z');
  const dan = { ...person('Dan', 14), independent: false };
  await living.change(key.project, (project) => ({
    ...project,
    people: { ...project.people, approvers: [...project.people.approvers, dan] },
  }));
  await living.wake(key);
  expect(living.mailsTo(dan.email)).toHaveLength(1);
  expect(living.mailsTo(ben.email)).toHaveLength(2);
  await living.until('2026-03-10T16:00:01Z');
  expect(living.mailsTo(ben.email).at(-1)?.subject).toContain('Overdue');
  const act = { key, by: person('Otto', 50).oid, reason: 'They are on holiday' };
  const { round } = await extendDeadline(living.world.ports, living.workflows, act, { businessDays: 2 });
  expect(round.deadline).toBe('2026-03-12T16:00:00.000Z');
  await living.until('2026-03-12T08:00:01Z');
  const since = living.mailsTo(dan.email).map(({ subject }) => subject.replace(/.*\] |: package.*/g, ''));
  expect(since.slice(1)).toEqual(['Overdue', 'Decide by 12 Mar', 'Last day, 12 Mar']);
});
