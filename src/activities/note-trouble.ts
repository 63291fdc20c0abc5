import { factsOf } from '../domain/advance.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import { troubledAgain } from '../domain/trouble.ts';
import type { Ports } from '../ports/ports.ts';
import { amend, requireOperation, rewrite } from './operations.ts';
import { record } from './record.ts';

/**
 * Writes into the row that the operation cannot go on: an activity failed until its retries were used up. The sweep tries again. An
 * operation that rests or has ended is left as it is. The audit tells of the beginning; each further try only counts in the row.
 */
export async function noteTrouble(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  { key, message }: { readonly key: OperationKey; readonly message: string },
): Promise<void> {
  const now = ports.clock.now();
  const noted = await amend(ports.register, key, (operation) =>
    factsOf(operation).runs ? { trouble: troubledAgain(operation.trouble, message, now) } : {},
  );
  const { trouble, state, revision } = noted;
  if (trouble === undefined) return;
  await record(ports, noted, {
    id: `trouble-${revision}-${Date.parse(trouble.since)}`,
    kind: 'operation.trouble',
    data: { state, since: trouble.since, message: trouble.message },
  });
}

/** Takes the trouble out of the row once the operation goes on again. Writes only when there was some. */
export async function endTrouble(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  { id, project, trouble, state, revision }: Operation,
): Promise<void> {
  if (trouble === undefined) return;
  const key = { project, id };
  const { value } = await requireOperation(ports.register, key);
  if (value.trouble?.since !== trouble.since) return;
  await record(ports, key, {
    id: `trouble-${revision}-${Date.parse(trouble.since)}.over`,
    kind: 'operation.trouble-over',
    data: { state, since: trouble.since, times: trouble.times },
  });
  await rewrite(ports.register, key, (operation) => {
    const { trouble: standing, ...rest } = operation;
    return standing?.since === trouble.since ? rest : operation;
  });
}
