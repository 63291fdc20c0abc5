import type { Flow } from '../domain/base/door.ts';

/** The durable orchestrations, from outside. Both calls may be repeated: a running instance is not started again, and a wake says nothing but 'look again'. */
export interface Workflows {
  start(flow: Flow, id: string, input: unknown): Promise<void>;
  /** Waking an instance that has ended or never was changes nothing. */
  wake(id: string): Promise<void>;
}
