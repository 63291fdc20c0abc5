import { deliverAll, type MailPorts } from '../../activities/notification/deliver.ts';
import type { MailSettings } from '../../activities/operation/settings.ts';
import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import { outsideView } from '../../domain/notification/outside-view.ts';
import { secondsToTick } from '../../domain/notification/tick.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { whyUninspected } from '../../domain/overview/uninspected.ts';
import { activeOperators } from '../../domain/people/people.ts';
import { packageUninspected } from '../../pages/notification/review/package-uninspected.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Failures } from '../base/failures.ts';

/**
 * Tells the operators of a project, once for each wait, of a package that went on without the evidence that it waited for, or waits on, as long
 * as it is under way, at a tick. Whom the mail server does not take, the next sweep tells.
 */
export async function notifyUninspected(
  ports: MailPorts & Pick<Ports, 'projects'>,
  settings: MailSettings,
  uninspected: readonly Operation[],
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  for (const operation of inTurn(uninspected, share.turn)) {
    if (share.isOver()) return;
    await failures.keep(`the mail that ${operation.id} was not looked into`, async () => {
      const { inspection, project } = operation;
      const missing = whyUninspected(operation) ?? 'waits';
      const found = await ports.projects.find(project);
      // Of a project whose definition is refused nobody is known; the alert tells people of the deployment.
      if (found === undefined || 'problems' in found) return;
      const since = missing === 'waits' ? operation.since : (inspection?.at ?? operation.since);
      if (secondsToTick(since, ports.clock.now(), settings.ticks?.tell) > 0) return;
      const deliveries = activeOperators(found.value).map((to) => ({
        operation,
        about: 'uninspected' as const,
        step: `uninspected-${since.replace(/\D/g, '')}`,
        to,
        write: () => packageUninspected(outsideView(operation), missing, `${settings.publicBaseUrl}/api/ops`),
      }));
      await deliverAll(ports, { ...settings, mailsUntil: share.end }, deliveries);
    });
  }
}
