import type { OrchestrationContext } from 'durable-functions';
import type { ExportState } from '../domain/operation/export.ts';
import type { OperationKey } from '../domain/operation/operation.ts';
import { AFRESH, type Chapter, move, travel } from './chapters.ts';
import { call, delay, isLong, type Step } from './steps.ts';
import { transfer, whenDone } from './transfer.ts';

const takeBack: Chapter = function* (context, key) {
  for (;;) {
    const { ended, waitSeconds } = yield* call(context, 'endReleaseRuns', { key });
    if (ended) return yield* emptyFolder(context, key);
    if (isLong(context)) return AFRESH;
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

const chapters = { revoking: takeBack } satisfies Partial<Record<ExportState, Chapter>>;

/** Takes a release back: ends its runs, notes what is outside, empties the folder, and lets the package go on. Instance id: `{operation id}-revoke`. */
export function* revoke(context: OrchestrationContext): Step<string> {
  return yield* travel(context, chapters);
}
