import type { Flow } from '../domain/base/door.ts';
import type { OperationKey } from '../domain/operation/operation.ts';

/** The durable orchestrations, from outside. Starting and waking may be repeated: a running instance is not started again, and a wake says nothing but 'look again'. */
export interface Workflows {
  start(flow: Flow, id: string, input: OperationKey): Promise<void>;
  /** Waking an instance that has ended or never was changes nothing. */
  wake(id: string): Promise<void>;
}

export interface Orchestrations extends Workflows {
  /** The version by which a running instance was begun, where it is newer than this app's: the instance waits until the newer app is back. */
  newerVersion(id: string): Promise<string | undefined>;
}
