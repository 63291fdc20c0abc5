import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Absence } from '../../domain/review/absence.ts';
import { type Amendment, amendRound, supersede } from '../../domain/review/amend-round.ts';
import type { Decision } from '../../domain/review/decision.ts';
import { viewingRequirement } from '../../domain/review/evidence-requirements.ts';
import { lacksDecisions, type Round } from '../../domain/review/round.ts';
import { roundEvents } from '../../domain/review/round-events.ts';
import type { AuditLog } from '../../ports/audit.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Clock } from '../../ports/ports.ts';
import type { DecisionStore, ProjectStore, Register, Stored, StoredProject } from '../../ports/records.ts';
import { researchersSince } from '../lifecycle/researchers-since.ts';
import { amend, requireProject } from '../operation/operations.ts';
import { evidenceByNow, type ReadEvidencePorts } from './evidence.ts';

export interface ConsiderPorts {
  readonly projects: Pick<ProjectStore, 'get' | 'versionOnce' | 'versions'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly clock: Clock;
}

export interface AmendPorts extends ReadEvidencePorts {
  readonly decisions: Pick<DecisionStore, 'updateRound' | 'supersede'>;
  readonly register: Pick<Register, 'get' | 'lately' | 'update'>;
  readonly audit: Pick<AuditLog, 'append'>;
}

export type RevisePorts = ConsiderPorts & AmendPorts;

/** The latest round of a package as it is stored, the rows it was found in, and what the definition in force makes of it. Nothing is written. */
export interface Considered {
  readonly stored: Stored<Round>;
  readonly rows: Awaited<ReturnType<DecisionStore['read']>>;
  readonly project: StoredProject;
  readonly amendment: Amendment;
}

/** A package that was asked about has no round, or one that decisions ended which do not stand: its rows are lost, until they are put back. */
export class LostRound extends Error {
  override readonly name = 'LostRound';
}

export function latestRound(rounds: readonly Stored<Round>[]): Stored<Round> | undefined {
  return rounds.toSorted((one, other) => one.value.number - other.value.number).at(-1);
}

/** With those who are away where that is known. Throws LostRound. */
export async function considerRound(
  ports: ConsiderPorts,
  { id, project: of }: OperationKey,
  absences: readonly Absence[] = [],
): Promise<Considered> {
  const [rows, project] = await Promise.all([ports.decisions.read(id), requireProject(ports.projects, of)]);
  const stored = latestRound(rows.rounds);
  if (!stored)
    throw new LostRound(`The package ${id} has no round of approval, and it was asked about: its rows are lost`);
  if (lacksDecisions(stored.value, rows.decisions))
    throw new LostRound(
      `The round of ${id} is ${stored.value.status}, and not all decisions stand that made it so: their rows are lost`,
    );
  return {
    stored,
    rows,
    project,
    amendment: await amendmentOf(ports, project, stored.value, rows.decisions, absences),
  };
}

export async function amendmentOf(
  { projects, clock }: Pick<ConsiderPorts, 'projects' | 'clock'>,
  project: StoredProject,
  round: Round,
  decisions: readonly Decision[],
  absences: readonly Absence[] = [],
): Promise<Amendment> {
  const ever = await researchersSince(projects, project, round.filesSince);
  return amendRound(round, decisions, project, ever, clock.now(), absences);
}

/** Writes what became of a round, and gives the latest round then. Throws ConflictError when somebody else changed it first. */
export async function writeAmendment(
  ports: AmendPorts,
  { value: before, etag }: Stored<Round>,
  amendment: Amendment,
): Promise<Round> {
  const { decisions, register, audit } = ports;
  if (amendment.kind === 'unchanged') return before;
  const { round } = amendment;
  const key = { project: round.project, id: round.exportId };
  // The row remembers its last change only: the line of the one before must stand before it is forgotten.
  if (before.amended) await audit.append(key.project, roundEvents(before));
  const latest = amendment.kind === 'amended' ? round : await withEvidence(ports, amendment.next);
  if (latest === round) await decisions.updateRound({ value: round, etag });
  else await decisions.supersede({ value: round, etag }, latest);
  await audit.append(key.project, [...roundEvents(round), ...(latest === round ? [] : roundEvents(latest))]);
  if (latest !== round) await amend(register, key, () => ({ round: latest.number }));
  return latest;
}

/** Evidence that came too late for the round before stands by now, perhaps: a new round shows it. */
async function withEvidence(ports: ReadEvidencePorts, round: Round): Promise<Round> {
  const evidence = await evidenceByNow(ports, round, round.evidence);
  if (evidence === undefined) return round;
  const { withoutEvidence: _, ...rest } = round;
  return { ...('missing' in evidence ? round : rest), evidence };
}

/** Holds the latest round of a package to the definition in force: reads, decides and writes, and once more when somebody else wrote. */
export async function reviseRound(ports: RevisePorts, key: OperationKey): Promise<Round> {
  return onConflictAgain(async () => {
    const { stored, amendment } = await considerRound(ports, key);
    return writeAmendment(ports, stored, amendment);
  });
}

/**
 * Asks everybody anew where nobody can approve before there is evidence, and it stands by now; true then. It came after the time in which a
 * package waits for the room, or the project asks for files to be opened since then.
 */
export async function showEvidence(
  ports: RevisePorts,
  { stored, project }: Pick<Considered, 'stored' | 'project'>,
): Promise<boolean> {
  const { value: round } = stored;
  if (round.status !== 'open' || viewingRequirement(round) !== 'impossible') return false;
  const evidence = await evidenceByNow(ports, round, round.evidence);
  if (evidence === undefined || 'missing' in evidence) return false;
  const ever = await researchersSince(ports.projects, project, round.filesSince);
  await writeAmendment(ports, stored, supersede(round, project, ever, ports.clock.now()));
  return true;
}

/** Asks everybody anew about a package that was approved and is taken back, or exceeds these soft limits by now; a round that is open stays. */
export async function askAgain(ports: RevisePorts, key: OperationKey, overLimits?: readonly string[]): Promise<Round> {
  return onConflictAgain(async () => {
    const { stored, project, amendment } = await considerRound(ports, key);
    if (stored.value.status === 'open') return writeAmendment(ports, stored, amendment);
    const ever = await researchersSince(ports.projects, project, stored.value.filesSince);
    return writeAmendment(ports, stored, supersede(stored.value, project, ever, ports.clock.now(), { overLimits }));
  });
}
