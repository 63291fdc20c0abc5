import { parseChainLine } from '../../src/domain/chain-line.ts';
import type { Operation, OperationKey, Transfer, TransferStep } from '../../src/domain/operation.ts';
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
  await register.open(operation, []);
  const stored = await register.get(operation);
  if (!stored) throw new Error(`no operation ${operation.id}`);
  return stored;
}

/** The kinds of what the audit tells of an operation, in order. */
export async function tellings({ audit }: Pick<Ports, 'audit'>, { project, id }: OperationKey): Promise<string[]> {
  const events = (await gather(audit.lines(project))).map((line) => parseChainLine(line).event);
  return events.filter(({ operation }) => operation === id).map(({ kind }) => kind);
}
