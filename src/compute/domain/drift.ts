import { actionKey, describeAction } from './action.ts';
import type { KnownDrift } from './memory.ts';
import type { ComputePlan } from './plan.ts';

/** One difference from the definition: a stable key, and why it is one. */
interface Drift {
  readonly key: string;
  readonly reason: string;
}

/** A difference that is not repaired yet, and the ISO instant of the run that found it. */
export interface OpenDrift {
  readonly key: string;
  readonly since: string;
}

export interface DriftChange {
  readonly found: readonly Drift[];
  readonly mended: readonly string[];
  readonly open: readonly OpenDrift[];
}

/**
 * Compares a plan with the differences that are known already. A compute differs as long as the plan has a step, a wait or an alert for
 * it, so a repair that takes several runs is one difference, found once and repaired once; of what nobody asked for it says so. A known difference that was stored without
 * the time of its beginning counts as open since `now`.
 */
export function compareDrift(known: readonly KnownDrift[], plan: ComputePlan, now: Date): DriftChange {
  const unasked = new Map(plan.alerts.flatMap((one) => (one.unasked === undefined ? [] : [[one.compute, one.reason]])));
  const differing = new Map([
    ...plan.alerts.flatMap(({ compute, reason, unmet }) => (unmet ? [[compute, reason] as const] : [])),
    ...plan.actions.map((action) => {
      const key = actionKey(action);
      return [key, [describeAction(action), unasked.get(key)].filter((text) => text !== undefined).join('. ')] as const;
    }),
  ]);
  const waiting = new Set(plan.waiting.map(({ compute }) => compute));
  const still = ({ key }: KnownDrift): boolean => differing.has(key) || waiting.has(key);
  const knownKeys = new Set(known.map(({ key }) => key));
  const found = [...differing].filter(([key]) => !knownKeys.has(key)).map(([key, reason]) => ({ key, reason }));
  const mended = known.filter((one) => !still(one)).map(({ key }) => key);
  const open = [...known.filter(still), ...found.map(({ key }) => ({ key, since: undefined }))]
    .map(({ key, since }) => ({ key, since: since ?? now.toISOString() }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return { found, mended, open };
}

/**
 * How long a difference may stay open before people are told, in milliseconds. A compute may need four steps (deallocate, resize,
 * start, retag), one a run, each started and not awaited: with a run every five minutes it is seen repaired after 20 minutes. Two
 * more runs are for changes that take Azure longer than five minutes.
 */
const mendingGrace = 30 * 60_000;

export function overdueDrift(open: readonly OpenDrift[], now: Date): readonly OpenDrift[] {
  return open.filter(({ since }) => now.getTime() - Date.parse(since) > mendingGrace);
}
