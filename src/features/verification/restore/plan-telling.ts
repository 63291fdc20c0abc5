import { type NotifiedMove, pendingNotificationOf } from '../../../domain/notification/pending-work.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import { verifyNotification } from '../verify-notification.ts';
import type { PlannedRepair, RestorePorts } from './planned-repair.ts';

/** Little is kept of each: there may be many. */
export function toldMove(operation: Operation): NotifiedMove {
  const { id, door, project, state, revision, since, withdrawal, round, tells, transfers } = operation;
  const known = {
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(round === undefined ? {} : { round }),
    ...(tells === undefined ? {} : { tells }),
  };
  const copy = transfers.filter(({ step }) => step === 'ingress-copy').slice(0, 1);
  return { id, door, project, state, revision, since, ...known, transfers: copy.map(({ step }) => ({ step })) };
}

const tellingsAtOnce = 8;

export async function planTelling(ports: RestorePorts, told: Iterable<NotifiedMove>): Promise<PlannedRepair[]> {
  const repairs: PlannedRepair[] = [];
  await atOnce(tellingsAtOnce, told, async (operation) => {
    const notification = pendingNotificationOf(operation);
    const [finding] = await verifyNotification(ports, operation);
    if (notification === undefined || finding === undefined) return;
    const { key, why } = finding;
    repairs.push({ what: 'telling', key, why, write: () => ports.register.oweAgain(notification) });
  });
  return repairs.toSorted((one, other) => (one.key < other.key ? -1 : 1));
}
