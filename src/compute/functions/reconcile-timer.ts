import { BrokenDefinition } from '../../domain/base/errors.ts';
import { lineOf, type TimerLog } from '../../functions/base/timer-log.ts';
import type { ProjectStore } from '../../ports/records.ts';
import type { ComputeSnapshot } from '../domain/snapshot.ts';
import type { SnapshotStore } from '../ports/snapshots.ts';
import { keepLooks } from '../reconcile/keep-looks.ts';
import type { Reconciler, ReconcileSubject } from '../reconcile/reconcile.ts';
import { subjectOf } from '../reconcile/subject.ts';
import { describeUnrepaired, unrepairedOf } from '../reconcile/unrepaired.ts';
import type { ComputeServices } from './compute.ts';

interface ReconcileServices extends Pick<ComputeServices, 'clock'> {
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly reconciler: Pick<Reconciler, 'run'>;
  readonly looks: Pick<SnapshotStore, 'rows' | 'write' | 'seeAgain'>;
}

interface ReconcileReport {
  readonly projects: number;
  /** Differences from the definitions, those included that are being repaired. */
  readonly open: number;
  /** Differences that are open for longer than repairs take. */
  readonly unmended: number;
  /** Projects that could not be reconciled; nothing is known of their differences. */
  readonly failed: number;
}

/** A project whose computes are not in order. The alert of the deployment looks for these in the log, and tells projects apart. */
interface DriftReport {
  readonly project: string;
  readonly unmended: number;
  /** 1 when the project could not be reconciled. */
  readonly failed: 0 | 1;
}

/**
 * The timer `reconcileCompute`: holds the computes of all projects to their definitions. Logs one line for machines, and for
 * each project that is not in order a line of its own, with a warning when its computes stay different and an error when it could
 * not be looked at.
 */
export async function reconcileAtTimer(services: ReconcileServices, log: TimerLog): Promise<void> {
  const now = services.clock.now();
  const { subjects, broken } = await readSubjects(services.projects, now);
  const report = { projects: subjects.length + broken.length, open: 0, unmended: 0, failed: 0 };
  const seen = new Map<string, ComputeSnapshot>();
  for (const run of [...broken, ...(await services.reconciler.run(subjects))]) {
    if ('error' in run) {
      report.failed += 1;
      log.error(`The computes of ${run.project} were not reconciled: ${run.error}`);
      log.info(lineOf('drift', { project: run.project, unmended: 0, failed: 1 } satisfies DriftReport));
      continue;
    }
    seen.set(run.project, run.result.look);
    const unrepaired = unrepairedOf(run.result, now);
    report.open += run.result.open.length;
    report.unmended += unrepaired.length;
    if (unrepaired.length === 0) continue;
    log.warn(describeUnrepaired(run.project, unrepaired));
    log.info(lineOf('drift', { project: run.project, unmended: unrepaired.length, failed: 0 } satisfies DriftReport));
  }
  await keepLooks(services.looks, seen, log);
  log.info(lineOf('reconcile', report satisfies ReconcileReport));
}

async function readSubjects(projects: ReconcileServices['projects'], now: Date) {
  const subjects: ReconcileSubject[] = [];
  const broken: { readonly project: string; readonly error: string }[] = [];
  for await (const found of projects.list()) {
    if ('problems' in found) {
      broken.push({ project: found.id, error: new BrokenDefinition(found.id, found.problems).message });
    } else subjects.push(subjectOf(found.value, now, found));
  }
  return { subjects, broken };
}
