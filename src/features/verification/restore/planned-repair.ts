import type { AuditLog } from '../../../ports/audit.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { DecisionStore, ProjectStore, Register } from '../../../ports/records.ts';
import type { AccountPorts } from '../../../use-cases/overview/copied-account.ts';
import type { Repair } from './repair.ts';

export interface RestorePorts extends AccountPorts {
  readonly decisions: Pick<DecisionStore, 'read' | 'openRound' | 'updateRound' | 'restore'>;
  readonly takes: Ports['takes'];
  readonly duties: Ports['duties'];
  readonly absences: Pick<Ports['absences'], 'list' | 'put'>;
  readonly changes: Pick<Ports['changes'], 'get' | 'put'>;
  readonly people: Pick<Ports['people'], 'get'>;
  readonly projects: Pick<ProjectStore, 'find' | 'versions' | 'versionOnce' | 'proposed'>;
  readonly clock: Ports['clock'];
  readonly audit: Pick<AuditLog, 'head' | 'blobs' | 'newest' | 'holds' | 'toldOf' | 'event'>;
  readonly register: Pick<
    Register,
    | 'standing'
    | 'restore'
    | 'following'
    | 'removeFollowing'
    | 'holdName'
    | 'workAgain'
    | 'setLatest'
    | 'oweAgain'
    | 'list'
    | 'owed'
    | 'settle'
  >;
}

/** Repairs of a kind of rows, and what of them cannot be put back. */
export interface PlannedPart {
  readonly repairs: readonly PlannedRepair[];
  readonly problems: readonly string[];
}

/** One repair and how it is done. Doing it throws ConflictError when the row is not as it was read. */
export interface PlannedRepair extends Repair {
  readonly write: () => Promise<void>;
}
