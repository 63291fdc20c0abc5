import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { Operation, OperationKey, Transfer } from '../../domain/operation/operation.ts';
import type { TransferStep } from '../../domain/operation/operation-lists.ts';
import { isEarlier } from '../../domain/operation/take-back.ts';
import { belongsTo, isClearStep } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';
import { amend } from '../operation/operations.ts';

export interface TransferKey {
  readonly key: OperationKey;
  readonly step: TransferStep;
}

/** Whether the operation is to stop or has stopped: then no run may begin. What was kept is cleared after the end, and only then. */
export function isStopped(operation: Operation, step?: TransferStep): boolean {
  const { runs, open } = factsOf(operation);
  const works = step !== undefined && isClearStep(step) ? !open : runs;
  return operation.stop !== undefined || !works;
}

/** Whether the stage of a step decides by a listing, each time anew, whether it is to run: no earlier run has done it for good, and none is the last. */
export function isRepeated(step: TransferStep): boolean {
  return step === 'dataset-retract' || isClearStep(step);
}

/**
 * Whether a transfer has done its step for good. A copy that ended well and was not what it must be is made again once an operator lets the
 * operation go on; what is frozen by then stays as it is, and what may be outside is taken back instead.
 */
export function isDone(
  { package: frozen, retriedAt = '' }: Operation,
  { step, status, intendedAt }: Transfer,
): boolean {
  if (status !== 'succeeded' || isRepeated(step)) return false;
  const isCopiedAgain = step === 'ingress-copy' || step === 'export-return' || (step === 'export-freeze' && !frozen);
  return !isCopiedAgain || intendedAt >= retriedAt;
}

/** How often a step is tried, for failed runs and for files that change while they are copied. */
export const mostAttempts = 5;

/** The newest transfer of a step, whatever became of it; none of a release that was taken back meanwhile. */
export function latestTransfer(operation: Operation, step: TransferStep): Transfer | undefined {
  return operation.transfers.findLast((transfer) => transfer.step === step && !isEarlier(operation, transfer));
}

/** The number of the next attempt of a step. Numbers never come again, so that an old run finds no list. */
export function nextAttempt({ transfers }: Operation, step: TransferStep): number {
  return 1 + Math.max(0, ...transfers.filter((one) => one.step === step).map(({ attempt }) => attempt));
}

/** How many attempts of a step were begun since an operator last had the operation continued; those that a hold ended do not count. */
export function attemptsSpent(operation: Operation, step: TransferStep): number {
  const { transfers, retriedAt = '' } = operation;
  return transfers.filter(
    (one) => one.step === step && one.intendedAt >= retriedAt && !one.held && !isEarlier(operation, one),
  ).length;
}

/** Throws when none was prepared. */
export function requireTransfer(operation: Operation, step: TransferStep): Transfer {
  const transfer = latestTransfer(operation, step);
  if (!transfer) throw new Error(`The operation ${operation.id} has no transfer '${step}'`);
  return transfer;
}

/** Whether no run was asked for by this transfer before its operation was to stop; then none will be. */
export function isUnrequested({ stop }: Operation, { status }: Transfer): boolean {
  return status === 'intended' && stop !== undefined;
}

/** A run that was asked for when a wish to end came is shown by Data Factory only seconds later. */
const showsUpMilliseconds = 15_000;

/** Whether a run of a transfer may still show up that nobody knows of, so long after the wish to end it. */
export function mayStillShowUp(now: Date, wishedAt: string | undefined, { status }: Transfer): boolean {
  if (status !== 'intended' || wishedAt === undefined) return false;
  return now.getTime() - Date.parse(wishedAt) < showsUpMilliseconds;
}

export function isOpen({ status }: Transfer): boolean {
  return status === 'intended' || status === 'started';
}

/** Gives it as it stands then, which only moves on: an activity that ends long after its repeat changes neither run nor outcome. */
export async function replaceTransfer(
  ports: Pick<Ports, 'register'>,
  key: OperationKey,
  changed: Transfer,
  read?: Stored<Operation>,
): Promise<Transfer> {
  return sameIn(await withTransfer(ports, key, changed, read), changed);
}

export async function withTransfer(
  { register }: Pick<Ports, 'register'>,
  key: OperationKey,
  changed: Transfer,
  read?: Stored<Operation>,
): Promise<Operation> {
  const change = ({ transfers }: Operation) => ({
    transfers: transfers.map((standing) => (isSame(standing, changed) ? further(standing, changed) : standing)),
  });
  return await amend(register, key, change, read);
}

/** Keeps the one that stands for its step and attempt. Undefined when the operation was stopped meanwhile: then nothing may begin. */
export async function intendTransfer(
  { register }: Pick<Ports, 'register'>,
  key: OperationKey,
  intended: Transfer,
  read: Stored<Operation>,
): Promise<Transfer | undefined> {
  const change = (operation: Operation) => {
    const isThere = operation.transfers.some((standing) => isSame(standing, intended));
    return isThere || isStopped(operation, intended.step) || !belongsTo(intended.step, operation.state)
      ? {}
      : { transfers: [...operation.transfers, intended] };
  };
  const { transfers } = await amend(register, key, change, read);
  return transfers.find((standing) => isSame(standing, intended));
}

const order: Readonly<Record<Transfer['status'], number>> = { intended: 0, started: 1, succeeded: 2, failed: 2 };

function further(standing: Transfer, changed: Transfer): Transfer {
  if (order[changed.status] <= order[standing.status]) return standing;
  // Whoever gives it up may not know the run that was noted meanwhile, and a hold that was.
  return { ...standing, ...changed };
}

/** Throws when the row has lost it. */
export function sameIn({ transfers }: Operation, one: Transfer): Transfer {
  const found = transfers.find((other) => isSame(one, other));
  if (!found) throw new Error(`The row has lost the transfer '${one.step}' (attempt ${one.attempt})`);
  return found;
}

export function isSame(one: Transfer, other: Transfer): boolean {
  return one.step === other.step && one.attempt === other.attempt;
}
