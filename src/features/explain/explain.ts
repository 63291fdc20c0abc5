import { noProject } from '../../activities/operation/operations.ts';
import { latestRound } from '../../activities/review/amend-round.ts';
import { doors } from '../../domain/base/door.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { isShownOutside } from '../../domain/notification/outside-view.ts';
import type { Ticks } from '../../domain/notification/tick.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Duties } from '../../domain/people/duties.ts';
import { isResearcher, type Somebody } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import { availabilityIn, everybodyThere } from '../../domain/review/absence.ts';
import { isBlindTo, visibilityOf } from '../../domain/review/blind.ts';
import { askedUntil } from '../../domain/review/question.ts';
import { noOperation } from '../../functions/operation/operations.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Orchestrations } from '../../ports/workflows.ts';
import { readClosing } from '../../use-cases/project/read-closing.ts';
import type { Explanation } from './domain/explanation.ts';
import { explainOperation } from './domain/operation.ts';
import { explainOutside } from './domain/outside.ts';
import { explainProject } from './domain/project.ts';
import { type ExplainSettings, namingDefinition, type ProjectStatus } from './domain/project-status.ts';
import { recipientsText } from './domain/recipients-text.ts';
import { type FindingPorts, findOut } from './explain-findings.ts';
import { readStatus, type StatusPorts } from './read-status.ts';

export type ExplainPorts = FindingPorts &
  StatusPorts &
  Pick<Ports, 'decisions' | 'duties' | 'absences' | 'manifests' | 'register' | 'projects'> & {
    readonly looks: Pick<Ports['looks'], 'of'>;
    readonly audit: Pick<AuditLog, 'blobs' | 'holds'>;
    readonly explaining: ExplainSettings;
    readonly ticks?: Ticks;
  };

/**
 * What an operation waits for, and who can do what about it, as far as the viewer may know: a researcher of its project is told what
 * /api/mine tells, nothing of what is not shown there, and who decides blindly nothing of what others decided.
 */
export async function explainOne(
  ports: ExplainPorts,
  orchestrations: Pick<Orchestrations, 'newerVersion'>,
  operation: Operation,
  viewer: Somebody,
): Promise<Explanation> {
  const { decisions: all, rounds } = await roundsOf(ports, operation);
  const standing = await standingOf(ports, operation.project);
  const naming = namingDefinition(standing);
  const round = latestRound(rounds)?.value;
  if (naming !== undefined && isResearcher(naming, viewer)) {
    if (!isShownOutside(operation, ports.clock.now(), ports.ticks)) throw noOperation(operation);
    const told = round && { deadline: round.deadline, asked: askedUntil(round) };
    return explainOutside(operation, naming, told, ports.clock.now());
  }
  const values = rounds.map(({ value }) => value);
  const { decisions } = visibilityOf(values, all, naming, viewer);
  const isBlind =
    round !== undefined &&
    isBlindTo({ status: round.status, blind: round.rules.blind, asked: round.approvers }, naming, viewer);
  const now = ports.clock.now();
  const absences = round === undefined ? [] : await ports.absences.list();
  const isPlain = round === undefined || naming === undefined;
  const presence = isPlain ? everybodyThere : availabilityIn(round, all, { project: naming, absences }, now);
  const found = {
    ...(await findOut(ports, orchestrations, operation)),
    ...(await answersOf(ports, operation, standing.inForce)),
  };
  return explainOperation({
    ...{ operation, decisions, standing, now, presence, isBlind },
    ...(round === undefined ? {} : { round }),
    found: isBlind ? { ...found, unreached: [] } : found,
    settings: ports.explaining,
  });
}

/** How far recipients of the package have answered, the last time that it was released. */
async function answersOf(
  ports: Pick<Ports, 'duties' | 'clock'>,
  { id, since, state, door }: Operation,
  project: Project | undefined,
): Promise<{ readonly recipients?: string }> {
  if (door === 'ingress' || project?.people.recipients === undefined) return {};
  const rows = await ports.duties.of(project.id).catch(() => []);
  const duties = rows.flatMap(({ value }) => (value?.exportId === id ? value : [])).toSorted(newestFirst)[0];
  if (duties === undefined) return {};
  const isOutside = state === 'released' && since === duties.releasedAt;
  const recipients = recipientsText(duties, { project, isOutside, now: ports.clock.now() });
  return recipients === undefined ? {} : { recipients };
}

function newestFirst({ releasedAt: one }: Duties, { releasedAt: other }: Duties): number {
  return one < other ? 1 : -1;
}

async function roundsOf({ decisions }: Pick<Ports, 'decisions'>, { id, door }: Operation) {
  return door === 'ingress' ? { rounds: [], decisions: [] } : await decisions.read(id);
}

/** A project that is gone or was never defined stands still too. */
async function standingOf(ports: ExplainPorts, id: string): Promise<ProjectStatus> {
  return (await readStatus(ports, id)) ?? { id, secondOperator: ports.secondOperator };
}

/** How a project stands, of which there must be a definition. Throws NotFound. */
export async function requireStatus(ports: StatusPorts, id: string): Promise<ProjectStatus> {
  const standing = await readStatus(ports, id);
  if (standing === undefined) throw new NotFound(noProject(id));
  return standing;
}

export async function explainDefinition(ports: ExplainPorts, standing: ProjectStatus): Promise<Explanation> {
  const { id } = standing;
  const [closing, notes] = await Promise.all([
    ports.projects.find(id).then((found) => readClosing(ports, found)),
    Promise.all(doors.map((door) => ports.register.rememberedDoor(door, id))),
  ]);
  const waiting = notes.map(({ value: { door, waiting: count, why } }) => {
    return { door, waiting: count, ...(why === undefined ? {} : { why }) };
  });
  return explainProject({ standing, closing, waiting, now: ports.clock.now() });
}
