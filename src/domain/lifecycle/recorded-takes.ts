import type { AuditEvent } from '../audit/chain-line.ts';
import { jsonOf } from '../base/reading/json-of.ts';
import { type Take, takeSchema } from '../transfer/limits.ts';

/** What releases took of the limits of their project, by package and round, as its chain tells it; undefined before any did. */
export type ToldTakes = ReadonlyMap<string, Take> | undefined;

/** The same after one more line of the chain. */
export function applyTakeLine(told: ToldTakes, { kind, operation, data }: AuditEvent): ToldTakes {
  if (kind === 'limit.begun') return told ?? new Map();
  if (kind === 'limit.given-back')
    return new Map([...(told ?? [])].filter(([key]) => key !== `${operation}:${data['round']}`));
  const take = kind === 'limit.taken' ? takeSchema.safeParse(jsonOf(String(data['take']))).data : undefined;
  return take === undefined ? told : new Map([...(told ?? []), [keyOfTake(take), take]]);
}

export function keyOfTake({ exportId, round }: Take): string {
  return `${exportId}:${round}`;
}
