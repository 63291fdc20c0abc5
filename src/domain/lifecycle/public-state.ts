import type { Door } from '../base/door.ts';
import { doorFacts } from '../base/door.ts';
import { endOfInspection } from '../operation/inspection-wait.ts';
import type { Operation } from '../operation/operation.ts';
import type { Actor } from '../operation/operation-table.ts';
import { awaitedUntil, purposeWait } from '../operation/purpose.ts';
import { stateText } from '../operation/state-text.ts';
import { factsOf, limitWait } from './advance.ts';
import { isNoted } from './withdrawal.ts';

/** What an operation waits for, in words that may leave: no name, no text that quotes one. `until` is a time or says in words when. */
export interface PublicState {
  readonly waitsFor: string;
  /** Who must act next; missing when nobody has to. */
  readonly waitsOn?: Actor;
  readonly until?: string;
}

/** What can keep an operation from what its state would wait for; the first that fits is told. */
export const obstacles = [
  'stopped',
  'withdrawn',
  'stale',
  'trouble',
  'held',
  'unscanned',
  'purpose',
  'question',
  'limit',
] as const;
export type Obstacle = (typeof obstacles)[number];

/** Where an operation stands, by words of ours only. `failedIn`: the state in which it failed. */
export interface OperationStatus {
  readonly id: string;
  readonly door: Door;
  readonly state: string;
  readonly standing?: Obstacle;
  readonly failedIn?: string;
}

/** `deadline` is that of its open round. */
export function publicState(operation: Operation, deadline?: string): PublicState {
  return waitOf(operationStatusOf(operation), endOf(operation, deadline));
}

export function operationStatusOf(operation: Operation): OperationStatus {
  const { id, door, state, failure } = operation;
  const standing = standingOf(operation);
  return {
    ...{ id, door, state },
    ...(standing === undefined ? {} : { standing }),
    ...(state !== 'failed' || failure === undefined ? {} : { failedIn: failure.state }),
  };
}

/** When its wait ends, where that is known to the minute; `deadline` is that of its open round. */
export function endOf(operation: Operation, deadline: string | undefined): string | undefined {
  const standing = standingOf(operation);
  if (standing !== undefined) return standing === 'purpose' ? awaitedUntil(operation) : undefined;
  return operation.state === 'in-review' ? deadline : endOfInspection(operation);
}

export function waitOf(at: OperationStatus, end: string | undefined): PublicState {
  const { door, standing, failedIn } = at;
  const until = (text: string | null | undefined) => (text === undefined || text === null ? {} : { until: text });
  if (standing !== undefined) return { ...whatStands[standing], ...until(end) };
  if (failedIn !== undefined)
    return {
      waitsFor: `an operator to lead it on. ${failedText(failedIn)}; send a new ${doorFacts(door).noun} under another name`,
      waitsOn: 'operator',
    };
  const { waitsFor, owner, deadline: inWords } = factsOf(at);
  return { waitsFor, ...(owner === null ? {} : { waitsOn: owner }), ...until(end ?? inWords) };
}

/** What may leave of a failure. */
export function failedText(state: string): string {
  return `It stopped while it was ${stateText(state)}`;
}

const whatStands: Readonly<Record<Obstacle, PublicState>> = {
  stopped: { waitsFor: 'its runs to end, since an operator stopped it', waitsOn: 'system' },
  withdrawn: { waitsFor: 'its way back, since it was withdrawn', waitsOn: 'system' },
  stale: { waitsFor: 'an operator to put its row back from the audit', waitsOn: 'operator' },
  trouble: { waitsFor: 'a service that does not answer; it is tried again by itself', waitsOn: 'system' },
  held: { waitsFor: 'the hold of its project to end', waitsOn: 'operator' },
  unscanned: { waitsFor: 'an operator to decide, since not every file could be scanned', waitsOn: 'operator' },
  purpose: { waitsFor: purposeWait, waitsOn: 'researcher' },
  limit: { waitsFor: 'room in the limits of its project; it goes on by itself', waitsOn: 'system' },
  question: { waitsFor: 'an answer of the researchers', waitsOn: 'researcher' },
};

function standingOf(operation: Operation): Obstacle | undefined {
  const { state, withdrawal, stop, trouble, hold, scan } = operation;
  if (stop !== undefined) return 'stopped';
  if (withdrawal !== undefined && isNoted(state)) return 'withdrawn';
  if (trouble !== undefined) return trouble.stale === undefined ? 'trouble' : 'stale';
  if (hold !== undefined) return 'held';
  if (state === 'scanning' && scan?.unscanned !== undefined) return 'unscanned';
  if (limitWait(operation) !== undefined) return 'limit';
  return awaitedUntil(operation) === undefined ? undefined : 'purpose';
}

/** Why packages come back, in sentences that may leave. */
export const backSentences = {
  researcher: 'A researcher of the project withdrew it.',
  operator: 'An operator withdrew it or gave it back.',
  unreachable: 'The approval it needs could not be given any more: the project or its people changed.',
  denied: 'The approvers denied it.',
  'changes-wanted': 'The approvers asked for changes.',
  expired: 'The approvers did not decide in time.',
} as const;
export type WhyBack = keyof typeof backSentences;

/** Why a package came back; undefined for one that did not. People brought each of it about. */
export function whyBack({ state, withdrawal, outcome }: Operation): WhyBack | undefined {
  if (!backStates.includes(state)) return undefined;
  if (withdrawal !== undefined) return withdrawal.part === 'researcher' ? 'researcher' : 'operator';
  return outcome === undefined ? 'unreachable' : outcome.status;
}

export const backStates: readonly string[] = ['denied', 'changes-wanted', 'expired', 'returning', 'returned'];
