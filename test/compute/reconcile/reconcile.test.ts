import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noTelemetry } from '../../../src/azure/telemetry/no-telemetry.ts';
import { azureMachines } from '../../../src/compute/azure/compute.ts';
import { azureWorkspace } from '../../../src/compute/azure/machine-learning.ts';
import { overdueDrift } from '../../../src/compute/domain/drift.ts';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import type { ComputeEvent } from '../../../src/compute/ports/compute.ts';
import type { HoursStore } from '../../../src/compute/ports/hours.ts';
import { createReconciler, type Reconciler, type ReconcileSubject } from '../../../src/compute/reconcile/reconcile.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import type { TraceSpan } from '../../../src/domain/telemetry/trace-span.ts';
import { type RunningCompute, startCompute } from '../../local/azure/compute/running-compute.ts';
import { hoursInMemory } from './hours-in-memory.ts';
import { memoryInMemory } from './memory-in-memory.ts';

const vm = { size: 'Standard_D4s_v5', image: 'data-science', power: { mode: 'always-on' } };
const person = {
  size: 'Standard_DS11_v2',
  assignedTo: '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69',
  power: { mode: 'always-on' },
};
const genomics = subject('genomics', {
  virtualMachines: [
    { ...vm, name: 'dsvm-1' },
    { ...vm, name: 'dsvm-2' },
  ],
  clusters: [{ name: 'cpu', size: 'Standard_DS3_v2', maxNodes: 4 }],
});

function subject(project: string, definition: unknown): ReconcileSubject {
  return { project, definition: computeDefinition.parse(definition), active: true };
}

const isHeld = async () => {
  free -= 1;
  return free < 0;
};

let azure: RunningCompute;
let events: ComputeEvent[];
let spans: TraceSpan[];
let memory: ReturnType<typeof memoryInMemory>;
let hours: HoursStore;
let reconciler: Reconciler;
/** How often the kill switch still lets something through. */
let free: number;

beforeEach(async () => {
  azure = await startCompute();
  events = [];
  spans = [];
  free = Number.POSITIVE_INFINITY;
  memory = memoryInMemory();
  hours = hoursInMemory(azure.now);
  reconciler = createReconciler({
    telemetry: { span: (span) => void spans.push(span) },
    machines: azureMachines(azure.connection),
    workspace: azureWorkspace(azure.connection),
    memory,
    hours,
    record: async (event) => {
      events.push(event);
    },
    isHeld,
    isInForce: async () => true,
    now: azure.now,
  });
});
afterEach(async () => {
  await azure.close();
});

/** One VM of the project that has drifted in size and in power; the other one is missing. */
function seedDrifted(name = 'dsvm-2', power: 'running' | 'deallocated' = 'deallocated'): void {
  azure.compute.seed({
    name,
    size: 'Standard_D2s_v5',
    tags: { 'sallyport-project': 'genomics', 'sallyport-power': 'always-on', 'sallyport-image': 'data-science' },
    power,
    imageId: 'data-science',
  });
}

