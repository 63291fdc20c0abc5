import type { ComputeWorld } from '../domain/compute/world.ts';
import type { MachinePort, WorkspacePort } from '../ports/compute.ts';

export interface ObservePorts {
  readonly machines: Pick<MachinePort, 'list' | 'powers'>;
  readonly workspace: Pick<WorkspacePort, 'list'>;
}

/**
 * Lists all computes once, for every project. Machines and their power come in two lists of Azure and are joined by id; the workspace
 * gives one more. Throws when any list fails, because what is missing from a list would look like a compute that is gone.
 */
export async function observe({ machines, workspace }: ObservePorts): Promise<ComputeWorld> {
  const lists = [machines.list(), machines.powers(), workspace.list()] as const;
  await Promise.allSettled(lists);
  const [listed, powers, computes] = await Promise.all(lists);
  const byId = new Map([...powers].map(([id, power]) => [id.toLowerCase(), power]));
  return {
    ...computes,
    machines: listed.map((machine) => ({ ...machine, power: byId.get(machine.id.toLowerCase()) ?? 'unknown' })),
  };
}
