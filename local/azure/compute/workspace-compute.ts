import { z } from 'zod';
import { longOperation } from './long-operation.ts';

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
  details: z.record(z.string(), z.unknown()),
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

/** Ends every change whose time is over. Gives whether anything changed. */
export function settleComputes(state: WorkspaceState, now: number): boolean {
  const due = state.computes.filter(({ change }) => change !== undefined && change.doneAt <= now);
  for (const ended of due) {
    const { change } = ended;
    if (change?.state !== undefined) ended.state = change.state;
    if (change?.scaleSettings !== undefined) ended.details['scaleSettings'] = change.scaleSettings;
    if (change?.remove) state.computes.splice(state.computes.indexOf(ended), 1);
    ended.provisioningState = change?.fails ? 'Failed' : 'Succeeded';
    delete ended.change;
  }
  return due.length > 0;
}

/** The compute as Azure ML shows it, in its two layers of properties. */
export function computeView(compute: WorkspaceCompute, id: string, location: string): object {
  const { name, kind, tags, size, provisioningState, createdAt, state, disableLocalAuth, details } = compute;
  const live =
    kind === 'AmlCompute' ? { allocationState: 'Steady', currentNodeCount: 0, targetNodeCount: 0 } : { state };
  return {
    id,
    name,
    type: 'Microsoft.MachineLearningServices/workspaces/computes',
    location,
    tags,
    properties: {
      computeType: kind,
      computeLocation: location,
      provisioningState,
      createdOn: new Date(createdAt).toISOString(),
      isAttachedCompute: false,
      disableLocalAuth,
      properties: { ...details, vmSize: size, ...live },
    },
  };
}
