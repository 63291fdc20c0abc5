import type { OperationKey } from '../domain/operation.ts';
import type { OwedLine } from '../domain/owed.ts';
import type { Ports } from '../ports/ports.ts';

/** Brings the audit lines that an operation's moves still owe into its project's chain, in the order of the moves. May be repeated. */
export async function writeOwedLines(
  { register, audit }: Pick<Ports, 'register' | 'audit'>,
  { project, id }: OperationKey,
): Promise<void> {
  const lines: OwedLine[] = [];
  for await (const { value } of register.owed(project, id)) if (value.kind === 'line') lines.push(value);
  if (lines.length === 0) return;
  await audit.append(
    project,
    lines.map(({ event }) => event),
  );
  for (const line of lines) await register.settle(line);
}
