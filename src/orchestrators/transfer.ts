import type { OrchestrationContext } from 'durable-functions';
import type { TransferKey } from '../activities/transfer/transfer-rows.ts';
import type { OperationEvent } from '../domain/lifecycle/advance.ts';
import type { OperationKey } from '../domain/operation/operation.ts';
import { CONTINUE_AS_NEW, fail, move, type Stage } from './stages.ts';
import { call, delay, isLong, type Step } from './steps.ts';

/** `paused`: the history has grown long enough, a hold was waited for, or the operation is elsewhere by now; the row says where to go on. */
export type TransferOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'stopped'; readonly message: string };

/** Brings a transfer to its end, whatever was left of it by an earlier instance: intention (now or after a wait), run, polling, outcome, and again after a failure. */
export function* transfer(
  context: OrchestrationContext,
  key: OperationKey,
  step: TransferKey['step'],
): Step<TransferOutcome> {
  for (;;) {
    const outcome = yield* attempt(context, key, step);
    if (outcome !== undefined) return outcome;
  }
}

/** One attempt of a transfer, from its intention to its outcome in the row; undefined when it was closed, or has to be prepared again. */
export function* attempt(
  context: OrchestrationContext,
  key: OperationKey,
  step: TransferKey['step'],
): Step<TransferOutcome | undefined> {
  const prepared = yield* call(context, 'prepareTransfer', { key, step });
  if (prepared.kind === 'stale') throw new Error(prepared.message);
  if (prepared.kind === 'done' || prepared.kind === 'stopped') return prepared;
  if (prepared.kind === 'held') yield* waitOutHold(context, key, step);
  if (prepared.kind === 'held' || prepared.kind === 'elsewhere') return { kind: 'paused' };
  if (prepared.kind === 'wait' && isLong(context)) return { kind: 'paused' };
  yield* delay(context, prepared.waitSeconds);
  if (prepared.kind === 'wait') return undefined;
  yield* call(context, 'startTransfer', { key, step });
  const ended = yield* follow(context, key, step);
  if (!ended) return { kind: 'paused' };
  yield* call(context, 'closeTransfer', { key, step });
  return isLong(context) ? { kind: 'paused' } : undefined;
}

function* follow(context: OrchestrationContext, key: OperationKey, step: TransferKey['step']): Step<boolean> {
  for (;;) {
    const { ended, waitSeconds } = yield* call(context, 'pollTransfer', { key, step });
    if (ended || isLong(context)) return ended;
    yield* delay(context, waitSeconds);
  }
}

/** Waits for the end of a hold that keeps a step from beginning, or until the history has grown long enough. */
export function* waitOutHold(context: OrchestrationContext, key: OperationKey, step: TransferKey['step']): Step<void> {
  for (;;) {
    const { held, waitSeconds } = yield* call(context, 'lookAtHold', { key, step });
    if (!held || isLong(context)) return;
    yield* delay(context, waitSeconds);
  }
}

/** Goes on with `next` when a transfer is done. A paused one begins the instance afresh, a stopped one fails the operation while it is still in `from`, if that is given. */
export function* whenDone(
  context: OrchestrationContext,
  key: OperationKey,
  outcome: TransferOutcome,
  next: () => Step<string>,
  from?: string,
): Step<string> {
  if (outcome.kind === 'paused') return CONTINUE_AS_NEW;
  if (outcome.kind === 'stopped') return yield* fail(context, key, outcome.message, from);
  return yield* next();
}

export function transferThenMove(step: TransferKey['step'], from: string, event: OperationEvent): Stage {
  return function* (context, key) {
    const outcome = yield* transfer(context, key, step);
    return yield* whenDone(context, key, outcome, () => move(context, key, from, event), from);
  };
}
