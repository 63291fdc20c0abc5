import type { Operation, Transfer } from '../../domain/operation/operation.ts';
import type { PipelineRun } from '../../ports/data-factory.ts';
import type { Ports } from '../../ports/ports.ts';
import { amend } from '../operation/operations.ts';
import { isOpen, isSame } from './transfer-rows.ts';

/** False while Data Factory may still do something. */
export function hasEnded({ status }: PipelineRun): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Cancelled';
}

/** Tells the run to end, unless it has ended or is about to. One that ends by itself at that moment is no error. */
export async function cancelRun({ dataFactory }: Pick<Ports, 'dataFactory'>, runId: string): Promise<void> {
  const { status } = await dataFactory.get(runId);
  if (status !== 'Queued' && status !== 'InProgress') return;
  try {
    await dataFactory.cancel(runId);
  } catch (error) {
    if (!hasEnded(await dataFactory.get(runId))) throw error;
  }
}

/** Cancels runs of the transfer because of a hold. The row says so before, so that the attempt does not count. */
export async function cancelForHold(
  ports: Pick<Ports, 'dataFactory' | 'register'>,
  operation: Operation,
  transfer: Transfer,
  runIds: readonly string[],
): Promise<void> {
  await amend(ports.register, operation, ({ transfers }) => ({
    transfers: transfers.map((one) => (isSame(one, transfer) && isOpen(one) ? { ...one, held: true } : one)),
  }));
  for (const runId of runIds) await cancelRun(ports, runId);
}
