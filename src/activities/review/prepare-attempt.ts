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
  if (asked.step === 'export-release' && (await hasFailed(ports, asked))) {
    const { kind } = await checkRelease(ports, asked.key);
    if (kind === 'held') return { kind };
    if (kind !== 'release') return { kind: 'elsewhere' };
  }
  return await prepareTransfer(ports, settings, asked);
}

async function hasFailed({ register }: Pick<Ports, 'register'>, { key, step }: TransferKey): Promise<boolean> {
  const { value: operation } = await requireOperation(register, key);
  return operation.state === 'releasing' && latestTransfer(operation, step)?.status === 'failed';
}
