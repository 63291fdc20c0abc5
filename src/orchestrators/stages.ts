import type { OrchestrationContext } from 'durable-functions';
import { messageOf } from '../domain/base/errors.ts';
import type { OperationEvent } from '../domain/lifecycle/advance.ts';
import type { OperationKey } from '../domain/operation/operation.ts';
import { call, delay, isLong, type Step } from './steps.ts';

/** What a stage answers when the instance should begin anew with an empty history; the row says where to go on. */
export const CONTINUE_AS_NEW = 'afresh';

/** The work of one state. It ends with the state that the operation has then, or `CONTINUE_AS_NEW` (right after an activity, never after a wake). */
export type Stage = (context: OrchestrationContext, key: OperationKey) => Step<string>;

/** A state without one rests or has ended. */
export type Stages = Readonly<Partial<Record<string, Stage>>>;

/**
 * Walks an operation from the state in its row to one that rests. An instance that is started again goes on where the row stands, and so
 * does one that begins anew because its history has grown long. When an activity has used up its retries, the row remembers the outage and the instance ends; the sweep starts it again, for as long as it takes.
 */
export function* runStages(context: OrchestrationContext, stages: Stages): Step<string> {
  const given = context.df.getInput<OperationKey>();
  const key = { project: given.project, id: given.id };
  try {
    const loaded = yield* call(context, 'loadOperation', key);
    let { state } = loaded;
    if (loaded.stop !== undefined && stages[state]) return yield* fail(context, key, loaded.stop, state);
    for (let stage = stages[state]; stage; stage = stages[state]) {
      const next = yield* stage(context, key);
      if (next === CONTINUE_AS_NEW || (stages[next] && isLong(context))) {
        // All that it was given, so that it goes on to say by which version it was begun.
        context.df.continueAsNew(given);
        return state;
      }
      state = next;
    }
    return state;
  } catch (error) {
    yield* call(context, 'noteTrouble', { key, message: reasonOf(error) });
    return 'in trouble';
  }
}

/** The first line of the error: the activity's name and message, without the stack that follows. */
export function reasonOf(error: unknown): string {
  const text = messageOf(error);
  return text.split('\n', 1).join('').trim().slice(0, 1000);
}

/** Moves the operation along its table, tells whom the new state concerns, and gives that state. */
export function* move(
  context: OrchestrationContext,
  key: OperationKey,
  from: string,
  event: OperationEvent,
): Step<string> {
  const { state, tells } = yield* call(context, 'move', { key, from, event });
  if (tells) yield* call(context, 'tellOwed', key);
  return state;
}

/**
 * Stops the operation with a reason, once its runs have ended and what they did is written down. Operators are told. With `from`, one that
 * somebody took to another state meanwhile goes on there.
 */
export function* fail(context: OrchestrationContext, key: OperationKey, message: string, from?: string): Step<string> {
  const failing = { key, message, ...(from === undefined ? {} : { from }) };
  for (;;) {
    const { state, ended, waitSeconds } = yield* call(context, 'failOperation', failing);
    if (ended) {
      yield* call(context, 'tellOwed', key);
      return state;
    }
    if (isLong(context)) return CONTINUE_AS_NEW;
    yield* delay(context, waitSeconds);
  }
}
