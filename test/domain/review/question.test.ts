import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../../../src/domain/base/business-calendar.ts';
import { businessDaysBetween, businessDaysLater } from '../../../src/domain/base/business-time.ts';
import { amendRound } from '../../../src/domain/review/amend-round.ts';
import { considerDecision, decisionIn } from '../../../src/domain/review/approval.ts';
import { endedByTime } from '../../../src/domain/review/change-round.ts';
import type { Choice, Decision } from '../../../src/domain/review/decision.ts';
import {
  answeredRound,
  considerQuestion,
  holdDays,
  holdEnd,
  questionsFor,
} from '../../../src/domain/review/question.ts';
import {
  countedApprovals,
  currentDecisions,
  holdingQuestions,
  judgeRound,
  type Round,
} from '../../../src/domain/review/round.ts';
import { roundSchema } from '../../../src/domain/review/round-schema.ts';
import { firstRound, person, sampleProject } from '../sample.ts';

const HOUR = 60 * 60 * 1000;
const project = sampleProject();
const calendar = calendarOf(project);
/** A Monday. */
const opened = new Date('2026-03-02T10:00:00.000Z');
const [ada, ben, cem, dan, rita] = [
  person('Ada', 11),
  person('Ben', 12),
  person('Cem', 13),
  person('Dan', 14),
  person('Rita', 2),
];
const first = firstRound(project, opened);

/** A round as it goes on: what people do in it is taken or refused as the app does it. */
class Review {
  round: Round;
  decisions: Decision[] = [];
  constructor(round: Round = first) {
    this.round = round;
  }

  asks({ oid }: { readonly oid: string }, text: string, now: Date, digest = 'd1') {
    const verdict = considerQuestion({ ...this, project, now }, { approver: oid, text, digest });
    if (verdict.kind === 'accept') this.round = roundSchema.parse(verdict.round);
    return verdict;
  }

  says({ oid }: { readonly oid: string }, choice: Choice, now: Date) {
    const said = { approver: oid, choice, reason: 'It is so', lookedAt: true, deidentified: true, digest: 'd1' };
    const decision = decisionIn(this.round, said, now);
    const verdict = considerDecision({ ...this, decision, now });
    if (verdict.kind !== 'accept') return verdict;
    this.round = verdict.round;
    this.decisions.push(decision);
    return verdict;
  }

  answers(number: number, now: Date, text = 'Because it is') {
    const next = answeredRound({ ...this, now }, { number, by: rita.oid, text });
    if (next !== 'repeat') this.round = next;
    return next;
  }

  statusAt(now: Date) {
    return judgeRound(this.round, this.decisions, now);
  }
}

function hoursLater(hours: number): Date {
  return new Date(opened.getTime() + hours * HOUR);
}

function isApprovedBut(asker: { readonly oid: string }, at = hoursLater(1)): Review {
  const review = new Review();
  review.asks(asker, 'Why is row 3 there?', at);
  for (const one of [ada, ben, cem].filter(({ oid }) => oid !== asker.oid)) review.says(one, 'approve', hoursLater(2));
  return review;
}

