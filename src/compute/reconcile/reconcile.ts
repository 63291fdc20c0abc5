import { messageOf } from '../../domain/base/errors.ts';
import type { Desired } from '../../domain/project/compute-definition.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { compareDrift, type DriftChange, type OpenDrift } from '../domain/drift.ts';
import type { ComputeWorld } from '../domain/kinds.ts';
import { noMemory } from '../domain/memory.ts';
import { type DefinedCompute, takenNamesOf } from '../domain/name-claims.ts';
import type { ComputePlan, DesiredCompute, ObservedCompute } from '../domain/plan.ts';
import { type ComputeSnapshot, snapshotOf } from '../domain/snapshot.ts';
import { stepsOfTimer } from '../domain/usage/timer-stop.ts';
import type { ComputeMemoryStore, StoredMemory } from '../ports/compute.ts';
import type { HoursStore } from '../ports/hours.ts';
import { type AppliedAction, type ApplyPorts, apply } from './apply.ts';
import { countObserved, hoursForPlan } from './count-hours.ts';
import { ImageDates, type ImagePorts } from './image-dates.ts';
import { readLoads } from './loads.ts';
import { type ObservePorts, observeDated } from './observe.ts';
import { QuotasOfRun } from './quotas-of-run.ts';
import { type Decided, nextMemory, remember, rememberRefused } from './remember.ts';
import { requestsAtOnce } from './requests-at-once.ts';
import { RunTrace, type TracePorts } from './run-trace.ts';
import { type StartResult, startMachine } from './start-machine.ts';

export type ReconcileSubject = DesiredCompute;

export type ReconcilePorts = ObservePorts &
  ImagePorts &
  ApplyPorts &
  TracePorts & {
    readonly memory: ComputeMemoryStore;
    readonly hours: HoursStore;
    now(): Date;
  };

/**
 * How a run ended: `applied` (each action started or refused, see `applied`), `settled` (nothing to do), `held` (kill switch),
 * `stopped` (the plan says why; what only switches off was begun all the same, see `applied`), `moved` (the world gives another plan than the digest that was asked for), `busy` (another run of
 * this project is at work).
 */
export interface ReconcileResult {
  readonly outcome: 'applied' | 'settled' | 'held' | 'stopped' | 'moved' | 'busy';
  readonly plan: ComputePlan;
  readonly applied: readonly AppliedAction[];
  /** Differences that were there when this run looked, those included that it has begun to repair. */
  readonly open: readonly OpenDrift[];
  /** What this run saw before it did anything. */
  readonly look: ComputeSnapshot;
}

type ProjectRun = { readonly project: string } & ({ readonly result: ReconcileResult } | { readonly error: string });

export interface Reconciler {
  /** The dry run: observes and plans, changes nothing. `all`: the definitions of every project, since no name is made for two. */
  planFor(wanted: DesiredCompute, all: readonly DefinedCompute[]): Promise<ComputePlan>;
  /** The same with the differences that earlier runs and this look found, and with what it saw. */
  look(
    wanted: DesiredCompute,
    all: readonly DefinedCompute[],
  ): Promise<Pick<ReconcileResult, 'plan' | 'open' | 'look'>>;
  /** Applies the plan with this digest on a person's word, even one that the timer stopped; refused as `moved` when the world has changed. */
  applyPlan(subject: ReconcileSubject, digest: string, all: readonly DefinedCompute[]): Promise<ReconcileResult>;
  /** Starts one machine of the definition on a person's word, where it may run now and no hold is on. */
  startMachine(subject: ReconcileSubject, machine: Desired<'machine'>, reason: string): Promise<StartResult>;
  /** The timer: observes once, then plans and applies for each project, some at the same time. It needs every project, since no name is made for two. Throws when the observation fails; one project's failure does not stop the others. */
  run(subjects: readonly ReconcileSubject[]): Promise<readonly ProjectRun[]>;
}

export function createReconciler(ports: ReconcilePorts): Reconciler {
  const images = new ImageDates(ports);
  const look: Reconciler['look'] = async (wanted, all) => {
    const memory = (await ports.memory.read(wanted.project))?.value ?? noMemory;
    const hours = await hoursForPlan(wanted, ports);
    const seen = await seenBy(wanted, all, { ...(await observeDated(ports, images)), hours }, ports);
    const now = ports.now();
    const made = await new QuotasOfRun(ports).plan(wanted, { ...seen, memory }, now);
    const { open } = compareDrift(memory.drift, made, now);
    return { plan: made, open, look: snapshotOf(seen, made, open, now) };
  };
  return {
    planFor: async (wanted, all) => (await look(wanted, all)).plan,
    look,
    async applyPlan(subject, digest, all) {
      const trace = new RunTrace(ports, subject.project);
      return await trace.whole(async () => {
        const stored = await ports.memory.read(subject.project);
        const hours = await hoursForPlan(subject, ports);
        const world = await trace.observing(() => observeDated(ports, images));
        const seen = await seenBy(subject, all, { ...world, hours }, ports);
        const quotas = new QuotasOfRun(ports);
        return await reconcile(subject, stored, seen, { ...ports, trace, quotas }, digest);
      });
    },
    startMachine: (subject, machine, reason) => startMachine(subject, machine, reason, ports),
    async run(subjects) {
      const trace = new RunTrace(ports, 'all');
      return await trace.whole(() => runAll(subjects, { ...ports, trace, images, quotas: new QuotasOfRun(ports) }));
    },
  };
}

