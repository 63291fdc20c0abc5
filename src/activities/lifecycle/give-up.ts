import type { Operation, Transfer } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { record } from '../operation/record.ts';
import { runsOf } from '../transfer/run-transfer.ts';
import { replaceTransfer } from '../transfer/transfer-rows.ts';

/** Closes a transfer whose runs have ended without judging what they did; the audit and the row say how each ended. */
export async function giveUp(
  ports: Pick<Ports, 'register' | 'dataFactory' | 'audit' | 'clock'>,
  operation: Operation,
  transfer: Transfer,
): Promise<void> {
  const { step, attempt } = transfer;
  const runs = await runsOf(ports, operation, transfer);
  const told = runs.map(({ runId, status }) => `The run ${runId} ended as ${status}.`);
  const message = `Given up. ${told.length === 0 ? 'No run is known.' : told.join(' ')}`;
  await record(ports, operation, {
    id: `${step}-${attempt}.given-up`,
    kind: 'transfer.given-up',
    data: { step, attempt, message },
  });
  const closedAt = ports.clock.now().toISOString();
  await replaceTransfer(ports, operation, { ...transfer, status: 'failed', closedAt, message });
}