describe('a question', () => {
  test('holds the release of a package with enough approvals for three business days, and no longer', () => {
    const review = isApprovedBut(cem);
    const until = businessDaysLater(calendar, hoursLater(1), holdDays);
    expect(review.round.questions).toMatchObject([{ number: 1, by: cem.oid, until: until.toISOString() }]);
    expect(review.round.status).toBe('open');
    expect(review.statusAt(new Date(until.getTime() - 1))).toBe('open');
    expect(review.statusAt(until)).toBe('approved');
    expect(endedByTime(review.round, review.decisions, new Date(until.getTime() - 1))).toBeUndefined();
    const ended = endedByTime(review.round, review.decisions, until);
    expect(ended).toMatchObject({ status: 'approved', closedAt: until.toISOString() });
    expect(endedByTime({ ...review.round, status: 'withdrawn' }, review.decisions, until)).toBeUndefined();
  });

  test('is still there for whoever asked once it is answered, who then lets it go or not', () => {
    for (const [choice, status] of [
      ['approve', 'approved'],
      ['changes', 'changes-wanted'],
      ['deny', 'denied'],
    ] as const) {
      const review = isApprovedBut(cem);
      review.answers(1, hoursLater(3));
      expect(review.statusAt(hoursLater(4))).toBe('open');
      review.says(cem, choice, hoursLater(5));
      expect(review.round.status).toBe(status);
    }
  });

  test('ends with whoever asked: one who left the round, came back to it, or whose time ended holds nothing', () => {
    const review = isApprovedBut(cem);
    const without = (change: (one: Round['approvers'][number]) => Round['approvers'][number][]) => {
      const approvers = review.round.approvers.flatMap((one) => (one.oid === cem.oid ? change(one) : [one]));
      return judgeRound({ ...review.round, approvers }, review.decisions, hoursLater(30));
    };
    expect(without((one) => [one])).toBe('open');
    expect(without(() => [])).toBe('approved');
    expect(without((one) => [{ ...one, since: hoursLater(5).toISOString() }])).toBe('approved');
    expect(without((one) => [{ ...one, eligibleUntil: '2026-03-02' }])).toBe('approved');
  });

  test('holds nothing past the deadline of a round that ends there, and does where the round stays open', () => {
    const at = new Date(Date.parse(first.deadline) - 2 * HOUR);
    const deadline = new Date(first.deadline);
    for (const [onDeadline, status] of [
      ['return', 'approved'],
      ['keep', 'open'],
    ] as const) {
      const review = new Review({ ...first, rules: { ...first.rules, onDeadline } });
      review.asks(cem, 'Why is row 3 there?', at);
      review.says(ada, 'approve', at);
      review.says(ben, 'approve', at);
      expect([review.statusAt(new Date(deadline.getTime() - 1)), review.statusAt(deadline)]).toEqual(['open', status]);
      const [asked] = review.round.questions ?? [];
      if (asked === undefined) throw new Error('a question was asked');
      expect(holdEnd(asked, review.round)).toBe(onDeadline === 'return' ? first.deadline : asked.until);
    }
  });

  test('does not keep a round without enough approvals from its end', () => {
    const review = new Review();
    review.asks(cem, 'Why is row 3 there?', new Date(Date.parse(first.deadline) - 1));
    expect(review.statusAt(new Date(first.deadline))).toBe('expired');
  });

  test('keeps a denial of somebody else from nothing', () => {
    const review = new Review();
    review.asks(cem, 'Why is row 3 there?', hoursLater(1));
    review.says(ada, 'deny', hoursLater(2));
    expect(review.round.status).toBe('denied');
  });

  test('is asked once however often it is sent, and at most three times by one person', () => {
    const review = new Review();
    expect(review.asks(cem, 'One?', hoursLater(1)).kind).toBe('accept');
    expect(review.asks(cem, 'One?', hoursLater(1)).kind).toBe('repeat');
    expect(review.asks(ada, 'One?', hoursLater(1)).kind).toBe('accept');
    expect(review.asks(cem, 'Two?', hoursLater(1)).kind).toBe('accept');
    review.answers(1, hoursLater(2));
    expect(review.asks(cem, 'One?', hoursLater(3)).kind).toBe('accept');
    expect(review.asks(cem, 'Four?', hoursLater(3))).toMatchObject({ kind: 'refuse', code: 'enough-asked' });
    const many = {
      ...review.round,
      approvers: [5, 6, 7].map((one) => ({ ...first.approvers[0], ...person('X', one) })),
    };
    expect(many.approvers).toHaveLength(3);
  });

  test('is refused with a sentence that says why', () => {
    const review = new Review();
    expect(review.asks(dan, 'Why?', hoursLater(1))).toMatchObject({ code: 'not-approver' });
    expect(review.asks(cem, ' ', hoursLater(1))).toMatchObject({ code: 'reason-missing' });
    expect(review.asks(cem, 'Why?', hoursLater(1), 'd2')).toMatchObject({ code: 'wrong-digest' });
    review.says(ada, 'approve', hoursLater(1));
    expect(review.asks(ada, 'Why?', hoursLater(2))).toMatchObject({ code: 'already-decided' });
    review.says(ben, 'approve', hoursLater(2));
    expect(review.asks(cem, 'Why?', hoursLater(3))).toMatchObject({
      code: 'closed',
      message: expect.stringContaining('Nothing was asked. This round is closed: the package was approved'),
    });
  });

  test('is no change of the people of a round that it ends', () => {
    const review = isApprovedBut(cem);
    const at = new Date(review.round.questions?.[0]?.until ?? '');
    const definition = { value: project, hash: 'h1' };
    expect(amendRound(review.round, review.decisions, definition, [], at).kind).toBe('unchanged');
  });

  test('holds nothing again by a clock that is behind', () => {
    const review = isApprovedBut(cem);
    const until = new Date(review.round.questions?.[0]?.until ?? '');
    const ended = endedByTime(review.round, review.decisions, until);
    if (ended === undefined) throw new Error('it is approved by then');
    const behind = new Date(until.getTime() - 1000);
    expect(amendRound(ended, review.decisions, { value: project, hash: 'h1' }, [], behind).kind).toBe('unchanged');
  });
});

