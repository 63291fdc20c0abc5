import { endsBeforeFreeze, revealedSince } from '../lifecycle/revealed-ends.ts';
import { beginOfTick, type Ticks } from '../notification/tick.ts';
import type { Operation } from '../operation/operation.ts';

/**
 * The projects of which something is to be read inside only: packages that are `arriving` and not frozen yet, and `more` that ended or rest
 * than are told one by one. How many they are was chosen inside. It stands as it was at a tick, `at`, until the next.
 */
export interface Inside {
  readonly at: string;
  readonly arriving: readonly string[];
  readonly more: readonly string[];
}

/** What is to be read inside by what is open now; within one tick it stays as it was. */
export function insideNow(
  before: Inside | undefined,
  open: readonly Operation[],
  { now, ticks }: { readonly now: Date; readonly ticks?: Ticks | undefined },
): Inside {
  const at = beginOfTick(now, ticks?.tell);
  if (before?.at === at) return before;
  const hidden = open.filter((operation) => revealedSince(operation) === undefined);
  const projectsOf = (some: readonly Operation[]) => [...new Set(some.map(({ project }) => project))].toSorted();
  return {
    at,
    arriving: projectsOf(hidden.filter((operation) => !endsBeforeFreeze(operation))),
    more: projectsOf(hidden.filter(endsBeforeFreeze)),
  };
}
