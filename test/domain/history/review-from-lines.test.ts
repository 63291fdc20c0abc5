import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import { noReview, type ReviewInLines, reviewAfter } from '../../../src/domain/history/review-from-lines.ts';
import { isOfRound, roundDisagrees } from '../../../src/domain/history/round-agreement.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { amendRound } from '../../../src/domain/review/amend-round.ts';
import { considerDecision, decisionIn } from '../../../src/domain/review/approval.ts';
import { endedByTime, extendedRound, resentRound } from '../../../src/domain/review/change-round.ts';
import type { Choice, Decision } from '../../../src/domain/review/decision.ts';
import { decisionEvent } from '../../../src/domain/review/decision-event.ts';
import { escalatedRound } from '../../../src/domain/review/escalate-round.ts';
import { answeredRound, considerQuestion } from '../../../src/domain/review/question.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import { reviewEvents, roundEvents } from '../../../src/domain/review/round-events.ts';
import { withoutNames } from '../../../src/domain/review/round-in-line.ts';
import { firstRound, person, sampleProject } from '../sample.ts';

const project = sampleProject();
const opened = new Date('2026-03-01T10:00:00.000Z');
const people = project.people.approvers;
const newcomer = { ...person('Nora', 15), independent: false };
const asking = { by: person('Otto', 50).oid, reason: 'They are on holiday' };

/** The rows of a review, and its chain: an event stands there once, by its id. */
class Review {
  rounds: Round[] = [firstRound(project, opened)];
  decisions: Decision[] = [];
  definition: Project = project;
  now = new Date(opened.getTime() + 60_000);
  readonly lines = new Map<string, AuditEvent>();

  get latest(): Round {
    const round = this.rounds.at(-1);
    if (round === undefined) throw new Error('it has no round');
    return round;
  }

  append(events: readonly AuditEvent[]): void {
    for (const event of events) if (!this.lines.has(event.id)) this.lines.set(event.id, event);
  }

  /** Writes the rows, and the lines behind them unless it dies between the two: then the next look brings what can still be told. */
  write(dies: boolean, rounds: readonly Round[], decision?: Decision): void {
    this.rounds = [...this.rounds.slice(0, -1), ...rounds];
    if (decision !== undefined) this.decisions = [...this.decisions, decision];
    if (dies) return;
    this.append(decision === undefined ? rounds.flatMap(roundEvents) : [decisionEvent(decision, this.latest)]);
  }

  get folded(): ReviewInLines {
    const { rounds, decisions } = [...this.lines.values()].reduce(reviewAfter, noReview);
    return { rounds, decisions: inOrder(decisions) };
  }

  get standing(): ReviewInLines {
    return { rounds: this.rounds.map(withoutNames), decisions: inOrder(this.decisions) };
  }
}

/** A line that was written late stands behind others. */
function inOrder(decisions: readonly Decision[]): readonly Decision[] {
  return decisions.toSorted((one, other) => (decisionEvent(one).id < decisionEvent(other).id ? -1 : 1));
}

type Act = (review: Review, dies: boolean) => void;

function says(at: number, choice: Choice): Act {
  return (review, dies) => {
    const approver = [...people, newcomer][at]?.oid ?? '';
    const said = { choice, reason: 'because', lookedAt: true, deidentified: true, digest: review.latest.digest };
    const decision = decisionIn(review.latest, { ...said, approver }, review.now);
    const verdict = considerDecision({ round: review.latest, decisions: review.decisions, decision, now: review.now });
    if (verdict.kind === 'accept') review.write(dies, [verdict.round], decision);
  };
}

const asks: Act = (review, dies) => {
  const asked = { approver: people[0]?.oid ?? '', text: 'Why is site 4 missing?', digest: review.latest.digest };
  const at = { round: review.latest, decisions: review.decisions, project: review.definition, now: review.now };
  const verdict = considerQuestion(at, asked);
  if (verdict.kind === 'accept') review.write(dies, [verdict.round]);
};

/** An act that throws where it is not possible. */
function perhaps(change: (review: Review) => Round | undefined | 'repeat'): Act {
  return (review, dies) => {
    let round: Round | undefined | 'repeat';
    try {
      round = change(review);
    } catch {
      return;
    }
    if (round !== undefined && round !== 'repeat') review.write(dies, [round]);
  };
}

