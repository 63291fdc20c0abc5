import { describe, expect, test } from 'vitest';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { type Absence, availabilityIn, backSince, isOver, spanOf } from '../../../src/domain/review/absence.ts';
import { amendRound } from '../../../src/domain/review/amend-round.ts';
import { decisionIn, newRound } from '../../../src/domain/review/approval.ts';
import { escalatedRound } from '../../../src/domain/review/escalate-round.ts';
import { escalationOf, lastDayOf, nextMoment, unreachable } from '../../../src/domain/review/review-times.ts';
import { countedApprovals } from '../../../src/domain/review/round.ts';
import { roundEvents } from '../../../src/domain/review/round-events.ts';
import { definition, person } from '../sample.ts';

const [ada, ben, cem, rob] = [person('Ada', 11), person('Ben', 12), person('Cem', 13), person('Rob', 14)];

function project(approval: object = {}, days: object = {}): Project {
  const approvers = [ada, ben, { ...cem, independent: true }, { ...rob, reserve: true }];
  return projectSchema.parse({
    ...definition(),
    people: { ...definition().people, approvers },
    egress: { approval: { quorum: 2, independent: 1, deadlineBusinessDays: 4, ...approval } },
    calendar: { timeZone: 'Europe/Amsterdam', ...days },
  });
}

const monday = new Date('2026-03-02T10:00:00.000Z');
const open = (of = project()) =>
  newRound({
    exportId: 'exp_1',
    project: of,
    definition: 'h1',
    researchers: [],
    filesSince: monday.toISOString(),
    number: 1,
    digest: 'd1',
    now: monday,
  });
const round = open();
const approves = (who: typeof ada, at = monday) =>
  decisionIn(
    round,
    {
      approver: who.oid,
      choice: 'approve',
      reason: '',
      lookedAt: true,
      deidentified: true,
      digest: 'd1',
    },
    at,
  );
const away = (who: typeof ada, from: string, to: string): Absence => {
  return { ...who, id: `${who.name}-${from}`, from, to, by: who.oid, reason: 'ill', at: '2026-03-01T08:00:00.000Z' };
};
const on = (time: string) => new Date(`${time}Z`);

describe('an absence', () => {
  test('lasts until the next working day begins where the project is', () => {
    const friday = away(ada, '2026-03-27', '2026-03-27');
    expect(spanOf(friday, { ...project().calendar, timeZone: 'Europe/Amsterdam' })).toEqual({
      from: on('2026-03-26T23:00:00'),
      missedFrom: on('2026-03-27T06:00:00'),
      until: on('2026-03-30T07:00:00'),
    });
    const holidays = ['2026-03-30'];
    const kathmandu = { ...project().calendar, timeZone: 'Asia/Kathmandu', holidays };
    expect(spanOf(friday, kathmandu).until).toEqual(on('2026-03-31T03:15:00'));
  });

  test('is over once its last day is over everywhere', () => {
    const absence = away(ada, '2026-03-02', '2026-03-06');
    expect([on('2026-03-07T11:59:59'), on('2026-03-07T12:00:00')].map((at) => isOver(absence, at))).toEqual([
      false,
      true,
    ]);
  });

  test('concerns whoever is asked and has not decided; whoever is back is known', () => {
    const absences = [away(ada, '2026-03-02', '2026-03-03'), away(ben, '2026-03-02', '2026-03-30')];
    const given = { project: project(), absences };
    const now = on('2026-03-03T12:00:00');
    expect(availabilityIn(round, [], given, now).away.map(({ oid }) => oid)).toEqual([ada.oid, ben.oid]);
    expect(availabilityIn(round, [approves(ada)], given, now).away.map(({ oid }) => oid)).toEqual([ben.oid]);
    expect(availabilityIn(round, [], given, now).missing.map(({ oid }) => oid)).toEqual([ben.oid]);
    const later = on('2026-03-04T09:00:00');
    const availability = availabilityIn(round, [], given, later);
    expect(availability.away.map(({ oid }) => oid)).toEqual([ben.oid]);
    expect(backSince(availability, ada.oid, later)).toEqual(on('2026-03-04T08:00:00'));
    expect(backSince(availability, cem.oid, later)).toBeUndefined();
  });

  test('lets reserves be asked, who stay in the round and count', () => {
    const absences = [away(ada, '2026-03-03', '2026-03-03')];
    const amend = (of: typeof round, now: Date, decisions = [approves(cem)]) =>
      amendRound(of, decisions, { value: project(), hash: 'h1' }, [], now, absences);
    expect(amend(round, monday).kind).toBe('unchanged');
    const asked = amend(round, on('2026-03-03T08:00:00'));
    expect(asked).toMatchObject({ kind: 'amended', round: { amended: { came: [rob.oid] } } });
    expect(amend(asked.round, on('2026-03-05T08:00:00')).kind).toBe('unchanged');
    const decided = { ...approves(rob), askedSince: '2026-03-03T08:00:00.000Z', at: '2026-03-03T09:00:00.000Z' };
    expect(countedApprovals(asked.round, [decided], on('2026-03-03T10:00:00'))).toHaveLength(1);
    expect(amend(round, on('2026-03-03T08:00:00'), [approves(cem), approves(ada)]).round.approvers).toHaveLength(3);
  });

  test('lets no reserve be asked about a package that is approved', () => {
    const absences = [away(ben, '2026-03-02', '2026-03-30')];
    const approved = { ...round, status: 'approved' as const };
    const given = { value: project(), hash: 'h1' };
    const result = amendRound(approved, [approves(ada), approves(cem)], given, [], on('2026-03-03T12:00:00'), absences);
    expect(result.kind).toBe('unchanged');
  });

  test('until the deadline makes a quorum unreachable, reserves or not; a shorter one does not, nor one of somebody who has decided', () => {
    const [short, long] = [away(cem, '2026-03-02', '2026-03-03'), away(cem, '2026-03-02', '2026-03-30')];
    const seen = (absence: Absence, decisions = [approves(ada)]) =>
      unreachable(round, availabilityIn(round, decisions, { project: project(), absences: [absence] }, monday), monday);
    expect(seen(short)).toBeUndefined();
    expect(seen(long)).toEqual({ key: `1-${long.id}`, since: monday.toISOString() });
    expect(seen(long, [approves(cem)])).toBeUndefined();
  });
});

