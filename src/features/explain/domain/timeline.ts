import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { capital } from '../../../domain/base/count-text.ts';
import { runText } from '../../../domain/history/transfers.ts';
import { statesAt } from '../../../domain/lifecycle/advance.ts';
import type { Operation, Transfer } from '../../../domain/operation/operation.ts';
import type { ExplainedRun, Explanation } from './explanation.ts';
import { runName } from './runs.ts';

/** A part of the life of an operation: a state that it was in, a run, or something else that was tried. It lasts until now where `until` is missing. */
export interface TimelineEntry {
  readonly kind: 'state' | 'run' | 'tried';
  readonly what: string;
  readonly from: string;
  readonly until?: string;
  readonly result?: string;
  readonly isBad?: boolean;
  /** The page of the run at Data Factory. */
  readonly url?: string;
}

/** What happened to an operation in the order of time. `left`: so many older entries are left out. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  readonly left: number;
}

/** So many entries are shown: an operation that is retried for weeks has thousands. */
const mostEntries = 100;

/** The states of an operation by the audit lines of its moves, with its runs and what else was tried. */
export function timelineOf(
  operation: Operation,
  { runs, tried }: Pick<Explanation, 'runs' | 'tried'>,
  events: readonly AuditEvent[],
): Timeline {
  const ofRuns = new Set(operation.transfers.map(runName));
  const all = [
    ...statesOf(operation, events),
    ...operation.transfers.map((transfer) => runEntry(transfer, runs)),
    ...tried.filter(({ what }) => !ofRuns.has(what)).map(triedEntry),
  ];
  const inOrder = all.toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from));
  return { entries: inOrder.slice(-mostEntries), left: Math.max(0, inOrder.length - mostEntries) };
}

function statesOf({ door, state, since, id }: Operation, events: readonly AuditEvent[]): TimelineEntry[] {
  const known = new Set(statesAt(door).map((one) => `${door}.${one}`));
  const moves = events
    .filter(({ operation, kind }) => operation === id && known.has(kind))
    .map(({ kind, at }) => ({ what: kind.slice(door.length + 1), from: at }))
    .toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from));
  const last = moves.at(-1);
  // A line comes into the chain after its move.
  const begun = last?.what === state && last.from === since ? moves : [...moves, { what: state, from: since }];
  return begun.map(({ what, from }, index) => {
    const until = begun[index + 1]?.from;
    return { kind: 'state' as const, what, from, ...(until === undefined ? {} : { until }), isBad: isBadState(what) };
  });
}

function isBadState(state: string): boolean {
  return state === 'failed' || state === 'rejected';
}

function runEntry(transfer: Transfer, runs: readonly ExplainedRun[]): TimelineEntry {
  const { step, attempt, status, intendedAt, startedAt = intendedAt, closedAt, message, runId, held } = transfer;
  const url = runs.find((run) => run.runId === runId)?.url ?? undefined;
  const said = [status, ...(held === true ? ['ended by a hold'] : [])].join(', ');
  return {
    kind: 'run',
    what: capital(runText(step, String(attempt))),
    from: startedAt,
    ...(closedAt === undefined ? {} : { until: closedAt }),
    result: message === undefined ? said : `${said}: ${message}`,
    isBad: status === 'failed',
    ...(url === undefined ? {} : { url }),
  };
}

/** Only its end is known. */
function triedEntry({ what, at, result }: Explanation['tried'][number]): TimelineEntry {
  return { kind: 'tried', what, from: at, until: at, result };
}
