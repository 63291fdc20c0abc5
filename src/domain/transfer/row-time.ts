import type { Operation } from '../operation/operation.ts';

/**
 * The time of a move of an operation. Clocks of two instances differ by seconds, and a row tells by times what came before and after: so a
 * move is never before the one that led here, and later than every run that was intended by then.
 */
export function timeOfMove({ since, transfers }: Pick<Operation, 'since' | 'transfers'>, now: Date): string {
  const intended = transfers.map(({ intendedAt }) => Date.parse(intendedAt) + 1);
  return new Date(Math.max(now.getTime(), Date.parse(since), ...intended)).toISOString();
}

/** The time of an intention: never before the move that led here, nor before an operator had the operation continued. */
export function timeToIntend({ since, retriedAt = since }: Pick<Operation, 'since' | 'retriedAt'>, now: Date): string {
  return new Date(Math.max(now.getTime(), Date.parse(since), Date.parse(retriedAt))).toISOString();
}
