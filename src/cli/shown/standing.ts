import { publicState } from '../../domain/lifecycle/public-state.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { awaitedUntil } from '../../domain/operation/purpose.ts';

/** Where an operation stands for whoever looks: it ended, it rests until somebody acts, or it goes on by itself. */
export type Standing = 'ended' | 'waits' | 'moves';

/** The standing of an operation. An upload that arrives moves: it is over by itself once nothing comes any more. */
export function standingOf(operation: Operation): Standing {
  const { waitsOn } = publicState(operation);
  if (waitsOn === undefined) return 'ended';
  if (waitsOn === 'system') return 'moves';
  const { state, missing } = operation;
  const arrives = state === 'receiving' && missing === undefined && awaitedUntil(operation) === undefined;
  return arrives && waitsOn !== 'operator' ? 'moves' : 'waits';
}

/** Whether it ended as whoever sent it meant it to. */
export function isSuccess({ door, state }: Pick<Operation, 'door' | 'state'>): boolean {
  return state === (door === 'ingress' ? 'available' : 'released');
}
