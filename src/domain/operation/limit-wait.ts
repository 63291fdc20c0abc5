import { digestOfAct } from '../base/second-operator.ts';
import type { LimitWaiting } from './limit-schema.ts';
import type { Operation } from './operation.ts';

/** How an approved package waits for the limits of its project; undefined while it does not. */
export function limitWaiting({ state, limit }: Pick<Operation, 'state' | 'limit'>): LimitWaiting | undefined {
  return state === 'releasing' && limit !== undefined && 'waitsSince' in limit ? limit : undefined;
}

/** Digest of what two operators speak about who let it pass: the frozen files, and the limits that keep them. */
export function passDigest({ package: frozen, round }: Operation, { names }: LimitWaiting): string {
  return digestOfAct([frozen?.digest, round ?? 0, names]);
}
