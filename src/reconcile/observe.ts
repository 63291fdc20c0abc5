import type { ComputeWorld } from '../domain/compute/world.ts';
import type { MachinePort, WorkspacePort } from '../ports/compute.ts';

export interface ObservePorts {
  readonly machines: Pick<MachinePort, 'list' | 'powers'>;
  readonly workspace: Pick<WorkspacePort, 'list'>;
}

/** Looks at all computes once, for every project: two paged lists of machines, joined by id, and one of the workspace. Throws when one of them fails, once all have ended: half an observation is none. */
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
