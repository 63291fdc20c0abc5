import { doorFacts } from '../../domain/base/door.ts';
import { isShownOutside, revealedOf } from '../../domain/notification/outside-view.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import { activePeople } from '../../domain/people/people.ts';
import { restsUnscanned } from '../../domain/transfer/scan-gate.ts';
import { uploadUnscanned } from '../../pages/notification/operation/upload-unscanned.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation, requireProject } from '../operation/operations.ts';
import type { MailSettings } from '../operation/settings.ts';
import { restStep } from '../transfer/scan.ts';
import { deliverAll, type MailPorts } from './deliver.ts';

/**
 * Tells operators once that an upload rests because it was not scanned, and gives how many were not reached: the mail server may be away. Of a package
 * they are told at a tick, and of those alone that are told at all; the flow looks again then.
 */
export async function notifyUnscanned(
  ports: MailPorts & Pick<Ports, 'register' | 'projects'>,
  settings: MailSettings,
  key: OperationKey,
): Promise<{ readonly unsent: number }> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (!restsUnscanned(operation) || !isShownOutside(operation, ports.clock.now(), settings.ticks)) return { unsent: 0 };
  const people = activePeople((await requireProject(ports.projects, key.project)).value, ports.clock.now());
  // A project may name no operators; then those who sent the files must learn that they wait.
  const told = people.operators.length > 0 ? people.operators : people[doorFacts(operation.door).senders];
  const deliveries = told.map((to) => ({
    operation,
    about: 'unscanned' as const,
    step: restStep(operation),
    to,
    write: () => uploadUnscanned(revealedOf(operation), `${settings.publicBaseUrl}/api/ops`),
  }));
  return { unsent: (await deliverAll(ports, settings, deliveries)).length };
}
