import { noTelemetry } from '../../src/azure/telemetry/no-telemetry.ts';
import { azureMachines } from '../../src/compute/azure/compute.ts';
import { azureWorkspace } from '../../src/compute/azure/machine-learning.ts';
import { tableSnapshots } from '../../src/compute/azure/snapshot-rows.ts';
import { reconcileAtTimer } from '../../src/compute/functions/reconcile-timer.ts';
import type { SnapshotStore } from '../../src/compute/ports/snapshots.ts';
import { createReconciler } from '../../src/compute/reconcile/reconcile.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import type { BrokenProject } from '../../src/ports/records.ts';
import { hoursInMemory } from '../compute/reconcile/hours-in-memory.ts';
import { memoryInMemory } from '../compute/reconcile/memory-in-memory.ts';
import { sampleProject } from '../domain/sample.ts';
import { type RunningCompute, startCompute } from '../local/azure/compute/running-compute.ts';
import { memoryTable } from '../memory/table.ts';
import { TableService } from '../memory/table-service.ts';
import { type KeptLog, keptLog } from './kept-log.ts';

export interface ComputeTimer {
  readonly azure: RunningCompute;
  readonly memory: ReturnType<typeof memoryInMemory>;
  readonly looks: SnapshotStore;
  /** Definitions that the rules refuse, listed before the others. */
  readonly broken: BrokenProject[];
  /** Lets minutes pass and runs the timer once; gives what that run logged. */
  tick(minutes: number, log?: KeptLog): Promise<KeptLog>;
}

/** The timer `reconcileCompute` on the real reconciler and adapters, over projects with these compute definitions, by id. */
export async function startComputeTimer(definitions: Readonly<Record<string, unknown>>): Promise<ComputeTimer> {
  const azure = await startCompute();
  const memory = memoryInMemory();
  const clock = { now: azure.now };
  const reconciler = createReconciler({
    telemetry: noTelemetry,
    machines: azureMachines(azure.connection),
    workspace: azureWorkspace(azure.connection),
    memory,
    hours: hoursInMemory(azure.now),
    record: async () => {},
    isHeld: async () => false,
    isInForce: async () => true,
    now: azure.now,
  });
  const projects = Object.entries(definitions).map(([id, definition]) =>
    sampleProject({ id, compute: computeDefinition.parse(definition) }),
  );
  const broken: BrokenProject[] = [];
  const looks = tableSnapshots(memoryTable(new TableService(clock)));
  async function* list() {
    yield* broken;
    for (const value of projects) yield { value, etag: '1', hash: '1', since: '2026-01-01T00:00:00.000Z', before: [] };
  }
  return {
    azure,
    memory,
    looks,
    broken,
    async tick(minutes, log = keptLog()) {
      azure.advance(minutes * 60_000);
      await reconcileAtTimer({ projects: { list }, reconciler, clock, looks }, log);
      return log;
    },
  };
}
