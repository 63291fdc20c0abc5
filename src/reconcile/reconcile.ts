import { type DefinedCompute, rivalsOf } from '../domain/compute/claims.ts';
import { compareDrift, type DriftChange, type OpenDrift } from '../domain/compute/drift.ts';
import { noMemory } from '../domain/compute/memory.ts';
import { type ComputePlan, type ObservedCompute, plan, type WantedCompute } from '../domain/compute/plan.ts';
import { messageOf } from '../domain/errors.ts';
import type { ComputeMemoryStore, StoredMemory } from '../ports/compute.ts';
import { type AppliedAction, type ApplyPorts, apply } from './apply.ts';
import { type ObservePorts, observe } from './observe.ts';
import { type Decided, nextMemory, remember, rememberRefused } from './remember.ts';

/** A project's computes as they should be. */
export type ReconcileSubject = WantedCompute;

export type ReconcilePorts = ObservePorts &
  ApplyPorts & {
    readonly memory: ComputeMemoryStore;
    now(): Date;
  };

/**
 * How a run ended: `applied` (each action started or refused, see `applied`), `settled` (nothing to do), `held` (kill switch),
 * `stopped` (the plan says why), `moved` (the world gives another plan than the digest that was asked for), `busy` (another run of
 * this project is at work).
 */
export interface ReconcileResult {
  readonly outcome: 'applied' | 'settled' | 'held' | 'stopped' | 'moved' | 'busy';
  readonly plan: ComputePlan;
  readonly applied: readonly AppliedAction[];
  /** Differences that were there when this run looked, those included that it has begun to mend. */
  readonly open: readonly OpenDrift[];
}

/** The timer's result for one project: what happened, or why it could not be reconciled. */
type ProjectRun = { readonly project: string } & ({ readonly result: ReconcileResult } | { readonly error: string });

export interface Reconciler {
  /** The dry run: observes and plans, changes nothing. `all`: the definitions of every project, since no name is made for two. */
  planFor(wanted: WantedCompute, all: readonly DefinedCompute[]): Promise<ComputePlan>;
  /** Applies the plan with this digest on a person's word, even one that the timer stopped; refused as `moved` when the world has changed. */
  applyPlan(subject: ReconcileSubject, digest: string, all: readonly DefinedCompute[]): Promise<ReconcileResult>;
  /** The timer: observes once, then plans and applies project by project. It needs every project, since no name is made for two. Throws when the observation fails; one project's failure does not stop the others. */
  run(subjects: readonly ReconcileSubject[]): Promise<readonly ProjectRun[]>;
}

/** Holds computes to the project definitions: observe, plan, apply. */
export function createReconciler(ports: ReconcilePorts): Reconciler {
  return {
    async planFor(wanted, all) {
      const stored = await ports.memory.read(wanted.project);
      const seen = { ...(await observe(ports)), rivals: rivalsOf(wanted.project, all) };
      return plan(wanted, { ...seen, memory: stored?.value ?? noMemory }, ports.now());
    },
    async applyPlan(subject, digest, all) {
      const stored = await ports.memory.read(subject.project);
      const seen = { ...(await observe(ports)), rivals: rivalsOf(subject.project, all) };
      return await reconcile(subject, stored, seen, ports, digest);
    },
    async run(subjects) {
      const memories = await Promise.allSettled(subjects.map(({ project }) => ports.memory.read(project)));
      const world = await observe(ports);
      const runs: ProjectRun[] = [];
      for (const [index, subject] of subjects.entries()) {
        const seen = { ...world, rivals: rivalsOf(subject.project, subjects) };
        runs.push(await runOne(subject, memories[index], seen, ports));
      }
      return runs;
    },
  };
}

async function runOne(
  subject: ReconcileSubject,
  memory: PromiseSettledResult<StoredMemory | undefined> | undefined,
  seen: Omit<ObservedCompute, 'memory'>,
  ports: ReconcilePorts,
): Promise<ProjectRun> {
  const { project } = subject;
  try {
    if (memory?.status === 'rejected') throw memory.reason;
    return { project, result: await reconcile(subject, memory?.value, seen, ports, undefined) };
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
  ports: ReconcilePorts,
  digest: string | undefined,
): Promise<ReconcileResult> {
  const now = ports.now();
  const observed = { ...seen, memory: stored?.value ?? noMemory };
  const made = plan(subject, observed, now);
  const drift = compareDrift(observed.memory.drift, made, now);
  const untouched = { plan: made, applied: [], open: drift.open };
  if (digest !== undefined && digest !== made.digest) return { outcome: 'moved', ...untouched };
  const held = made.actions.length > 0 && (await ports.isHeld(subject.project));
  const outcome = decide(made, held, digest !== undefined);
  const memory = nextMemory(subject, observed, made, { outcome, drift, byHand: digest !== undefined, now });
  const { project } = subject;
  const remembered = await remember(project, memory, stored, outcome === 'applied', ports.memory);
  if (remembered === 'busy') return { outcome: 'busy', ...untouched };
  await report(made, drift, outcome === 'stopped' && observed.memory.stopped !== made.digest, ports);
  if (outcome !== 'applied') return { outcome, ...untouched };
  const applied = await apply(made, ports);
  await rememberRefused(project, applied, remembered, ports.memory);
  return { ...untouched, outcome, applied };
}

function decide(made: ComputePlan, held: boolean, byHand: boolean): Decided['outcome'] {
  if (made.actions.length === 0) return 'settled';
  if (held) return 'held';
  return made.stopped !== undefined && !byHand ? 'stopped' : 'applied';
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
