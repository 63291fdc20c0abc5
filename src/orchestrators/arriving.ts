import { AFRESH, type Chapter, fail, move } from './chapters.ts';
import { call, later, waitForWake } from './steps.ts';

const mostLooks = 50;

/**
 * Waits until the upload is complete: sleeps for the quiet period, is woken early by the marker, and lists again. Both doors begin with
 * this. It ends by beginning the instance anew, because a wait for a wake cannot be cancelled: one that is left over would take a wake
 * that is meant for a later chapter. An upload whose files are all gone is over.
 */
export const receive: Chapter = function* (context, key) {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const look = yield* call(context, 'lookAtArrival', key);
    if (look.kind === 'give-up') return yield* fail(context, key, look.message, 'receiving');
    if (look.kind === 'emptied') return yield* move(context, key, 'receiving', 'emptied');
    if (look.kind === 'elsewhere') return AFRESH;
    if (look.kind === 'complete') {
      yield* move(context, key, 'receiving', 'complete');
      return AFRESH;
    }
    if (looks < mostLooks - 1) yield* waitForWake(context, later(context, look.seconds));
  }
  return AFRESH;
};

/**
 * Lists the upload and checks it against the project's rules, once more when it changed under its copy; then it may have to be scanned. A
 * rejected upload stays where it is, and who sent it is told.
 */
export const check: Chapter = function* (context, key) {
  const { problems, gone, scan = false } = yield* call(context, 'takeInventory', key);
  if (gone !== undefined) return yield* fail(context, key, gone, 'checking');
  if (problems === 0) return yield* move(context, key, 'checking', scan ? 'scan' : 'passed');
  return yield* move(context, key, 'checking', 'reject');
};

/** Holds the name of a withdrawn upload until its files are gone or changed; then what was copied of it is removed without the name. */
export const waitUntilGone: Chapter = function* (context, key) {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const look = yield* call(context, 'lookAtWithdrawn', key);
    if (look.kind === 'stopped') return yield* fail(context, key, look.message, 'withdrawing');
    if (look.kind === 'gone') return yield* move(context, key, 'withdrawing', 'withdrawn');
    if (look.kind === 'copied') return (yield* call(context, 'retractCopy', { key, from: 'withdrawing' })).state;
    if (look.kind === 'elsewhere') return AFRESH;
    if (looks < mostLooks - 1) yield* waitForWake(context, later(context, look.waitSeconds));
  }
  return AFRESH;
};
