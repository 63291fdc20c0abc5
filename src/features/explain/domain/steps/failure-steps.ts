import type { ActName } from '../../../../domain/lifecycle/acts.ts';
import type { Operation } from '../../../../domain/operation/operation.ts';
import { type CauseId, causeOf } from '../causes.ts';
import type { ExplainedOperation } from '../explained-operation.ts';
import type { NextStep } from '../explanation.ts';
import { actStepOf } from './act-steps.ts';
import { deleteByHand, leaseSteps, restoreFileSteps, uploadAgain } from './blob-steps.ts';
import { deploymentStep } from './deployment-step.ts';
import { secretSteps } from './secret-steps.ts';

/** What leads a failed operation on: first what repairs its cause as far as that still stands, then a retry or the way back. */
export function failureSteps(from: ExplainedOperation): NextStep[] {
  const { operation, found, settings } = from;
  const mends = [
    ...leaseSteps(from),
    ...restoreFileSteps(from),
    ...secretSteps(found, settings),
    ...(found.isLeftToHands ? [deleteByHand(from)] : []),
  ];
  const ways = inOrder(operation, found.gone).flatMap((name) => actStepOf(from, name) ?? []);
  const cause = causeOf(operation.failure?.message ?? '')?.id;
  const snapshot = cause === 'role-missing' ? [deploymentStep(from)] : [];
  return [...mends, ...ways, ...snapshot, ...uploadAgain(from)];
}

/** Causes that stay as they are while nobody does anything but retry. */
const lasting: readonly (CauseId | undefined)[] = ['differs', 'vanished', 'stray', undefined];

const back: readonly ActName[] = ['discard', 'giveBack', 'takeBack'];

/** A retry first, unless it cannot help: files are gone for good, or one was tried already and met the same. */
function inOrder(operation: Operation, gone: ExplainedOperation['found']['gone']): readonly ActName[] {
  const isLost = gone.some(({ isRestorable }) => !isRestorable);
  return isLost || isInVain(operation) ? [...back, 'retry'] : ['retry', ...back];
}

function isInVain({ failure, retriedAt }: Operation): boolean {
  if (failure === undefined || retriedAt === undefined) return false;
  return lasting.includes(causeOf(failure.message)?.id);
}
