import { controlPlane } from '../base/control-plane.ts';
import { IllegalMove } from '../base/errors.ts';
import type { Operation, Retraction, Transfer } from '../operation/operation.ts';
import { stateText } from '../operation/state-text.ts';

export interface CopyKnown extends Pick<Operation, 'door'> {
  readonly transfers: readonly Pick<Transfer, 'step'>[];
}

/** Whether a copy into `datasets` was begun: from then on files of the upload may lie there, where researchers can read them. */
export function isCopyBegun({ door, transfers }: CopyKnown): boolean {
  return door === 'ingress' && transfers.some(({ step }) => step === 'ingress-copy');
}

/** Whether files in `datasets` are to be closed to people: those of a retracted version, and a copy that is never published. */
export function isToBeClosed(operation: CopyKnown & Pick<Operation, 'state' | 'failure'>): boolean {
  const at = workedOnIn(operation);
  return at === 'retracting' || (neverPublished.has(at) && isCopyBegun(operation));
}

const neverPublished: ReadonlySet<string> = new Set(['rejected', 'withdrawing', 'discarding']);

/** The state of an operation, and of a failed one that in which it failed. */
export function workedOnIn({ state, failure }: Pick<Operation, 'state' | 'failure'>): string {
  return state === 'failed' && failure !== undefined ? failure.state : state;
}

/**
 * Whether the number of the operation's version is never given again: the version was available, or its folder is or was emptied, which
 * must never meet the files of another.
 */
export function keepsNumber(operation: Pick<Operation, 'door' | 'state' | 'failure' | 'retraction'>): boolean {
  const isSpent = ['available', 'retracting', 'retracted'].includes(workedOnIn(operation));
  return operation.door === 'ingress' && (isSpent || operation.retraction !== undefined);
}

/** The event by which a retraction ends: what was never published stays what it was, withdrawn or discarded. */
export function endOfRetraction(retraction: Retraction | undefined): 'retracted' | 'withdrawn' | 'discarded' {
  return retraction?.unpublished ?? 'retracted';
}

/** An upload of which something may lie in `datasets` ends only by way of `retracting`, one without a copy never goes there, and a retraction has one end. */
export function passesCopy(operation: CopyKnown & Pick<Operation, 'state' | 'retraction'>, event: string): boolean {
  const { door, state, retraction } = operation;
  if (door !== 'ingress') return true;
  if (state === 'retracting') return !ends.has(event) || event === endOfRetraction(retraction);
  if (state !== 'withdrawing' && state !== 'discarding') return true;
  if (event === 'retract') return isCopyBegun(operation);
  return !ends.has(event) || !isCopyBegun(operation);
}

const ends: ReadonlySet<string> = new Set(['retracted', 'withdrawn', 'discarded']);

/** What a copy that is never published becomes in the end, by the state in which its upload is. Throws IllegalMove in any other. */
export function unpublishedIn({ id, state }: Pick<Operation, 'id' | 'state'>): NonNullable<Retraction['unpublished']> {
  if (state === 'withdrawing') return 'withdrawn';
  if (state === 'discarding') return 'discarded';
  throw new IllegalMove(`The dataset ${id} is ${stateText(state)}, so what was copied of it is not removed`);
}

/** Who closes a copy that is never published, why and since when: as the withdrawal says, or since its discard began. */
export function closingOf({
  since,
  withdrawal,
}: Pick<Operation, 'since' | 'withdrawal'>): Pick<Retraction, 'closedAt' | 'by' | 'reason'> {
  if (withdrawal === undefined)
    return { closedAt: since, by: controlPlane, reason: 'The upload was discarded and never published' };
  const { at, by, reason } = withdrawal;
  return { closedAt: at, by, reason };
}
