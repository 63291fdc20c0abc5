import { beforeAll, describe, expect, test, vi } from 'vitest';
import { noTelemetry } from '../../src/azure/telemetry/no-telemetry.ts';
import { azureMachines } from '../../src/compute/azure/compute.ts';
import { azureWorkspace } from '../../src/compute/azure/machine-learning.ts';
import type { ComputeEvent } from '../../src/compute/ports/compute.ts';
import { createReconciler, type Reconciler } from '../../src/compute/reconcile/reconcile.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { hoursInMemory } from '../compute/reconcile/hours-in-memory.ts';
import { memoryInMemory } from '../compute/reconcile/memory-in-memory.ts';
import { type RunningCompute, startCompute } from '../local/azure/compute/running-compute.ts';
import { partOf } from '../shares.ts';
import { callSites } from './call-sites.ts';
import { FaultOnce, faultyComputes, type OnceKind } from './fault-once.ts';

vi.mock('@azure/arm-compute', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/core-client', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/arm-machinelearning', async (original) => (await import('./sdk-calls.ts')).watched(await original()));

const kinds = partOf<OnceKind>(['throttle', 'unavailable', 'gateway-timeout', 'broken-body'], 2);

/** Runs all day, and its load is looked at. */
const byDay = { mode: 'schedule', start: '0 0 1 * * *', stop: '0 0 23 * * *' };
const vm = { size: 'Standard_D4s_v5', image: 'data-science', power: byDay, idleMinutes: 1440 };
const person = { size: 'Standard_DS11_v2', assignedTo: '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69' };
const alwaysOn = { mode: 'always-on' };
const cluster = { size: 'Standard_DS3_v2', maxNodes: 4 };

/** One definition after the other: together they need every step that there is. */
const definitions = [
  {
    virtualMachines: [
      { ...vm, name: 'made' },
      { ...vm, name: 'drifted' },
    ],
    clusters: [
      { ...cluster, name: 'grown' },
      { ...cluster, name: 'dropped' },
    ],
    instances: [{ ...person, name: 'alice', power: alwaysOn }],
  },
  {
    virtualMachines: [{ ...vm, name: 'drifted' }],
    clusters: [{ ...cluster, name: 'grown', maxNodes: 8 }],
    instances: [{ ...person, name: 'alice', power: { mode: 'off' }, idleMinutes: 60 }],
  },
  {
    virtualMachines: [{ ...vm, name: 'drifted' }],
    clusters: [{ ...cluster, name: 'grown', maxNodes: 8 }],
    instances: [{ ...person, name: 'alice', power: alwaysOn }],
  },
].map((definition) => computeDefinition.parse({ ...definition, prune: true }));

const minute = 60_000;
const mostTicks = 12;

/** The computes of one project, and the timer that holds them to its definitions. */
class Held {
  readonly azure: RunningCompute;
  readonly events: ComputeEvent[] = [];
  readonly memory = memoryInMemory();
  readonly #reconciler: Reconciler;

  constructor(azure: RunningCompute) {
    this.azure = azure;
    azure.knobs.loads.push({ machine: 'drifted', since: '2026-06-01T00:00:00Z', cpuPercent: 50, bytesAMinute: 0 });
    azure.compute.seed({
      name: 'drifted',
      size: 'Standard_D2s_v5',
      tags: { 'sallyport-project': 'genomics', 'sallyport-power': 'off', 'sallyport-image': 'data-science' },
      power: 'running',
      imageId: 'data-science',
    });
    this.#reconciler = createReconciler({
      telemetry: noTelemetry,
      machines: azureMachines(azure.connection),
      workspace: azureWorkspace(azure.connection),
      memory: this.memory,
      hours: hoursInMemory(azure.now),
      record: async (event) => void this.events.push(event),
      isHeld: async () => false,
      isInForce: async () => true,
      now: azure.now,
    });
  }

  /** Ticks under each definition until nothing is left to do. A tick that fails is followed by the next, as the timer's are. */
  async settle(): Promise<void> {
    for (const definition of definitions) {
      let outcome = '';
      for (let tick = 0; outcome !== 'settled'; tick += 1) {
        if (tick === mostTicks) throw new Error(`After ${tick} runs the last one ended as ${outcome}`);
        const subjects = [{ project: 'genomics', definition, active: true }];
        const [done] = await this.#reconciler.run(subjects).catch((error: unknown) => [{ error: String(error) }]);
        outcome = done !== undefined && 'result' in done ? done.result.outcome : (done?.error ?? '');
        this.azure.advance(5 * minute);
      }
    }
  }

  /** What is there in the end, and the changes that it took. */
  async outcome() {
    const { connection, changes } = this.azure;
    return {
      machines: (await azureMachines(connection).list()).map(({ name, size, tags }) => ({ name, size, tags })),
      powers: [...(await azureMachines(connection).statuses()).values()].map(({ power }) => power),
      workspace: await azureWorkspace(connection).list(),
      changes: changes.toSorted(),
      open: this.memory.rows.get('genomics')?.value.drift,
    };
  }
}