describe('an answer', () => {
  test('is taken once, also after its time, and no other takes its place', () => {
    const review = new Review();
    review.asks(cem, 'Why?', hoursLater(1));
    review.answers(1, new Date(Date.parse(first.deadline) - 1), 'So');
    expect(review.round.questions).toMatchObject([{ answer: { by: rita.oid, text: 'So' } }]);
    expect(review.answers(1, hoursLater(3), 'So')).toBe('repeat');
    expect(() => review.answers(1, hoursLater(3), 'Or so')).toThrow('was answered already');
  });

  test('is refused for a question that nobody asked and in a round that is over', () => {
    const review = new Review();
    expect(() => review.answers(1, hoursLater(1))).toThrow('There is no question 1');
    review.asks(cem, 'Why?', hoursLater(1));
    review.says(ada, 'deny', hoursLater(2));
    expect(() => review.answers(1, hoursLater(3))).toThrow('too late for an answer: the package was denied');
  });
});

test('others see a question once it is answered, they have decided themselves, or the round is over', () => {
  const review = new Review();
  review.asks(cem, 'One?', hoursLater(1));
  review.asks(cem, 'Two?', hoursLater(1));
  review.answers(2, hoursLater(2));
  review.says(ada, 'approve', hoursLater(3));
  const seenBy = ({ oid }: { readonly oid: string }) =>
    questionsFor(review.round, review.decisions, oid).map(({ number }) => number);
  expect([cem, ada, ben].map(seenBy)).toEqual([[1, 2], [1, 2], [2]]);
  review.says(ben, 'deny', hoursLater(4));
  expect(seenBy(ben)).toEqual([1, 2]);
});

test('whatever people do, questions hold a release three business days in all, nothing is let go meanwhile, and approvals stand', () => {
  const act = fc.record({
    who: fc.constantFrom(ada, ben, cem),
    what: fc.constantFrom('ask', 'ask', 'approve', 'answer'),
    hours: fc.double({ min: 0, max: 40, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14 }), fc.constantFrom('return', 'keep'), (acts, onDeadline) => {
      const review = new Review({ ...first, rules: { ...first.rules, quorum: 2, onDeadline } });
      let now = opened;
      let held = 0;
      for (const [index, { who, what, hours }] of acts.entries()) {
        const before = now;
        now = new Date(now.getTime() + hours * HOUR);
        // Each question that holds ends at most at `until`, so what was held between two acts is known from those at its beginning.
        const ends = holdingQuestions(review.round, review.decisions, before).map(({ until }) =>
          Math.min(Date.parse(until), now.getTime()),
        );
        if (ends.length > 0) held += businessDaysBetween(calendar, before, new Date(Math.max(...ends)));
        const approvals = countedApprovals(review.round, review.decisions, now).length;
        const [unanswered] = (review.round.questions ?? []).filter(({ answer }) => answer === undefined);
        if (what === 'ask') review.asks(who, `Question ${index}?`, now);
        if (what === 'approve') review.says(who, 'approve', now);
        if (what === 'answer' && unanswered !== undefined && review.statusAt(now) === 'open')
          review.answers(unanswered.number, now);
        expect(countedApprovals(review.round, review.decisions, now).length).toBeGreaterThanOrEqual(approvals);
        const decided = new Set(currentDecisions(review.round, review.decisions).map(({ approver }) => approver));
        const isWaited = (review.round.questions ?? []).some(
          ({ by, ...one }) => !decided.has(by) && now < new Date(holdEnd({ by, ...one }, review.round)),
        );
        if (isWaited) expect(review.statusAt(now)).toBe('open');
        const end = new Date(
          Math.max(now.getTime(), ...(review.round.questions ?? []).map(({ until }) => Date.parse(until))),
        );
        expect(holdingQuestions(review.round, review.decisions, end)).toEqual([]);
      }
      expect(held).toBeLessThanOrEqual(holdDays + 1e-6);
    }),
  );
});
