import { cancelForHold } from '../activities/cancel-runs.ts';
import { requireOperation } from '../activities/operations.ts';
import { targetSpot } from '../activities/places.ts';
import { removeList } from '../activities/prepare-transfer.ts';
import { runsOf } from '../activities/run-transfer.ts';
import { listFiles } from '../activities/spot-listing.ts';
import { isOpen } from '../activities/transfer-rows.ts';
import { messageOf } from '../domain/errors.ts';
import { everyProject, type Hold } from '../domain/hold.ts';
import type { Operation, Transfer } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { atOnce } from './at-once.ts';

export type CancelPorts = Pick<Ports, 'register' | 'dataFactory' | 'fileLists' | 'listing'>;

/** A release that a hold met: the runs that were told to end, and how many files were outside right after. `problem`: what could not be done. */
export interface CancelledRelease {
  readonly project: string;
  readonly operation: string;
  readonly state: string;
  readonly runs: readonly string[];
  readonly filesOutside: number | null;
  readonly problem?: string;
}

const mostAtOnce = 8;

/**
 * Cancels every run of every release of the projects that the hold keeps, and counts what is outside. What fails for one release keeps no
 * other waiting; the sweep does the same again. A repeat changes nothing.
 */
export async function cancelReleases(
  ports: CancelPorts,
  { project }: Pick<Hold, 'project'>,
): Promise<CancelledRelease[]> {
  const met: CancelledRelease[] = [];
  await atOnce(mostAtOnce, ports.register.unfinished(), async (item) => {
    if ('broken' in item) return;
    const { operation } = item;
    if (project !== everyProject && operation.project !== project) return;
    if (mayBeOutside(operation)) met.push(await cancelOne(ports, operation));
  });
  return met.sort((one, other) => (one.operation < other.operation ? -1 : 1));
}

/** Whether a run of a release was asked for, or may have been, and did not come to its end. */
function mayBeOutside({ state, failure, transfers }: Operation): boolean {
  const releasing = state === 'releasing' || (state === 'failed' && failure?.state === 'releasing');
  return releasing && transfers.some(({ step }) => step === 'export-release');
}

async function cancelOne(ports: CancelPorts, operation: Operation): Promise<CancelledRelease> {
  const { project, id, state } = operation;
  const runs: string[] = [];
  const base = { project, operation: id, state, runs };
  try {
    for (const transfer of operation.transfers) {
      if (transfer.step === 'export-release' && isOpen(transfer))
        runs.push(...(await cancelAll(ports, operation, transfer)));
    }
    return { ...base, filesOutside: await countOutside(ports, operation) };
  } catch (error) {
    return { ...base, filesOutside: null, problem: messageOf(error) };
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

/** How many files of the package are outside now. */
async function countOutside({ listing }: Pick<Ports, 'listing'>, operation: Operation): Promise<number> {
  let count = 0;
  for await (const _file of listFiles(listing, targetSpot(operation, 'export-release'))) count += 1;
  return count;
}
