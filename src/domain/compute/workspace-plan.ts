import type { WantedCluster, WantedInstance } from './definition.ts';
import { isOurs, nameTaken, type PlanContext, type Verdict, whyChanging, whyNotCreate } from './verdict.ts';
import { type ObservedCluster, type ObservedInstance, projectTag, type Scale, sameName } from './world.ts';

/** Decides the next step of one cluster of the definition. */
export function planCluster(wanted: WantedCluster, found: ObservedCluster | undefined, context: PlanContext): Verdict {
  const scale = wantedScale(wanted, context.active);
  if (found === undefined) {
    const obstacle = whyNotCreate(context, wanted.name, undefined);
    if (obstacle !== undefined) return obstacle;
    const { name, size } = wanted;
    const tags = { [projectTag]: context.project };
    return { action: { kind: 'create-cluster', name, size, scale, tags, reason: 'it does not exist' } };
  }
  if (!isOurs(context, found)) return nameTaken(context, 'cluster', wanted.name, found.tags);
  const changing = whyChanging('Cluster', found);
  if (changing !== undefined) return { waiting: changing };
  if (found.scale === undefined) {
    return {
      ...failedAlert('Cluster', found),
      waiting: `Azure does not give the limits of cluster ${found.name}; the next run looks again.`,
    };
  }
  const alert = failedAlert('Cluster', found) ?? sizeAlert('Cluster', wanted, found);
  const action = sameScale(scale, found.scale)
    ? {}
    : {
        action: {
          kind: 'rescale-cluster' as const,
          name: found.name,
          from: found.scale,
          to: scale,
          reason: 'its limits differ from the definition',
        },
      };
  return { ...action, ...alert };
}

/** Decides the next step of one compute instance of the definition. */
export function planInstance(
  wanted: WantedInstance,
  found: ObservedInstance | undefined,
  context: PlanContext,
): Verdict {
  const power = context.powerOf(wanted.power);
  if (found === undefined) {
    const obstacle = whyNotCreate(context, wanted.name, power.on);
    if (obstacle !== undefined) return obstacle;
    const { name, size, assignedTo } = wanted;
    const tags = { [projectTag]: context.project };
    const reason = `it does not exist and ${power.why}`;
    return { action: { kind: 'create-instance', name, size, assignedTo, tags, reason } };
  }
  if (!isOurs(context, found)) return nameTaken(context, 'instance', wanted.name, found.tags);
  const changing = whyChanging('Instance', found);
  if (changing !== undefined) return { waiting: changing };
  const { name, state } = found;
  const alert = failedAlert('Instance', found) ?? sizeAlert('Instance', wanted, found);
  const reason = `it is ${state} and ${power.why}`;
  if (power.on === true && state === 'Stopped') return { ...alert, action: { kind: 'start-instance', name, reason } };
  if (power.on === false && (state === 'Running' || state === 'JobRunning')) {
    return { ...alert, action: { kind: 'stop-instance', name, reason } };
  }
  if (state === 'Running' || state === 'JobRunning' || state === 'Stopped' || alert !== undefined) return alert ?? {};
  return { waiting: `Instance ${name} is ${state}; the next run looks again.` };
}

/** Decides about a cluster or instance of the project that the definition does not name. Deletes only when pruning is on. */
export function planUnwanted(
  kind: 'cluster' | 'instance',
  found: ObservedCluster | ObservedInstance,
  context: PlanContext,
): Verdict {
  const thing = kind === 'cluster' ? 'Cluster' : 'Instance';
  if (!context.definition.prune || !context.active) {
    return { alert: `${thing} ${found.name} belongs to the project but its definition does not name it; it is kept.` };
  }
  const changing = whyChanging(thing, found);
  if (changing !== undefined) return { waiting: changing };
  const reason = 'the definition does not name it and prunes';
  return { action: { kind: `delete-${kind}`, name: found.name, reason } };
}

/** Without an active project no node is kept waiting for work. */
function wantedScale({ minNodes, maxNodes, idleMinutes }: WantedCluster, active: boolean): Scale {
  return { minNodes: active ? minNodes : 0, maxNodes, idleMinutes };
}

function sameScale(one: Scale, other: Scale): boolean {
  return one.minNodes === other.minNodes && one.maxNodes === other.maxNodes && one.idleMinutes === other.idleMinutes;
}

function sizeAlert(
  thing: string,
  wanted: { readonly size: string },
  found: { readonly name: string; readonly size: string | undefined },
): Verdict | undefined {
  if (found.size === undefined || sameName(wanted.size, found.size)) return undefined;
  return {
    alert: `${thing} ${found.name} has the size ${found.size}, the definition says ${wanted.size}. Azure ML cannot resize it: define one of another name.`,
  };
}

function failedAlert(
  thing: string,
  found: { readonly name: string; readonly provisioningState: string },
): Verdict | undefined {
  if (found.provisioningState.toLowerCase() !== 'failed') return undefined;
  return {
    alert: `${thing} ${found.name} failed to provision. Look at its errors in the Azure ML studio; delete it there to have it made again.`,
    unmet: true,
  };
}
