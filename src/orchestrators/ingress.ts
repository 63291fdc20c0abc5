import type { OrchestrationContext } from 'durable-functions';
import type { DatasetState } from '../domain/operation/dataset.ts';
import { check, receive, waitUntilGone } from './arriving.ts';
import { type Chapter, fail, move, travel } from './chapters.ts';
import { scan } from './scanning.ts';
import { call, type Step } from './steps.ts';
import { carry, transfer, whenDone } from './transfer.ts';

const verify: Chapter = function* (context, key) {
  const verified = yield* call(context, 'verifyCopy', { key, step: 'ingress-copy' });
  if (verified.kind === 'differs') return yield* fail(context, key, verified.message, 'verifying');
  return yield* move(context, key, 'verifying', verified.kind === 'changed' ? 'changed' : 'verified');
};

const deleteOriginals: Chapter = function* (context, key) {
  const outcome = yield* transfer(context, key, 'ingress-delete');
  return yield* whenDone(context, key, outcome, function* () {
    yield* call(context, 'writeReceipt', { key, kind: 'deletion' });
    return yield* move(context, key, 'deleting', 'deleted');
  });
};

const chapters = {
  receiving: receive,
  checking: check,
  scanning: scan,
  copying: carry('ingress-copy', 'copying', 'copied'),
  verifying: verify,
  deleting: deleteOriginals,
  withdrawing: waitUntilGone,
} satisfies Partial<Record<DatasetState, Chapter>>;

/** Brings a dataset in: wait, check, copy, verify, delete the originals, tell people. Input: OperationKey; instance id: the operation's id. */
export function* ingress(context: OrchestrationContext): Step<string> {
  return yield* travel(context, chapters);
}
