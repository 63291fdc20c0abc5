import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDate } from '../../../src/domain/base/calendar.ts';
import { IllegalMove, NotFound, Refused } from '../../../src/domain/base/errors.ts';
import { everybodyThere } from '../../../src/domain/review/absence.ts';
import { amendRound } from '../../../src/domain/review/amend-round.ts';
import { considerDecision } from '../../../src/domain/review/approval.ts';
import { endedByTime, extendedRound, resentRound } from '../../../src/domain/review/change-round.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import { askedStamp } from '../../../src/domain/review/review-times.ts';
import { countedDecisions, isOverdue, judgeRound, type Round } from '../../../src/domain/review/round.ts';
import { roundDeadline } from '../../../src/domain/review/round-deadline.ts';
import { roundEvents } from '../../../src/domain/review/round-events.ts';
import { firstRound, person, sampleProject } from '../sample.ts';

const project = sampleProject();
const opened = new Date('2026-03-01T10:00:00.000Z');
const now = new Date('2026-03-10T10:00:00.000Z');
const late = new Date('2026-03-16T17:00:00.000Z');
const asking = { by: person('Otto', 50).oid, reason: 'They are on holiday' };
const [ada, ben, cem] = [person('Ada', 11), person('Ben', 12), person('Cem', 13)];

function opens(onDeadline: 'return' | 'keep'): Round {
  const approval = { ...project.egress.approval, onDeadline };
  return firstRound({ ...project, egress: { ...project.egress, approval } }, opened);
}
const returned = opens('return');
const kept = opens('keep');

function says(who: { oid: string; name: string }, at: Date, choice: Decision['choice'] = 'approve'): Decision {
  return {
    exportId: 'exp_1',
    project: project.id,
    round: 1,
    approver: who.oid,
    askedSince: opened.toISOString(),
    name: who.name,
    choice,
    reason: choice === 'deny' ? 'a name is in it' : '',
    lookedAt: true,
    deidentified: true,
    digest: 'd1',
    at: at.toISOString(),
  };
}

describe('a round at its deadline', () => {
  test('is expired, and tells so in the audit', () => {
    const over = endedByTime(returned, [says(ada, now)], late);
    expect(over).toMatchObject({ status: 'expired', closedAt: late.toISOString(), revision: 2 });
    const events = over ? roundEvents(over) : [];
    expect(events.map(({ id }) => id)).toEqual(['exp_1.round-1', 'exp_1.round-1-expired']);
    expect(events.at(-1)).toMatchObject({ kind: 'review.expired', data: { round: 1, deadline: returned.deadline } });
  });

  test('is not expired a moment before, when it was decided in time, or twice', () => {
    expect(endedByTime(returned, [], new Date(late.getTime() - 1))).toBeUndefined();
    expect(endedByTime(returned, [says(ada, now), says(ben, now)], late)?.status).toBe('approved');
    expect(endedByTime(returned, [says(ben, now, 'deny')], late)?.status).toBe('denied');
    expect(endedByTime({ ...returned, status: 'expired' }, [], late)).toBeUndefined();
  });

  test('refuses decisions from then on, those that came too late count for nothing', () => {
    const decision = says(ada, late);
    expect(considerDecision({ round: returned, decisions: [], decision, now: late })).toMatchObject({
      kind: 'refuse',
      code: 'closed',
      message: expect.stringContaining('not decided in time'),
    });
    expect(countedDecisions(returned, [decision])).toEqual([]);
  });

  test('stays open where the project keeps it, is overdue, and decisions count on', () => {
    expect([judgeRound(kept, [], late), endedByTime(kept, [], late)]).toEqual(['open', undefined]);
    expect([isOverdue(kept, now), isOverdue(kept, late), isOverdue(returned, late)]).toEqual([false, true, false]);
    const first = considerDecision({ round: kept, decisions: [], decision: says(ada, late), now: late });
    expect(first).toMatchObject({ kind: 'accept', round: { status: 'open' } });
    expect(judgeRound(kept, [says(ada, late), says(ben, late)], late)).toBe('approved');
  });

  test('people are to be told once of a deadline that passed', () => {
    expect(askedStamp(kept, project, everybodyThere, late)).not.toBe(askedStamp(kept, project, everybodyThere, now));
    expect(askedStamp(kept, project, everybodyThere, new Date('2026-05-01T10:00:00.000Z'))).toBe(
      askedStamp(kept, project, everybodyThere, late),
    );
    expect(askedStamp(returned, project, everybodyThere, late)).toBe(
      askedStamp(returned, project, everybodyThere, now),
    );
  });

  test('keeps what it was opened with when the project changes what happens', () => {
    const changed = sampleProject({
      egress: { ...project.egress, approval: { ...project.egress.approval, onDeadline: 'keep' } },
    });
    expect(amendRound(returned, [], { value: changed, hash: 'h2' }, [], now).kind).toBe('unchanged');
  });
});