type Outcome = Awaited<ReturnType<Held['outcome']>>;

/** The outcome, and the call sites that met the fault when there is one. */
async function play(kind?: OnceKind): Promise<{ readonly outcome: Outcome; readonly met: readonly string[] }> {
  const azure = await startCompute();
  const faults = kind === undefined ? undefined : new FaultOnce(faultyComputes(azure), kind);
  try {
    const held = new Held(azure);
    await held.settle().finally(() => faults?.stop());
    return { outcome: await held.outcome(), met: [...(faults?.met ?? [])] };
  } finally {
    await azure.close();
  }
}

/**
 * What becomes of each call that changes something when it is sent again after it took effect. One that is made once must not be
 * made twice; the others may be sent blindly, since the same change is asked for again.
 */
const again: Readonly<Record<string, { readonly madeOnce: boolean; readonly why: string }>> = {
  createOrUpdate: { madeOnce: true, why: 'If-None-Match: * refuses a machine of a name that is there' },
  beginCreateOrUpdate: { madeOnce: true, why: 'Azure ML would overwrite it, so it is not sent again before a look' },
  start: { madeOnce: true, why: 'a machine takes one change after the other' },
  deallocate: { madeOnce: true, why: 'a machine takes one change after the other' },
  beginStart: { madeOnce: true, why: 'an instance takes one change after the other' },
  beginStop: { madeOnce: true, why: 'an instance takes one change after the other' },
  update: { madeOnce: false, why: 'it names the size or all tags, not a difference' },
  beginUpdate: { madeOnce: false, why: 'it names the whole scale, not a difference' },
  sendRequest: {
    madeOnce: false,
    why: 'it reads, or names the whole limit of an instance; an instance is asked for only once, before a look',
  },
  delete: { madeOnce: false, why: 'what is being deleted stays so, and what is gone is no error' },
  beginDelete: { madeOnce: false, why: 'what is being deleted stays so, and what is gone is no error' },
};
const reads = ['list', 'listAll', 'get'];

/** The changes, those that may be asked for again counted once. */
function madeBy(changes: readonly string[]): string[] {
  const isMadeOnce = (change: string) => /^(PUT|POST) (?!.*updateIdleShutdownSetting)/.test(change);
  return [...changes.filter(isMadeOnce), ...new Set(changes.filter((change) => !isMadeOnce(change)))].toSorted();
}

let calm: Outcome;
let computeCalls: readonly string[];
beforeAll(async () => {
  calm = (await play()).outcome;
  computeCalls = callSites((file) =>
    /src\/compute\/azure\/(compute|instance-requests|machine-learning|machine-load)\.ts$/.test(file),
  );
});

test('without faults every kind of change is made, and each once', () => {
  expect(calm.changes.map((change) => change.replace(/ \{.*/, ''))).toEqual([
    'DELETE virtualMachines/made',
    'DELETE workspaces/mlw-research/computes/dropped',
    'PATCH virtualMachines/drifted',
    'PATCH virtualMachines/drifted',
    'PATCH workspaces/mlw-research/computes/grown',
    'POST virtualMachines/drifted/deallocate',
    'POST virtualMachines/drifted/start',
    'POST workspaces/mlw-research/computes/alice/start',
    'POST workspaces/mlw-research/computes/alice/stop',
    'POST workspaces/mlw-research/computes/alice/updateIdleShutdownSetting',
    'PUT virtualMachines/made',
    'PUT workspaces/mlw-research/computes/alice',
    'PUT workspaces/mlw-research/computes/dropped',
    'PUT workspaces/mlw-research/computes/grown',
  ]);
  expect(calm.changes).toEqual(madeBy(calm.changes));
  expect(calm.open).toEqual([]);
});

test('of every call it is said what becomes of it when it is sent again', () => {
  const names = new Set(computeCalls.map((site) => site.split(' ').at(-1) ?? ''));
  expect([...names].toSorted()).toEqual([...reads, ...Object.keys(again)].toSorted());
});

describe.each(kinds)('when the first request of each call to Resource Manager meets a fault: %s', (kind) => {
  let played: Awaited<ReturnType<typeof play>>;
  beforeAll(async () => {
    played = await play(kind);
  });

  test('the runs bring everything to its definition, and make what may be made once no second time', () => {
    expect({ ...played.outcome, changes: madeBy(played.outcome.changes) }).toEqual(calm);
  });

  test('every call met it', () => {
    expect(computeCalls.filter((site) => !played.met.includes(site))).toEqual([]);
  });
});
