import { computeKey } from './action.ts';
import { whyMachineChanging } from './machine-plan.ts';
import type { ComputeMemory } from './memory.ts';
import type { Notice, PlanAlert } from './notice.ts';
import type { DesiredPower } from './power.ts';
import { longestCounted } from './usage/hours.ts';
import { hasProjectTag, type PlanContext, whyChanging } from './verdict.ts';
import { byName, type ComputeWorld, type ObservedInstance, type ObservedMachine } from './world.ts';

export type WatchedOff = ComputeMemory['off'];
type Ran = NonNullable<WatchedOff[number]['ran']>;

/** How a compute that is to be off is seen. What is being changed, or is not there, is neither off nor running. */
export interface SeenOff {
  readonly compute: string;
  readonly why: string;
  readonly is: 'off' | 'running' | 'neither';
}

export interface SnapshotTimes {
  readonly lookedAt?: string | undefined;
  readonly now: Date;
}

/** The machines and instances of the definition that are to be off now, as an observation shows them. Clusters have no switch. */
export function seenOff({ machines, instances }: ComputeWorld, context: PlanContext): readonly SeenOff[] {
  const { definition } = context;
  const [machine, instance] = [byName(machines), byName(instances)];
  return [
    ...definition.virtualMachines.flatMap(({ name, power }) =>
      offLook(computeKey('machine', name), context.powerOf(power), machine(name), stateOfMachine, context),
    ),
    ...definition.instances.flatMap(({ name, power }) =>
      offLook(computeKey('instance', name), context.powerOf(power), instance(name), stateOfInstance, context),
    ),
  ];
}

function offLook<T extends { readonly tags: ObservedMachine['tags'] }>(
  compute: string,
  { on, why }: DesiredPower,
  found: T | undefined,
  stateOf: (found: T) => SeenOff['is'],
  context: PlanContext,
): SeenOff[] {
  if (on !== false || (found !== undefined && !hasProjectTag(context, found))) return [];
  return [{ compute, why, is: found === undefined ? 'neither' : stateOf(found) }];
}

function stateOfMachine(found: ObservedMachine): SeenOff['is'] {
  if (found.power === 'running') return 'running';
  return found.power === 'deallocated' && whyMachineChanging(found) === undefined ? 'off' : 'neither';
}

function stateOfInstance(found: ObservedInstance): SeenOff['is'] {
  if (found.state === 'Running' || found.state === 'JobRunning') return 'running';
  return found.state === 'Stopped' && whyChanging('Instance', found) === undefined ? 'off' : 'neither';
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
