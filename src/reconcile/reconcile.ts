import { compareDrift, type DriftChange } from '../domain/compute-drift.ts';
import { type ComputeMemory, noMemory, rememberCreation } from '../domain/compute-memory.ts';
import { type ComputePlan, plan, type WantedCompute } from '../domain/compute-plan.ts';
import { rememberSeen } from '../domain/compute-seen.ts';
import type { ComputeWorld } from '../domain/compute-world.ts';
import type { ComputeMemoryStore } from '../ports/compute.ts';
import { ConflictError } from '../ports.ts';
import { type AppliedAction, type ApplyPorts, apply } from './apply.ts';
import { type ObservePorts, observe } from './observe.ts';

/** A project's computes as they should be, and whether the kill switch is on for it. */
export interface ReconcileSubject extends WantedCompute {
  readonly held: boolean;
}

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
}

/** The timer's result for one project: what happened, or why it could not be reconciled. */
export type ProjectRun = { readonly project: string } & (
  | { readonly result: ReconcileResult }
  | { readonly error: string }
);

export interface Reconciler {
  /** The dry run: observes and plans, changes nothing. */
  planFor(wanted: WantedCompute): Promise<ComputePlan>;
  /** Applies the plan with this digest on a person's word, even one that the timer stopped; refused as `moved` when the world has changed. */
  applyPlan(subject: ReconcileSubject, digest: string): Promise<ReconcileResult>;
  /** The timer: observes once, then plans and applies project by project. Throws when the observation fails; one project's failure does not stop the others. */
  run(subjects: readonly ReconcileSubject[]): Promise<readonly ProjectRun[]>;
}

/** Holds computes to the project definitions: observe, plan, apply. */
export function createReconciler(ports: ReconcilePorts): Reconciler {
  return {
    async planFor(wanted) {
      const [world, stored] = await Promise.all([observe(ports), ports.memory.read(wanted.project)]);
      return plan(wanted, { ...world, memory: stored?.value ?? noMemory }, ports.now());
    },
    async applyPlan(subject, digest) {
      return await reconcile(subject, await observe(ports), ports, digest);
    },
    async run(subjects) {
      const world = await observe(ports);
      const runs: ProjectRun[] = [];
      for (const subject of subjects) {
        const { project } = subject;
        try {
          runs.push({ project, result: await reconcile(subject, world, ports, undefined) });
        } catch (error) {
          runs.push({ project, error: error instanceof Error ? error.message : String(error) });
        }
      }
      return runs;
    },
  };
}

/** The memory row is written before anything is done, with its ETag: of two runs at the same time only one goes on. */
async function reconcile(
  subject: ReconcileSubject,
  world: ComputeWorld,
  ports: ReconcilePorts,
  digest: string | undefined,
): Promise<ReconcileResult> {
  const now = ports.now();
  const stored = await ports.memory.read(subject.project);
  const observed = { ...world, memory: stored?.value ?? noMemory };
  const made = plan(subject, observed, now);
  if (digest !== undefined && digest !== made.digest) return { outcome: 'moved', plan: made, applied: [] };
  const outcome = decide(subject, made, digest !== undefined);
  const actions = outcome === 'applied' ? made.actions : [];
  const drift = compareDrift(observed.memory.drift, made);
  const { created } = actions
    .filter(({ kind }) => kind.startsWith('create-'))
    .reduce((memory, { name }) => rememberCreation(memory, name, now), observed.memory);
  const memory: ComputeMemory = {
    created,
    seen: rememberSeen(subject, observed, actions, digest !== undefined && outcome === 'applied'),
    drift: [...drift.open],
    ...(outcome === 'stopped' ? { stopped: made.digest } : {}),
  };
  if (!(await remember(subject.project, memory, stored, outcome === 'applied', ports.memory))) {
    return { outcome: 'busy', plan: made, applied: [] };
  }
  await report(made, drift, outcome === 'stopped' && observed.memory.stopped !== made.digest, ports);
  return { outcome, plan: made, applied: outcome === 'applied' ? await apply(made, ports) : [] };
}

function decide(subject: ReconcileSubject, made: ComputePlan, byHand: boolean): ReconcileResult['outcome'] {
  if (made.actions.length === 0) return 'settled';
  if (subject.held) return 'held';
  return made.stopped !== undefined && !byHand ? 'stopped' : 'applied';
}

async function remember(
  project: string,
  memory: ComputeMemory,
  stored: Awaited<ReturnType<ComputeMemoryStore['read']>>,
  always: boolean,
  store: ComputeMemoryStore,
): Promise<boolean> {
  if (!always && JSON.stringify(memory) === JSON.stringify(stored?.value ?? noMemory)) return true;
  try {
    await store.write(project, memory, stored?.etag);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
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
