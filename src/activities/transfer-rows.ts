import type { Operation, OperationKey, Transfer, TransferStep } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { amend } from './operations.ts';

/** Which transfer of an operation an activity is about. */
export interface TransferKey {
  readonly key: OperationKey;
  readonly step: Exclude<TransferStep, 'revoke'>;
}

/** How often a step is tried, for failed runs and for files that change while they are copied. */
export const mostAttempts = 5;

/** The newest transfer of a step, whatever became of it. */
export function latestTransfer(operation: Operation, step: TransferStep): Transfer | undefined {
  return operation.transfers.findLast((transfer) => transfer.step === step);
}

/** The newest transfer of a step. Throws when none was prepared. */
export function requireTransfer(operation: Operation, step: TransferStep): Transfer {
  const transfer = latestTransfer(operation, step);
  if (!transfer) throw new Error(`The operation ${operation.id} has no transfer '${step}'`);
  return transfer;
}

/** True until the transfer has been closed. */
export function isOpen({ status }: Transfer): boolean {
  return status === 'intended' || status === 'started';
}

/** Writes a changed transfer into the row in place of the one with its step and attempt. */
export async function replaceTransfer(
  { register }: Pick<Ports, 'register'>,
  key: OperationKey,
  changed: Transfer,
): Promise<Operation> {
  return amend(register, key, ({ transfers }) => ({
    transfers: transfers.map((transfer) => (isSame(transfer, changed) ? changed : transfer)),
  }));
}

function isSame(one: Transfer, other: Transfer): boolean {
  return one.step === other.step && one.attempt === other.attempt;
}
