import type { AuditLog } from '../../../ports/audit.ts';
import type { Register } from '../../../ports/records.ts';
import type { Repair } from './rebuild.ts';

export interface RebuildPorts {
  readonly audit: Pick<AuditLog, 'head' | 'blobs' | 'holds' | 'toldOf' | 'event'>;
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

/** One repair and how it is done. Doing it throws ConflictError when the row is not as it was read. */
export interface PlannedRepair extends Repair {
  readonly write: () => Promise<void>;
}
