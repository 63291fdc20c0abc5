/** Is told of each write of the task hub, before its transaction begins and after it is committed. */
export interface WriteWatch {
  before(): void;
  after(): void;
}

/** At which write of the task hub a test kills the host; the first write of a process has the number 1. */
export interface CrashPoint {
  write: number;
  moment: 'before' | 'after';
}

/** Watches nothing. */
export const unwatched: WriteWatch = { before: () => undefined, after: () => undefined };

/** Calls `kill` at one write; SIGKILL to the own process leaves nothing of it to run. */
export function crashAt(
  point: CrashPoint,
  kill: () => void = () => void process.kill(process.pid, 'SIGKILL'),
): WriteWatch {
  let writes = 0;
  return {
    before: () => {
      writes += 1;
      if (writes === point.write && point.moment === 'before') kill();
    },
    after: () => {
      if (writes === point.write && point.moment === 'after') kill();
    },
  };
}
