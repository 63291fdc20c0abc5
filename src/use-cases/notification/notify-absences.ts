import type { FlowSettings } from '../../activities/operation/settings.ts';
import { DAY } from '../../domain/base/time.ts';
import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import { type Absence, isOver } from '../../domain/review/absence.ts';
import { absenceNoted } from '../../pages/notification/project/absence-noted.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverOnce } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';

/** After that, who was not reached knows it or is back. */
const givenUpAfter = 7 * DAY;

/** Tells approvers of absences that an operator noted for them; the outbox knows who was told already, and the next sweep tries again. */
export async function notifyAbsences(
  ports: Pick<Ports, 'mailer' | 'outbox' | 'clock'>,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  absences: readonly Absence[],
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  const now = ports.clock.now();
  const untold = absences.filter((one) => isToTell(one, now));
  for (const absence of inTurn(untold, share.turn)) {
    if (share.isOver()) return;
    await failures.keep(`the mail about the absence ${absence.id}`, async () => {
      const letter = await absenceNoted(absence, `${publicBaseUrl}/api/mine`);
      await deliverOnce(ports, {
        thread: `absence-${absence.id}`,
        occasion: 'noted',
        about: 'absence',
        publicBaseUrl,
        to: absence.email,
        letter,
      });
    });
  }
}

function isToTell(absence: Absence, now: Date): boolean {
  const isFresh = now.getTime() - Date.parse(absence.at) < givenUpAfter;
  return absence.by !== absence.oid && isFresh && !isOver(absence, now);
}
