import { revisionOfMove } from '../../../domain/audit/repeated-event.ts';
import { newestMove } from '../../../domain/history/stale-row.ts';
import type { PendingLine } from '../../../domain/notification/pending-work.ts';
import type { PlannedRepair, RestorePorts } from './planned-repair.ts';

/**
 * Plans that lines go which the audit refuses, since it tells of another move to their revision: they came from a row that was put back or
 * forged, and no later move of the operation is possible as long as they are owed. With `above`, so do those of later revisions.
 */
export async function planPendingLines(
  ports: RestorePorts,
  pending: readonly PendingLine[],
  above = Number.POSITIVE_INFINITY,
): Promise<PlannedRepair[]> {
  const repairs: PlannedRepair[] = [];
  for (const line of pending) {
    if (line.revision <= above && !(await isRefused(ports, line))) continue;
    const told = { what: 'removed-line', key: line.event.id, why: 'The audit knows of no such move' } as const;
    repairs.push({ ...told, write: () => ports.register.settle(line) });
  }
  return repairs;
}

async function isRefused(
  { audit }: RestorePorts,
  { project, operation, revision, event }: PendingLine,
): Promise<boolean> {
  const newest = newestMove((await audit.toldOf(project, operation)).ids);
  if ((newest === undefined ? -1 : (revisionOfMove(newest) ?? -1)) < revision) return false;
  return (await audit.event(project, event.id))?.data['row'] !== event.data['row'];
}
