import type { HostedFunction } from '../bindings.ts';
import type { HostParts } from '../host-parts.ts';
import { openScheduleStore } from './schedule-store.ts';
import { TimerListener } from './timer-listener.ts';
import { timerFunction } from './timer-trigger.ts';

/** The timers of a host. */
export interface Timers {
  begin(): void;
  stop(): void;
  /** Runs a timer function once; false when it is none. */
  runNow(fn: HostedFunction): boolean;
}

/** Reads the timer functions and their kept states; nothing runs before `begin`. */
export function startTimers(parts: HostParts): Timers {
  const { functions, database, clock, invoke, log, settings } = parts;
  const store = openScheduleStore(database);
  const listeners = new Map(
    [...functions.values()]
      .filter((fn) => fn.trigger.type === 'timerTrigger')
      .map((fn) => [
        fn.name,
        new TimerListener({ store, clock, invoke, log }, timerFunction(fn, settings, clock.now())),
      ]),
  );
  return {
    begin: () => {
      for (const listener of listeners.values()) listener.start();
    },
    stop: () => {
      for (const listener of listeners.values()) listener.stop();
    },
    runNow: (fn) => {
      const listener = listeners.get(fn.name);
      void listener?.runNow();
      return listener !== undefined;
    },
  };
}
