import type { Stored } from '../../ports/records.ts';
import type { ObservedHours } from '../domain/usage/hours.ts';

/** How long the computes of each project ran, as the snapshots of them showed. Nothing else tells it: it is not in the audit. */
export interface HoursStore {
  /** What is kept of each project, by its id. */
  ofAll(): Promise<ReadonlyMap<string, Stored<ObservedHours>>>;
  /** `etag` undefined: nothing is kept of the project yet. Throws ConflictError when another run has counted since it was read. */
  write(project: string, hours: ObservedHours, etag: string | undefined): Promise<void>;
}
