import type { OrchestrationContext } from 'durable-functions';
import type { DatasetState } from '../domain/dataset.ts';
import { type Chapter, move, travel } from './chapters.ts';
import { call, type Step } from './steps.ts';
import { type TransferOutcome, transfer, whenDone } from './transfer.ts';

const discardUpload: Chapter = function* (context, key) {
  const { step, isEmpty } = yield* call(context, 'prepareDiscard', key);
  const outcome: TransferOutcome = isEmpty ? { kind: 'done' } : yield* transfer(context, key, step);
  return yield* whenDone(context, key, outcome, function* () {
    // The receipt of a deletion tells of the originals, and a frozen package has it since its freeze.
    if (step === 'export-discard') yield* call(context, 'noteCleared', { key, step: 'review-clear' });
    else yield* call(context, 'writeReceipt', { key, kind: 'deletion' });
    return yield* move(context, key, 'discarding', 'discarded');
  });
};

const chapters = {
  rejected: (context, key) => move(context, key, 'rejected', 'discard'),
  discarding: discardUpload,
} satisfies Partial<Record<DatasetState, Chapter>>;

/** Deletes an upload or a package as it was listed; what came later stays and starts anew. Instance id: `{operation id}-discard`. */
export function* discard(context: OrchestrationContext): Step<string> {
  return yield* travel(context, chapters);
}
