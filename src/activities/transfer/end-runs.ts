import type { Operation } from '../../domain/operation/operation.ts';
import type { CopyStep } from '../../domain/transfer/transfer.ts';
import type { PipelineRun } from '../../ports/data-factory.ts';
import type { Ports } from '../../ports/ports.ts';
import { giveUp } from '../lifecycle/give-up.ts';
import { cancelRun, hasEnded } from './cancel-runs.ts';
import { removeList } from './prepare-transfer.ts';
import { clockSkewMs } from './run-transfer.ts';
import { isOpen, mayStillShowUp } from './transfer-rows.ts';

export type EndPorts = Pick<Ports, 'register' | 'dataFactory' | 'fileLists' | 'audit' | 'clock'>;

/**
 * Ends every run of a copying step: takes the lists away, cancels what is under way, and closes the transfers once all have ended. False
 * while runs still go on, or one that was asked for may still show up; `wishedAt` is since when none of them is wanted.
 */
export async function endRuns(
  ports: EndPorts,
  operation: Operation,
  step: CopyStep,
  wishedAt: string | undefined,
): Promise<boolean> {
  const open = operation.transfers.filter((transfer) => transfer.step === step && isOpen(transfer));
  for (const transfer of open) await removeList(ports, operation, transfer);
  const runs = await allRuns(ports, operation, step);
  for (const { runId } of runs.filter((run) => !hasEnded(run))) await cancelRun(ports, runId);
  const mayCome = open.some((transfer) => mayStillShowUp(ports.clock.now(), wishedAt, transfer));
  if (mayCome || !runs.every(hasEnded)) return false;
  for (const transfer of open) await giveUp(ports, operation, transfer);
  return true;
}

/** Every run that Data Factory shows for the step of the operation, and those that the row knows beside them. */
async function allRuns(
  { dataFactory }: Pick<Ports, 'dataFactory'>,
  operation: Operation,
  step: CopyStep,
): Promise<PipelineRun[]> {
  const transfers = operation.transfers.filter((transfer) => transfer.step === step);
  const [first] = transfers;
  if (first === undefined) return [];
  const since = new Date(Date.parse(first.intendedAt) - clockSkewMs);
  const found = [...(await dataFactory.find(step, operation.id, since))];
  for (const { runId } of transfers.filter(isOpen)) {
    if (runId !== undefined && !found.some((run) => run.runId === runId)) found.push(await dataFactory.get(runId));
  }
  return found;
}
