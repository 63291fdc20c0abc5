import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { PendingLine } from '../../src/domain/notification/pending-work.ts';
import type { Operation, OperationKey, Transfer } from '../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../src/domain/operation/operation-lists.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Stored } from '../../src/ports/records.ts';
import { anOperation } from '../contract/samples.ts';
import { gather } from '../domain/sample.ts';

/** A transfer as a row tells of it, with changes on top. */
export function aTransfer(step: TransferStep, changes: Partial<Transfer> = {}): Transfer {
  return { step, attempt: 1, parameters: {}, status: 'intended', intendedAt: '2026-03-01T10:00:00.000Z', ...changes };
}

/** An operation of its own that stands in the register as the changes say. */
export async function standing(
  { register }: Pick<Ports, 'register'>,
  changes: Partial<Operation>,
): Promise<Stored<Operation>> {
  const early = { startedAt: '2026-03-01T09:00:00.000Z', since: '2026-03-01T09:00:00.000Z' };
  const operation = anOperation({ ...early, ...changes });
  const revisions = Array.from({ length: operation.revision + 1 }, (_, revision) => ({ ...operation, revision }));
  await register.open(
    operation,
    revisions.map((row) => lineOf(row)),
  );
  const stored = await register.get(operation);
  if (!stored) throw new Error(`no operation ${operation.id}`);
  return stored;
}

/** The audit line that a move to this row owes. */
export function lineOf(row: Operation, event?: string): PendingLine {
  const { project, id: operation, revision, door, state } = row;
  const id = [operation, revision, ...(event === undefined ? [] : [event])].join('.');
  const said = { at: row.since, kind: `${door}.${state}`, actor: 'control-plane', data: { row: JSON.stringify(row) } };
  return { kind: 'line', project, operation, revision, event: { id, project, operation, ...said } };
}

/** Moves an operation past its table, with its line. */
export async function forceTo(
  { register }: Pick<Ports, 'register'>,
  { value, etag }: Stored<Operation>,
  state: string,
): Promise<Operation> {
  const moved = { ...value, state, revision: value.revision + 1 };
  return (await register.move({ value: moved, etag }, [lineOf(moved, 'forced')])).value;
}

/** The kinds of what the audit tells of an operation, in order. */
export async function tellings({ audit }: Pick<Ports, 'audit'>, { project, id }: OperationKey): Promise<string[]> {
  const events = (await gather(audit.lines(project))).map((line) => parseChainLine(line).event);
  return events.filter(({ operation }) => operation === id).map(({ kind }) => kind);
}
