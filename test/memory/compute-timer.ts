import { noTelemetry } from '../../src/azure/telemetry/no-telemetry.ts';
import { createReconciler, type Reconciler } from '../../src/compute/reconcile/reconcile.ts';
import { recordCompute } from '../../src/compute/reconcile/record.ts';
import type { MemoryMachines } from './machines.ts';
import type { MemoryWorkspace } from './workspace.ts';
import type { MemoryWorld } from './world.ts';

/** Machines and workspace beside a world in memory. */
export interface MemoryComputes {
  readonly machines: Pick<MemoryMachines, 'port'>;
  readonly workspace: Pick<MemoryWorkspace, 'port'>;
}

/** What holds these computes to the definitions of the world, where nothing is on hold. `before` happens right before each step. */
export function reconcilerIn(
  { ports }: MemoryWorld,
  { machines, workspace }: MemoryComputes,
  before: () => Promise<void> = async () => {},
): Reconciler {
  return createReconciler({
    telemetry: noTelemetry,
    machines: machines.port,
    workspace: workspace.port,
    memory: ports.computeMemory,
    hours: ports.hours,
    record: recordCompute(ports),
    isHeld: async () => false,
    isInForce: async (project, hash) => {
      await before();
      return (await ports.projects.find(project))?.hash === hash;
    },
    now: () => ports.clock.now(),
  });
}
