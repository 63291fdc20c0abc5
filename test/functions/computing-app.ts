import { type ComputeKnobs, defaultKnobs } from '../../local/azure/compute/knobs.ts';
import { readHold } from '../../src/activities/transfer/holds.ts';
import { noTelemetry } from '../../src/azure/telemetry/no-telemetry.ts';
import { reconcileAtTimer } from '../../src/compute/functions/reconcile-timer.ts';
import { createReconciler } from '../../src/compute/reconcile/reconcile.ts';
import { recordCompute } from '../../src/compute/reconcile/record.ts';
import { hoursInMemory } from '../compute/reconcile/hours-in-memory.ts';
import { memoryInMemory } from '../compute/reconcile/memory-in-memory.ts';
import { MemoryMachines } from '../memory/machines.ts';
import { MemoryWorkspace } from '../memory/workspace.ts';
import { keptLog } from './kept-log.ts';
import { type RunningApp, startApp } from './running-app.ts';

/** An app whose computes are machines and a workspace in memory. */
export interface ComputingApp {
  readonly app: RunningApp;
  readonly machines: MemoryMachines;
  readonly knobs: ComputeKnobs;
  /** Azure answers no list while it is away. */
  isAzureAway: boolean;
  /** Runs the timer for computes once. */
  run(): Promise<void>;
}

/** Starts it with its storage in memory. */
export async function startComputingApp(): Promise<ComputingApp> {
  const knobs = { ...defaultKnobs(), changeMilliseconds: 0 };
  const clock = { now: () => computing.app.ports.clock.now() };
  const machines = new MemoryMachines({ clock, knobs }, ['ubuntu-24-04']);
  const list = () => (computing.isAzureAway ? Promise.reject(new Error('Azure <b>is away</b>')) : machines.port.list());
  const reconciler = createReconciler({
    telemetry: noTelemetry,
    machines: { ...machines.port, list },
    workspace: new MemoryWorkspace({ clock, knobs }).port,
    memory: memoryInMemory(),
    hours: hoursInMemory(clock.now),
    record: (event) => recordCompute(computing.app.ports)(event),
    isHeld: async (project) => (await readHold(computing.app.ports, project)) !== undefined,
    isInForce: async (project, definition) => (await computing.app.ports.projects.find(project))?.hash === definition,
    now: clock.now,
  });
  const computing: ComputingApp = {
    app: await startApp(reconciler, { storage: 'memory' }),
    machines,
    knobs,
    isAzureAway: false,
    run: () => reconcileAtTimer({ ...computing.app.ports, reconciler }, keptLog()),
  };
  return computing;
}
