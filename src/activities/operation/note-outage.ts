import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { Operation, OperationKey, Outage } from '../../domain/operation/operation.ts';
import { outageAgain } from '../../domain/operation/outage.ts';
import type { Ports } from '../../ports/ports.ts';
import { amend, requireOperation, rewrite } from './operations.ts';
import { type Note, record, recordAll } from './record.ts';
import { type StalePorts, staleLine } from './refuse-stale.ts';

/**
 * Notes in the row that the operation cannot go on, because the retries of an activity are used up; the sweep tries again. An operation
 * that rests or has ended stays as it is.
 * The audit tells of the beginning, and the row counts each further try. When the audit itself is away its line waits for the next time,
 * since a repeat would count as one more try. A row that its audit knows to be old is noted as that: no service that answers again repairs
 * it.
 */
export async function noteOutage(
  ports: StalePorts & Pick<Ports, 'clock'>,
  { key, message }: { readonly key: OperationKey; readonly message: string },
): Promise<void> {
  // Where the audit is away too, that is the outage.
  const stale = await staleLine(ports, key).catch(() => undefined);
  const said = { message, ...(stale === undefined ? {} : { stale }) };
  const now = ports.clock.now();
  const noted = await amend(ports.register, key, (operation) =>
    factsOf(operation).runs ? { trouble: outageAgain(operation.trouble, said, now) } : {},
  );
  if (noted.trouble !== undefined) await record(ports, noted, beginning(noted, noted.trouble)).catch(() => {});
}

function beginning({ state, revision }: Operation, { since, message }: Outage): Note {
  return {
    id: `trouble-${revision}-${Date.parse(since)}`,
    kind: 'operation.trouble',
    data: { state, since, message },
  };
}

/** The hours that an upload may take begin anew, as those of the outage must not end it. Writes only when there was some outage. */
export async function endOutage(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  operation: Operation,
): Promise<Operation> {
  const { id, project, trouble, state } = operation;
  if (trouble === undefined) return operation;
  const key = { project, id };
  const { value } = await requireOperation(ports.register, key);
  if (value.trouble?.since !== trouble.since) return value;
  const began = beginning(operation, trouble);
  const data = { state, since: trouble.since, times: trouble.times };
  await recordAll(ports, key, [began, { id: `${began.id}.over`, kind: 'operation.trouble-over', data }]);
  const now = ports.clock.now().toISOString();
  return await rewrite(ports.register, key, (before) => {
    const { trouble: standing, ...rest } = before;
    if (standing?.since !== trouble.since) return before;
    return rest.state === 'receiving' ? { ...rest, retriedAt: now } : rest;
  });
}
