import { enumerated } from '../base/count-text.ts';
import { type Door, doorFacts } from '../base/door.ts';
import { IllegalMove } from '../base/errors.ts';
import { type DatasetEvent, type DatasetState, datasetFacts, datasetRows } from '../operation/dataset.ts';
import { type ExportEvent, type ExportState, exportFacts, exportRows } from '../operation/export.ts';
import { endOfInspection } from '../operation/inspection-wait.ts';
import { limitWaiting } from '../operation/limit-wait.ts';
import type { Failure, Operation } from '../operation/operation.ts';
import type { PassingNotificationKind } from '../operation/operation-lists.ts';
import type { Facts, Row } from '../operation/operation-table.ts';
import { awaitedUntil, purposeWait } from '../operation/purpose.ts';
import { stateText } from '../operation/state-text.ts';
import { isAfterDeadline, type Round } from '../review/round.ts';
import { retractionText, unpublishedText } from './retraction.ts';
import { revealedAfter } from './revealed-ends.ts';
import { endOfRetraction, isToBeClosed, passesCopy } from './unpublished.ts';
import { isNoted } from './withdrawal.ts';

export type OperationEvent = DatasetEvent | ExportEvent;

const tables: Record<Door, { rows: readonly Row<string, string>[]; facts: Readonly<Record<string, Facts>> }> = {
  ingress: { rows: datasetRows, facts: datasetFacts satisfies Record<DatasetState, Facts> },
  export: { rows: exportRows, facts: exportFacts satisfies Record<ExportState, Facts> },
};

/**
 * The operation after the event: new state, next revision, `since` now, and why it failed when it did. Trouble, what was missing, the wish to stop
 * a hold and what one of two operators asked for end with the state in which they were noted, a scan when the upload is to be checked anew, and what an inspection ended with when there is another. Throws IllegalMove when the table has no
 * such row.
 */
export function advance(operation: Operation, event: OperationEvent, now: string, failure?: Failure): Operation {
  const [row] = rowsOf(operation, event);
  if (!row) {
    throw new IllegalMove(
      `The ${doorFacts(operation.door).noun} ${operation.id} is ${stateText(operation.state)}: it cannot take '${event}'`,
    );
  }
  const {
    trouble: _trouble,
    missing: _missing,
    stop: _stop,
    hold: _hold,
    failure: _failure,
    tells: _tells,
    toldSince: _toldSince,
    withoutEvidenceAsked: _withoutEvidenceAsked,
    limit,
    scan,
    inspection,
    ...rest
  } = operation;
  const tells = passingOccasionOf(operation, event);
  const isUnscanned = row.to === 'checking' || row.to === 'scanning' || event === 'passed';
  const next = {
    ...rest,
    ...(scan === undefined || isUnscanned ? {} : { scan }),
    ...(inspection === undefined || row.to === 'inspecting' ? {} : { inspection }),
    // What was taken is given back by whoever sees that nothing was outside.
    ...(limit === undefined || 'waitsSince' in limit ? {} : { limit }),
    state: row.to,
    revision: operation.revision + 1,
    since: now,
    ...(tells === undefined ? {} : { tells }),
    ...(failure === undefined ? {} : { failure }),
    ...(operation.state === 'failed' ? { retriedAt: now } : {}),
  };
  return { ...next, ...revealedAfter(operation, next) };
}

/** What people are told of the move by that event, where the operation goes on behind it. */
function passingOccasionOf({ door, state }: Operation, event: OperationEvent): PassingNotificationKind | undefined {
  if (door === 'ingress') return state === 'receiving' && event === 'complete' ? 'received' : undefined;
  return passing[event];
}

const passing: Partial<Record<OperationEvent, PassingNotificationKind>> = {
  frozen: 'in-review',
  inspected: 'in-review',
  reopen: 'in-review',
  approve: 'approved',
  deny: 'denied',
  'want-changes': 'changes-wanted',
};

/** The moves that a state of the door's table has, or all of them. */
export function rowsFrom(door: Door, state?: string): readonly Row<string, string>[] {
  const { rows } = tables[door];
  return state === undefined ? rows : rows.filter(({ from }) => from === state);
}

/** Where a failed operation goes on. Comparing a dataset's copy once more would find what it found: it is copied again. */
function retriedIn(failedIn: string | undefined): string | undefined {
  return failedIn === 'verifying' ? 'copying' : failedIn;
}

/**
 * The rows that fit. A retry leads back to the state that failed and to no other, or to the copy that was not what it must be; only what failed
 * in its release is taken back, and nothing ends past what was copied of it.
 */
function rowsOf(operation: Operation, event: OperationEvent): readonly Row<string, string>[] {
  const { door, state, failure } = operation;
  if (!passesCopy(operation, event)) return [];
  const fits = rowsFrom(door, state).filter((row) => row.event === event);
  if (event === 'take-back' && state === 'failed' && failure?.state !== 'releasing') return [];
  return event === 'retry' ? fits.filter((row) => row.to === retriedIn(failure?.state)) : fits;
}

export function statesAt(door: Door): readonly string[] {
  return Object.keys(tables[door].facts);
}

