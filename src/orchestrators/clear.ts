import type { OrchestrationContext } from 'durable-functions';
import type { OperationKey } from '../domain/operation/operation.ts';
import { reasonOf } from './stages.ts';
import { call, type Step } from './steps.ts';
import { attempt } from './transfer.ts';

/**
 * Deletes what was kept long enough of an ended package, whose state stays. What cannot be deleted stands in the row, and the sweep starts
 * this again a day later. Instance id: `{operation id}-clear`.
 */
export function* clear(context: OrchestrationContext): Step<string> {
  const { project, id } = context.df.getInput<OperationKey>();
  const key = { project, id };
  try {
    for (;;) {
      const next = yield* call(context, 'lookAtClearing', key);
      if (next.kind === 'nothing') return 'cleared';
      if (next.kind === 'rest') return yield* rest(context, key, next.message);
      if (next.kind === 'done') {
        yield* call(context, 'noteCleared', { key, step: next.step });
        continue;
      }
      const outcome = yield* attempt(context, key, next.step);
      if (outcome?.kind === 'stopped') return yield* rest(context, key, outcome.message);
      if (outcome?.kind === 'paused') {
        context.df.continueAsNew(key);
        return 'goes on';
      }
    }
  } catch (error) {
    return yield* rest(context, key, reasonOf(error));
  }
}

function* rest(context: OrchestrationContext, key: OperationKey, message: string): Step<string> {
  yield* call(context, 'noteUncleared', { key, message });
  return 'rests';
}
