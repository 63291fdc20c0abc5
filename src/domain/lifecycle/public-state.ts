import { doorFacts } from '../base/door.ts';
import { endOfInspection } from '../operation/inspection-wait.ts';
import type { Operation } from '../operation/operation.ts';
import type { Actor } from '../operation/operation-table.ts';
import { awaitedUntil, purposeWait } from '../operation/purpose.ts';
import { factsOf } from './advance.ts';
import { isNoted } from './withdrawal.ts';

/** What an operation waits for, in words that may leave: no name, no text that quotes one. `until` is a time or says in words when. */
export interface PublicState {
  readonly waitsFor: string;
  /** Who must act next; missing when nobody has to. */
  readonly waitsOn?: Actor;
  readonly until?: string;
}

/** What the operation waits for; `deadline` is that of its open round. */
export function publicState(operation: Operation, deadline?: string): PublicState {
  const { waitsFor, owner, deadline: inWords } = factsOf(operation);
  const stands = whatStands(operation);
  if (stands !== undefined) return stands;
  const until = endOf(operation, deadline) ?? inWords;
  return { waitsFor, ...(owner === null ? {} : { waitsOn: owner }), ...(until === null ? {} : { until }) };
}

/** When the wait of its state ends, where that is known to the minute. */
function endOf(operation: Operation, deadline: string | undefined): string | undefined {
  return operation.state === 'in-review' ? deadline : endOfInspection(operation);
}

/** What keeps the operation from what its state would wait for. */
function whatStands(operation: Operation): PublicState | undefined {
  const { state, withdrawal, stop, trouble, hold, scan, failure, door } = operation;
  const system = (waitsFor: string): PublicState => ({ waitsFor, waitsOn: 'system' });
  if (stop !== undefined) return system('its runs to end, since an operator stopped it');
  if (withdrawal !== undefined && isNoted(state)) return system('its way back, since it was withdrawn');
  if (trouble?.stale !== undefined)
    return { waitsFor: 'an operator to rebuild its row from the audit', waitsOn: 'operator' };
  if (trouble !== undefined) return system('a service that does not answer; it is tried again by itself');
  if (hold !== undefined) return { waitsFor: 'the hold of its project to end', waitsOn: 'operator' };
  if (state === 'scanning' && scan?.unscanned !== undefined)
    return { waitsFor: 'an operator to decide, since not every file could be scanned', waitsOn: 'operator' };
  const until = awaitedUntil(operation);
  if (until !== undefined) return { waitsFor: purposeWait, waitsOn: 'researcher', until };
  if (state !== 'failed' || failure === undefined) return undefined;
  const noun = doorFacts(door).noun;
  return {
    waitsFor: `an operator to lead it on. ${failure.publicMessage}; send a new ${noun} under another name`,
    waitsOn: 'operator',
  };
}

/** Why a package came back, in a sentence that may leave; undefined for one that did not. */
export function whyBack({ state, withdrawal, outcome }: Operation): string | undefined {
  if (!backStates.includes(state)) return undefined;
  if (withdrawal?.part === 'researcher') return 'A researcher of the project withdrew it.';
  if (withdrawal !== undefined) return 'An operator withdrew it or gave it back.';
  return outcome === undefined
    ? 'The approval it needs could not be given any more: the project or its people changed.'
    : outcomeWords[outcome.status];
}

/** States of a package that goes back to its researchers, or did. */
export const backStates: readonly string[] = ['denied', 'changes-wanted', 'expired', 'returning', 'returned'];

const outcomeWords = {
  denied: 'The approvers denied it.',
  'changes-wanted': 'The approvers asked for changes.',
  expired: 'The approvers did not decide in time.',
} as const;
