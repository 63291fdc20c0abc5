import type { ComputeWorld } from '../domain/kinds.ts';
import type { MachinePort, WorkspacePort } from '../ports/compute.ts';
import type { ImageDates } from './image-dates.ts';

export interface ObservePorts {
  readonly machines: Pick<MachinePort, 'list' | 'statuses'>;
  readonly workspace: Pick<WorkspacePort, 'list'>;
}

/**
 * Lists all computes once, for every project. Machines and how they are come in two lists of Azure and are joined by id; the workspace
 * gives one more. Throws when any list fails, because what is missing from a list would look like a compute that is gone.
 */
export async function observe({ machines, workspace }: ObservePorts): Promise<ComputeWorld> {
  const lists = [machines.list(), machines.statuses(), workspace.list()] as const;
  await Promise.allSettled(lists);
  const [listed, statuses, computes] = await Promise.all(lists);
  const byId = new Map([...statuses].map(([id, status]) => [id.toLowerCase(), status]));
  const joined = listed.map((machine) => ({
    power: 'unknown' as const,
    ...machine,
    ...byId.get(machine.id.toLowerCase()),
  }));
  return { ...computes, machines: joined };
}

export async function observeDated(ports: ObservePorts, images: ImageDates): Promise<ComputeWorld> {
  const world = await observe(ports);
  return { ...world, machines: await images.dated(world.machines) };
}
