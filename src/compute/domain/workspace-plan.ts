import type { DesiredCluster, DesiredInstance } from '../../domain/project/compute-definition.ts';
import type { ComputeAction } from './action.ts';
import type { DesiredPower } from './power.ts';
import { idleStopOfInstance, idleStopText, powerAfterIdleStop } from './usage/idle.ts';
import { hasProjectTag, nameTaken, type PlanContext, type Verdict, whyChanging, whyNotCreate } from './verdict.ts';
import { type ObservedCluster, type ObservedInstance, projectTag, type Scale, sameName } from './world.ts';

export function planCluster(wanted: DesiredCluster, found: ObservedCluster | undefined, context: PlanContext): Verdict {
  const power = context.powerOf({ mode: 'always-on' });
  const scale = wantedScale(wanted, power, found?.scale);
  if (found === undefined) {
    const obstacle = whyNotCreate(context, wanted.name, power.on ?? true);
    if (obstacle !== undefined) return obstacle;
    const { name, size } = wanted;
    const tags = { [projectTag]: context.project };
    return { action: { kind: 'create-cluster', name, size, scale, tags, reason: 'it does not exist' } };
  }
  if (!hasProjectTag(context, found)) return nameTaken(context, 'cluster', wanted.name, found.tags);
  const changing = whyChanging('Cluster', found);
  if (changing !== undefined) return { waiting: changing };
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
function rescale(from: Scale, to: Scale, { name, size, nodes = 0 }: ObservedCluster, power: DesiredPower): Verdict {
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

export function planInstance(
  wanted: DesiredInstance,
  found: ObservedInstance | undefined,
  context: PlanContext,
): Verdict {
  const power = context.powerOf(wanted.power);
  if (found === undefined) {
    const obstacle = whyNotCreate(context, wanted.name, power.on);
    if (obstacle !== undefined) return obstacle;
    const { name, size, assignedTo, idleMinutes } = wanted;
    const tags = { [projectTag]: context.project };
    const reason = `it does not exist and ${power.why}`;
    const limit = idleMinutes === undefined ? {} : { idleMinutes };
    return { action: { kind: 'create-instance', name, size, assignedTo, ...limit, tags, reason } };
  }
  if (!hasProjectTag(context, found)) return nameTaken(context, 'instance', wanted.name, found.tags);
  const changing = whyChanging('Instance', found);
  if (changing !== undefined) return { waiting: changing };
  const { timeZone } = context.definition;
  const stoppedAt = power.on === false ? undefined : idleStopOfInstance(wanted, found, timeZone, context.now);
  const idle =
    stoppedAt === undefined ? {} : { idle: { reason: idleStopText('Instance', wanted, stoppedAt), stoppedAt } };
  const alert =
    failedAlert('Instance', found) ?? sizeAlert('Instance', wanted, found) ?? unaskedLimitAlert(wanted, found);
  const action = powerStep(found, powerAfterIdleStop(power, stoppedAt)) ?? limitStep(wanted, found);
  if (action !== undefined) return { ...alert, ...idle, action };
  if (isSettled(found) || alert !== undefined) return { ...alert, ...idle };
  return { waiting: `Instance ${found.name} is ${found.state}; the next run looks again.` };
}

function isSettled({ state }: ObservedInstance): boolean {
  return state === 'Running' || state === 'JobRunning' || state === 'Stopped';
}

function powerStep({ name, state }: ObservedInstance, { on, why }: DesiredPower): ComputeAction | undefined {
  const reason = `it is ${state} and ${why}`;
  if (on === true && state === 'Stopped') return { kind: 'start-instance', name, reason };
  if (on === false && (state === 'Running' || state === 'JobRunning'))
    return { kind: 'stop-instance', name, reason, switchesOff: true };
  return undefined;
}

/** Azure ML stops idle instances by itself; what it is to go by is set here. It knows no way to take the limit away again. */
function limitStep({ idleMinutes }: DesiredInstance, found: ObservedInstance): ComputeAction | undefined {
  if (idleMinutes === undefined || found.idleMinutes === idleMinutes || !isSettled(found)) return undefined;
  const from = found.idleMinutes === undefined ? {} : { from: found.idleMinutes };
  const reason = 'its limit for idle time differs from the definition';
  return { kind: 'limit-instance', name: found.name, ...from, to: idleMinutes, reason };
}

function unaskedLimitAlert(wanted: DesiredInstance, { name, idleMinutes }: ObservedInstance): Verdict | undefined {
  if (wanted.idleMinutes !== undefined || idleMinutes === undefined) return undefined;
  return {
    alert: `Azure ML stops instance ${name} after ${idleMinutes} idle minutes, and its definition says nothing of that. Write idleMinutes, or take the idle shutdown away in the Azure ML studio.`,
  };
}

/** Decides about a cluster or instance of the project that the definition does not name. Deletes only when pruning is on. */
export function planUndefined(
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

/**
 * A cluster has no switch, so one that is to be off gives no node: first none is kept waiting, then no job gets one. These are two steps,
 * so that the nodes that wait go back also where Azure ML should refuse a cluster of none. `on` undefined: nobody knows what is left of the
 * hours, and what gives none stays so.
 */
function wantedScale(
  { minNodes, maxNodes, idleMinutes }: DesiredCluster,
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
  found: { readonly name: string; readonly provisioningState: string; readonly failure?: string | undefined },
): Verdict | undefined {
  if (found.provisioningState.toLowerCase() !== 'failed') return undefined;
  const why = found.failure === undefined ? '' : ` (${found.failure})`;
  return {
    alert: `${thing} ${found.name} failed to provision${why}. Look at its errors in the Azure ML studio; delete it there to have it made again.`,
    unmet: true,
  };
}

function whyRescaled({ on, why }: DesiredPower): { readonly reason: string; readonly switchesOff?: true } {
  if (on === false) return { reason: `it is to give no node, since ${why}`, switchesOff: true };
  return { reason: 'its limits differ from the definition' };
}
