import { factsOf } from '../domain/advance.ts';
import type { Operation, OperationKey, Transfer } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { moveOperation } from './move.ts';
import { requireOperation } from './operations.ts';
import { isCopy } from './places.ts';
import { accountOf, listPathIn } from './prepare-transfer.ts';
import { record } from './record.ts';
import { isOpen, replaceTransfer } from './transfer-rows.ts';

type FailPorts = Pick<Ports, 'register' | 'fileLists' | 'dataFactory' | 'audit' | 'clock'>;

/**
 * Moves an operation to `failed` with the step it was in and the reason, after giving up the transfer that was under way. One that
 * rests or has ended is left as it is. Nothing is deleted or released here.
 */
export async function failOperation(
  ports: FailPorts,
  { key, message }: { readonly key: OperationKey; readonly message: string },
): Promise<{ readonly state: string }> {
  const { value } = await requireOperation(ports.register, key);
  if (!factsOf(value).runs) return { state: value.state };
  for (const transfer of value.transfers.filter(isOpen)) await giveUp(ports, value, transfer);
  const { state } = await moveOperation(ports, { key, from: value.state, event: 'fail', message });
  return { state };
}

/** Closes a transfer without its outcome: its file list goes first, so that a run which starts late finds none; its run is cancelled. */
async function giveUp(ports: FailPorts, operation: Operation, transfer: Transfer): Promise<void> {
  const { step, attempt, parameters } = transfer;
  if (isCopy(step)) await ports.fileLists.remove(accountOf(operation), listPathIn(parameters));
  const message = `Given up. ${await cancelled(ports, transfer)}`;
  await record(ports, operation, {
    id: `${step}-${attempt}.given-up`,
    kind: 'transfer.given-up',
    data: { step, attempt, message },
  });
  const closedAt = ports.clock.now().toISOString();
  await replaceTransfer(ports, operation, { ...transfer, status: 'failed', closedAt, message });
}

/** Says what became of the run. Data Factory may be the very thing that fails, which must not keep the operation from stopping. */
async function cancelled({ dataFactory }: Pick<Ports, 'dataFactory'>, { runId }: Transfer): Promise<string> {
  if (runId === undefined) return 'No run is known.';
  try {
    await dataFactory.cancel(runId);
    return `The run ${runId} was told to stop.`;
  } catch (error) {
    return `The run ${runId} could not be told to stop: ${error instanceof Error ? error.message : String(error)}`;
  }
}
