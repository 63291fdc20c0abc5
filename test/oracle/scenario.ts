import type { Desk } from './desk.ts';

/** Something that both sides play; the answers, statuses and histories are compared. */
export interface Scenario {
  name: string;
  /** Plays with timers of at most 6 s, in pieces of 3 s, in place of 6 and 3 days. */
  timers?: 'scaled';
  /** The `defaultVersion` of the host that it plays on; none without it. */
  version?: string;
  /** The waits of its timers in ms, where a timer may be set in a later episode than the one whose time it counts from. */
  waits?: readonly number[];
  /** Looks at, or deletes, instances of other scenarios: played by itself, after all others. */
  alone?: true;
  play(desk: Desk): Promise<unknown>;
}
