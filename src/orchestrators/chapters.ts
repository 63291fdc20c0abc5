import type { OrchestrationContext } from 'durable-functions';
import type { Occasion } from '../activities/notify.ts';
import type { OperationEvent } from '../domain/advance.ts';
import { messageOf } from '../domain/errors.ts';
import type { OperationKey } from '../domain/operation.ts';
import { DAY } from '../domain/time.ts';
import { call, delay, type Step } from './steps.ts';

/** What a chapter answers when the instance should begin anew with an empty history; the row says where to go on. */
export const AFRESH = 'afresh';

/** The work of one state. It ends with the state that the operation has then, or `AFRESH` (right after an activity, never after a wake). */
export type Chapter = (context: OrchestrationContext, key: OperationKey) => Step<string>;

/** Which chapter works on which state; a state without one rests or has ended. */
export type Chapters = Readonly<Partial<Record<string, Chapter>>>;

/**
 * Walks an operation from the state in its row to one that rests. An instance that is started again goes on where the row stands.
 * When an activity fails for good, the operation is `failed` and operators are told; nothing is deleted or released by that.
 */
export function* travel(context: OrchestrationContext, chapters: Chapters): Step<string> {
  const { project, id } = context.df.getInput<OperationKey>();
  const key = { project, id };
  try {
    let { state } = yield* call(context, 'loadOperation', key);
    for (let chapter = chapters[state]; chapter; chapter = chapters[state]) {
      const next = yield* chapter(context, key);
      if (next === AFRESH) {
        context.df.continueAsNew(key);
        return state;
      }
      state = next;
    }
    return state;
  } catch (error) {
    return yield* fail(context, key, reasonOf(error));
  }
}

/** The first line of the error: the activity's name and message, without the stack that follows. */
function reasonOf(error: unknown): string {
  const text = messageOf(error);
  return text.split('\n', 1).join('').trim().slice(0, 1000);
}

/** Moves the operation along its table and gives the new state. */
export function* move(
  context: OrchestrationContext,
  key: OperationKey,
  from: string,
  event: OperationEvent,
): Step<string> {
  const { state } = yield* call(context, 'move', { key, from, event });
  return state;
}

/** Stops the operation with a reason and tells the operators. */
export function* fail(context: OrchestrationContext, key: OperationKey, message: string): Step<string> {
  const { state } = yield* call(context, 'failOperation', { key, message });
  if (state === 'failed') yield* tell(context, key, 'failed');
  return state;
}

/** After so many attempts, about eight hours, the audit says who was not reached. */
export const mostMailAttempts = 10;

/** Seconds from one attempt to reach people, counted from 1, to the next: from a minute to a day. */
export function mailPause(attempt: number): number {
  return Math.min(30 * 2 ** Math.min(attempt, 20), DAY / 1000);
}

/** Tells people. While the mail server is away it tries again for about eight hours; then the audit says who was not reached. */
export function* tell(context: OrchestrationContext, key: OperationKey, about: Occasion): Step<void> {
  for (let attempt = 1; attempt <= mostMailAttempts; attempt += 1) {
    const { unsent } = yield* call(context, 'notify', { key, about, last: attempt === mostMailAttempts });
    if (unsent === 0 || attempt === mostMailAttempts) return;
    yield* delay(context, mailPause(attempt));
  }
}
