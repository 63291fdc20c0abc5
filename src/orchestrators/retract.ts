import type { OrchestrationContext } from 'durable-functions';
import type { DatasetState } from '../domain/operation/dataset.ts';
import { AFRESH, type Chapter, fail, move, travel } from './chapters.ts';
import { call, isLong, later, type Step, waitForWake } from './steps.ts';
import { attempt } from './transfer.ts';

/** Nothing that is refused by the retention, and no run that failed, ends this: it looks again every day until nothing is left. */
const deleteVersion: Chapter = function* (context, key) {
  for (;;) {
    const next = yield* call(context, 'lookAtRetraction', key);
    if (next.kind === 'stopped') return yield* fail(context, key, next.message);
    if (next.kind === 'gone') {
      yield* call(context, 'writeReceipt', { key, kind: 'retraction' });
      return yield* move(context, key, 'retracting', next.event);
    }
    if (isLong(context)) return AFRESH;
    if (next.kind === 'wait') {
      yield* waitForWake(context, later(context, next.waitSeconds));
      continue;
    }
    const outcome = yield* attempt(context, key, 'dataset-retract');
    if (outcome?.kind === 'stopped') return yield* fail(context, key, outcome.message);
    if (outcome?.kind === 'paused') return AFRESH;
  }
};

const chapters = { retracting: deleteVersion } satisfies Partial<Record<DatasetState, Chapter>>;

/** Deletes a retracted version, or a copy that was never published, as soon as its retention allows, and ends when nothing of it can be restored. Instance id: `{operation id}-retract`. */
export function* retract(context: OrchestrationContext): Step<string> {
  return yield* travel(context, chapters);
}
