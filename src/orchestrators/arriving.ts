import { CONTINUE_AS_NEW, fail, move, type Stage } from './stages.ts';
import { call, isLong, later, waitForWake } from './steps.ts';

/**
 * Waits until the upload is complete: sleeps for the quiet period, is woken early by the marker, and lists again. Both doors begin with
 * this. It ends by beginning the instance anew, because a wait for a wake cannot be cancelled: one that is left over would take a wake
 * that is meant for a later stage. An upload whose files are all gone is over.
 */
export const receive: Stage = function* (context, key) {
  for (;;) {
    const look = yield* call(context, 'lookAtArrival', key);
    if (look.kind === 'give-up') return yield* fail(context, key, look.message, 'receiving');
    if (look.kind === 'emptied') return yield* move(context, key, 'receiving', 'emptied');
    if (look.kind === 'elsewhere') return CONTINUE_AS_NEW;
    if (look.kind === 'complete') {
      yield* move(context, key, 'receiving', 'complete');
      return CONTINUE_AS_NEW;
    }
    if (isLong(context)) return CONTINUE_AS_NEW;
    yield* waitForWake(context, later(context, look.seconds));
  }
};

/** An upload that changed under its copy is checked once more. A rejected one stays where it is, and who sent it is told. */
export const check: Stage = function* (context, key) {
  const { problems, gone, scan = false } = yield* call(context, 'takeInventory', key);
  if (gone !== undefined) return yield* fail(context, key, gone, 'checking');
  if (problems === 0) return yield* move(context, key, 'checking', scan ? 'scan' : 'passed');
  return yield* move(context, key, 'checking', 'reject');
};

/** Holds the name of a withdrawn upload until its files are gone or changed; then what was copied of it is removed without the name. */
export const waitUntilGone: Stage = function* (context, key) {
  for (;;) {
    const look = yield* call(context, 'lookAtWithdrawn', key);
    if (look.kind === 'stopped') return yield* fail(context, key, look.message, 'withdrawing');
    if (look.kind === 'gone') return yield* move(context, key, 'withdrawing', 'withdrawn');
    if (look.kind === 'copied') return (yield* call(context, 'retractCopy', { key, from: 'withdrawing' })).state;
    if (look.kind === 'elsewhere' || isLong(context)) return CONTINUE_AS_NEW;
    yield* waitForWake(context, later(context, look.waitSeconds));
  }
};
