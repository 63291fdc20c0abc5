import { DAY } from '../../domain/base/time.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import { type Availability, availabilityIn, everybodyThere } from '../../domain/review/absence.ts';
import { endedByTime } from '../../domain/review/change-round.ts';
import { escalatedRound } from '../../domain/review/escalate-round.ts';
import { askedStamp, nextMoment, unreachable } from '../../domain/review/review-times.ts';
import { isOverdue, isSentBack, type Round } from '../../domain/review/round.ts';
import { overdueEvent, reviewEvents, unansweredEvents, unreachableEvent } from '../../domain/review/round-events.ts';
import { holdsMalware } from '../../domain/transfer/scan-gate.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { endOutage } from '../operation/note-outage.ts';
import { amend, requireOperation } from '../operation/operations.ts';
import { type Considered, considerRound, latestRound, showEvidence, writeAmendment } from './amend-round.ts';
import { withdrawRound } from './close-round.ts';

/**
 * How a round stands, a stamp that is another when somebody is to be asked, and in how many seconds something is to be done,
 * its deadline at the latest, when that is within a day. `stopped`: the operation is to stop. `elsewhere`: it is no longer in review. `malicious`: a verdict about one
 * of its files came late.
 */
export type RoundLook =
  | { readonly status: Round['status']; readonly asked: string; readonly waitSeconds?: number }
  | { readonly status: 'elsewhere' }
  | { readonly status: 'malicious' }
  | { readonly status: 'stopped'; readonly message: string };

type LookPorts = Pick<
  Ports,
  'register' | 'projects' | 'decisions' | 'inspectionResults' | 'absences' | 'audit' | 'clock'
>;

/**
 * Holds the latest round to the definition in force and reads how it stands: in review, and of one that is sent back before it goes. The
 * rows decide; a wake-up only says 'look again'. A round that is past its deadline ends here, unless its rules keep it open; of a decision
 * at the same instant, whichever writes the round first has its way. Audit lines that a crash prevented are written.
 */
export async function lookAtRound(ports: LookPorts, { id, project }: OperationKey): Promise<RoundLook> {
  const key = { id, project };
  const { value: operation } = await requireOperation(ports.register, key);
  await endOutage(ports, operation);
  if (operation.state === 'in-review' && operation.stop) return { status: 'stopped', message: operation.stop.message };
  if (operation.state !== 'in-review' && !isSentBack(operation.state)) return { status: 'elsewhere' };
  if (operation.state === 'in-review' && holdsMalware(operation)) return { status: 'malicious' };
  const { rows, value, presence } = await roundsNow(ports, operation);
  const round = latestIn(rows, id);
  if (operation.round !== round.number) await amend(ports.register, key, () => ({ round: round.number }));
  await writeLines(ports, key, rows, presence);
  const now = ports.clock.now();
  const { status } = round;
  if (value === undefined || status !== 'open') return { status, asked: '' };
  return { status, asked: askedStamp(round, value, presence, now), ...untilNext(round, value, presence, now) };
}

type Rows = Considered['rows'];

/** The rows of a package, the definition that they were held to, and who is away; a withdrawn one is held to none. */
interface RoundsNow {
  readonly rows: Rows;
  readonly value?: Project;
  readonly presence: Availability;
}

function latestIn({ rounds }: Rows, id: string): Round {
  const latest = latestRound(rounds);
  if (!latest) throw new Error(`The package ${id} has no round of approval to look at`);
  return latest.value;
}

function untilNext(
  round: Round,
  project: Project,
  availability: Availability,
  now: Date,
): { readonly waitSeconds?: number } {
  const next = nextMoment(round, project, availability, now);
  const waitSeconds = next === undefined ? 0 : Math.ceil((next.getTime() - now.getTime()) / 1000);
  return waitSeconds > 0 && waitSeconds * 1000 < DAY ? { waitSeconds } : {};
}

/** Of a withdrawn package nobody is asked any more, so what a definition makes of its round no longer matters. */
async function roundsNow(ports: LookPorts, operation: Operation): Promise<RoundsNow> {
  const { id } = operation;
  const closed = operation.withdrawal === undefined ? undefined : await withdrawRound(ports, operation);
  if (closed !== undefined) return { rows: await ports.decisions.read(id), presence: everybodyThere };
  const absences = await ports.absences.list();
  for (;;) {
    const found = await onConflictAgain(async () => {
      const considered = await considerRound(ports, operation, absences);
      return (await bringUpToDate(ports, considered)) ? undefined : considered;
    });
    if (found === undefined) continue;
    const { rows, project, stored } = found;
    const given = { project: project.value, absences };
    const presence = availabilityIn(stored.value, rows.decisions, given, ports.clock.now());
    return { rows, value: project.value, presence };
  }
}

/** Writes what the definition in force, or else the deadline, or else its age makes of the latest round; true when it made something. */
async function bringUpToDate(ports: LookPorts, considered: Considered): Promise<boolean> {
  const { stored, rows, project, amendment } = considered;
  if (amendment.kind !== 'unchanged') {
    await writeAmendment(ports, stored, amendment);
    return true;
  }
  if (await showEvidence(ports, considered)) return true;
  const now = ports.clock.now();
  const { value: round, etag } = stored;
  const next = endedByTime(round, rows.decisions, now) ?? escalatedRound(round, rows.decisions, project.value, now);
  if (next) await ports.decisions.updateRound({ value: next, etag });
  return next !== undefined;
}

async function writeLines(
  ports: LookPorts,
  { id, project }: OperationKey,
  rows: Rows,
  availability: Availability,
): Promise<void> {
  const now = ports.clock.now();
  const { rounds, decisions } = rows;
  const latest = latestIn(rows, id);
  const isOpen = latest.status === 'open';
  const vain = unreachable(latest, availability, now);
  await ports.audit.append(project, [
    ...reviewEvents(
      rounds.map(({ value }) => value),
      decisions,
    ),
    ...(isOpen && vain !== undefined ? [unreachableEvent(latest, vain.key, now)] : []),
    ...unansweredEvents(latest, now),
    ...(isOverdue(latest, now) ? [overdueEvent(latest, now)] : []),
  ]);
}
