import { z } from 'zod';
import { allocationFailed, longOperation } from './long-operation.ts';
import { minutesOf } from './workspace-request.ts';

/** A compute of an Azure ML workspace. `details` are its properties as asked for; a change takes effect when its operation is done. */
const workspaceCompute = z.object({
  name: z.string(),
  kind: z.enum(['AmlCompute', 'ComputeInstance']),
  tags: z.record(z.string(), z.string()),
  size: z.string(),
  provisioningState: z.enum(['Creating', 'Updating', 'Deleting', 'Succeeded', 'Failed']),
  createdAt: z.number(),
  /** Only of a compute instance: Creating, Running, Stopped, Starting, Stopping. */
  state: z.string().optional(),
  disableLocalAuth: z.boolean().default(false),
  /** As it was given; Azure ML shows it again. */
  identity: z.unknown().optional(),
  details: z.record(z.string(), z.unknown()),
  /** Since when an instance runs, in milliseconds. */
  runsSince: z.number().optional(),
  /** What Azure ML did to an instance last. */
  lastOperation: z.record(z.string(), z.string()).optional(),
  change: z
    .object({
      doneAt: z.number(),
      state: z.string().optional(),
      scaleSettings: z.unknown().optional(),
      remove: z.boolean(),
      fails: z.boolean().default(false),
    })
    .optional(),
});
export type WorkspaceCompute = z.infer<typeof workspaceCompute>;

export const workspaceState = z.object({ computes: z.array(workspaceCompute), operations: z.array(longOperation) });
export type WorkspaceState = z.infer<typeof workspaceState>;

const keptNodes = z.object({ minNodeCount: z.int() });

/** Nodes that a cluster keeps waiting; an instance is one. */
export function nodesOf({ kind, details }: WorkspaceCompute): number {
  if (kind === 'ComputeInstance') return 1;
  return keptNodes.safeParse(details['scaleSettings']).data?.minNodeCount ?? 0;
}

/** No job ever runs here, so a cluster has the nodes that it keeps waiting once it is made. */
function nodesNow(cluster: WorkspaceCompute): number {
  return cluster.provisioningState === 'Creating' ? 0 : nodesOf(cluster);
}

/** Ends every change whose time is over, and stops instances that were idle for as long as they may be. Gives whether anything changed. */
export function settleComputes(state: WorkspaceState, now: number, idleInstances: readonly string[]): boolean {
  const due = state.computes.filter(({ change }) => change !== undefined && change.doneAt <= now);
  for (const ended of due) {
    const { change } = ended;
    if (change?.state !== undefined) {
      ended.state = change.state;
      ended.runsSince = change.state === 'Running' ? change.doneAt : undefined;
      const operationName = change.state === 'Running' ? 'Start' : 'Stop';
      ended.lastOperation = operation(operationName, 'User', change.doneAt);
    }
    if (change?.scaleSettings !== undefined) ended.details['scaleSettings'] = change.scaleSettings;
    if (change?.remove) state.computes.splice(state.computes.indexOf(ended), 1);
    ended.provisioningState = change?.fails ? 'Failed' : 'Succeeded';
    delete ended.change;
  }
  return stopIdle(state, now, idleInstances) || due.length > 0;
}

function stopIdle({ computes }: WorkspaceState, now: number, idleInstances: readonly string[]): boolean {
  const stopped = computes.filter(({ name, state, details, runsSince, change }) => {
    const limit = minutesOf(String(details['idleTimeBeforeShutdown'] ?? ''));
    const isIdle = idleInstances.some((one) => one.toLowerCase() === name.toLowerCase());
    if (!isIdle || limit === undefined || state !== 'Running' || change !== undefined) return false;
    return now >= (runsSince ?? 0) + limit * 60_000;
  });
  for (const one of stopped) {
    one.state = 'Stopped';
    one.lastOperation = operation('Stop', 'IdleShutdown', now);
  }
  return stopped.length > 0;
}

function operation(operationName: string, operationTrigger: string, at: number) {
  return { operationName, operationTrigger, operationTime: new Date(at).toISOString(), operationStatus: 'Succeeded' };
}

/** The compute as Azure ML shows it, in its two layers of properties. */
export function computeView(compute: WorkspaceCompute, id: string, location: string): object {
  const { name, kind, tags, size, provisioningState, createdAt, state, disableLocalAuth, details, lastOperation } =
    compute;
  const { identity } = compute;
  const live =
    kind === 'AmlCompute'
      ? { allocationState: 'Steady', currentNodeCount: nodesNow(compute), targetNodeCount: nodesOf(compute) }
      : { state, ...(lastOperation === undefined ? {} : { lastOperation }) };
  return {
    id,
    name,
    type: 'Microsoft.MachineLearningServices/workspaces/computes',
    location,
    tags,
    ...(identity === undefined ? {} : { identity }),
    properties: {
      computeType: kind,
      computeLocation: location,
      provisioningState,
      createdOn: new Date(createdAt).toISOString(),
      ...(provisioningState === 'Failed' ? { provisioningErrors: [{ error: allocationFailed }] } : {}),
      isAttachedCompute: false,
      disableLocalAuth,
      properties: { ...details, vmSize: size, ...live },
    },
  };
}
