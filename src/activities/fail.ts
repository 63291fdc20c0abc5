import { factsOf } from '../domain/advance.ts';
import type { OperationKey } from '../domain/operation.ts';
import type { Ports } from '../ports.ts';
import { moveOperation } from './move.ts';
import { requireOperation } from './operations.ts';

/**
 * Moves an operation to `failed` with the step it was in and the reason. One that rests or has ended is left as it is. Nothing is
 * deleted or released here.
 */
export async function failOperation(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  { key, message }: { readonly key: OperationKey; readonly message: string },
): Promise<{ readonly state: string }> {
  const { value } = await requireOperation(ports.register, key);
  if (!factsOf(value).runs) return { state: value.state };
  const { state } = await moveOperation(ports, { key, from: value.state, event: 'fail', message });
  return { state };
}
