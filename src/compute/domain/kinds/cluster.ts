import { z } from 'zod';
import type { Desired } from '../../../domain/project/compute-definition.ts';
import type { DesiredPower } from '../power.ts';
import { creation, type PlainStep, step } from '../step.ts';
import { type PlanContext, type Verdict, whyChanging, whyNotCreate } from '../verdict.ts';
import { type Observed, projectTag } from '../world.ts';
import { failedAlert, sizeAlert } from './in-workspace.ts';

/** How far a cluster may grow and shrink. Idle time in minutes. */
export const scale = z.strictObject({ minNodes: z.number(), maxNodes: z.number(), idleMinutes: z.number() });
export type Scale = Readonly<z.infer<typeof scale>>;

/** A cluster. Azure may leave out its size and scale while it makes it; then neither is known. */
export interface ObservedCluster extends Observed {
  readonly scale: Scale | undefined;
  /** Nodes that it has now, whether they wait or work, as far as Azure says. */
  readonly nodes?: number | undefined;
}

export const clusterSteps = {
  rescale: step('rescale-cluster', {
    from: scale,
    to: scale,
    /** It changes while jobs run, and so does not change what the step is. */
    adds: z
      .strictObject({ size: z.string(), nodes: z.int() })
      .exactOptional()
      .meta({ description: 'Nodes that it is to keep waiting and does not have yet: the quotas must have room.' }),
  }),
  create: creation('create-cluster', { scale }),
};
export type ClusterStep = z.infer<(typeof clusterSteps)[keyof typeof clusterSteps]> | PlainStep<'delete-cluster'>;

/** Clusters of Azure ML: their nodes come and go with the work, within the limits that a run sets. They have no switch. */
export const cluster = {
  plan: planCluster,
  whyChanging: (found: ObservedCluster) => whyChanging('Cluster', found),
  state: ({ provisioningState }: ObservedCluster) => provisioningState,
} as const;

function planCluster(
  wanted: Desired<'cluster'>,
  found: ObservedCluster | undefined,
  context: PlanContext,
): Verdict<ClusterStep> {
  const power = context.powerOf({ mode: 'always-on' });
  const scale = wantedScale(wanted, power, found?.scale);
  if (found === undefined) {
    const obstacle = whyNotCreate(context, wanted.name, power.on ?? true);
    if (obstacle !== undefined) return obstacle;
    const { name, size } = wanted;
    const tags = { [projectTag]: context.project };
    return { action: { kind: 'create-cluster', name, size, scale, tags, reason: 'it does not exist' } };
  }
  if (found.scale === undefined) {
    return {
      ...failedAlert('Cluster', found),
      waiting: `Azure does not give the limits of cluster ${found.name}; the next run looks again.`,
    };
  }
  const alert = failedAlert('Cluster', found) ?? sizeAlert('Cluster', wanted, found);
  return { ...rescale(found.scale, scale, found, power), ...alert };
}

/** Sets the limits. While Azure has no cores for more waiting nodes, the other limits are set all the same. */
function rescale(
  from: Scale,
  to: Scale,
  { name, size, nodes = 0 }: ObservedCluster,
  power: DesiredPower,
): Verdict<ClusterStep> {
  if (sameScale(from, to)) return {};
  const action = { kind: 'rescale-cluster' as const, name, from, to, ...whyRescaled(power) };
  const missing = to.minNodes - Math.max(from.minNodes, nodes);
  if (missing <= 0 || size === undefined) return { action };
  const others = { ...to, minNodes: from.minNodes };
  return {
    action: { ...action, adds: { size, nodes: missing } },
    ...(sameScale(from, others) ? {} : { otherwise: { ...action, to: others } }),
  };
}

/**
 * A cluster has no switch, so one that is to be off gives no node: first none is kept waiting, then no job gets one. These are two steps,
 * so that the nodes that wait go back also where Azure ML should refuse a cluster of none. `on` undefined: nobody knows what is left of the
 * hours, and what gives none stays so.
 */
function wantedScale(
  { minNodes, maxNodes, idleMinutes }: Desired<'cluster'>,
  { on }: DesiredPower,
  found: Scale | undefined,
): Scale {
  if (on === true) return { minNodes, maxNodes, idleMinutes };
  if (on === false) return { minNodes: 0, maxNodes: found?.minNodes === 0 ? 0 : maxNodes, idleMinutes };
  const isOff = found?.maxNodes === 0;
  return { minNodes: Math.min(minNodes, found?.minNodes ?? 0), maxNodes: isOff ? 0 : maxNodes, idleMinutes };
}

function sameScale(one: Scale, other: Scale): boolean {
  return one.minNodes === other.minNodes && one.maxNodes === other.maxNodes && one.idleMinutes === other.idleMinutes;
}

function whyRescaled({ on, why }: DesiredPower): { readonly reason: string; readonly switchesOff?: true } {
  if (on === false) return { reason: `it is to give no node, since ${why}`, switchesOff: true };
  return { reason: 'its limits differ from the definition' };
}
