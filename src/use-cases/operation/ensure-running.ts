import { considerRound, LostRound } from '../../activities/review/amend-round.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { BrokenDefinition } from '../../domain/base/errors.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { OpenReview } from '../../domain/notification/digest.ts';
import { restsForPeople } from '../../domain/notification/reminder.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { dueForAnotherTry, isStalled } from '../../domain/operation/outage.ts';
import { isUninspected } from '../../domain/overview/uninspected.ts';
import { type Absence, availabilityIn } from '../../domain/review/absence.ts';
import { unreachable } from '../../domain/review/review-times.ts';
import { isAfterDeadline, judgeRound } from '../../domain/review/round.ts';
import { holdsMalware, isLookMissing } from '../../domain/transfer/scan-gate.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject, BrokenRow, ProjectStore, StoredProject } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { atOnce } from '../base/at-once.ts';
import type { Failures } from '../base/failures.ts';
import { goOn } from '../base/go-on.ts';
import { lostRow } from '../overview/find-lost.ts';
import { definitionsById } from '../project/definitions-in-turn.ts';

type EnsurePorts = Pick<Ports, 'projects' | 'clock' | 'sweepPlaces'> & {
  readonly decisions: Pick<Ports['decisions'], 'read'>;
};

interface Surroundings {
  readonly failures: Failures;
  readonly share: TimeSlice;
}

/** How many operations in trouble one sweep tries again: a service that comes back must not be met by all of them at once. */
const mostTriesAgain = 50;

const mostAtOnce = 8;

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
  /** Those among them whose outage has lasted longer than the deployment's OUTAGE_HOURS. */
  readonly stalled: Operation[];
  /** Operations that rest at a failure until an operator acts. */
  readonly failed: Operation[];
  /** Operations that rest until somebody acts, failed and unscanned ones among them. */
  readonly resting: Operation[];
  /** Exports under way that went on without the evidence that they waited for. */
  readonly uninspected: Operation[];
  /** Exports in review with their rounds, held to the definition in force. */
  readonly reviews: OpenReview[];
  readonly broken: BrokenRow[];
  readonly open: Operation[];
  /** Whether all of them were read: what counts on that is left out where not. */
  isWhole: boolean;
}

/** Reads the unfinished operations, project by project while the time slice lasts. One that cannot be read keeps no other waiting. */
export async function findUnfinished(
  ports: Pick<Ports, 'register' | 'clock' | 'sweepPlaces'>,
  { outageHours }: { readonly outageHours: number },
  { failures, share }: Surroundings,
): Promise<Ensured> {
  const found: Ensured = { ...nothingUnfinished(), isWhole: true };
  const now = ports.clock.now();
  await goOn(ports, { part: 'unfinished', most: mostAtOnce, share }, ports.register.projects(), async (project) => {
    let isRead = false;
    await failures.keep(`the unfinished operations of ${project}`, async () => {
      for await (const item of within(share, ports.register.unfinished([project]))) {
        if ('broken' in item) found.broken.push(item.broken);
        else takeIn(found, item.operation, { stalled: isStalled(item.operation, now, outageHours), now });
      }
      isRead = true;
    });
    found.isWhole &&= isRead;
  });
  found.isWhole &&= !share.isOver();
  return found;
}

function takeIn(
  found: Ensured,
  operation: Operation,
  { stalled, now }: { readonly stalled: boolean; readonly now: Date },
): void {
  found.open.push(operation);
  if (operation.state === 'failed') found.failed.push(operation);
  if (stalled) found.stalled.push(operation);
  if (restsForPeople(operation)) found.resting.push(operation);
  if (isUninspected(operation, now)) found.uninspected.push(operation);
  if (operation.trouble && factsOf(operation).runs) found.troubled += 1;
}

/**
 * Starts the orchestration of every operation that is to be worked on, while the time slice lasts; starting a running one changes nothing. One in
 * trouble is tried again when it is due. One whose round is closed, that holds malware, or that is to stop, is woken, as its waiter may have
 * missed the wake.
 */
