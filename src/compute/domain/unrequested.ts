import { type ComputeKind, computeKind, desiredIn } from '../../domain/project/compute-definition.ts';
import { computeKey } from './action.ts';
import { type ComputeWorld, foundIn, kinds, type SeenState } from './kinds.ts';
import type { ComputeMemory } from './memory.ts';
import type { Notice, PlanAlert } from './notice.ts';
import { longestCounted } from './usage/hours.ts';
import { hasProjectTag, type PlanContext } from './verdict.ts';
import { byName } from './world.ts';

export type WatchedOff = ComputeMemory['off'];
type Ran = NonNullable<WatchedOff[number]['ran']>;

/** How a compute that is to be off is seen. One that is not there is neither off nor running. */
export interface SeenOff {
  readonly compute: string;
  readonly why: string;
  readonly is: SeenState;
}

export interface SnapshotTimes {
  readonly lookedAt?: string | undefined;
  readonly now: Date;
}

/** The computes of the definition that have a switch and are to be off now, as an observation shows them. */
export function seenOff(world: ComputeWorld, context: PlanContext): readonly SeenOff[] {
  return computeKind.options.flatMap((kind) => seenOffOf(kind, world, context));
}

function seenOffOf<Kind extends ComputeKind>(kind: Kind, world: ComputeWorld, context: PlanContext): SeenOff[] {
  const { switched } = kinds[kind];
  if (switched === undefined) return [];
  const foundAs = byName(foundIn(world)[kind]);
  return desiredIn(context.definition)[kind].flatMap((wanted) => {
    const { on, why } = context.powerOf(switched.power(wanted));
    const found = foundAs(wanted.name);
    if (on !== false || (found !== undefined && !hasProjectTag(context, found))) return [];
    return [{ compute: computeKey(kind, wanted.name), why, is: found === undefined ? 'neither' : switched.is(found) }];
  });
}

/**
 * What to remember after a look. One that was seen off and runs later, although it is still to be off and no step of ours started it, was
 * not asked for; its time is counted look by look, as hours are. Whatever may run, or is to be started by us, is forgotten.
 */
export function watchOff(
  { off, asked }: Pick<ComputeMemory, 'off' | 'asked'>,
  snapshots: readonly SeenOff[],
  times: SnapshotTimes,
): WatchedOff {
  const known = new Map(off.map((one) => [one.compute, one]));
  const ours = new Set(asked.flatMap(({ compute, kind }) => (kind.startsWith('start-') ? [compute] : [])));
  return snapshots.flatMap(({ compute, is }) => {
    const before = known.get(compute);
    if (ours.has(compute)) return [];
    if (before === undefined) return is === 'off' ? [{ compute }] : [];
    if (is === 'running') return [{ compute, ran: longer(before.ran, times) }];
    return [before.ran === undefined ? before : { compute, ran: restOf(before.ran) }];
  });
}

/** The time that it ran with one more look, which speaks for no longer than the next is due in. */
function longer(ran: Ran | undefined, { lookedAt, now }: SnapshotTimes): Ran {
  const to = now.getTime();
  const last = Math.max(...[ran?.lookedAt, lookedAt].map((time) => Date.parse(time ?? '')).filter(Number.isFinite));
  const from = Number.isFinite(last) ? Math.min(to, Math.max(last, to - longestCounted)) : to;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    since: ran?.since ?? iso(from),
    milliseconds: (ran?.milliseconds ?? 0) + to - from,
    lookedAt: iso(Math.max(to, last)),
  };
}

/** What was counted of one that runs no more: when it runs again, the time in between is not its. */
function restOf({ since, milliseconds }: Ran): Ran {
  return { since, milliseconds };
}

export function unrequestedAlerts(off: WatchedOff, snapshots: readonly SeenOff[]): PlanAlert[] {
  return ranOf(off, snapshots, 'running').map(({ compute, why, ran: { since, milliseconds } }) => ({
    compute,
    reason: `It was off and is to be off (${why}), but it runs, and the control plane did not start it. It has run for ${spanText(milliseconds)} since ${since}.`,
    unasked: { since, minutes: Math.round(milliseconds / 60_000) },
  }));
}

/** Those that ran unasked and run no more; it is told as long as they are to be off. */
export function unrequestedNotes(off: WatchedOff, snapshots: readonly SeenOff[]): Notice[] {
  return ranOf(off, snapshots, 'off', 'neither').map(({ compute, ran: { since, milliseconds } }) => ({
    compute,
    reason: `It ran for ${spanText(milliseconds)} since ${since} although it was to be off, and the control plane did not start it`,
  }));
}

function spanText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes >= 120) return `${(minutes / 60).toFixed(1)} hours`;
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

function ranOf(off: WatchedOff, snapshots: readonly SeenOff[], ...states: SeenOff['is'][]) {
  const known = new Map(off.map(({ compute, ran }) => [compute, ran]));
  return snapshots.flatMap(({ compute, why, is }) => {
    const ran = known.get(compute);
    return ran === undefined || !states.includes(is) ? [] : [{ compute, why, ran }];
  });
}
