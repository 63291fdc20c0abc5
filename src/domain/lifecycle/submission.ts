import { quarterOf } from '../base/time.ts';
import type { Operation } from '../operation/operation.ts';
import { stateText } from '../operation/state-text.ts';
import { factsOf } from './advance.ts';
import { backStates } from './public-state.ts';

/** States in which the approvers have not answered about a package yet. */
const unanswered: readonly string[] = ['receiving', 'checking', 'scanning', 'freezing', 'inspecting', 'in-review'];

/**
 * Why nothing can be typed about the operation now, in a sentence; undefined when something can. What an approver has decided by stays as
 * it is.
 */
export function whyNotSubmitted(operation: Operation, isDecided = false): string | undefined {
  const { id, door, state, withdrawal, failure } = operation;
  if (door !== 'export') return `${id} is a dataset: a purpose belongs to a package on its way out`;
  if (!factsOf(operation).open) return `The package ${id} has ended: it is ${stateText(state)}`;
  if (withdrawal !== undefined) return `The package ${id} was withdrawn`;
  if (!unanswered.includes(state === 'failed' && failure !== undefined ? failure.state : state))
    return `The package ${id} is ${stateText(state)}: its approvers are not asked any more`;
  if (isDecided)
    return `An approver of the package ${id} has decided by what was said of it; withdraw it to send it anew`;
  return undefined;
}

/**
 * Whether the package may go on with the earlier one: one of its project that went back and was sent before it, or within the same quarter of an
 * hour, whose order is not told outside.
 */
export function mayContinue(operation: Operation, earlier: Operation): boolean {
  return (
    earlier.door === 'export' &&
    earlier.project === operation.project &&
    earlier.id !== operation.id &&
    quarterOf(earlier.startedAt) <= quarterOf(operation.startedAt) &&
    backStates.includes(earlier.state)
  );
}
