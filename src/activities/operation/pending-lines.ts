import type { PendingLine } from '../../domain/notification/pending-work.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Register } from '../../ports/records.ts';

type LinePorts = Pick<Ports, 'register' | 'audit'>;

/** Brings the audit lines that the moves of an operation up to now still owe into its project's chain, in the order of the moves. May be repeated. */
export async function writePendingLines(
  ports: LinePorts,
  operation: Pick<Operation, 'project' | 'id' | 'revision'>,
): Promise<void> {
  await bring(ports, operation.project, await ports.register.owedLines(operation));
}

/** The same for whoever does not know the operation: reads what stands in the register, whatever this process did itself. */
export async function writeStoredLines(ports: LinePorts, { project, id }: OperationKey): Promise<void> {
  await bring(ports, project, await storedLines(ports, project, id));
}

export async function storedLines(
  { register }: { readonly register: Pick<Register, 'owed'> },
  project: string,
  operation?: string,
): Promise<readonly PendingLine[]> {
  const lines: PendingLine[] = [];
  for await (const { value } of register.owed(project, operation)) if (value.kind === 'line') lines.push(value);
  return lines;
}

async function bring({ register, audit }: LinePorts, project: string, lines: readonly PendingLine[]): Promise<void> {
  if (lines.length === 0) return;
  await audit.append(
    project,
    lines.map(({ event }) => event),
  );
  await register.settle(...lines);
}
