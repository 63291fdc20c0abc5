import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation } from './operations.ts';
import { writePendingLines } from './pending-lines.ts';

/** Also writes the audit lines that a crash may have prevented. */
export async function loadOperation(
  ports: Pick<Ports, 'register' | 'audit'>,
  key: OperationKey,
): Promise<{ readonly state: string; readonly stop?: string }> {
  const { value } = await requireOperation(ports.register, key);
  await writePendingLines(ports, value);
  return value.stop === undefined ? { state: value.state } : { state: value.state, stop: value.stop.message };
}
