import type { OrchestrationContext } from 'durable-functions';
import type { DatasetState } from '../domain/operation/dataset.ts';
import { check, receive, waitUntilGone } from './arriving.ts';
import { scan } from './scanning.ts';
import { fail, move, runStages, type Stage } from './stages.ts';
import { call, type Step } from './steps.ts';
import { transfer, transferThenMove, whenDone } from './transfer.ts';

const verify: Stage = function* (context, key) {
  const verified = yield* call(context, 'verifyCopy', { key, step: 'ingress-copy' });
  if (verified.kind === 'differs') return yield* fail(context, key, verified.message, 'verifying');
  return yield* move(context, key, 'verifying', verified.kind === 'changed' ? 'changed' : 'verified');
};

const deleteOriginals: Stage = function* (context, key) {
  const outcome = yield* transfer(context, key, 'ingress-delete');
  return yield* whenDone(context, key, outcome, function* () {
    yield* call(context, 'writeReceipt', { key, kind: 'deletion' });
    return yield* move(context, key, 'deleting', 'deleted');
  });
};

const stages = {
  receiving: receive,
  checking: check,
  scanning: scan,
  copying: transferThenMove('ingress-copy', 'copying', 'copied'),
  verifying: verify,
  deleting: deleteOriginals,
  withdrawing: waitUntilGone,
} satisfies Partial<Record<DatasetState, Stage>>;

/** Brings a dataset in: wait, check, copy, verify, delete the originals, tell people. Input: OperationKey; instance id: the operation's id. */
export function* ingress(context: OrchestrationContext): Step<string> {
  return yield* runStages(context, stages);
}
