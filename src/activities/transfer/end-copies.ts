import { pauseAfter } from '../../domain/base/time.ts';
import { isCopyBegun } from '../../domain/lifecycle/unpublished.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { type EndPorts, endRuns } from './end-runs.ts';
import { isOpen } from './transfer-rows.ts';

const longestPause = 60;

/**
 * Ends the copy of a dataset that is never published, so that nothing of it arrives any more. Gives the seconds after which to ask again
 * while runs go on; undefined once all have ended. The longer it lasts, the rarer it is asked.
 */
export async function endCopies(
  ports: EndPorts & Pick<Ports, 'clock'>,
  { transferPollSeconds }: Pick<FlowSettings, 'transferPollSeconds'>,
  operation: Operation,
): Promise<number | undefined> {
  if (!isCopyBegun(operation) || !operation.transfers.some(isOpenCopy)) return undefined;
  if (await endRuns(ports, operation, 'ingress-copy', operation.withdrawal?.at ?? operation.since)) return undefined;
  return pauseAfter(operation.since, ports.clock.now(), { least: transferPollSeconds, most: longestPause });
}

function isOpenCopy(transfer: Operation['transfers'][number]): boolean {
  return transfer.step === 'ingress-copy' && isOpen(transfer);
}