/** Throws IllegalMove for a state that its table does not know. */
export function factsOf(operation: Pick<Operation, 'id' | 'door' | 'state'>): Facts {
  const facts = tables[operation.door].facts[operation.state];
  if (!facts)
    throw new IllegalMove(`The ${doorFacts(operation.door).noun} ${operation.id} has no state '${operation.state}'`);
  return facts;
}

const doer: Record<NonNullable<Facts['owner']>, string> = {
  system: 'the control plane acts by itself',
  owner: 'the data owner acts next',
  researcher: 'a researcher acts next',
  approvers: 'the approvers act next',
  operator: 'an operator acts next',
};

/** One sentence for people: what the operation waits for, since when, who must act, and of a review whose round is given until when. */
export function explain(operation: Operation, now: Date, round?: Round): string {
  const { waitsFor: usual, owner } = factsOf(operation);
  const deadline = deadlineOf(operation);
  const waitsFor = operation.missing === undefined ? usual : missingText;
  const thing = `The ${doorFacts(operation.door).noun} ${operation.name} of ${operation.project}`;
  const since = `${stateText(operation.state)} since ${operation.since} (${duration(operation.since, now)})`;
  if (owner === null) return `${thing} is ${since} and waits for ${waitsFor}.`;
  const awaited = awaitedUntil(operation);
  if (awaited !== undefined && !operation.stop && !operation.trouble)
    return `${thing} is ${since} and waits for ${purposeWait}; its researchers are reminded at ${awaited}.`;
  const isReview = operation.state === 'in-review' && round !== undefined;
  const end = isReview ? `; ${reviewEnd(round, now)}` : deadline === null ? '' : `; it ends by itself: ${deadline}`;
  if (operation.stop) return `${thing} is ${since} and stops once its runs have ended: ${operation.stop.message}`;
  if (operation.withdrawal && isNoted(operation.state)) {
    return `${thing} is ${since} and was withdrawn at ${operation.withdrawal.at}: it goes back to the researchers by itself.`;
  }
  if (operation.trouble) {
    const { since: began, times, message, stale } = operation.trouble;
    if (stale !== undefined) return `${thing} is ${since}, and its row is not what the audit tells: ${message}.`;
    return `${thing} is ${since} and in trouble since ${began}, tried ${times} times: ${message}. It is tried again by itself.`;
  }
  if (operation.hold) return `${thing} is ${since} and is ${operation.hold}. It goes on by itself when the hold ends.`;
  const limits = limitWait(operation);
  if (limits !== undefined) return `${thing} is ${since} and waits for ${limits}.`;
  if (operation.state === 'scanning' && operation.scan?.unscanned !== undefined)
    return `${thing} is ${since} and rests: ${operation.scan.unscanned} ${restWays}`;
  const why = operation.state === 'failed' && operation.failure ? ` (${operation.failure.message})` : '';
  const closed =
    operation.state === 'retracting' && operation.retraction ? `, ${retractionText(operation.retraction, now)},` : '';
  return `${thing} is ${since}${why}${closed} and waits for ${waitsFor}: ${doer[owner]}${end}.${copyText(operation)}`;
}

/** For what an approved package waits that does not fit the limits of its project; undefined while it does not wait. */
export function limitWait(operation: Pick<Operation, 'state' | 'limit'>): string | undefined {
  const { names, until, asked, passed } = limitWaiting(operation) ?? {};
  if (names === undefined || passed !== undefined) return undefined;
  const then =
    until === undefined
      ? 'it is larger than they ever let through'
      : `it fits at ${until} at the earliest, and goes on by itself`;
  const pass =
    asked === undefined ? '' : `. ${asked.by.name} asked at ${asked.askedAt} that it passes once: ${asked.reason}`;
  const limits = `${names.length === 1 ? 'the limit' : 'the limits'} ${enumerated(names.map((name) => `'${name}'`))}`;
  return `room in ${limits} of its project: ${then}${pass}`;
}

/** When the wait of its state ends by itself, in words; null where it does not. */
function deadlineOf(operation: Operation): string | null {
  const { deadline } = factsOf(operation);
  const until = endOfInspection(operation);
  return until === undefined ? deadline : `${deadline}, at ${until}`;
}

export const missingText = 'the marker _COMPLETE, without which the project takes no upload';

function copyText(operation: Operation): string {
  if (!isToBeClosed(operation)) return '';
  const { state, retraction } = operation;
  if (state === 'retracting')
    return retraction?.unpublished === undefined
      ? ''
      : ` It was never published, and is ${endOfRetraction(retraction)} then.`;
  return ` ${unpublishedText(operation)}`;
}

function reviewEnd({ deadline, rules }: Round, now: Date): string {
  if (rules.onDeadline === 'return') return `it goes back at its deadline, ${deadline}`;
  if (isAfterDeadline({ deadline }, now)) return `its deadline was ${deadline}, and decisions still count`;
  return `decisions count after its deadline, ${deadline}, as well`;
}

const restWays = 'It goes on by itself when a clean verdict comes; an operator can look again (retry) or discard it.';

function duration(since: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}
