import type { OrchestrationContext } from 'durable-functions';
import type { ExportState } from '../domain/operation/export.ts';
import type { OperationKey } from '../domain/operation/operation.ts';
import { CONTINUE_AS_NEW, move, runStages, type Stage } from './stages.ts';
import { call, delay, isLong, type Step } from './steps.ts';
import { transfer, whenDone } from './transfer.ts';

const takeBack: Stage = function* (context, key) {
  for (;;) {
    const { ended, waitSeconds } = yield* call(context, 'endReleaseRuns', { key });
    if (ended) return yield* emptyFolder(context, key);
    if (isLong(context)) return CONTINUE_AS_NEW;
    yield* delay(context, waitSeconds);
  }
};

function* emptyFolder(context: OrchestrationContext, key: OperationKey): Step<string> {
  yield* call(context, 'noteOutside', { key });
  const emptied = yield* transfer(context, key, 'release-revoke');
  return yield* whenDone(context, key, emptied, function* () {
    yield* call(context, 'writeReceipt', { key, kind: 'revocation' });
    const { event } = yield* call(context, 'endTakeBack', { key });
    return yield* move(context, key, 'revoking', event);
  });
}

const stages = { revoking: takeBack } satisfies Partial<Record<ExportState, Stage>>;

/** Takes a release back: ends its runs, notes what is outside, empties the folder, and lets the package go on. Instance id: `{operation id}-revoke`. */
export function* revoke(context: OrchestrationContext): Step<string> {
  return yield* runStages(context, stages);
}
