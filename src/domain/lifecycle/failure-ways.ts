import type { Operation } from '../operation/operation.ts';
import type { TransferStep } from '../operation/operation-lists.ts';
import { isEarlier } from '../operation/take-back.ts';

export type FailureWay = 'retry' | 'discard' | 'give-back' | 'take-back';

/** Each way, and why it is closed, in a sentence; undefined: it is open. */
export type FailureWays = Readonly<Record<FailureWay, string | undefined>>;

/**
 * Nothing leads past files that may be outside, and nothing may delete the only copy: once originals may be gone, a dataset goes on and a package
 * goes back from its frozen copy. One whose frozen copy is lost can only be discarded, unless it is brought back.
 */
export function waysOutOfFailure(operation: Operation): FailureWays {
  return {
    retry: undefined,
    discard: whyNotDiscard(operation),
    'give-back': whyNotGiveBack(operation),
    'take-back': operation.failure?.state === 'releasing' ? undefined : 'It did not fail while it was released',
  };
}

function whyNotDiscard(operation: Operation): string | undefined {
  const { door, failure, package: frozen } = operation;
  if (failure?.state === 'discarding') return 'It failed while it was being discarded: a retry goes on with that';
  if (failure?.state === 'retracting')
    return 'It failed while what was copied of it was removed: a retry goes on with that';
  if (door === 'ingress') {
    if (wasAsked(operation, 'ingress-delete'))
      return 'Its originals may be gone, so the copy may be the only one: a retry makes it available';
    return undefined;
  }
  if (mayBeOutside(operation)) return outside;
  if (failure?.copyLost) return undefined;
  if (frozen !== undefined || wasAsked(operation, 'export-delete'))
    return 'It is frozen, and its originals may be gone: the frozen copy may be the only one';
  return undefined;
}

function whyNotGiveBack(operation: Operation): string | undefined {
  const { door, failure, package: frozen } = operation;
  if (door === 'ingress') return 'A dataset lies where its owner put it: there is nothing to give back';
  if (mayBeOutside(operation)) return outside;
  if (frozen === undefined) return 'It was not frozen, so its files still lie on the export path';
  if (failure?.copyLost)
    return 'Its frozen copy is lost, so nothing can be given back: a retry goes on once it is brought back, or discard it';
  if (failure?.state === 'returning') return 'It failed on its way back: a retry goes on with that';
  return undefined;
}

const outside = 'A release was begun, so files of it may be outside: take it back';

/** Whether a release run was asked for that was not taken back: from then on files may be outside. */
function mayBeOutside(operation: Operation): boolean {
  if (operation.failure?.state === 'revoking') return true;
  return operation.transfers.some((transfer) => transfer.step === 'export-release' && !isEarlier(operation, transfer));
}

function wasAsked({ transfers }: Pick<Operation, 'transfers'>, step: TransferStep): boolean {
  return transfers.some((transfer) => transfer.step === step);
}
