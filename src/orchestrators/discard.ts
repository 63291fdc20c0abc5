import type { OrchestrationContext } from 'durable-functions';
import type { PreparedDiscard } from '../activities/transfer/prepare-discard.ts';
import type { DatasetState } from '../domain/operation/dataset.ts';
import type { OperationKey } from '../domain/operation/operation.ts';
import { CONTINUE_AS_NEW, move, runStages, type Stage } from './stages.ts';
import { call, delay, isLong, type Step } from './steps.ts';
import { type TransferOutcome, transfer, whenDone } from './transfer.ts';

const discardUpload: Stage = function* (context, key) {
  const prepared = yield* whenRunsEnded(context, key);
  if (prepared === undefined) return CONTINUE_AS_NEW;
  const { step, isEmpty, copied } = prepared;
  const outcome: TransferOutcome = isEmpty ? { kind: 'done' } : yield* transfer(context, key, step);
  return yield* whenDone(context, key, outcome, function* () {
    // The receipt of a deletion tells of the originals, and a frozen package has it since its freeze.
    if (step === 'export-discard') yield* call(context, 'noteCleared', { key, step: 'review-clear' });
    else yield* call(context, 'writeReceipt', { key, kind: 'deletion' });
    if (copied) return (yield* call(context, 'retractCopy', { key, from: 'discarding' })).state;
    return yield* move(context, key, 'discarding', 'discarded');
  });
};

/** How the upload is discarded, once nothing of it is being copied any more; undefined: the history has grown long enough. */
function* whenRunsEnded(context: OrchestrationContext, key: OperationKey): Step<PreparedDiscard | undefined> {
  for (;;) {
    const prepared = yield* call(context, 'prepareDiscard', key);
    if (prepared.waitSeconds === undefined) return prepared;
    if (isLong(context)) return undefined;
    yield* delay(context, prepared.waitSeconds);
  }
}

const stages = {
  rejected: (context, key) => move(context, key, 'rejected', 'discard'),
  discarding: discardUpload,
} satisfies Partial<Record<DatasetState, Stage>>;

/** Deletes an upload or a package as it was listed; what came later stays and starts anew. Instance id: `{operation id}-discard`. */
export function* discard(context: OrchestrationContext): Step<string> {
  return yield* runStages(context, stages);
}
