import type { Stored } from '../../ports/records.ts';
import type { KeptHours, LookClock, ObservedHours } from '../domain/usage/hours.ts';

/** Everything that is kept of hours, as it was written. */
export interface KeptOfAll {
  readonly clock: Stored<LookClock> | undefined;
  /** By the id of the project. */
  readonly rows: ReadonlyMap<string, Stored<KeptHours>>;
}

/** How long the computes of each project ran, as the snapshots of them showed. Nothing else tells it: it is not in the audit. */
export interface HoursStore {
  /** What was counted for each project up to the last look, by its id. */
  ofAll(): Promise<ReadonlyMap<string, ObservedHours>>;
  /** The same as it was written, by one request. */
  kept(): Promise<KeptOfAll>;
  /** `etag` undefined: nothing is kept of the project yet. Throws ConflictError when another run has counted since it was read. */
  write(project: string, hours: KeptHours, etag: string | undefined): Promise<void>;
  /** The same for the clock of looks. */
  writeClock(clock: LookClock, etag: string | undefined): Promise<void>;
}