/** What one project is planned by: what Azure showed, the names that others hold, and what was measured of its machines. */
async function seenBy<Shown extends ComputeWorld>(
  wanted: DesiredCompute,
  all: readonly DefinedCompute[],
  world: Shown,
  ports: ReconcilePorts,
) {
  return { ...world, rivals: takenNamesOf(all), loads: (await readLoads([wanted], world, ports))(wanted.project) };
}

type PortsOfRun = ReconcilePorts & { readonly trace: RunTrace; readonly quotas: QuotasOfRun };

async function runAll(
  subjects: readonly ReconcileSubject[],
  ports: PortsOfRun & { readonly images: ImageDates },
): Promise<readonly ProjectRun[]> {
  const memories = await ports.memory.ofAll();
  const world = await ports.trace.observing(() => observeDated(ports, ports.images));
  const hoursOf = await countObserved(
    subjects.map(({ project }) => project),
    world,
    ports,
  );
  const loadsOf = await readLoads(subjects, world, ports);
  const rivals = takenNamesOf(subjects);
  const seenOf = (project: string) => ({ ...world, ...hoursOf(project), rivals, loads: loadsOf(project) });
  const runs = new Map<string, ProjectRun>();
  const step = async (subject: ReconcileSubject) => {
    const { project } = subject;
    runs.set(project, await runOne(subject, memories.get(project), seenOf(project), ports));
  };
  // What one takes of the quotas the next one lacks.
  const inTurn = new Set(
    subjects.filter((subject) => ports.quotas.mayNeed(subject, seenOf(subject.project), ports.now())),
  );
  const others = subjects.filter((subject) => !inTurn.has(subject));
  await Promise.all([atOnce(1, inTurn, step), atOnce(requestsAtOnce, others, step)]);
  return subjects.flatMap(({ project }) => runs.get(project) ?? []);
}

async function runOne(
  subject: ReconcileSubject,
  memory: StoredMemory | { readonly problem: string } | undefined,
  seen: Omit<ObservedCompute, 'memory'>,
  ports: PortsOfRun,
): Promise<ProjectRun> {
  const { project } = subject;
  if (memory !== undefined && 'problem' in memory) return { project, error: memory.problem };
  try {
    return { project, result: await reconcile(subject, memory, seen, ports, undefined) };
  } catch (error) {
    return { project, error: messageOf(error) };
  }
}

/**
 * The memory was read before the world was observed, and is written with its ETag before anything is done: of two runs at
 * the same time only one goes on.
 */
async function reconcile(
  subject: ReconcileSubject,
  stored: StoredMemory | undefined,
  seen: Omit<ObservedCompute, 'memory'>,
  ports: PortsOfRun,
  digest: string | undefined,
): Promise<ReconcileResult> {
  const now = ports.now();
  const observed = { ...seen, memory: stored?.value ?? noMemory };
  const made = await ports.quotas.plan(subject, observed, now);
  const drift = compareDrift(observed.memory.drift, made, now);
  const { open } = drift;
  const untouched = { plan: made, applied: [], open, look: snapshotOf(seen, made, open, now) };
  if (digest !== undefined && digest !== made.digest) return { outcome: 'moved', ...untouched };
  const held = made.actions.length > 0 && (await ports.isHeld(subject.project));
  const outcome = decide(made, held, digest !== undefined);
  ports.trace.planned(made, outcome, now);
  const steps = stepsTaken(made, outcome);
  const memory = nextMemory(subject, observed, made, { outcome, steps, drift, byHand: digest !== undefined, now });
  const { project } = subject;
  const remembered = await remember(project, memory, stored, steps.length > 0, ports.memory);
  if (remembered === 'busy') return { outcome: 'busy', ...untouched };
  await report(made, drift, outcome === 'stopped' && observed.memory.stopped !== made.digest, ports);
  if (steps.length === 0) return { outcome, ...untouched };
  const applied = await ports.trace.applying(made, () => apply({ ...made, actions: steps }, ports));
  ports.quotas.took(applied.flatMap(({ action, error }) => (error === undefined ? [action] : [])));
  await rememberRefused(project, applied, remembered, ports.memory);
  return { ...untouched, outcome, applied };
}

function decide(made: ComputePlan, held: boolean, byHand: boolean): Decided['outcome'] {
  if (made.actions.length === 0) return 'settled';
  if (held) return 'held';
  return made.stopped !== undefined && !byHand ? 'stopped' : 'applied';
}

function stepsTaken(made: ComputePlan, outcome: Decided['outcome']): ComputePlan['actions'] {
  switch (outcome) {
    case 'applied':
      return made.actions;
    case 'stopped':
      return stepsOfTimer(made);
    default:
      return [];
  }
}

async function report(
  { project, digest, stopped }: ComputePlan,
  drift: DriftChange,
  newlyStopped: boolean,
  { record }: ApplyPorts,
): Promise<void> {
  for (const { key, reason } of drift.found) {
    await record({ type: 'compute-drift-found', project, drift: key, reason });
  }
  for (const key of drift.mended) await record({ type: 'compute-drift-mended', project, drift: key });
  if (newlyStopped && stopped !== undefined)
    await record({ type: 'compute-stopped', project, digest, reason: stopped });
}
