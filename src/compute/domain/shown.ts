import { z } from 'zod';
import type { Frozen } from '../../domain/base/frozen.ts';
import { nextOccurrence } from '../../domain/base/schedule.ts';
import {
  type ComputeDefinition,
  computeKind,
  type NamedCompute,
  namedComputes,
} from '../../domain/project/compute-definition.ts';
import { computeKey } from './action.ts';
import { type Scale, scale } from './kinds/cluster.ts';
import type { ComputeSnapshot, SeenCompute } from './snapshot.ts';

/** `defined`: whether the definition names it; one that it does not name is there all the same. */
export const shownCompute = z.strictObject({
  kind: computeKind,
  name: z.string(),
  defined: z.boolean(),
  state: z.string().nullable().meta({ description: "Azure's word; null when it is not there." }),
  /** That it has, or is to have while it is not there. */
  size: z.string().nullable(),
  /** Null for a cluster, whose nodes come and go with the work. */
  power: z.enum(['schedule', 'always-on', 'manual', 'off']).nullable(),
  /** When its schedule starts and stops it next; null while the project is not active. */
  starts: z.string().nullable(),
  stops: z.string().nullable(),
  assignedTo: z.string().nullable().meta({ description: 'Object id of the one person who may open it.' }),
  nodes: scale.nullable(),
  /** What differs, what waits, what a person has to look at, how idle it is and what else is good to know. */
  notes: z.array(z.string()),
  since: z.string().nullable(),
});
export type ShownCompute = Frozen<z.infer<typeof shownCompute>>;

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
    assignedTo: 'assignedTo' in one ? one.assignedTo : null,
    nodes: 'minNodes' in one ? scaleOf(one) : null,
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
