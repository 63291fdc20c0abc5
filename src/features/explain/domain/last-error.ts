import type { Operation } from '../../../domain/operation/operation.ts';
import { belongsTo } from '../../../domain/transfer/transfer.ts';
import { causeOf } from './causes.ts';
import type { LastError } from './explanation.ts';
import type { Findings } from './findings.ts';

/** What keeps an operation, or went wrong in its state last; null where nothing did. */
export function lastErrorOf(operation: Operation, { untold, unreached }: Findings): LastError | null {
  const { failure, trouble, scan, state, transfers } = operation;
  if (state === 'failed' && failure !== undefined) return told(failure.message, failure.at);
  if (trouble !== undefined) return told(trouble.message, trouble.lastAt);
  if (state === 'scanning' && scan?.unscanned !== undefined) return told(scan.unscanned, scan.lookedAt);
  const last = transfers.findLast(({ step }) => belongsTo(step, state));
  if (last?.status === 'failed' && last.message !== undefined)
    return told(last.message, last.closedAt ?? last.intendedAt);
  const [someone] = unreached.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  if (someone !== undefined) return told(someone.reason, someone.at);
  const telling = untold.findLast(({ message }) => message !== undefined);
  return telling?.message === undefined ? null : told(telling.message, telling.lastAt ?? telling.since);
}

function told(message: string, at: string): LastError {
  return { message, cause: causeOf(message)?.meaning ?? null, at };
}
