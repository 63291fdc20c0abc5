import type { Flow } from '../../src/domain/base/door.ts';
import { clear } from '../../src/orchestrators/clear.ts';
import { discard } from '../../src/orchestrators/discard.ts';
import { exportPackage } from '../../src/orchestrators/export.ts';
import { ingress } from '../../src/orchestrators/ingress.ts';
import { retract } from '../../src/orchestrators/retract.ts';
import { revoke } from '../../src/orchestrators/revoke.ts';

/** The orchestrators under the names that the app adds them with. */
export const orchestrators = { ingress, export: exportPackage, discard, retract, revoke, clear } as const;

/** How an instance stands. */
export type InstanceStatus = 'Running' | 'Completed' | 'Failed';

/** The durable service of a schedule, in one of two makes. */
export interface Orchestrations {
  /** Starts an instance, also under an id that has ended. Throws while one of that id runs. */
  start(flow: Flow, id: string, input: unknown): void;
  /** Raises the event `wake`. Throws for an instance that never was. */
  wake(id: string): void;
  status(id: string): InstanceStatus | undefined;
  /** Another version of the app is deployed: what a newer one began waits, and goes on when that is back. */
  deploy(version: string): void;
  /** Forgets every instance, as a task hub does that is lost; gives how many had not ended. */
  lose(): number;
  /** Ids of the instances that have not ended. */
  running(): readonly string[];
  /** Resolves when all that can go on without time has done so. */
  settled(): Promise<void>;
}

/** Performs an activity for an orchestration, on whatever instance of the app is alive, as often as it takes. */
export type Perform = (name: string, input: unknown) => Promise<unknown>;