describe('more time', () => {
  const extend = (round: Round, time: Parameters<typeof extendedRound>[1], at = now, timeZone = 'UTC', of = project) =>
    extendedRound(
      { round, decisions: [], now: at, project: { ...of, calendar: { ...of.calendar, timeZone } } },
      time,
      asking,
    );

  test('is business days from now on, and the round says by which rule, who, why and when', () => {
    const longer = extend(returned, { businessDays: 5 });
    expect(longer).toMatchObject({
      deadline: '2026-03-17T17:00:00.000Z',
      deadlineRule: { from: now.toISOString(), businessDays: 5 },
      revision: 2,
      status: 'open',
    });
    expect(roundEvents(longer).at(-1)).toMatchObject({
      id: 'exp_1.round-1-extended-2',
      kind: 'review.extended',
      actor: asking.by,
      at: now.toISOString(),
      data: {
        deadline: longer.deadline,
        deadlineRule: `5 business days from ${now.toISOString()}`,
        reason: asking.reason,
        round: 1,
      },
    });
    expect(askedStamp(longer, project, everybodyThere, now)).not.toBe(
      askedStamp(returned, project, everybodyThere, now),
    );
  });

  test('is counted by the holidays of now, not by those of the beginning', () => {
    const holidays = ['2026-03-11', '2026-03-12'];
    const later = { ...project, calendar: { ...project.calendar, holidays } };
    expect(extend(returned, { businessDays: 5 }, now, 'UTC', later).deadline).toBe('2026-03-19T17:00:00.000Z');
  });

  test('goes to the end of a day where the project is', () => {
    const longer = extend(returned, { until: '2026-03-20' }, now, 'Europe/Amsterdam');
    expect(longer.deadline).toBe('2026-03-20T23:00:00.000Z');
    expect(roundEvents(longer).at(-1)?.data['deadlineRule']).toBe('the end of 2026-03-20');
  });

  test('may go as far as the end of the day on which a new round would end', () => {
    expect(extend(returned, { until: '2026-03-24' }).deadline).toBe('2026-03-25T00:00:00.000Z');
  });

  test('is refused for the deadline that the round has already', () => {
    const midnight = { ...returned, deadline: '2026-03-15T00:00:00.000Z' };
    expect(() => extend(midnight, { until: '2026-03-14' })).toThrow('gives no more time');
  });

  test('counts from now on once the deadline of a kept round has passed', () => {
    const day = new Date('2026-04-01T12:00:00.000Z');
    const longer = extend(kept, { businessDays: 2 }, day);
    expect([longer.deadline, isOverdue(longer, day)]).toEqual(['2026-04-03T17:00:00.000Z', false]);
  });

  test.each([
    ['a day in the past', { until: '2026-03-09' }, 'gives no more time'],
    ['a day before the deadline', { until: '2026-03-14' }, 'gives no more time'],
    ['business days that end before it', { businessDays: 3 }, 'gives no more time'],
    ['more than a new round would get', { businessDays: 11 }, 'by 2026-03-25T00:00:00.000Z'],
    ['a day after that', { until: '2026-03-25' }, 'too late'],
  ])('is refused for %s', (_, time, why) => {
    expect(() => extend(returned, time)).toThrow(Refused);
    expect(() => extend(returned, time)).toThrow(why);
  });

  test('is refused for a round that is over', () => {
    expect(() => extend(returned, { businessDays: 5 }, late)).toThrow(IllegalMove);
    expect(() => extend({ ...kept, status: 'denied' }, { businessDays: 5 })).toThrow('is over: it is denied');
  });

  test('always gives more, and no more than the day of the deadline that a new round gets', () => {
    const hours = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        hours,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('UTC', 'Europe/Amsterdam'),
        (h, businessDays, zone) => {
          const at = new Date(opened.getTime() + h * 3_600_000);
          try {
            const { deadline } = extend(kept, { businessDays }, at, zone);
            expect(Date.parse(deadline)).toBeGreaterThan(Math.max(at.getTime(), Date.parse(kept.deadline)));
            const local = { ...project, calendar: { ...project.calendar, timeZone: zone } };
            const latest = new Date(roundDeadline(local, at).deadline);
            expect(localDate(new Date(Date.parse(deadline) - 1), zone) <= localDate(latest, zone)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(Refused);
          }
        },
      ),
    );
  });
});

