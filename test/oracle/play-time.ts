import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../host/child-host.ts';

/** The time in which a side plays. */
export interface PlayTime {
  /** Plays something. Time that is held does not pass while a play has something to do. */
  during<T>(play: () => Promise<T>): Promise<T>;
  /** Waits, within a play, until `holds`; rejects with `what` when it never does. */
  until(what: string, holds: () => Promise<boolean> | boolean): Promise<void>;
  /** Lets that much time pass, within a play. */
  pause(milliseconds: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): Promise<number>;
}

/** The time of the machine, which passes by itself. */
export const machineTime: PlayTime = {
  during: (play) => play(),
  until: (what, holds) => until(what, async () => (await holds()) || undefined).then(() => undefined),
  pause: (milliseconds) => delay(milliseconds),
  now: async () => Date.now(),
};