export async function ensureRunning(
  ports: EnsurePorts,
  workflows: Workflows,
  found: Ensured,
  { failures, share, absences = [] }: Surroundings & { readonly absences?: readonly Absence[] | undefined },
): Promise<void> {
  const listed = { ...ports, projects: asListed(ports.projects, share) };
  const start = (operation: Operation) =>
    failures.keep(operation.id, () => ensure(listed, workflows, { operation, absences }, found));
  const worked = found.open.filter((operation) => factsOf(operation).runs);
  const running = new Map(worked.flatMap((one) => (one.trouble ? [] : [[one.id, one] as const])));
  await goOn(ports, { part: 'running', most: mostAtOnce, share }, running.keys(), async (id) => {
    const operation = running.get(id);
    if (operation) await start(operation);
  });
  await atOnce(mostAtOnce, dueForAnotherTry(worked, ports.clock.now(), mostTriesAgain), start, share.isOver);
  // The one mail of a day must not leave out reviews that were not looked at.
  if (share.isOver()) found.reviews.length = 0;
}

/** Reviews are held to the definitions as they were listed: whoever is woken reads them anew. */
function asListed(projects: ProjectStore, share: TimeSlice): ProjectStore {
  let listed: Promise<ReadonlyMap<string, StoredProject | BrokenProject>> | undefined;
  return {
    ...projects,
    async get(id) {
      listed ??= definitionsById(projects, share).catch(() => new Map());
      const found = (await listed).get(id) ?? (await projects.find(id));
      if (found !== undefined && 'problems' in found) throw new BrokenDefinition(id, found.problems);
      return found;
    },
  };
}

export function nothingUnfinished(): Ensured {
  const counts = { ensured: 0, woken: 0, overdue: 0, unreachable: 0, troubled: 0 };
  const lists = { stalled: [], failed: [], resting: [], uninspected: [], reviews: [], broken: [], open: [] };
  return { ...counts, ...lists, isWhole: false };
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
  const { project, id } = operation;
  if (round.isLost) found.broken.push(lostRow(project, 'row:decisions round', `${id} is in review`, `${id} rounds`));
  if (round.overdue) found.overdue += 1;
  if (round.unreachable) found.unreachable += 1;
  if (round.moved) found.woken += 1;
  if (round.review !== undefined) found.reviews.push(round.review);
  const isForgotten = isLookMissing(operation, ports.clock.now());
  if (round.moved || operation.stop || isForgotten) await workflows.wake(instance);
}

/** `moved`: it is closed or over, or is to be amended, so that the orchestration has something to do. */
async function lookAtRound(ports: EnsurePorts, operation: Operation, absences: readonly Absence[]) {
  const nothing = { review: undefined, moved: false, overdue: false, unreachable: false, isLost: false };
  // A round that is not there yet is opened by the orchestration.
  if (operation.state !== 'in-review' || operation.round === undefined) return nothing;
  const found = await considerRound(ports, operation, absences).catch((error: unknown) => {
    if (error instanceof LostRound) return undefined;
    throw error;
  });
  if (found === undefined) return { ...nothing, isLost: true };
  const { stored, rows, project, amendment } = found;
  const now = ports.clock.now();
  const { round } = amendment;
  const availability = availabilityIn(round, rows.decisions, { project: project.value, absences }, now);
  const isOpen = stored.value.status === 'open';
  return {
    ...nothing,
    review: { operation, project: project.value, round, decisions: rows.decisions },
    moved:
      judgeRound(stored.value, rows.decisions, now) !== 'open' ||
      amendment.kind !== 'unchanged' ||
      holdsMalware(operation),
    overdue: isOpen && isAfterDeadline(stored.value, now),
    unreachable: round.status === 'open' && unreachable(round, availability, now) !== undefined,
  };
}
