import type { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { factsOf } from '../lifecycle/advance.ts';
import { unpublishedText } from '../lifecycle/retraction.ts';
import { isToBeClosed } from '../lifecycle/unpublished.ts';
import { isRevealed } from '../notification/outside-view.ts';
import type { Operation } from '../operation/operation.ts';
import type { Actor } from '../operation/operation-table.ts';
import { isStalled } from '../operation/outage.ts';
import { awaitedUntil } from '../operation/purpose.ts';
import { isTimely } from '../people/people.ts';
import type { Decision } from '../review/decision.ts';
import { type Invited, isAmong } from '../review/invited.ts';
import { askedUntil } from '../review/question.ts';
import { countedDecisions, currentDecisions, isQuorum, type Round } from '../review/round.ts';
import type { seenSchema, shownRoundSchema, shownSchema } from './shown-schema.ts';
import { whyUninspected } from './uninspected.ts';

/** What the dashboard shows of an operation, as far as it does not change with time. Long texts are cut. */
export type Shown = Frozen<z.infer<typeof shownSchema>>;

export type ShownRound = Frozen<z.infer<typeof shownRoundSchema>>;

type ShownApprover = ShownRound['people'][number];

export function shownOf(operation: Operation): Shown {
  const { id, door, project, name, state, since, revision, trouble, missing, hold, stop, failure, scan } = operation;
  const size = operation.package ?? operation.source;
  const unscanned = state === 'scanning' ? scan?.unscanned : undefined;
  const uninspected = whyUninspected(operation);
  const purposeUntil = awaitedUntil(operation);
  const retraction = state === 'retracting' ? operation.retraction : undefined;
  return {
    ...{ id, door, project, name, state, since, revision },
    ...(door === 'export' && isRevealed(operation) ? { told: true } : {}),
    ...(state === 'in-review' && operation.round !== undefined ? { round: operation.round } : {}),
    ...(purposeUntil === undefined ? {} : { purposeUntil }),
    ...(size === undefined ? {} : { size: { count: size.count, bytes: size.bytes } }),
    ...(trouble === undefined ? {} : { trouble: { ...trouble, message: brief(trouble.message) } }),
    ...(missing === undefined ? {} : { missing }),
    ...(hold === undefined ? {} : { hold: brief(hold) }),
    ...(stop === undefined ? {} : { stop: brief(stop.message) }),
    ...(failure === undefined ? {} : { failure: brief(failure.message) }),
    ...(unscanned === undefined ? {} : { unscanned: brief(unscanned) }),
    ...(uninspected === undefined ? {} : { uninspected }),
    ...(retraction === undefined ? {} : { retraction: { ...retraction, reason: brief(retraction.reason) } }),
    ...(isUnpublished(operation) ? { unpublished: unpublishedText(operation) } : {}),
  };
}

/** Of what is retracted or failed more is said. */
function isUnpublished(operation: Operation): boolean {
  const { state } = operation;
  return state !== 'retracting' && state !== 'failed' && factsOf(operation).open && isToBeClosed(operation);
}

export interface ShownRow {
  readonly shown: Shown;
  readonly round?: ShownRound;
}

/** The round in which people decide now about what is shown; one of an earlier time may stand beside it. */
export function reviewOf({ shown, round }: ShownRow): ShownRound | undefined {
  return round?.number === shown.round ? round : undefined;
}

/** Who has to act next about what is shown, at that time; null when nobody has to. */
export function actorNow(row: ShownRow, { now, outageHours }: ActingTime): Actor | null {
  const { shown } = row;
  const review = reviewOf(row);
  if (isStalled(shown, now, outageHours) || shown.unscanned !== undefined) return 'operator';
  if (review !== undefined && !isReachable(review, now)) return 'operator';
  return shown.purposeUntil === undefined ? factsOf(shown).owner : 'researcher';
}

/** Whether the operation waits for people and not for Sallyport. */
export function needsSomebody(row: ShownRow, at: ActingTime): boolean {
  return isForPeople(row.shown, actorNow(row, at));
}

/** An upload that is still arriving is its owner's turn, but waits for nobody: it goes on by itself once nothing changes. */
function isForPeople({ purposeUntil, missing }: Shown, actor: Actor | null): boolean {
  if (actor === 'approvers' || actor === 'operator') return true;
  return purposeUntil !== undefined || missing !== undefined;
}

export interface ActingTime {
  readonly now: Date;
  readonly outageHours: number;
}

const charactersAtMost = 400;

function brief(text: string): string {
  return text.length > charactersAtMost ? `${text.slice(0, charactersAtMost)}…` : text;
}

export function shownRound(round: Round, decisions: readonly Decision[]): ShownRound {
  const { number, rules, deadline, researchers, evidence } = round;
  const decided = new Set(currentDecisions(round, decisions).map(({ approver }) => approver));
  const counted = countedDecisions(round, decisions).filter(({ choice }) => choice === 'approve');
  const approving = new Set(counted.map(({ approver }) => approver));
  const people = round.approvers.map((person: Invited): ShownApprover => {
    const { oid, email, name, independent, eligibleUntil } = person;
    return {
      ...{ oid, email, name, independent, hasDecided: decided.has(oid), approves: approving.has(oid) },
      isBarred: isAmong(researchers, person),
      ...(eligibleUntil === undefined ? {} : { eligibleUntil }),
    };
  });
  const { quorum, independent, blind } = rules;
  const asked = askedUntil(round);
  return {
    ...{ number, quorum, independent, blind, deadline },
    ...(asked === undefined ? {} : { asked }),
    ...(evidence === undefined ? {} : { evidence }),
    people,
  };
}

function isReachable({ quorum, independent, people }: ShownRound, now: Date): boolean {
  return isQuorum({ quorum, independent }, ableOf(people, now));
}

function ableOf(people: readonly ShownApprover[], now: Date): readonly ShownApprover[] {
  return people.filter((person) => !person.isBarred && isTimely(person, now));
}

export function roundText(round: ShownRound, now: Date): string {
  const { quorum, people } = round;
  const able = ableOf(people, now);
  const approvals = able.filter(({ approves }) => approves).length;
  const missing = people.filter(({ hasDecided }) => !hasDecided).map(({ name }) => name);
  const vain = isReachable(round, now) ? '' : '; too few approvers are left, an operator must name more';
  return `${approvals} of ${quorum} approvals; not decided: ${missing.join(', ') || 'nobody'}${vain}`;
}

export type Undelivered = Frozen<z.infer<typeof seenSchema>>['untold'][number];

/** A mail that a server takes late, or that is being sent at this moment, is no outage yet: minutes that are given to it. */
export const undeliveredMinutes = 15;

/** Whether somebody has to look after it, as it was seen at that time (ISO 8601). */
export function isLate({ since, isGivenUp }: Undelivered, seenAt: string): boolean {
  return isGivenUp || Date.parse(seenAt) - Date.parse(since) > undeliveredMinutes * 60_000;
}
