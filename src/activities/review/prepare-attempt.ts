import type { Operation } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { type Prepared, prepareTransfer } from '../transfer/prepare-transfer.ts';
import { latestTransfer, type TransferKey } from '../transfer/transfer-rows.ts';
import { type CheckPorts, checkRelease } from './check-release.ts';

type ReleasePorts = CheckPorts & Pick<Ports, 'scanVerdicts' | 'fileLists'>;

/** Prepares a transfer. A release that failed has another attempt only while its approval holds: whoever approved may have left since it began. */
export async function prepareAttempt(
  ports: ReleasePorts,
  settings: Pick<FlowSettings, 'transferPollSeconds' | 'storageSkewSeconds'>,
  asked: TransferKey,
): Promise<Prepared> {
  if (asked.step !== 'export-release') return await prepareTransfer(ports, settings, asked);
  const read = await requireOperation(ports.register, asked.key);
  if (!hasFailed(read.value, asked)) return await prepareTransfer(ports, settings, asked, read);
  const { kind } = await checkRelease(ports, asked.key);
  if (kind === 'held') return { kind };
  if (kind !== 'release') return { kind: 'elsewhere' };
  return await prepareTransfer(ports, settings, asked);
}

function hasFailed(operation: Operation, { step }: TransferKey): boolean {
  return operation.state === 'releasing' && latestTransfer(operation, step)?.status === 'failed';
}
