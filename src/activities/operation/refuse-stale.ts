import { revisionOfMove } from '../../domain/audit/repeated-event.ts';
import {
  newestMove,
  type Stale,
  StaleRow,
  staleIn,
  staleReview,
  wishIn,
  wishUnknown,
} from '../../domain/history/stale-row.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { TransferStep } from '../../domain/operation/operation-lists.ts';
import type { RecordedOperation } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError, type Stored } from '../../ports/records.ts';
import { amend, requireOperation } from './operations.ts';
import { storedLines } from './pending-lines.ts';

export type StalePorts = Pick<Ports, 'register' | 'decisions' | 'audit'>;

/** A move that happens between two readings looks stale: so often it is looked at again. */
const looksAtMost = 3;

/**
 * Holds the row of an operation as it was read a moment ago to what its audit chain holds by now, and gives what that holds. Throws
 * StaleRow when the row, or the decisions on a package that is being released, were put back or changed past the chain, ConflictError when
 * the row was changed meanwhile.
 */
export async function requireFresh(ports: StalePorts, read: Stored<Operation>): Promise<RecordedOperation> {
  const { value: row, etag } = read;
  for (let looks = 1; ; looks += 1) {
    const told = await ports.audit.toldOf(row.project, row.id);
    const found = await compare(ports, row, told.ids);
    if (found === undefined) return told;
    if ((await requireOperation(ports.register, row)).etag !== etag)
      throw new ConflictError(`${row.id} was changed while it was compared with the audit`);
    if (looks === looksAtMost) throw new StaleRow(found);
  }
}

/** The id of the audit line that the row of an operation disagrees with; undefined when it agrees with all. */
export async function staleLine(ports: StalePorts, key: OperationKey): Promise<string | undefined> {
  try {
    await requireFresh(ports, await requireOperation(ports.register, key));
    return undefined;
  } catch (error) {
    if (error instanceof StaleRow) return error.line;
    throw error;
  }
}

async function compare(ports: StalePorts, row: Operation, ids: ReadonlySet<string>): Promise<Stale | undefined> {
  const move = newestMove(ids);
  const newest = move === undefined ? undefined : await ports.audit.event(row.project, move);
  const isTold = newest !== undefined && revisionOfMove(newest.id) === row.revision;
  const pending = isTold ? [] : await storedLines(ports, row.project, row.id);
  const found = staleIn(row, { ids, newest }, pending);
  if (found !== undefined || row.state !== 'releasing' || row.withdrawal !== undefined) return found;
  const { rounds, decisions } = await ports.decisions.read(row.id);
  return staleReview(
    row,
    ids,
    rounds.map(({ value }) => value),
    decisions,
  );
}

/**
 * Whether a package is withdrawn, so that this step of it must not begin. A wish that only the audit knows yet is written into the row first:
 * whoever utters one stands in the audit before the row, so a crash in between leaves it undone.
 */
export async function isWithdrawn(
  { register, audit }: StalePorts,
  read: Stored<Operation>,
  ids: ReadonlySet<string>,
  step: TransferStep,
): Promise<boolean> {
  const { value: operation } = read;
  if (!beforeAnyLeaves.has(step)) return false;
  const line = wishUnknown(operation, ids);
  const event = line === undefined ? undefined : await audit.event(operation.project, line);
  if (event === undefined) return step === 'export-release' && operation.withdrawal !== undefined;
  const wish = wishIn(event);
  await amend(register, operation, ({ withdrawal = wish }) => ({ withdrawal }), read);
  return true;
}

const beforeAnyLeaves: ReadonlySet<TransferStep> = new Set(['export-freeze', 'export-delete', 'export-release']);