function writes(): string[] {
  return azure.seen
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/\?.*/, '').split('/').slice(7).join('/')}`);
}

describe('run', () => {
  it('brings a drifted project to its definition, and then plans nothing', async () => {
    seedDrifted();
    expect((await reconciler.planFor(genomics, [genomics])).actions.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      ['resize-machine dsvm-2', 'create-machine dsvm-1', 'create-cluster cpu'],
    );
    const outcomes: string[] = [];
    for (let run = 0; run < 3; run += 1) {
      const [done] = await reconciler.run([genomics]);
      outcomes.push(done !== undefined && 'result' in done ? done.result.outcome : 'failed');
      azure.advance(60_000);
    }
    expect(outcomes).toEqual(['applied', 'applied', 'settled']);
    expect((await reconciler.planFor(genomics, [genomics])).actions).toEqual([]);
    const found = events.filter(({ type }) => type === 'compute-drift-found');
    expect(found).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'compute-drift-mended')).toHaveLength(3);
    expect(memory.rows.get('genomics')?.value).toMatchObject({ seen: { machines: 2, computes: 1 }, drift: [] });
  });

  it('tells as one trace how long it observed, and what it planned and applied for each project', async () => {
    seedDrifted();
    await reconciler.run([genomics, subject('proteomics', {})]);
    const [whole, ...parts] = spans.toReversed();
    expect(whole).toMatchObject({ name: 'reconcile' });
    expect(parts.every(({ trace, parent }) => trace === whole?.id && parent === whole.id)).toBe(true);
    const told = parts.toReversed().map(({ name, attributes }) => [name, attributes]);
    expect(told[0]).toEqual(['observe', {}]);
    expect(told.slice(1)).toEqual(
      expect.arrayContaining([
        ['plan', { 'sallyport.project': 'genomics', 'sallyport.actions': 3, 'sallyport.outcome': 'applied' }],
        ['apply', { 'sallyport.project': 'genomics', 'sallyport.actions': 3, 'sallyport.refused': 0 }],
        ['plan', { 'sallyport.project': 'proteomics', 'sallyport.actions': 0, 'sallyport.outcome': 'settled' }],
      ]),
    );
    expect(told).toHaveLength(4);
    expect(new Set(spans.map(({ id }) => id)).size).toBe(spans.length);
  });

  it('tells of an observation that failed, and of the run that failed with it', async () => {
    azure.allowed.delete('microsoft.compute/virtualmachines/read');
    await expect(reconciler.run([genomics])).rejects.toThrow(/403/);
    expect(spans).toMatchObject([
      { name: 'observe', failed: true },
      { name: 'reconcile', failed: true },
    ]);
  });

  it('counts how long computes run as each look shows it, and what no look tells as missed', async () => {
    for (const name of ['dsvm-1', 'dsvm-2']) {
      const power = name === 'dsvm-1' ? 'running' : 'deallocated';
      const tags = { 'sallyport-project': 'genomics', 'sallyport-power': 'always-on' };
      azure.compute.seed({ name, size: 'Standard_D4s_v5', tags, power, imageId: 'data-science' });
    }
    const other = subject('proteomics', {});
    const genomics = subject('genomics', { virtualMachines: [] });
    for (const minutes of [5, 5, 60]) {
      await reconciler.run([genomics, other]);
      azure.advance(minutes * 60_000);
    }
    await reconciler.run([genomics, other]);
    await reconciler.look(genomics, [genomics]);
    const kept = await hours.ofAll();
    expect([...kept.keys()]).toEqual(['genomics']);
    const months = kept.get('genomics')?.months ?? [];
    const minutes = (of: 'machines' | 'missed') => months.reduce((sum, month) => sum + month[of], 0) / 60_000;
    expect([minutes('machines'), minutes('missed')].map(Math.round)).toEqual([15, 55]);
  });

  it('switches off what runs always once the hours of the month are used up, and starts it with the next month', async () => {
    const budgeted = subject('genomics', { virtualMachines: [{ ...vm, name: 'dsvm-1' }], budgetHours: 1 });
    const outcomes: string[] = [];
    for (let snapshot = 0; snapshot < 16; snapshot += 1) {
      const [run] = await reconciler.run([budgeted]);
      if (run !== undefined && 'result' in run)
        outcomes.push(...run.result.plan.actions.map(({ kind, reason }) => `${snapshot} ${kind}: ${reason}`));
      azure.advance(5 * 60_000);
    }
    expect(outcomes).toEqual([
      '0 create-machine: it does not exist and the definition says always on',
      '13 deallocate-machine: it is running and the 1 hours of 2026-06 are used up',
    ]);
    const { plan: shown, look } = await reconciler.look(budgeted, [budgeted]);
    expect([shown.actions, look.budget]).toEqual([[], expect.objectContaining({ usedHours: 1, level: 'used-up' })]);
    azure.advance(26 * 24 * 60 * 60_000);
    const [next] = await reconciler.run([budgeted]);
    expect(next).toMatchObject({
      result: { plan: { actions: [{ kind: 'start-machine' }], budget: { level: 'within' } } },
    });
  });

  it('switches off what hours are used up for although a plan has more to do than the timer may', async () => {
    for (const name of ['dsvm-2', 'dsvm-3']) seedDrifted(name);
    seedDrifted('dsvm-1', 'running');
    const careful = { virtualMachines: [{ ...vm, name: 'dsvm-1' }], maxActionsPerRun: 1, prune: true, budgetHours: 1 };
    const month = { month: '2026-06', machines: 3_600_000, instances: 0, missed: 0 };
    await hours.write('genomics', { months: [month] }, undefined);
    expect(await reconciler.run([subject('genomics', careful)])).toMatchObject([
      { result: { outcome: 'stopped', applied: [{ action: { kind: 'deallocate-machine', name: 'dsvm-1' } }] } },
    ]);
    expect(writes()).toEqual(['POST virtualMachines/dsvm-1/deallocate']);
    expect(events.slice(-3).map(({ type }) => type)).toEqual(['compute-stopped', 'compute-intent', 'compute-outcome']);
  });

  it('starts and stops nothing for a budget while what was counted cannot be read', async () => {
    seedDrifted();
    const away = () => Promise.reject(new Error('the table is away'));
    Object.assign(hours, { ofAll: away, kept: away });
    const budgeted = subject('genomics', {
      virtualMachines: [{ ...vm, size: 'Standard_D2s_v5', name: 'dsvm-2' }],
      budgetHours: 1,
    });
    const [run] = await reconciler.run([budgeted]);
    expect(run).toMatchObject({ result: { outcome: 'settled', plan: { budget: { level: 'unknown' } } } });
    expect((await reconciler.planFor(budgeted, [budgeted])).actions).toEqual([]);
  });

  it('writes down each action before and after it', async () => {
    seedDrifted();
    await reconciler.run([genomics]);
    const actions = events.flatMap((event) => ('action' in event ? `${event.type} ${event.action.name}` : []));
    expect(actions).toEqual([
      'compute-intent dsvm-2',
      'compute-outcome dsvm-2',
      'compute-intent dsvm-1',
      'compute-outcome dsvm-1',
      'compute-intent cpu',
      'compute-outcome cpu',
    ]);
  });

  it('goes on when Azure refuses one action, and says why it was refused', async () => {
    Object.assign(azure.knobs, { coresQuota: 4, hideQuotas: true });
    const [done] = await reconciler.run([genomics]);
    const applied = done !== undefined && 'result' in done ? done.result.applied : [];
    expect(applied.map(({ action, error }) => [action.name, error === undefined])).toEqual([
      ['dsvm-1', true],
      ['dsvm-2', false],
      ['cpu', true],
    ]);
    const again = await reconciler.planFor(genomics, [genomics]);
    expect(again.actions).toMatchObject([{ kind: 'create-machine', name: 'dsvm-2' }]);
    expect(applied[1]?.error).toContain(
      'Could not create the virtual machine dsvm-2: Operation could not be completed',
    );
  });

  it('asks for no machine for which there are no cores, counts what projects before it took, and asks once there are', async () => {
    const [first, second] = ['genomics', 'imaging'].map((id) =>
      subject(id, { virtualMachines: [{ ...vm, name: `${id}-vm` }], instances: [{ ...person, name: `${id}-ci` }] }),
    );
    if (first === undefined || second === undefined) throw new Error('there are two projects');
    Object.assign(azure.knobs, { coresQuota: 6, learningQuota: 2 });
    const [done, short] = await reconciler.run([first, second]);
    expect(done).toMatchObject({ result: { outcome: 'applied', plan: { alerts: [] } } });
    expect(short).toMatchObject({
      result: {
        outcome: 'settled',
        plan: {
          actions: [],
          alerts: [
            { compute: 'instance imaging-ci', lacks: { needed: 2, limit: 2, used: 2 } },
            { compute: 'machine imaging-vm', lacks: { quota: 'cores', needed: 4, limit: 6, used: 4 } },
          ],
        },
      },
    });
    expect(writes()).toHaveLength(2);
    expect(azure.seen.filter(({ path }) => path.includes('/usages'))).toHaveLength(2);
    azure.advance(300_000);
    Object.assign(azure.knobs, { coresQuota: 8, learningQuota: 4 });
    await reconciler.run([first, second]);
    expect(writes()).toHaveLength(4);
    azure.advance(300_000);
    await reconciler.run([first, second]);
    expect(
      events.filter(({ project, type }) => project === 'imaging' && type.startsWith('compute-drift')),
    ).toMatchObject([
      { type: 'compute-drift-found', reason: expect.stringContaining('that needs 2 cores') },
      { type: 'compute-drift-found', reason: expect.stringContaining('that needs 4 cores') },
      { type: 'compute-drift-mended' },
      { type: 'compute-drift-mended' },
    ]);
    expect(azure.seen.filter(({ path }) => /skus|vmSizes/.test(path))).toHaveLength(2);
  });

  it('shows in the next plan why Azure refused a step, until it is accepted', async () => {
    const one = subject('genomics', { instances: [{ ...person, name: 'alice-ci' }] });
    azure.knobs.instancesElsewhere = ['alice-ci'];
    await reconciler.run([one]);
    const reason = expect.stringMatching(/^Azure refused the last try: .*'alice-ci' is not available.*choose another/);
    expect(await reconciler.planFor(one, [one])).toMatchObject({
      actions: [{ kind: 'create-instance' }],
      alerts: [{ compute: 'instance alice-ci', reason }],
    });
    free = 0;
    await reconciler.run([one]);
    expect((await reconciler.planFor(one, [one])).alerts).toHaveLength(1);
    azure.knobs.instancesElsewhere = [];
    free = Number.POSITIVE_INFINITY;
    await reconciler.run([one]);
    expect(await reconciler.planFor(one, [one])).toMatchObject({ actions: [], alerts: [] });
  });

  it('tells after three tries why Azure failed at a step that it had accepted', async () => {
    azure.knobs.failAllocations = 10;
    const one = subject('genomics', { virtualMachines: [{ ...vm, name: 'dsvm-1' }] });
    for (let run = 0; run < 4; run += 1) {
      await reconciler.run([one]);
      azure.advance(300_000);
    }
    const alerts = (await reconciler.planFor(one, [one])).alerts.filter(({ unmet }) => unmet);
    expect(alerts).toEqual([
      {
        compute: 'machine dsvm-1',
        reason: expect.stringMatching(
          /^Azure was asked 3 times since .+ to start the machine dsvm-1, .+ then failed: AllocationFailed: Allocation failed/,
        ),
        unmet: true,
        tries: 3,
      },
    ]);
  });

  it('begins nothing more once the kill switch is set between two actions', async () => {
    free = 2;
    const [done] = await reconciler.run([genomics]);
    expect(done).toMatchObject({ result: { outcome: 'applied', applied: [{ error: undefined }] } });
    expect(events.filter(({ type }) => type === 'compute-intent')).toHaveLength(1);
  });

  it('does nothing while the kill switch is on', async () => {
    seedDrifted();
    free = 0;
    const [done] = await reconciler.run([genomics]);
    expect(done).toMatchObject({ result: { outcome: 'held', applied: [] } });
    expect(writes()).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual(Array(3).fill('compute-drift-found'));
  });

  it('does not make a machine twice that Azure shows late', async () => {
    azure.knobs.lagMilliseconds = 240_000;
    await reconciler.run([genomics]);
    azure.advance(200_000);
    const plan = await reconciler.planFor(genomics, [genomics]);
    expect(plan).toMatchObject({ actions: [] });
    expect(plan.waiting.map(({ compute }) => compute)).toEqual(['cluster cpu', 'machine dsvm-1', 'machine dsvm-2']);
    azure.advance(60_000);
    expect(await reconciler.planFor(genomics, [genomics])).toMatchObject({ actions: [], waiting: [] });
  });

  it('stops at an empty list of a project that had machines, and reports that once', async () => {
    await reconciler.run([genomics]);
    azure.advance(600_000);
    await reconciler.run([genomics]);
    events.length = 0;
    azure.seen.length = 0;
    azure.knobs.emptyLists = true;
    for (let run = 0; run < 2; run += 1) {
      expect(await reconciler.run([genomics])).toMatchObject([{ result: { outcome: 'stopped' } }]);
    }
    expect(writes()).toEqual([]);
    expect(events.filter(({ type }) => type === 'compute-stopped')).toHaveLength(1);
    azure.knobs.emptyLists = false;
    expect(await reconciler.run([genomics])).toMatchObject([{ result: { outcome: 'settled' } }]);
  });

  it('throws and changes nothing when Azure does not let it look', async () => {
    azure.allowed.delete('microsoft.machinelearningservices/workspaces/computes/read');
    await expect(reconciler.run([genomics])).rejects.toThrow(/403 AuthorizationFailed/);
    expect(writes()).toEqual([]);
    expect(events).toEqual([]);
  });

  it('stops no project because Azure says little of one compute', async () => {
    const heart = subject('heart-study', { clusters: [{ name: 'gpu', size: 'Standard_DS3_v2', maxNodes: 2 }] });
    await reconciler.run([heart]);
    azure.advance(60_000);
    azure.alterLists((item) => {
      const inner = { computeType: 'AmlCompute', provisioningState: 'Creating' };
      return item['name'] === 'gpu' ? { ...item, properties: { ...inner, properties: null } } : item;
    });
    const runs = await reconciler.run([heart, genomics]);
    expect(runs).toMatchObject([
      { project: 'heart-study', result: { outcome: 'settled', plan: { waiting: [{ compute: 'cluster gpu' }] } } },
      { project: 'genomics', result: { outcome: 'applied', applied: [{}, {}, {}] } },
    ]);
    azure.alterLists((item) => item);
    expect(await reconciler.run([heart])).toMatchObject([{ result: { outcome: 'settled', open: [] } }]);
  });

  it('makes nothing of a name that two projects want, in whatever order they come', async () => {
    const heart = subject('heart-study', {
      virtualMachines: [
        { ...vm, name: 'DSVM-1' },
        { ...vm, name: 'heart-1' },
      ],
      instances: [{ ...person, name: 'CPU' }],
    });
    for (const order of [
      [genomics, heart],
      [heart, genomics],
    ]) {
      for (const done of await reconciler.run(order)) {
        expect(done).toMatchObject({ result: { plan: { alerts: [{ unmet: true }, { unmet: true }] } } });
      }
      azure.advance(600_000);
    }
    expect(writes().sort()).toEqual(['PUT virtualMachines/dsvm-2', 'PUT virtualMachines/heart-1']);
    const all = [heart, genomics];
    expect((await reconciler.planFor(genomics, all)).actions).toEqual([]);
    const { digest } = await reconciler.planFor(genomics, [genomics]);
    expect(await reconciler.applyPlan(genomics, digest, all)).toMatchObject({ outcome: 'moved' });
    expect(writes()).toHaveLength(2);
  });

  it('looks once for all projects, page by page', async () => {
    azure.knobs.pageSize = 10;
    for (let number = 0; number < 25; number += 1) {
      azure.compute.seed({ name: `vm-${number}`, size: 'Standard_D2s_v5', tags: {}, power: 'running', imageId: 'x' });
    }
    await reconciler.run([subject('one', {}), subject('two', {}), subject('three', {})]);
    expect(azure.seen).toHaveLength(3 + 3 + 1);
  });

  it('reconciles the other projects when one fails', async () => {
    memory.ofAll = async () => new Map([['broken', { problem: 'the row cannot be read' }]]);
    const runs = await reconciler.run([subject('broken', {}), genomics]);
    expect(runs).toMatchObject([
      { project: 'broken', error: 'the row cannot be read' },
      { project: 'genomics', result: { outcome: 'applied' } },
    ]);
  });

  it('changes nothing without a record of it', async () => {
    const silent = createReconciler({
      telemetry: noTelemetry,
      isHeld,
      isInForce: async () => true,
      machines: azureMachines(azure.connection),
      workspace: azureWorkspace(azure.connection),
      memory,
      hours,
      record: async ({ type }) => {
        if (type === 'compute-intent') throw new Error('the audit cannot be written');
      },
      now: azure.now,
    });
    expect(await silent.run([genomics])).toMatchObject([{ error: 'the audit cannot be written' }]);
    expect(writes()).toEqual([]);
  });

  it('lets one of two runs at the same time go on', async () => {
    const both = await Promise.all([reconciler.run([genomics]), reconciler.run([genomics])]);
    const outcomes = both.flat().map((done) => ('result' in done ? done.result.outcome : done.error));
    expect(outcomes.sort()).toEqual(['applied', 'busy']);
    expect(writes().sort()).toEqual([
      'PUT virtualMachines/dsvm-1',
      'PUT virtualMachines/dsvm-2',
      'PUT workspaces/mlw-research/computes/cpu',
    ]);
  });
});

describe('how long a difference is open', () => {
  async function openAfterRun(of: ReconcileSubject): Promise<unknown> {
    const [done] = await reconciler.run([of]);
    return done !== undefined && 'result' in done ? done.result.open : done;
  }

  it('is counted from the run that found it, through steps that are refused', async () => {
    Object.assign(azure.knobs, { coresQuota: 4, hideQuotas: true });
    const found = azure.now().toISOString();
    await reconciler.run([genomics]);
    for (let run = 0; run < 3; run += 1) {
      azure.advance(300_000);
      expect(await openAfterRun(genomics)).toEqual([{ key: 'machine dsvm-2', since: found }]);
    }
    expect(memory.rows.get('genomics')?.value.drift).toEqual([{ key: 'machine dsvm-2', since: found }]);
  });

  it('is counted through a change that does not end', async () => {
    seedDrifted();
    azure.knobs.changeMilliseconds = 86_400_000;
    const found = azure.now().toISOString();
    await reconciler.run([genomics]);
    azure.advance(3_600_000);
    expect(await openAfterRun(genomics)).toContainEqual({ key: 'machine dsvm-2', since: found });
  });

  it('begins now for a row that does not say it, even when the run changes nothing', async () => {
    const drift = ['dsvm-1', 'dsvm-2'].map((name) => ({ key: `machine ${name}` }));
    await memory.write('genomics', { ...noMemory, seen: { machines: 2, computes: 0 }, drift }, undefined);
    const careful = subject('genomics', { ...genomics.definition, clusters: [], maxActionsPerRun: 1 });
    const since = azure.now().toISOString();
    for (let run = 0; run < 2; run += 1) {
      expect(await openAfterRun(careful)).toEqual(drift.map(({ key }) => ({ key, since })));
      azure.advance(300_000);
    }
  });

  it('stays within what repairs may take for a machine that needs every step there is, one of them slow', async () => {
    const one = subject('genomics', { virtualMachines: [{ ...vm, name: 'dsvm-1' }] });
    const tags = { 'sallyport-project': 'genomics', 'sallyport-power': 'off', 'sallyport-image': 'data-science' };
    azure.compute.seed({ name: 'dsvm-1', size: 'Standard_D2s_v5', tags, power: 'running', imageId: 'data-science' });
    const steps: string[] = [];
    azure.knobs.changeMilliseconds = 360_000;
    for (let open = 1; open > 0; azure.advance(300_000)) {
      const [done] = await reconciler.run([one]);
      if (done === undefined || !('result' in done)) throw new Error('the run failed');
      open = done.result.open.length;
      steps.push(...done.result.applied.map(({ action }) => action.kind));
      expect(overdueDrift(done.result.open, azure.now())).toEqual([]);
      azure.knobs.changeMilliseconds = 60_000;
    }
    expect(steps).toEqual(['deallocate-machine', 'resize-machine', 'start-machine', 'retag-machine']);
  });
});

describe('planFor', () => {
  it('shows the plan and changes nothing', async () => {
    seedDrifted();
    expect((await reconciler.planFor(genomics, [genomics])).actions).toHaveLength(3);
    expect(writes()).toEqual([]);
    expect(events).toEqual([]);
    expect(memory.rows.size).toBe(0);
  });
});

describe('applyPlan', () => {
  it('applies the plan that was shown', async () => {
    seedDrifted();
    const { digest } = await reconciler.planFor(genomics, [genomics]);
    const done = await reconciler.applyPlan(genomics, digest, [genomics]);
    expect(done).toMatchObject({ outcome: 'applied' });
    expect(done.applied.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
  });

  it('refuses a plan when the world has moved, and shows the new one', async () => {
    const { digest } = await reconciler.planFor(genomics, [genomics]);
    seedDrifted();
    const done = await reconciler.applyPlan(genomics, digest, [genomics]);
    expect(done).toMatchObject({ outcome: 'moved', applied: [] });
    expect(done.plan.digest).not.toBe(digest);
    expect(writes()).toEqual([]);
  });

  it('applies a plan that the timer stopped, on a person’s word', async () => {
    const careful = { ...genomics, definition: { ...genomics.definition, maxActionsPerRun: 1 } };
    expect(await reconciler.run([careful])).toMatchObject([{ result: { outcome: 'stopped' } }]);
    const { digest, stopped } = await reconciler.planFor(careful, [careful]);
    expect(stopped).toContain('3 actions, more than the 1');
    expect(await reconciler.applyPlan(careful, digest, [careful])).toMatchObject({ outcome: 'applied' });
  });

  it('makes no second machine of a name even when a person believes an empty list', async () => {
    await reconciler.run([genomics]);
    azure.advance(600_000);
    await reconciler.run([genomics]);
    azure.knobs.emptyLists = true;
    const { digest } = await reconciler.planFor(genomics, [genomics]);
    const { applied } = await reconciler.applyPlan(genomics, digest, [genomics]);
    expect(applied.map(({ error }) => error)).toEqual([
      expect.stringContaining('exists already'),
      expect.stringContaining('exists already'),
      expect.stringContaining('exists already'),
    ]);
  });

  it('is held by the kill switch too', async () => {
    const { digest } = await reconciler.planFor(genomics, [genomics]);
    free = 0;
    expect(await reconciler.applyPlan(genomics, digest, [genomics])).toMatchObject({ outcome: 'held' });
    expect(writes()).toEqual([]);
  });
});
