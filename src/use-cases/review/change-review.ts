import { requireOperation, requireProject } from '../../activities/operation/operations.ts';
import { latestRound, type RevisePorts, reviseRound } from '../../activities/review/amend-round.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Project } from '../../domain/project/project.ts';
import { extendedRound, type LaterDeadline, type RoundNow, resentRound } from '../../domain/review/change-round.ts';
import type { Round } from '../../domain/review/round.ts';
import { roundEvents } from '../../domain/review/round-events.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { OperatorAct } from '../operation/operator-acts.ts';

export interface ChangedReview {
  readonly operation: Operation;
  readonly round: Round;
}

/**
 * Gives the approvers of a package more time; those who have not decided are told. Throws IllegalMove for a package that is not in review
 * or whose round is over, and Refused for a time that the project does not give.
 */
export async function extendDeadline(
  ports: RevisePorts,
  workflows: Workflows,
  steering: OperatorAct,
  time: LaterDeadline,
): Promise<ChangedReview> {
  return await change(ports, workflows, steering, (standing, project) =>
    extendedRound({ ...standing, project }, time, steering),
  );
}

/**
 * Sends new links to an approver of a package, or to all who have not decided; the old ones are dead at once. Throws IllegalMove for a
 * package that is not in review or when nobody may get a link now, and NotFound for whoever is not asked.
 */
export async function resendLinks(
  ports: RevisePorts,
  workflows: Workflows,
  steering: OperatorAct,
  approver: string | undefined,
): Promise<ChangedReview> {
  return await change(ports, workflows, steering, (standing) => resentRound(standing, approver, steering));
}

/** Writes the changed round, unless somebody else wrote first: then everything is read and decided again. */
async function change(
  ports: RevisePorts,
  workflows: Workflows,
  { key }: OperatorAct,
  act: (standing: RoundNow, project: Project) => Round,
): Promise<ChangedReview> {
  const { value: project } = await requireProject(ports.projects, key.project);
  const steered = await onConflictAgain(async () => {
    const operation = await requireInReview(ports, key);
    await reviseRound(ports, key);
    const { rounds, decisions } = await ports.decisions.read(key.id);
    const before = latestRound(rounds);
    if (before === undefined) throw new IllegalMove(`The package ${key.id} has no round yet; try again in a minute`);
    const round = act({ round: before.value, decisions, now: ports.clock.now() }, project);
    // The row remembers its last change only: the lines of those before must stand before they are forgotten.
    await ports.audit.append(key.project, roundEvents(before.value));
    await ports.decisions.updateRound({ value: round, etag: before.etag });
    return { operation, round };
  });
  await ports.audit.append(key.project, roundEvents(steered.round));
  const { flow, instance } = orchestrationOf(steered.operation);
  await workflows.start(flow, instance, key);
  await workflows.wake(instance);
  return steered;
}

async function requireInReview({ register }: RevisePorts, key: OperatorAct['key']): Promise<Operation> {
  const { value } = await requireOperation(register, key);
  if (value.state === 'in-review') return value;
  throw new IllegalMove(`The package ${key.id} is ${stateText(value.state)} and not in review: nothing was changed`);
}