describe('a round of which much of the time is over', () => {
  test('escalates at half of its business time, and at the deadline where that is wanted', () => {
    expect(round.deadline).toBe('2026-03-06T16:00:00.000Z');
    // From Monday 11:00 to Friday 17:00, where a day has eight hours: 38 of them.
    expect(escalationOf(round, project())).toEqual(on('2026-03-04T13:00:00'));
    expect(escalationOf(round, project({ escalateAtPercent: 100 }))).toEqual(new Date(round.deadline));
    expect(lastDayOf(round, project())).toEqual(on('2026-03-06T08:00:00'));
  });

  test('asks the reserves from then on, once, and says so in the audit', () => {
    const half = on('2026-03-04T13:00:00');
    expect(escalatedRound(round, [], project(), new Date(half.getTime() - 1))).toBeUndefined();
    const escalated = escalatedRound(round, [approves(ada)], project(), half);
    expect(escalated).toMatchObject({
      escalated: { at: half.toISOString(), came: [rob.oid], revision: 2 },
      revision: 2,
      status: 'open',
    });
    expect(escalated?.approvers.at(-1)).toMatchObject({ oid: rob.oid, reserve: true, since: half.toISOString() });
    expect(escalated && roundEvents(escalated).at(-1)).toMatchObject({
      id: 'exp_1.round-1-escalated-2',
      kind: 'review.escalated',
      data: { round: 1, came: rob.oid },
    });
    expect(escalated && escalatedRound(escalated, [], project(), half)).toBeUndefined();
    const definitionOfNow = { value: project(), hash: 'h1' };
    expect(escalated && amendRound(escalated, [], definitionOfNow, [], half).kind).toBe('unchanged');
  });

  test('asks a reserve too who is named only after it escalated', () => {
    const half = on('2026-03-04T13:00:00');
    const escalated = escalatedRound(round, [], project(), half);
    const roy = { ...person('Roy', 15), independent: false, reserve: true };
    const value = { ...project(), people: { ...project().people, approvers: [...project().people.approvers, roy] } };
    const named = escalated && amendRound(escalated, [], { value, hash: 'h2' }, [], on('2026-03-05T09:00:00'));
    expect(named).toMatchObject({ kind: 'amended', round: { amended: { came: [roy.oid] } } });
  });

  test('does not escalate once it is decided or over, nor with reserves who may not decide', () => {
    const half = on('2026-03-04T13:00:00');
    expect(escalatedRound({ ...round, status: 'approved' }, [], project(), half)).toBeUndefined();
    expect(escalatedRound(round, [approves(ada), approves(cem)], project(), half)).toBeUndefined();
    const gone = project();
    const approvers = gone.people.approvers.map((one) => ({ ...one, eligibleUntil: '2026-03-03' }));
    const barred = { ...gone, people: { ...gone.people, approvers } };
    expect(escalatedRound(round, [], barred, half)?.escalated?.came).toEqual([]);
  });

  test('is looked at next when it escalates, on its last day, when somebody leaves or comes back, and at its deadline', () => {
    const absences = [away(ada, '2026-03-03', '2026-03-04')];
    const moments: string[] = [];
    for (let now: Date | undefined = monday; now !== undefined; ) {
      const availability = availabilityIn(round, [], { project: project(), absences }, now);
      now = nextMoment(round, project(), availability, now);
      if (now !== undefined) moments.push(now.toISOString());
    }
    expect(moments).toEqual([
      '2026-03-02T23:00:00.000Z',
      '2026-03-03T06:00:00.000Z',
      '2026-03-04T13:00:00.000Z',
      '2026-03-05T08:00:00.000Z',
      '2026-03-06T08:00:00.000Z',
      '2026-03-06T16:00:00.000Z',
    ]);
  });
});

test('a quorum must be in reach without reserves', () => {
  const few = { ...definition(), people: { ...definition().people, approvers: [ada, { ...rob, reserve: true }] } };
  const { error } = projectSchema.safeParse(few);
  expect(error?.issues.map(({ message }) => message)).toContainEqual(
    'cannot be reached: there are 1 approvers who are no reserve',
  );
});
