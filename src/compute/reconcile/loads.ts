import { messageOf } from '../../domain/base/errors.ts';
import type { ComputeWorld } from '../domain/kinds.ts';
import type { DesiredCompute } from '../domain/plan.ts';
import type { MachineLoad } from '../domain/usage/idle.ts';
import { loadNeeded } from '../domain/usage/load.ts';
import { belongsTo, byName } from '../domain/world.ts';
import type { MachinePort } from '../ports/compute.ts';

/** Requests at the same time: Resource Manager counts how many come in a second. */
const together = 10;

/** Asks about running machines alone that may be switched off because they are idle. What cannot be read is told, and decides nothing. */
export async function readLoads(
  { project, definition, active }: DesiredCompute,
  world: ComputeWorld,
  { machines, now }: { readonly machines: Pick<MachinePort, 'load'>; now(): Date },
): Promise<readonly MachineLoad[]> {
  const found = byName(world.machines);
  const asked = definition.virtualMachines.flatMap(({ name, idleMinutes }) => {
    const machine = found(name);
    const isAsked = active && machine !== undefined && machine.power === 'running' && belongsTo(project, machine);
    return isAsked && idleMinutes !== undefined ? [{ name: machine.name, idleMinutes }] : [];
  });
  const waiting = asked.values();
  const loads: MachineLoad[] = [];
  const worker = async () => {
    for (const { name, idleMinutes } of waiting) {
      const read = await machines.load(name, loadNeeded(idleMinutes, now())).then(
        (spans) => ({ spans }),
        (error: unknown) => ({ problem: messageOf(error) }),
      );
      loads.push({ name, ...read });
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return loads;
}
