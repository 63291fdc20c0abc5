import { type AuditEvent, chainLine, genesisHash } from '../audit/chain-line.ts';
import { evidenceData } from '../inspection/round-evidence.ts';
import { withoutEvidenceData } from '../inspection/without-evidence.ts';
import type { Decision } from '../review/decision.ts';
import { decisionEvent } from '../review/decision-event.ts';
import type { Round } from '../review/round.ts';
import { questionEvents, roundEvents } from '../review/round-events.ts';
import { type RoundInLine, roundInLine, saidBeside, withoutNames } from '../review/round-in-line.ts';
import { overLimitsData } from '../review/soft-limits.ts';
import { canonical } from './record-agreement.ts';

type Disagrees = (round: Round, line: AuditEvent) => string | undefined;

/** What a line of a review says beside the round that it carries, by its kind. */
const byKind: Readonly<Record<string, Disagrees>> = {
  'review.opened': openingDisagrees,
  'review.extended': operatorActDisagrees,
  'review.resent': operatorActDisagrees,
  'review.asked': questionDisagrees,
  'review.answered': questionDisagrees,
  'review.expired': ({ status }) =>
    status === 'expired' ? undefined : `It is ${status}, and the audit tells that it expired`,
};

/** Whether a line is about a round of approval, the line of a decision too. */
export function isOfRound({ kind, data }: AuditEvent): boolean {
  return Object.hasOwn(byKind, kind) || data['roundRow'] !== undefined;
}

/** Where a round is not what a line of its review says. */
export function roundDisagrees(round: Round, line: AuditEvent): string | undefined {
  return byKind[line.kind]?.(round, line) ?? carriedDisagrees(round, line);
}

export function decisionDisagrees(decision: Decision, line: AuditEvent): boolean {
  return !saysSame(decisionEvent(decision), line);
}

function saysSame(one: AuditEvent, other: AuditEvent): boolean {
  return chainLine(saidBeside(one), genesisHash) === chainLine(saidBeside(other), genesisHash);
}

/** Where a round is not, or not as far as, the one that a line of its review carries. */
function carriedDisagrees(round: Round, line: AuditEvent): string | undefined {
  const told = roundInLine(line);
  if (told === undefined || told.revision < round.revision) return undefined;
  if (told.revision > round.revision)
    return `It is of the revision ${round.revision}, and the audit tells of the revision ${told.revision}`;
  return carriedDiffers(round, told);
}

/** Where a round is not the one of the same revision that a line carries. What researchers type changes no revision, and has a line of its own. */
export function carriedDiffers(round: Round, told: RoundInLine): string | undefined {
  const [{ saidAt: _, ...stands }, { saidAt: __, ...said }] = [withoutNames(round), told];
  return canonical(stands) === canonical(said) ? undefined : 'It is not the round that the audit tells of';
}

/** What the lines of the first versions do not say of the rules of a round. */
const unsaid: Readonly<Record<string, string | boolean>> = { onDeadline: 'return', blind: true };

/** What the line of a round does not say where there is none of it. */
const unseen = { evidence: undefined, evidenceMissing: undefined, overLimits: undefined };

/** Where a round is not what the line of its opening says. */
function openingDisagrees(round: Round, line: AuditEvent): string | undefined {
  const { digest, evidence, rules, deadline, amended, extended } = round;
  const { quorum, independent, onDeadline, blind, authContext } = rules;
  const opened = { digest, quorum, independent, onDeadline, blind, authContext };
  // A round that was opened again, or got more time, has another deadline than it was opened with.
  const told = {
    ...opened,
    ...unseen,
    ...evidenceData(evidence),
    ...withoutEvidenceData(round),
    ...overLimitsData(rules),
    ...(amended || extended ? {} : { deadline }),
  };
  for (const [name, value] of Object.entries(told)) {
    const said = line.data[name] ?? unsaid[name];
    if (said !== value) return `Its '${name}' is ${value}, and the audit says ${said}`;
  }
  return undefined;
}

/** Where a round is not what the line of an operator's act on it says; it remembers the last act of each kind. */
function operatorActDisagrees(round: Round, line: AuditEvent): string | undefined {
  const { revision } = line.data;
  const kept = line.kind === 'review.extended' ? round.extended : round.resent;
  const what = line.kind === 'review.extended' ? 'gave it more time' : 'sent its links anew';
  if (kept === undefined || kept.revision < Number(revision)) return `It does not know that an operator ${what}`;
  if (kept.revision !== revision) return undefined;
  const again = roundEvents(round).find(({ id }) => id === line.id);
  if (again === undefined || !saysSame(again, line))
    return `It does not say what the audit tells of an operator who ${what}`;
  const deadline = round.extended?.deadline;
  const isNewest = deadline !== undefined && (round.amended?.revision ?? 0) < Number(revision);
  return line.kind === 'review.extended' && isNewest && round.deadline !== deadline
    ? `Its deadline is ${round.deadline}, and the audit says ${deadline}`
    : undefined;
}

/** Where a round does not say of a question or an answer what the line of it says. */
function questionDisagrees(round: Round, line: AuditEvent): string | undefined {
  const again = questionEvents(round).find(({ id }) => id === line.id);
  return again !== undefined && saysSame(again, line)
    ? undefined
    : `It does not say what the audit tells of its question ${line.data['question']}`;
}
