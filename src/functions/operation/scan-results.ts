import type { DoorUrls } from '../../domain/transfer/scan-event.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { type TakePorts, takeScanVerdict } from '../../use-cases/operation/take-scan-verdict.ts';
import { lineOf, type TimerLog } from '../base/timer-log.ts';

export interface ScanServices extends TakePorts {
  readonly doorUrls: DoorUrls;
}

/**
 * The trigger `scanResult`: takes one result of the malware scanner. Logs a line for machines for each operation that had copied malware before it was
 * known. Throws for a message that is no result: the host tries it again and then puts it with the poison.
 */
export async function takeScanResult(
  services: ScanServices,
  workflows: Workflows,
  message: unknown,
  log: Pick<TimerLog, 'info' | 'error'>,
): Promise<void> {
  const taken = await takeScanVerdict(services, workflows, services, message);
  if (taken.kind === 'foreign') {
    log.info('A scan result was left alone: it is about no file at a door, or names no ETag');
    return;
  }
  for (const { project, id } of taken.alarms) {
    log.error(`Malware was found in a file of ${id} that was copied already`);
    log.info(lineOf('late-malware', { project, operation: id }));
  }
}
