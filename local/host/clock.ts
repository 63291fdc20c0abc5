/** Stops a timer that was armed with {@link Clock.setTimer}; calling it again does nothing. */
export type CancelTimer = () => void;

/**
 * The only source of time in the host, so that a test can hand in a clock that it holds.
 * Times are milliseconds since 1970.
 */
export interface Clock {
  now(): number;
  /** Calls `run` once `now()` has reached `at`, never before; a time in the past runs it soon. */
  setTimer(at: number, run: () => void): CancelTimer;
}

/** The longest delay that setTimeout takes before it overflows and fires at once (2^31 - 1 ms, 24.8 days). */
const longestTimeout = 2_147_483_647;

/**
 * The clock of the machine, also when another Date is put in its place later. Waits beyond 24.8 days are cut into pieces;
 * timers keep the process alive.
 */
export function systemClock(): Clock {
  const { now } = Date;
  return {
    now,
    setTimer(at, run) {
      let handle: NodeJS.Timeout;
      const arm = () => {
        const left = at - now();
        if (left <= 0) handle = setTimeout(run, 0);
        else handle = setTimeout(check, Math.min(left, longestTimeout));
      };
      const check = () => (now() >= at ? run() : arm());
      arm();
      return () => clearTimeout(handle);
    },
  };
}
