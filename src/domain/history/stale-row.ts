import type { AuditEvent } from '../audit/chain-line.ts';
import { revisionOfMove } from '../audit/repeated-event.ts';
import type { PendingLine } from '../notification/pending-work.ts';
import type { Operation, Withdrawal } from '../operation/operation.ts';
import type { Decision } from '../review/decision.ts';
import { decisionEvent } from '../review/decision-event.ts';
import type { Round } from '../review/round.ts';
import { pendingDisagrees, reviewProblems, rowDisagrees, rowInLine } from './record-agreement.ts';

/** What an audit chain holds of an operation: the ids of its lines, and its newest move; undefined while its opening is still owed. */
export interface ChainSays {
  readonly ids: ReadonlySet<string>;
  readonly newest: AuditEvent | undefined;
}

/** A row that its chain knows to be older than what happened, or changed past the chain. `line`: the id of the line that shows it. */
export interface Stale {
  readonly line: string;
  readonly why: string;
}

/** Thrown before anything is moved or deleted by a stale row. Nothing repairs it by itself: an operator puts it back from the audit. */
export class StaleRow extends Error {
  override readonly name = 'StaleRow';
  readonly line: string;

  constructor({ line, why }: Stale) {
    super(why);
    this.line = line;
  }
}

export function newestMove(ids: Iterable<string>): string | undefined {
  const moves = [...ids].flatMap((id) => {
    const revision = revisionOfMove(id);
    return revision === undefined ? [] : [{ id, revision }];
  });
  return moves.toSorted((one, other) => one.revision - other.revision).at(-1)?.id;
}

/**
 * Where the row of an operation says less than its chain, or more than the chain and the lines that moves still owe to it. The chain must
 * have been read after the row, and once more where they disagree.
 */
export function staleIn(row: Operation, { ids, newest }: ChainSays, owed: readonly PendingLine[]): Stale | undefined {
  return (newest && olderThan(row, newest)) ?? untoldMove(row, newest, owed) ?? lostTransfer(row, ids);
}

function olderThan(row: Operation, newest: AuditEvent): Stale | undefined {
  const told = revisionOfMove(newest.id) ?? 0;
  if (told > row.revision)
    return stale(row, newest.id, `its row is of the revision ${row.revision}, and the audit tells of ${told}`);
  const line = told === row.revision ? rowInLine(newest) : undefined;
  const other = line && rowDisagrees(row, line);
  return other === undefined ? undefined : stale(row, newest.id, other);
}

/** Each move that the chain does not tell of yet must still owe its line. */
function untoldMove(row: Operation, newest: AuditEvent | undefined, owed: readonly PendingLine[]): Stale | undefined {
  const told = newest === undefined ? -1 : (revisionOfMove(newest.id) ?? -1);
  for (let revision = told + 1; revision <= row.revision; revision += 1) {
    const due = owed.find((one) => one.revision === revision);
    if (due === undefined) return stale(row, `${row.id}.${revision}`, 'nothing tells of that move');
    const why = pendingDisagrees(due, row);
    if (why !== undefined) return stale(row, due.event.id, why);
  }
  return undefined;
}

function lostTransfer(row: Operation, ids: ReadonlySet<string>): Stale | undefined {
  const lost = [...ids].find((id) => isTransferLost(row, id));
  return lost === undefined ? undefined : stale(row, lost, 'its row does not know that transfer as far');
}

/** A line of a transfer is written after the row, so the row must have come as far. */
function isTransferLost({ id, transfers }: Operation, line: string): boolean {
  const [, step, attempt, end] = /^(.+)-(\d+)\.(intended|started|closed)$/.exec(line.slice(id.length + 1)) ?? [];
  if (step === undefined) return false;
  const standing = transfers.find((one) => one.step === step && one.attempt === Number(attempt));
  if (standing === undefined) return true;
  return (end === 'started' && standing.runId === undefined) || (end === 'closed' && standing.closedAt === undefined);
}

/** Where the rows of a review say less than the chain, or an approval of which the chain does not hold every part; or there is neither a review nor a reason for none. */
export function staleReview(
  row: Operation,
  ids: ReadonlySet<string>,
  rounds: readonly Round[],
  decisions: readonly Decision[],
): Stale | undefined {
  const taken = new Set(decisions.map((decision) => decisionEvent(decision).id));
  const lost = [...ids].find((id) => id.startsWith(`${row.id}.decision-`) && !taken.has(id));
  if (lost !== undefined) return stale(row, lost, 'the row of that decision is gone');
  const untold = [...taken].find((id) => !ids.has(id));
  if (untold !== undefined) return stale(row, untold, 'the audit does not tell of that decision');
  if (row.round === undefined && ![...ids].some(isUnasked)) return stale(row, newestMove(ids) ?? row.id, unasked);
  const [problem] = reviewProblems(row, rounds, decisions);
  return problem === undefined ? undefined : stale(row, `${row.id}.round-${row.round}`, problem);
}

const unasked = 'nobody was asked about that package, and nothing tells that its project wanted no approval';

/** The move of a package that is released without a round. */
function isUnasked(id: string): boolean {
  return revisionOfMove(id) !== undefined && id.endsWith('.skip-approval');
}

/** The line of a wish to withdraw a package that its row does not know: whoever wrote it was stopped before the row, or the row was put back. */
export function wishUnknown({ id, withdrawal }: Operation, ids: ReadonlySet<string>): string | undefined {
  return withdrawal === undefined ? [...ids].find((one) => one.startsWith(`${id}.withdrawal-`)) : undefined;
}

const parts: readonly Withdrawal['part'][] = ['owner', 'researcher', 'operator'];

export function wishIn({ actor, at, data }: AuditEvent): Withdrawal {
  const part = parts.find((one) => one === data['part']) ?? 'operator';
  return { by: actor, part, reason: String(data['reason'] ?? ''), at };
}

function stale({ id, project }: Operation, line: string, why: string): Stale {
  return {
    line,
    why: `The audit line ${line} and the row of ${id} disagree: ${why}. Nothing is moved or deleted by such a row; an operator puts it back from the audit (sallyport restore apply --project ${project} --operation ${id})`,
  };
}
