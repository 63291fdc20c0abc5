import type { OperationKey } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { requireOperation } from './operations.ts';
import { record } from './record.ts';

/** Where an operation stands, for the orchestrator to go on from. Also writes the audit line of its start, which a crash may have prevented. */
export async function loadOperation(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  key: OperationKey,
): Promise<{ readonly state: string }> {
  const { value } = await requireOperation(ports.register, key);
  await record(ports, value, {
    id: '0',
    kind: `${value.door}.receiving`,
    data: { name: value.name, shape: value.shape, startedAt: value.startedAt },
  });
  return { state: value.state };
}