function defines(change: (project: Project) => Project): Act {
  return (review, dies) => {
    review.definition = change(review.definition);
    const { value, hash } = { value: review.definition, hash: 'h2' };
    const amendment = amendRound(
      review.latest,
      review.decisions,
      { value, hash },
      value.people.researchers,
      review.now,
    );
    if (amendment.kind === 'amended') review.write(dies, [amendment.round]);
    if (amendment.kind === 'superseded') review.write(dies, [amendment.round, amendment.next]);
  };
}

const withApprovers = (approvers: Project['people']['approvers']) =>
  defines((one) => ({ ...one, people: { ...one.people, approvers } }));

const acts: readonly Act[] = [
  ...(['approve', 'changes', 'deny'] as const).map((choice) => says(0, choice)),
  ...[0, 1, 2, 3].map((at) => says(at, 'approve')),
  asks,
  perhaps(({ latest: round, decisions, now }) =>
    answeredRound({ round, decisions, now }, { number: 1, by: person('Rita', 2).oid, text: 'It closed' }),
  ),
  perhaps(({ latest: round, decisions, now, definition }) =>
    extendedRound({ round, decisions, now, project: definition }, { businessDays: 5 }, asking),
  ),
  perhaps(({ latest: round, decisions, now }) => resentRound({ round, decisions, now }, undefined, asking)),
  perhaps(({ latest, decisions, now, definition }) => escalatedRound(latest, decisions, definition, now)),
  perhaps(({ latest, decisions, now }) => endedByTime(latest, decisions, now)),
  withApprovers([...people.slice(1), newcomer]),
  withApprovers(people),
  defines((one) => ({ ...one, egress: { ...one.egress, approval: { ...one.egress.approval, quorum: 1 } } })),
  (review) => {
    review.now = new Date(review.now.getTime() + 2 * 86_400_000);
  },
];

const anyAct = fc.record({ act: fc.nat(acts.length - 1), dies: fc.boolean() });

describe('the lines of a review', () => {
  test('together tell all of its rows at any instant, names aside, but for a change after which its writer died', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 14 }), (steps) => {
        const review = new Review();
        review.append(roundEvents(review.latest));
        for (const { act, dies } of steps) {
          review.now = new Date(review.now.getTime() + 3_600_000);
          acts[act]?.(review, dies);
          if (!dies) review.append(reviewEvents(review.rounds, review.decisions));
          if (!dies) expect(review.folded).toEqual(review.standing);
          for (const { number, revision } of review.folded.rounds)
            expect(revision).toBeLessThanOrEqual(review.rounds[number - 1]?.revision ?? 0);
        }
        review.append(reviewEvents(review.rounds, review.decisions));
        expect(review.folded).toEqual(review.standing);
        ends.add(review.latest.status);
      }),
      { numRuns: 300, seed: 35 },
    );
    expect(ends.size).toBeGreaterThan(3);
  });

  test('name nobody', () => {
    const text = JSON.stringify(roundEvents(firstRound(project, opened)));
    for (const { name, email } of people) for (const said of [name, email]) expect(text).not.toContain(said);
  });

  test('find a round that was put back, or changed past them', () => {
    const review = new Review();
    says(0, 'approve')(review, false);
    const [line] = [...review.lines.values()].slice(-1);
    if (line === undefined) throw new Error('there is no line');
    expect(isOfRound(line)).toBe(true);
    expect(roundDisagrees(review.latest, line)).toBeUndefined();
    expect(roundDisagrees(firstRound(project, opened), line)).toContain('of the revision 1');
    expect(roundDisagrees({ ...review.latest, researchers: [] }, line)).toContain('not the round');
  });

  test('of earlier versions carry no round, and tell of decisions all the same', () => {
    const review = new Review();
    says(0, 'approve')(review, false);
    const [decision] = review.decisions;
    if (decision === undefined) throw new Error('nobody decided');
    expect(reviewAfter(noReview, decisionEvent(decision))).toEqual({ rounds: [], decisions: [decision] });
    const torn = { ...decisionEvent(decision), data: {} };
    expect(() => reviewAfter(noReview, torn)).toThrow('tells of no whole decision');
    expect(() => reviewAfter(noReview, { ...torn, kind: 'review.opened', data: { roundRow: '{' } })).toThrow(
      'no round',
    );
  });
});
