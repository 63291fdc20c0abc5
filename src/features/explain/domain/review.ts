import { enumerated } from '../../../domain/base/count-text.ts';
import { isSuspended, isTimely, listed } from '../../../domain/people/people.ts';
import { ordinary } from '../../../domain/project/project-checks.ts';
import { choiceWords, sayings } from '../../../domain/review/decision.ts';
import { viewingRequirement } from '../../../domain/review/evidence-requirements.ts';
import { isAmong } from '../../../domain/review/invited.ts';
import { askedUntil } from '../../../domain/review/question.ts';
import { unreachable } from '../../../domain/review/review-times.ts';
import {
  ableApprovers,
  currentDecisions,
  isAfterDeadline,
  isQuorum,
  type Round,
} from '../../../domain/review/round.ts';
import { known, senders } from './assignees.ts';
import { byHand } from './commands.ts';
import { type ExplainedOperation, type Situation, waitStep } from './explained-operation.ts';
import type { KnownPerson, NextStep } from './explanation.ts';
import { namingDefinition } from './project-status.ts';
import { repairRoom, withoutEvidence } from './reading-room.ts';
import { actStepOf } from './steps/act-steps.ts';
import { confirmSteps, nameApprovers, suspensionSteps } from './steps/project-steps.ts';

const waitsFor = "the approvers' decisions";

export function reviewSituation(from: ExplainedOperation, round: Round): Situation {
  const { now, presence, found, isBlind } = from;
  const keeps = round.rules.onDeadline === 'keep';
  const until = keeps && isAfterDeadline(round, now) ? {} : { until: round.deadline };
  if (unreachable(round, presence, now) !== undefined) return { ...inVain(from, round), ...until };
  if (viewingRequirement(round) === 'impossible') return { ...unopened(from), ...until };
  const asked = isBlind ? undefined : askedUntil(round);
  if (asked !== undefined && now < new Date(asked)) return toBeAnswered(from, round, asked);
  const resend = found.unreached.length === 0 ? undefined : actStepOf(from, 'resend');
  const wait = waitStep(from, 'The approvers decide on the review page, which their mails lead to.');
  const decide = decideStep(from, round);
  if (resend === undefined) return { turn: 'approvers', waitsFor, ...until, steps: [wait, decide] };
  const why = `Not every approver was reached: ${found.unreached[0]?.reason}`;
  return {
    turn: 'operator',
    waitsFor: 'somebody to see that its approvers are reached, and their decisions',
    ...until,
    steps: [{ ...resend, why }, wait, decide],
    note: 'Not every approver got the mail that asks them.',
  };
}

/** Nobody can approve it, since nobody can open what the reading room has not looked into. */
function unopened(from: ExplainedOperation): Situation {
  const wait = waitStep(from, 'Its approvers are asked anew once the reading room has written its evidence.');
  const waitsFor = 'evidence of the reading room, or two operators who let its review go on without';
  return { turn: 'operator', waitsFor, steps: [repairRoom, ...withoutEvidence(from), wait] };
}

const answers = sayings.map((saying) => choiceWords[saying].does);

/** An approver asked something, and nothing is released before it is answered and read, or its time is over. */
function toBeAnswered(from: ExplainedOperation, round: Round, until: string): Situation {
  const step = byHand({
    who: senders(namingDefinition(from.standing), 'export', from.now),
    what: 'A researcher answers the question of an approver, on its page at /api/mine.',
    why: `Its release waits for that until ${until} at the latest; then its review goes on without an answer.`,
  });
  return {
    turn: 'researcher',
    waitsFor: 'an answer of the researchers',
    until,
    steps: [step, decideStep(from, round)],
  };
}

/** Who has decided is not told to those who decide blindly. */
function decideStep(from: ExplainedOperation, round: Round): NextStep {
  const { operation, decisions, now, isBlind } = from;
  const decided = new Set(isBlind ? [] : currentDecisions(round, decisions).map(({ approver }) => approver));
  const people: KnownPerson[] = ableApprovers(round, now)
    .filter(({ oid }) => !decided.has(oid))
    .map(known);
  const step = byHand({
    who: { part: 'approver', people },
    what: `They look at the frozen files and ${enumerated(answers, 'or')}.`,
    why: `${neededText(round)}; one who denies or asks for changes ends the round.`,
  });
  return {
    ...step,
    request: { method: 'GET', path: `/api/review-package/${operation.project}/${operation.id}`, body: null },
  };
}

function neededText({ rules: { quorum, independent, overLimits } }: Round): string {
  const over =
    overLimits === undefined ? '' : `, each with a reason: it exceeds the soft limit ${overLimits.join(', ')}`;
  return `${quorum} must approve, ${independent} of them independent${over}`;
}

/** Too few people are left who could approve it. */
function inVain(from: ExplainedOperation, round: Round): Situation {
  const { standing, now } = from;
  const able = ordinary(ableApprovers(round, now));
  const why = `${able.length} of its approvers may still decide; ${neededText(round)}.`;
  const confirm = standing.pending?.changes.some(({ path }) => /^(?:suspended|people\.approvers)/.test(path))
    ? confirmSteps(standing)
    : [];
  const extend = isQuorum(round.rules, able) ? actStepOf(from, 'extend') : undefined;
  const returns = round.rules.onDeadline === 'return';
  const wait = waitStep(from, `At its deadline, ${round.deadline}, it goes back to its researchers by itself.`);
  const withdraw = actStepOf(from, 'withdraw');
  const steps = [
    ...confirm,
    ...(extend === undefined ? [] : [{ ...extend, why: `${why} Some of them are away until the deadline.` }]),
    ...helpfulLifts(from, round),
    ...(returns ? [wait] : []),
    ...(withdraw === undefined ? [] : [{ ...withdraw, why }]),
    nameApprovers(standing, why),
  ];
  const turn = confirm.length > 0 ? 'second-operator' : 'operator';
  return { turn, waitsFor: 'enough people who may approve it', steps, note: `Too few are left for its quorum. ${why}` };
}

/** Lifting suspensions, where that would leave enough approvers. */
function helpfulLifts({ standing, now }: ExplainedOperation, round: Round): NextStep[] {
  const project = standing.inForce;
  if (project === undefined) return [];
  const back = ordinary(project.people.approvers).filter(
    (person) => isSuspended(project, listed(person)) && isTimely(person, now) && !isAmong(round.researchers, person),
  );
  const able = ordinary(ableApprovers(round, now)).filter(({ oid }) => !back.some((person) => person.oid === oid));
  if (!isQuorum(round.rules, [...able, ...back])) return [];
  return suspensionSteps(standing, (oid) => back.some((person) => person.oid === oid));
}
