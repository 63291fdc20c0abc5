import { requireOperation } from '../../activities/operation/operations.ts';
import { record } from '../../activities/operation/record.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { hasEnded } from '../../activities/transfer/cancel-runs.ts';
import { boundRevoke, countReleased } from '../../activities/transfer/emptying.ts';
import { clockSkewMs } from '../../activities/transfer/run-transfer.ts';
import type { PendingLook } from '../../domain/notification/pending-work.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { isOutsideByRight } from '../../domain/operation/take-back.ts';
import { deleteParameters } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';

export type LookPorts = Pick<Ports, 'register' | 'listing' | 'dataFactory' | 'audit' | 'clock'>;

/** When something lies there, Data Factory deletes that, and the next sweep looks once more. Answers whether something lay there. */
export async function lookAtEmptied(
  ports: LookPorts,
  settings: Pick<FlowSettings, 'storageSkewSeconds'>,
  look: Stored<PendingLook>,
): Promise<boolean> {
  const { project, operation: id, revision, times } = look.value;
  const { value: operation } = await requireOperation(ports.register, { project, id });
  // A package that is released once more has its files there by right, and one that is taken back once more is looked at after that.
  const count = isOutsideByRight(operation) ? 0 : await countReleased(ports, operation);
  if (count === 0) {
    await ports.register.settle(look.value);
    return false;
  }
  await record(ports, operation, { id: `look-${revision}-${times}`, kind: 'release.reappeared', data: { count } });
  await deleteAgain(ports, settings, operation, look);
  return true;
}

/** The try is written down before the run is asked for, so that of two sweeps one asks. */
async function deleteAgain(
  ports: LookPorts,
  settings: Pick<FlowSettings, 'storageSkewSeconds'>,
  operation: Operation,
  { value, etag }: Stored<PendingLook>,
): Promise<void> {
  const since = new Date(Date.parse(value.dueAt) - clockSkewMs);
  const runs = await ports.dataFactory.find('release-revoke', operation.id, since);
  if (!runs.every(hasEnded)) return;
  const { endTime } = await boundRevoke(ports, settings, operation);
  await ports.register.updateOwed({ value: { ...value, times: value.times + 1 }, etag });
  const runId = await ports.dataFactory.start('release-revoke', deleteParameters(operation, 'release-revoke', endTime));
  const note = { id: `look-${value.revision}-${value.times}.emptied`, kind: 'release.emptied-again' } as const;
  await record(ports, operation, { ...note, data: { runId, endTime } });
}
