import { requireOperation } from '../../activities/operation/operations.ts';
import { cancelForHold } from '../../activities/transfer/cancel-runs.ts';
import { listFiles } from '../../activities/transfer/location-listing.ts';
import { targetLocation } from '../../activities/transfer/places.ts';
import { removeList } from '../../activities/transfer/prepare-transfer.ts';
import { runsOf } from '../../activities/transfer/run-transfer.ts';
import { isOpen } from '../../activities/transfer/transfer-rows.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { everyProject, type Hold } from '../../domain/operation/hold.ts';
import type { Operation, Transfer } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { atOnce } from '../base/at-once.ts';
import { takeBackForHold } from './take-back-for-hold.ts';

export type CancelPorts = Pick<
  Ports,
  'register' | 'projects' | 'dataFactory' | 'fileLists' | 'listing' | 'audit' | 'clock'
>;

/** A release that a hold met. `filesOutside`: right after its runs were told to end. `problem`: what could not be done. */
export interface CancelledRelease {
  readonly project: string;
  readonly operation: string;
  readonly state: string;
  readonly runs: readonly string[];
  readonly filesOutside: number | null;
  readonly takenBack: boolean;
  readonly problem?: string;
}

const mostAtOnce = 8;

/**
 * Cancels every run of every release of the projects that the hold keeps, counts what is outside, and takes it back when the hold says so.
 * What fails for one release keeps no other waiting; the sweep does the same again. A repeat changes nothing.
 */
export async function cancelReleases(
  ports: CancelPorts,
  workflows: Workflows,
  hold: Hold,
): Promise<CancelledRelease[]> {
  const met: CancelledRelease[] = [];
  await atOnce(mostAtOnce, releasesOf(ports, hold), async (operation) => {
    met.push(await cancelOne(ports, workflows, hold, operation));
  });
  return met.sort((one, other) => (one.operation < other.operation ? -1 : 1));
}

/** What is on its way out, and, when files are to be taken back, what came to its end although the hold was on. */
async function* releasesOf({ register }: CancelPorts, hold: Hold): AsyncGenerator<Operation> {
  for await (const item of register.unfinished()) {
    if (!('operation' in item)) continue;
    const isKept = hold.project === everyProject || item.operation.project === hold.project;
    if (isKept && mayBeOutside(item.operation)) yield item.operation;
  }
  if (!hold.takeBack) return;
  const project = hold.project === everyProject ? undefined : hold.project;
  let continuation: string | undefined;
  do {
    const page = await register.list('export', project, continuation);
    yield* page.items.filter(({ state, since }) => state === 'released' && since >= hold.since);
    continuation = page.continuation;
  } while (continuation !== undefined);
}

/** Whether a run of a release was asked for, or may have been, and did not come to its end. */
function mayBeOutside({ state, failure, transfers }: Operation): boolean {
  const releasing = state === 'releasing' || (state === 'failed' && failure?.state === 'releasing');
  return releasing && transfers.some(({ step }) => step === 'export-release');
}

async function cancelOne(
  ports: CancelPorts,
  workflows: Workflows,
  hold: Hold,
  operation: Operation,
): Promise<CancelledRelease> {
  const { project, id, state } = operation;
  const runs: string[] = [];
  const met = { project, operation: id, state, runs, takenBack: false };
  try {
    for (const transfer of operation.transfers) {
      if (transfer.step === 'export-release' && isOpen(transfer))
        runs.push(...(await cancelAll(ports, operation, transfer)));
    }
    const filesOutside = await countOutside(ports, operation);
    const isResting = state === 'failed' && filesOutside === 0;
    let takenBack = false;
    try {
      // It is told before the package is taken elsewhere, where the next look of a sweep would not find it.
      await tellOutside(ports, hold, { ...met, filesOutside });
    } finally {
      if (hold.takeBack && !isResting) takenBack = await takeBackForHold(ports, workflows, hold, operation);
    }
    return { ...met, filesOutside, takenBack };
  } catch (error) {
    return { ...met, filesOutside: null, problem: messageOf(error) };
  }
}

async function cancelAll(ports: CancelPorts, operation: Operation, transfer: Transfer): Promise<string[]> {
  const found = (await runsOf(ports, operation, transfer)).map(({ runId }) => runId);
  const { transfers } = (await requireOperation(ports.register, operation)).value;
  const noted = transfers.find(({ step, attempt }) => step === transfer.step && attempt === transfer.attempt)?.runId;
  const runIds = [...new Set(noted === undefined ? found : [noted, ...found])];
  await removeList(ports, operation, transfer);
  await cancelForHold(ports, operation, transfer, runIds);
  return runIds;
}

async function countOutside({ listing }: Pick<Ports, 'listing'>, operation: Operation): Promise<number> {
  let count = 0;
  for await (const _file of listFiles(listing, targetLocation(operation, 'export-release'))) count += 1;
  return count;
}

/** What a hold found outside, once for each number of files: also a run that Data Factory showed only later must be told of. */
async function tellOutside(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  { id }: Hold,
  {
    project,
    operation,
    runs,
    filesOutside,
  }: Omit<CancelledRelease, 'filesOutside'> & { readonly filesOutside: number },
): Promise<void> {
  if (filesOutside === 0) return;
  const event = {
    id: `hold.${id}.outside.${operation}.${filesOutside}`,
    at: clock.now(),
    kind: 'hold.files-outside',
    data: { release: operation, files: filesOutside, runs: runs.join(' ') },
  } as const;
  await audit.append(project, [note(project, event)]);
}
