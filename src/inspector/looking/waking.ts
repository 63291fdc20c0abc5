import type { LookRight, WakeQueue } from '../../ports/look-right.ts';
import type { Clock } from '../../ports/ports.ts';

/** What a look is told while it lasts, and tells. */
export interface LookCalls {
  /** Somebody called: there may be new requests. */
  isCalled(): boolean;
  /** The same, and from now on only who calls later counts. */
  takeCall(): boolean;
  /** There are requests left to answer, so somebody has to look again should this process die. */
  stillOpen(): Promise<void>;
  readonly lost: AbortSignal;
}

export interface WakingParts {
  readonly right: LookRight;
  readonly queue: WakeQueue;
  readonly clock: Clock;
  look(log: WakingLog, calls: LookCalls): Promise<void>;
}

export interface WakingLog {
  info(text: string): void;
  error(text: string): void;
}

/** How long, in seconds, until somebody looks again while there is something to answer. */
const pauseSeconds = 30;

/**
 * What a message in the queue and the timer do, whatever the message says: one look at a time, over all processes. Who calls while this
 * process looks makes it look once more; while another one does, a message comes later.
 */
export function waking({ right, look, ...parts }: WakingParts): (log: WakingLog) => Promise<void> {
  const callLater = laterCalls(parts);
  let looking: Promise<void> | undefined;
  let isCalled = false;
  const takeCall = () => {
    const was = isCalled;
    isCalled = false;
    return was;
  };
  const lookOnce = async (log: WakingLog): Promise<void> => {
    const held = await right.take();
    const stillOpen = () => callLater(log);
    if (held === undefined) return await stillOpen();
    try {
      await look(log, { isCalled: () => isCalled, takeCall, stillOpen, lost: held.lost });
      if (isCalled) await stillOpen();
    } catch (error) {
      await stillOpen();
      throw error;
    } finally {
      await held.giveBack();
    }
  };
  return async (log) => {
    if (looking !== undefined) {
      isCalled = true;
      return;
    }
    isCalled = false;
    looking = lookOnce(log).finally(() => {
      looking = undefined;
    });
    await looking;
  };
}

/** One message waits at a time, however often it is asked for. Where none can be sent, a look goes on: the timer comes all the same. */
function laterCalls({ queue, clock }: Pick<WakingParts, 'queue' | 'clock'>): (log: WakingLog) => Promise<void> {
  let until = Number.NEGATIVE_INFINITY;
  return async (log) => {
    const now = clock.now().getTime();
    if (now < until) return;
    try {
      await queue.callIn(pauseSeconds);
      until = now + pauseSeconds * 1000;
    } catch (error) {
      log.error(`waking: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}
