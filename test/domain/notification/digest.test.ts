import { describe, expect, test } from 'vitest';
import { type DigestMark, digestsDue, type OpenReview, reminderDays } from '../../../src/domain/notification/digest.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import type { Absence } from '../../../src/domain/review/absence.ts';
import { decisionIn, newRound } from '../../../src/domain/review/approval.ts';
import { definition, person, sampleOperation } from '../sample.ts';

const [ada, ben] = [person('Ada', 11), person('Ben', 12)];
const thursday = new Date('2026-03-05T10:00:00.000Z');

function review(id = 'heart-study', timeZone = 'UTC', more: object = {}, approval: object = {}): OpenReview {
  const project = projectSchema.parse({
    ...definition(),
    id,
    people: { ...definition().people, approvers: [ada, ben], operators: [person('Otto', 50)] },
    egress: { approval: { quorum: 2, independent: 0, ...approval } },
    calendar: { timeZone, ...more },
  });
  const exportId = `exp_${id}`;
  const round = newRound({
    exportId,
    project,
    definition: 'h1',
    researchers: [],
    filesSince: thursday.toISOString(),
    number: 1,
    digest: 'd1',
    now: thursday,
  });
  const operation = sampleOperation({ id: exportId, door: 'export', project: id, state: 'in-review', round: 1 });
  return { operation, project, round, decisions: [] };
}

const due = (
  reviews: readonly OpenReview[],
  time: string,
  { mark, absences = [] }: { mark?: DigestMark; absences?: readonly Absence[] } = {},
) =>
  digestsDue(reviews, absences, mark, new Date(`${time}Z`)).map(({ to, day, items }) => {
    return `${to.name} ${day} ${items.map(({ review: { project } }) => project.id).join(' ')}`;
  });
const upTo = (time: string, again = false) => ({ mark: { upTo: new Date(`${time}Z`), again } });

describe('reminders of a review', () => {
  test('are one business day after the ask, then every two, at most five, and none on the last day', () => {
    expect(reminderDays(review(), thursday.toISOString())).toEqual([
      '2026-03-06',
      '2026-03-10',
      '2026-03-12',
      '2026-03-16',
      '2026-03-18',
    ]);
    const short = review('heart-study', 'UTC', {}, { deadlineBusinessDays: 2 });
    expect(reminderDays(short, thursday.toISOString())).toEqual(['2026-03-06']);
  });

  test('pass over holidays, and are as the project says', () => {
    const own = review(
      'heart-study',
      'UTC',
      { holidays: ['2026-03-06'] },
      { reminders: { firstAfter: 2, every: 1, most: 2 } },
    );
    expect(reminderDays(own, thursday.toISOString())).toEqual(['2026-03-10', '2026-03-11']);
    const none = review('heart-study', 'UTC', {}, { reminders: { most: 0 } });
    expect(reminderDays(none, thursday.toISOString())).toEqual([]);
  });
});

describe('a digest', () => {
  test('is due from half past eight to seven in the evening where people are', () => {
    const kathmandu = [review('heart-study', 'Asia/Kathmandu')];
    for (const [time, count] of [
      ['2026-03-06T02:44:00', 0],
      ['2026-03-06T02:45:00', 2],
      ['2026-03-06T13:14:00', 2],
      ['2026-03-06T13:15:00', 0],
    ] as const)
      expect(due(kathmandu, time)).toHaveLength(count);
  });

  test('holds all reviews that somebody is to be reminded of, also over time zones', () => {
    const [one, other] = [review('heart-study', 'Europe/London'), review('lung-study', 'Europe/Amsterdam')];
    expect(due([one, other], '2026-03-06T07:40:00')).toEqual([
      'Ada 2026-03-06 heart-study lung-study',
      'Ben 2026-03-06 heart-study lung-study',
    ]);
  });

  test('is no longer due once it was sent, and what a day without sweeps missed comes on the next working day', () => {
    expect(due([review()], '2026-03-06T09:00:00', upTo('2026-03-06T08:31:00'))).toEqual([]);
    expect(due([review()], '2026-03-09T07:59:00')).toEqual([]);
    expect(due([review()], '2026-03-09T08:31:00', upTo('2026-03-05T08:31:00'))).toHaveLength(2);
    expect(due([review()], '2026-03-08T12:00:00', upTo('2026-03-05T08:31:00'))).toEqual([]);
  });

  test('is tried again that day where somebody was not reached, and not on the next', () => {
    expect(due([review()], '2026-03-06T12:00:00', upTo('2026-03-06T11:55:00', true))).toHaveLength(2);
    expect(due([review()], '2026-03-09T12:00:00', upTo('2026-03-06T18:55:00', true))).toEqual([]);
  });

  test('passes over whoever has decided or is away, and what was withdrawn', () => {
    const open = review();
    const said = { approver: ada.oid, name: ada.name, choice: 'approve' as const, reason: '', lookedAt: true };
    const decision = decisionIn(open.round, { ...said, deidentified: true, digest: 'd1' }, thursday);
    const decided = { ...open, decisions: [decision] };
    expect(due([decided], '2026-03-06T09:00:00')).toEqual(['Ben 2026-03-06 heart-study']);
    const ill = {
      ...ben,
      id: 'a',
      from: '2026-03-06',
      to: '2026-03-09',
      by: ben.oid,
      reason: 'ill',
      at: '2026-03-06T06:00:00Z',
    };
    expect(due([decided], '2026-03-06T09:00:00', { absences: [ill] })).toEqual([]);
    // What was missed meanwhile is over; the next reminder comes at its day.
    const back = { ...upTo('2026-03-05T08:31:00'), absences: [ill] };
    expect(due([decided], '2026-03-10T09:30:00', back)).toEqual([]);
    expect(due([decided], '2026-03-12T09:30:00', back)).toEqual(['Ben 2026-03-12 heart-study']);
    const withdrawal = { by: 'x', part: 'researcher' as const, reason: 'r', at: '2026-03-06T06:00:00Z' };
    expect(due([{ ...open, operation: { ...open.operation, withdrawal } }], '2026-03-06T09:00:00')).toEqual([]);
  });

  test('tells each working day of a review that is kept open past its deadline, operators too', () => {
    const kept = review('heart-study', 'UTC', {}, { deadlineBusinessDays: 1, onDeadline: 'keep' });
    const day = upTo('2026-03-06T08:31:00');
    expect(due([kept], '2026-03-07T09:00:00', day)).toEqual([]);
    const names = ['Ada', 'Ben', 'Otto'];
    expect(due([kept], '2026-03-09T09:00:00', day)).toEqual(names.map((name) => `${name} 2026-03-09 heart-study`));
    expect(due([kept], '2026-03-10T09:00:00', upTo('2026-03-09T08:31:00'))).toHaveLength(3);
    expect(due([kept], '2026-03-10T09:00:00', upTo('2026-03-10T08:31:00'))).toEqual([]);
  });
});
