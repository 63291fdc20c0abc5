import { nextOccurrence } from '../../domain/base/schedule.ts';
import {
  type ComputeDefinition,
  type NamedCompute,
  namedComputes,
  type PowerPlan,
} from '../../domain/project/compute-definition.ts';
import { computeKey } from './action.ts';
import type { ComputeSnapshot, SeenCompute } from './snapshot.ts';
import type { Scale } from './world.ts';

export interface ShownCompute {
  readonly kind: SeenCompute['kind'];
  readonly name: string;
  /** Whether the definition names it. One that it does not name is there all the same. */
  readonly defined: boolean;
  /** Azure's word for how it is; null when it is not there, or nobody has looked. */
  readonly state: string | null;
  /** The size that it has, or is to have while it is not there. */
  readonly size: string | null;
  /** When it runs; null for a cluster, whose nodes come and go with the work. */
  readonly power: PowerPlan['mode'] | null;
  /** When its schedule starts and stops it next; null without a schedule, and while the project is not active. */
  readonly starts: string | null;
  readonly stops: string | null;
  /** Object id of the one person who may open it; null where everybody of the project may. */
  readonly assignedTo: string | null;
  readonly nodes: Scale | null;
  /** What differs, what waits, what a person has to look at, how idle it is and what else is good to know, each in a sentence. */
  readonly notes: readonly string[];
  /** Since when it differs. */
  readonly since: string | null;
}

export interface ShownAsked {
  readonly definition: ComputeDefinition;
  readonly active: boolean;
  readonly now: Date;
}

/** Every compute that the definition names or that the snapshot shows. */
export function shownComputes(asked: ShownAsked, snapshot: ComputeSnapshot | undefined): readonly ShownCompute[] {
  const seen = new Map((snapshot?.computes ?? []).map((one) => [computeKey(one.kind, one.name), one]));
  const defined = namedComputes(asked.definition).map((one) => shown(one, asked));
  const named = new Set(defined.map(({ kind, name }) => computeKey(kind, name)));
  const others = [...seen].filter(([key]) => !named.has(key)).map(([, { kind, name }]) => unnamed(kind, name));
  return [...defined, ...others].map((one) => asSeen(one, seen.get(computeKey(one.kind, one.name)), snapshot));
}

function shown(one: NamedCompute, asked: ShownAsked): ShownCompute {
  const power = 'power' in one ? one.power : undefined;
  const next = (pattern: string) =>
    nextOccurrence(pattern, asked.definition.timeZone, asked.now)?.toISOString() ?? null;
  const scheduled = asked.active && power?.mode === 'schedule' ? power : undefined;
  return {
    ...unnamed(one.kind, one.name),
    defined: true,
    size: one.size,
    power: power?.mode ?? null,
    starts: scheduled === undefined ? null : next(scheduled.start),
    stops: scheduled === undefined ? null : next(scheduled.stop),
    assignedTo: one.kind === 'instance' ? one.assignedTo : null,
    nodes: one.kind === 'cluster' ? scaleOf(one) : null,
  };
}

function scaleOf({ minNodes, maxNodes, idleMinutes }: Scale): Scale {
  return { minNodes, maxNodes, idleMinutes };
}

function unnamed(kind: SeenCompute['kind'], name: string): ShownCompute {
  const nothing = { state: null, size: null, power: null, starts: null, stops: null, assignedTo: null, nodes: null };
  return { kind, name, defined: false, ...nothing, notes: [], since: null };
}

function asSeen(one: ShownCompute, seen: SeenCompute | undefined, snapshot: ComputeSnapshot | undefined): ShownCompute {
  const key = computeKey(one.kind, one.name);
  const { steps = [], waiting = [], alerts = [], idle = [], notes = [], open = [] } = snapshot ?? {};
  const notices = [...waiting, ...alerts, ...idle, ...notes]
    .filter(({ compute }) => compute === key)
    .map(({ reason }) => reason);
  return {
    ...one,
    state: seen?.state ?? null,
    size: seen?.size ?? one.size,
    notes: [...steps.filter(({ compute }) => compute === key).map(({ text }) => text), ...notices],
    since: open.find((drift) => drift.key === key)?.since ?? null,
  };
}
