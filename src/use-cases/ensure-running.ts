import { considerRound } from '../activities/amend-round.ts';
import { type Absence, presenceIn } from '../domain/absence.ts';
import { factsOf } from '../domain/advance.ts';
import type { OpenReview } from '../domain/digest.ts';
import { orchestrationOf } from '../domain/door.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import { restsForPeople } from '../domain/reminder.ts';
import { unreachable } from '../domain/review-times.ts';
import { isAfterDeadline, judgeRound } from '../domain/round.ts';
import { holdsMalware, isLookMissing } from '../domain/scan-gate.ts';
import { dueForAnotherTry, isStalled } from '../domain/trouble.ts';
import { whyUninspected } from '../domain/uninspected.ts';
import type { Ports } from '../ports/ports.ts';
import type { BrokenRow } from '../ports/records.ts';
import type { Workflows } from '../ports/workflows.ts';
import { atOnce } from './at-once.ts';
import type { Failures } from './failures.ts';

type EnsurePorts = Pick<Ports, 'register' | 'projects' | 'decisions' | 'clock'>;

/** How many operations in trouble one sweep tries again: a service that comes back must not be met by all of them at once. */
const mostTriesAgain = 50;

/** How many operations are made sure of at the same time. */
const mostAtOnce = 8;

/** What was found among the unfinished operations. */
export interface Ensured {
  /** Operations whose orchestration was made sure to run. */
  ensured: number;
  /** Exports woken because their round is closed, or no longer as the definition in force has it. */
  woken: number;
  /** Exports in review past the deadline of their round. */
  overdue: number;
  /** Exports in review that too few people may decide about; operators must name more. */
  unreachable: number;
  /** Operations that an outage keeps from going on. */
  troubled: number;
  /** Those among them whose trouble has lasted longer than the deployment's OUTAGE_HOURS. */
  readonly stalled: OperationKey[];
  /** Operations that rest at a failure until an operator acts. */
  readonly failed: OperationKey[];
  /** Operations that rest until somebody acts, failed and unscanned ones among them. */
  readonly resting: Operation[];
  /** Exports under way that went on without the evidence that they waited for. */
  readonly uninspected: Operation[];
  /** Exports in review with their rounds, held to the definition in force. */
  readonly reviews: OpenReview[];
  /** Rows that cannot be read. */
  readonly broken: BrokenRow[];
  /** All of them, as they were read. */
  readonly open: Operation[];
}

/**
 * Starts the orchestration of every operation that is to be worked on; starting a running one changes nothing. One in trouble is tried
 * again when it is due. One whose round is closed, that holds malware, or that is to stop, is woken, as its waiter may have missed the wake.
 */
export async function ensureRunning(
  ports: EnsurePorts,
  workflows: Workflows,
  { outageHours, absences = [] }: { readonly outageHours: number; readonly absences?: readonly Absence[] },
  failures: Failures,
): Promise<Ensured> {
  const counts = { ensured: 0, woken: 0, overdue: 0, unreachable: 0, troubled: 0 };
  const found: Ensured = { ...counts, ...emptyLists() };
  const troubled: Operation[] = [];
  const now = ports.clock.now();
  const start = (operation: Operation) =>
    failures.keep(operation.id, () => ensure(ports, workflows, { operation, absences }, found));
  await atOnce(mostAtOnce, ports.register.unfinished(), async (item) => {
    if ('broken' in item) {
      found.broken.push(item.broken);
      return;
    }
    const { operation } = item;
    const { project, id } = operation;
    found.open.push(operation);
    if (operation.state === 'failed') found.failed.push({ project, id });
    if (isStalled(operation, now, outageHours)) found.stalled.push({ project, id });
    if (restsForPeople(operation)) found.resting.push(operation);
    if (whyUninspected(operation) !== undefined) found.uninspected.push(operation);
    if (!factsOf(operation).runs) return;
    if (operation.trouble) troubled.push(operation);
    else await start(operation);
  });
  found.troubled = troubled.length;
  await atOnce(mostAtOnce, dueForAnotherTry(troubled, now, mostTriesAgain), start);
  return found;
}

/** Lists in which nothing stands yet. */
export function emptyLists(): Pick<
  Ensured,
  'stalled' | 'failed' | 'resting' | 'uninspected' | 'reviews' | 'broken' | 'open'
> {
  return { stalled: [], failed: [], resting: [], uninspected: [], reviews: [], broken: [], open: [] };
}

async function ensure(
  ports: EnsurePorts,
  workflows: Workflows,
  { operation, absences }: { readonly operation: Operation; readonly absences: readonly Absence[] },
  found: Ensured,
): Promise<void> {
  found.ensured += 1;
  const { flow, instance } = orchestrationOf(operation);
  await workflows.start(flow, instance, { project: operation.project, id: operation.id });
  const round = await lookAtRound(ports, operation, absences);
  if (round.overdue) found.overdue += 1;
  if (round.unreachable) found.unreachable += 1;
  if (round.moved) found.woken += 1;
  if (round.review !== undefined) found.reviews.push(round.review);
  const isForgotten = isLookMissing(operation, ports.clock.now());
  if (round.moved || operation.stop || isForgotten) await workflows.wake(instance);
}

/** How the round of a package in review stands. `moved`: it is closed or over, or is to be amended, so that the orchestration has something to do. */
async function lookAtRound(ports: EnsurePorts, operation: Operation, absences: readonly Absence[]) {
  const nothing = { review: undefined, moved: false, overdue: false, unreachable: false };
  // A round that is not there yet is opened by the orchestration.
  if (operation.state !== 'in-review' || operation.round === undefined) return nothing;
  const { stored, rows, project, amendment } = await considerRound(ports, operation, absences);
  const now = ports.clock.now();
  const { round } = amendment;
  const presence = presenceIn(round, rows.decisions, { project: project.value, absences }, now);
  const isOpen = stored.value.status === 'open';
  return {
    review: { operation, project: project.value, round, decisions: rows.decisions },
    moved:
      judgeRound(stored.value, rows.decisions, now) !== 'open' ||
      amendment.kind !== 'unchanged' ||
      holdsMalware(operation),
    overdue: isOpen && isAfterDeadline(stored.value, now),
    unreachable: round.status === 'open' && unreachable(round, presence, now) !== undefined,
  };
}
