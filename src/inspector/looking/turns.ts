import { type InspectionKey, inspectionPath } from '../../domain/review/inspection.ts';

/** How long, in milliseconds, a package is looked into before the next one has its turn. A file that was begun in that time may compute for two minutes more, and stand still for ten. */
export const turnLength = 2 * 60_000;

export interface Waiting {
  readonly key: InspectionKey;
  /** When the control plane goes on without it, in milliseconds since 1970, as is the other time. */
  readonly deadline: number;
  /** When it may be tried again, where something went wrong. */
  notBefore: number;
}

/**
 * Whose turn it is: projects have turns one after the other, and so have the packages of each, the oldest request first. What is
 * over its time comes last, since its approvers may have been asked without evidence.
 */
export class Turns {
  #count = 0;
  /** The number of the latest turn of each project and of each package. */
  readonly #latest = new Map<string, number>();

  /** Undefined where nothing can be done now. */
  next<T extends Waiting>(waiting: Iterable<T>, now: number): T | undefined {
    const ranked = [...waiting]
      .filter(({ notBefore }) => notBefore <= now)
      .map((one) => ({ one, rank: this.#rankOf(one, now) }))
      .sort((one, other) => firstDifference(one.rank, other.rank));
    const next = ranked[0]?.one;
    if (next === undefined) return undefined;
    this.#count += 1;
    for (const name of [next.key.project, inspectionPath(next.key)]) this.#latest.set(name, this.#count);
    return next;
  }

  #rankOf({ key, deadline }: Waiting, now: number): readonly number[] {
    const latest = (name: string) => this.#latest.get(name) ?? 0;
    return [Number(deadline <= now), latest(key.project), latest(inspectionPath(key)), deadline];
  }
}

function firstDifference(one: readonly number[], other: readonly number[]): number {
  return one.map((rank, at) => rank - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
