import type { OrchestrationContext } from 'durable-functions';
import type { DatasetState } from '../domain/operation/dataset.ts';
import { CONTINUE_AS_NEW, fail, move, runStages, type Stage } from './stages.ts';
import { call, isLong, later, type Step, waitForWake } from './steps.ts';
import { attempt } from './transfer.ts';

/** Nothing that is refused by the retention, and no run that failed, ends this: it looks again every day until nothing is left. */
const deleteVersion: Stage = function* (context, key) {
  for (;;) {
    const next = yield* call(context, 'lookAtRetraction', key);
    if (next.kind === 'stopped') return yield* fail(context, key, next.message);
    if (next.kind === 'gone') {
      yield* call(context, 'writeReceipt', { key, kind: 'retraction' });
      return yield* move(context, key, 'retracting', next.event);
    }
    if (isLong(context)) return CONTINUE_AS_NEW;
    if (next.kind === 'wait') {
      yield* waitForWake(context, later(context, next.waitSeconds));
      continue;
    }
    const outcome = yield* attempt(context, key, 'dataset-retract');
    if (outcome?.kind === 'stopped') return yield* fail(context, key, outcome.message);
    if (outcome?.kind === 'paused') return CONTINUE_AS_NEW;
  }
};

const stages = { retracting: deleteVersion } satisfies Partial<Record<DatasetState, Stage>>;

/** Deletes a retracted version, or a copy that was never published, as soon as its retention allows, and ends when nothing of it can be restored. Instance id: `{operation id}-retract`. */
export function* retract(context: OrchestrationContext): Step<string> {
  return yield* runStages(context, stages);
}
