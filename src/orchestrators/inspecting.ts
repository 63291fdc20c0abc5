import type { InspectionLook } from '../activities/review/look-at-inspection.ts';
import { CONTINUE_AS_NEW, fail, move, type Stage } from './stages.ts';
import { call, isLong, later, waitForWake } from './steps.ts';

/**
 * Has the reading room look into the frozen package, and waits for its evidence or the end of the time; what the wait ended with stands in
 * the row. Like the wait for a scan it ends by beginning the instance anew, since a wait for a wake that is left over would take one that
 * is meant for the review.
 */
export const inspect: Stage = function* (context, key) {
  yield* call(context, 'askInspection', key);
  for (;;) {
    const seen: InspectionLook = yield* call(context, 'lookAtInspection', key);
    if (seen.kind === 'elsewhere') return CONTINUE_AS_NEW;
    if (seen.kind === 'stopped') return yield* fail(context, key, seen.message, 'inspecting');
    if (seen.kind !== 'wait') {
      yield* move(context, key, 'inspecting', moves[seen.kind]);
      return CONTINUE_AS_NEW;
    }
    if (isLong(context)) return CONTINUE_AS_NEW;
    yield* waitForWake(context, later(context, seen.seconds));
  }
};

const moves = { ended: 'inspected', withdrawn: 'withdraw', malicious: 'reject' } as const;
