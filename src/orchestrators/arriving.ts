import type { OrchestrationContext } from 'durable-functions';
import type { OperationKey } from '../domain/operation.ts';
import { AFRESH, type Chapter, fail, move, tell } from './chapters.ts';
import { call, later, type Step, waitForWake } from './steps.ts';

const mostLooks = 50;

/**
 * Sleeps until the upload has had its quiet period or the marker wakes it. Both doors begin with this. It ends afresh, so that no
 * waiter that lost a race is left to swallow a wake which a later chapter waits for.
 */
export const receive: Chapter = function* (context, key) {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const look = yield* call(context, 'lookAtArrival', key);
    if (look.kind === 'give-up') return yield* fail(context, key, look.message);
    if (look.kind === 'complete') {
      yield* move(context, key, 'receiving', 'complete');
      return AFRESH;
    }
    if (looks < mostLooks - 1) yield* waitForWake(context, later(context, look.seconds));
  }
  return AFRESH;
};

/** Lists the upload to its manifest and checks the project's rules; a rejected upload stays where it is and its senders are told. */
export const check: Chapter = function* (context, key) {
  const { problems } = yield* call(context, 'takeInventory', key);
  if (problems === 0) return yield* move(context, key, 'checking', 'passed');
  return yield* reject(context, key);
};

function* reject(context: OrchestrationContext, key: OperationKey): Step<string> {
  const state = yield* move(context, key, 'checking', 'reject');
  yield* tell(context, key, 'rejected');
  return state;
}
