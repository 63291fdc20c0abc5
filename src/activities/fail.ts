import { factsOf } from '../domain/advance.ts';
import { doorFacts } from '../domain/door.ts';
import { messageOf } from '../domain/errors.ts';
import type { Operation, OperationKey, Transfer } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { moveOperation } from './move.ts';
import { requireOperation } from './operations.ts';
import { isCopy } from './places.ts';
import { listPathIn } from './prepare-transfer.ts';
import { record } from './record.ts';
import { hasEnded, runsOf } from './run-transfer.ts';
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

/** Closes a transfer without its outcome: its file list goes first, so that a run which starts late finds none; its runs are cancelled. */
async function giveUp(ports: FailPorts, operation: Operation, transfer: Transfer): Promise<void> {
  const { step, attempt, parameters } = transfer;
  if (isCopy(step)) await ports.fileLists.remove(doorFacts(operation.door).account, listPathIn(parameters));
  const message = `Given up. ${await cancelled(ports, operation, transfer)}`;
  await record(ports, operation, {
    id: `${step}-${attempt}.given-up`,
    kind: 'transfer.given-up',
    data: { step, attempt, message },
  });
  const closedAt = ports.clock.now().toISOString();
  await replaceTransfer(ports, operation, { ...transfer, status: 'failed', closedAt, message });
}

/**
 * Says what became of the runs: the one in the row, and those whose start was never answered. Data Factory may be the very thing that
 * fails, which must not keep the operation from stopping.
 */
async function cancelled(ports: Pick<Ports, 'dataFactory'>, operation: Operation, transfer: Transfer): Promise<string> {
  const known = transfer.runId === undefined ? [] : [transfer.runId];
  const told = await Promise.all(known.map((runId) => cancel(ports, runId)));
  try {
    const others = (await runsOf(ports, operation, transfer)).filter((run) => !hasEnded(run));
    const unknown = others.map(({ runId }) => runId).filter((runId) => !known.includes(runId));
    told.push(...(await Promise.all(unknown.map((runId) => cancel(ports, runId)))));
  } catch (error) {
    told.push(`Whether there are other runs is not known: ${messageOf(error)}`);
  }
  return told.length === 0 ? 'No run is known.' : told.join(' ');
}

async function cancel({ dataFactory }: Pick<Ports, 'dataFactory'>, runId: string): Promise<string> {
  try {
    await dataFactory.cancel(runId);
    return `The run ${runId} was told to stop.`;
  } catch (error) {
    return `The run ${runId} could not be told to stop: ${messageOf(error)}.`;
  }
}
