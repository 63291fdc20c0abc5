import type { OrchestrationContext } from 'durable-functions';
import type { ScanLook } from '../activities/transfer/scan.ts';
import type { OperationKey } from '../domain/operation/operation.ts';
import { CONTINUE_AS_NEW, fail, move, type Stage } from './stages.ts';
import { call, isLong, later, type Step, waitForWake } from './steps.ts';

/** After how many seconds operators are tried again whom the mail server did not take. */
const mailPause = 3600;

/**
 * Waits for a clean verdict about every file. While it rests it looks again once a day, and whenever a verdict wakes it. It ends by beginning
 * the instance anew, as the wait for an upload does, because a wait for a wake that is left over would take one that is meant for later.
 */
export const scan: Stage = function* (context, key) {
  let woken = false;
  for (;;) {
    const seen: ScanLook = yield* call(context, 'lookAtScan', { key, woken });
    if (seen.kind === 'elsewhere') return CONTINUE_AS_NEW;
    if (seen.kind === 'stopped') return yield* fail(context, key, seen.message, 'scanning');
    if (seen.kind === 'malicious') return yield* move(context, key, 'scanning', 'reject');
    if (seen.kind === 'passed') {
      yield* move(context, key, 'scanning', 'scanned');
      return CONTINUE_AS_NEW;
    }
    const seconds: number = seen.kind === 'rest' ? yield* rest(context, key, seen.seconds) : seen.seconds;
    if (isLong(context)) return CONTINUE_AS_NEW;
    woken = yield* isWoken(context, seconds);
  }
};

/** Tells operators, and gives for how many seconds to rest: less while the mail server does not take the mail. */
function* rest(context: OrchestrationContext, key: OperationKey, seconds: number): Step<number> {
  const { unsent } = yield* call(context, 'tellUnscanned', key);
  return unsent > 0 ? Math.min(seconds, mailPause) : seconds;
}

function* isWoken(context: OrchestrationContext, seconds: number): Step<boolean> {
  return (yield* waitForWake(context, later(context, seconds))) === 'wake';
}