describe('new links', () => {
  const resend = (round: Round, approver?: string, at = now, decisions: Decision[] = []) =>
    resentRound({ round, decisions, now: at }, approver, asking);

  test('go to everybody who has not decided, and make the old ones die', () => {
    const sent = resend(returned, undefined, now, [says(ada, now)]);
    expect(sent.approvers.map(({ links }) => links?.revision)).toEqual([undefined, 2, 2]);
    expect(roundEvents(sent).at(-1)).toMatchObject({
      kind: 'review.resent',
      actor: asking.by,
      data: { to: `${ben.oid} ${cem.oid}`, reason: asking.reason },
    });
    expect(askedStamp(sent, project, everybodyThere, now)).not.toBe(askedStamp(returned, project, everybodyThere, now));
  });

  test('go to one of them when that is asked for', () => {
    expect(resend(returned, ben.oid).resent?.to).toEqual([ben.oid]);
  });

  test('go to nobody twice within an hour, and to the others meanwhile', () => {
    const once = resend(returned, ben.oid);
    const soon = new Date(now.getTime() + 59 * 60_000);
    expect(() => resend(once, ben.oid, soon)).toThrow('The next can be sent at 2026-03-10T11:00:00.000Z');
    expect(resend(once, undefined, soon).resent?.to).toEqual([ada.oid, cem.oid]);
    expect(resend(once, ben.oid, new Date(now.getTime() + 3_600_000)).resent?.to).toEqual([ben.oid]);
  });

  test('go to nobody who has decided, who is not asked, or of a round that is over', () => {
    expect(() => resend(returned, ada.oid, now, [says(ada, now)])).toThrow('has decided');
    expect(() => resend(returned, person('Eve', 99).oid)).toThrow(NotFound);
    expect(() => resend(returned, undefined, late)).toThrow(IllegalMove);
  });

  test('go to nobody whose time as an approver has ended', () => {
    const approvers = returned.approvers.map((one) =>
      one.oid === ben.oid ? { ...one, eligibleUntil: '2026-03-09' } : one,
    );
    expect(resend({ ...returned, approvers }).resent?.to).toEqual([ada.oid, cem.oid]);
  });

  test('go to nobody where all have decided, and no time is named at which they could', () => {
    const few = { ...returned, rules: { ...returned.rules, quorum: 4 } };
    const decisions = [ada, ben, cem].map((who) => says(who, now));
    expect(() => resend(few, undefined, now, decisions)).toThrow(IllegalMove);
    expect(() => resend(few, undefined, now, decisions)).toThrow(/^Nobody gets a link now: .* within the last hour\.$/);
  });

  test('are kept when the people of the round change', () => {
    const sent = resend(returned, ben.oid);
    const fewer = sampleProject({
      people: { ...project.people, approvers: project.people.approvers.filter(({ oid }) => oid !== cem.oid) },
    });
    const { round } = amendRound(sent, [], { value: fewer, hash: 'h2' }, [], now);
    expect(round.approvers.map(({ links }) => links?.revision)).toEqual([undefined, 2]);
  });
});
