import type { MissingReason } from '../inspection/round-evidence.ts';
import { factsOf } from '../lifecycle/advance.ts';
import { waitsOverTime } from '../operation/inspection-wait.ts';
import type { Operation } from '../operation/operation.ts';

/** Why a package that is under way went on without the evidence that it waited for; undefined for every other operation. */
export function whyUninspected(
  operation: Pick<Operation, 'id' | 'door' | 'state' | 'inspection'>,
): MissingReason | undefined {
  const { evidence } = operation.inspection ?? {};
  if (evidence === undefined || !('missing' in evidence)) return undefined;
  return factsOf(operation).open ? evidence.missing : undefined;
}

/** Whether a package under way has no evidence although its time in the reading room is over: it went on without, or waits on. */
export function isUninspected(
  operation: Pick<Operation, 'id' | 'door' | 'state' | 'since' | 'inspection'>,
  now: Date,
): boolean {
  return whyUninspected(operation) !== undefined || waitsOverTime(operation, now);
}
