import { messageOf } from '../../domain/base/errors.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import type { ComputeWorld } from '../domain/kinds.ts';
import type { DesiredCompute } from '../domain/plan.ts';
import type { MachineLoad } from '../domain/usage/idle.ts';
import { loadNeeded } from '../domain/usage/load.ts';
import { belongsTo, byName } from '../domain/world.ts';
import type { MachinePort } from '../ports/compute.ts';
import { requestsAtOnce } from './requests-at-once.ts';

/** Asks about running machines alone that may be switched off because they are idle. What cannot be read is told, and decides nothing. */
export async function readLoads(
  wanted: readonly DesiredCompute[],
  world: ComputeWorld,
  { machines, now }: { readonly machines: Pick<MachinePort, 'load'>; now(): Date },
): Promise<(project: string) => readonly MachineLoad[]> {
  const loads = new Map<string, MachineLoad[]>();
  await atOnce(
    requestsAtOnce,
    wanted.flatMap((one) => askedOf(one, world)),
    async ({ project, name, idleMinutes }) => {
      const read = await machines.load(name, loadNeeded(idleMinutes, now())).then(
        (spans) => ({ spans }),
        (error: unknown) => ({ problem: messageOf(error) }),
      );
      loads.set(project, [...(loads.get(project) ?? []), { name, ...read }]);
    },
  );
  return (project) => loads.get(project) ?? [];
}

function askedOf({ project, definition, active }: DesiredCompute, world: ComputeWorld) {
  const found = byName(world.machines);
  return definition.virtualMachines.flatMap(({ name, idleMinutes }) => {
    const machine = found(name);
    const isAsked = active && machine !== undefined && machine.power === 'running' && belongsTo(project, machine);
    return isAsked && idleMinutes !== undefined ? [{ project, name: machine.name, idleMinutes }] : [];
  });
}
