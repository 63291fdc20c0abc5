import type { AuditEvent } from '../audit/chain-line.ts';
import { type Decision, decisionSchema } from '../review/decision.ts';
import { decisionEvent } from '../review/decision-event.ts';
import { type RoundInLine, roundInLine } from '../review/round-in-line.ts';
import { rowInLine } from './record-agreement.ts';

/** The review of a package as all its lines together tell it. */
export interface ReviewInLines {
  readonly rounds: readonly RoundInLine[];
  readonly decisions: readonly Decision[];
}

export const noReview: ReviewInLines = { rounds: [], decisions: [] };

/** The review after one more line of its package. A line may come late, and carries then a round that others have overtaken, or a later one than it tells of. */
export function reviewAfter(review: ReviewInLines, event: AuditEvent): ReviewInLines {
  const round = roundInLine(event);
  const rounds = round === undefined ? saidIn(review.rounds, event) : withRound(review.rounds, round);
  const decision = decisionInLine(event);
  const isKnown = review.decisions.some((one) => decisionEvent(one).id === event.id);
  return { rounds, decisions: decision === undefined || isKnown ? review.decisions : [...review.decisions, decision] };
}

function withRound(rounds: readonly RoundInLine[], round: RoundInLine): readonly RoundInLine[] {
  const standing = rounds.find(({ number }) => number === round.number);
  if (standing !== undefined && standing.revision > round.revision) return rounds;
  return [...rounds.filter((one) => one !== standing), round].toSorted((one, other) => one.number - other.number);
}

/** What researchers type while people are asked stands in the open round as the time at which it was typed. */
function saidIn(rounds: readonly RoundInLine[], event: AuditEvent): readonly RoundInLine[] {
  const at = event.kind === 'export.submission' ? rowInLine(event)?.submission?.at : undefined;
  const open = rounds.at(-1);
  if (at === undefined || open?.status !== 'open' || at < open.openedAt) return rounds;
  return [...rounds.slice(0, -1), { ...open, saidAt: at }];
}

/** The decision that a line tells of. Throws where it does not tell all of it. */
function decisionInLine(event: AuditEvent): Decision | undefined {
  if (event.kind !== 'decision.recorded') return undefined;
  const { id, at, project, operation, actor, data } = event;
  const { roundRow: _, remarks, remarkedFiles, ...said } = data;
  const about = remarks === undefined ? {} : { remarks: { digest: remarks, files: remarkedFiles } };
  const who = { exportId: operation, project, approver: actor, askedSince: askedSinceIn(id) };
  const { data: decision } = decisionSchema.safeParse({ ...who, ...said, ...about, at });
  if (decision !== undefined && decisionEvent(decision).id === id) return decision;
  throw new Error(`The audit line ${id} tells of no whole decision`);
}

/** The id ends with the digits of the time since when the approver was asked. */
function askedSinceIn(id: string): string | undefined {
  const [, year, month, day, hour, minute, second, rest] =
    /-(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})$/.exec(id) ?? [];
  return year && `${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`;
}
