import { deliverAll, type MailPorts } from '../../activities/notification/deliver.ts';
import type { MailSettings } from '../../activities/operation/settings.ts';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { doorFacts } from '../../domain/base/door.ts';
import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import { isRevealed, revealedOf } from '../../domain/notification/outside-view.ts';
import { remindersDue } from '../../domain/notification/reminder.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { activePeople } from '../../domain/people/people.ts';
import { operationRests } from '../../pages/notification/operation/operation-rests.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Failures } from '../base/failures.ts';

/**
 * Reminds senders and operators, once a day, of operations that rest until somebody acts: after seven days and then monthly. The outbox
 * knows who was reminded. A day on which somebody could not be reached is not over, and the next sweep goes on.
 */
export async function remindResting(
  ports: MailPorts & Pick<Ports, 'projects' | 'sweepPlaces'>,
  settings: MailSettings,
  resting: readonly Operation[],
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  const now = ports.clock.now();
  const today = now.toISOString().slice(0, 10);
  if ((await ports.sweepPlaces.read()).get('reminders') === today) return;
  let reached = true;
  for (const operation of inTurn(resting, share.turn)) {
    const number = isRevealed(operation) ? remindersDue(operation, now) : 0;
    if (number === 0) continue;
    if (share.isOver()) return;
    await failures.keep(`the reminder of ${operation.id}`, async () => {
      const unsent = await remind(ports, { ...settings, mailsUntil: share.end }, operation, number);
      if (unsent > 0) reached = false;
    });
  }
  if (reached) await ports.sweepPlaces.keep('reminders', today);
}

async function remind(
  ports: MailPorts & Pick<Ports, 'projects'>,
  settings: MailSettings & { readonly mailsUntil: Date },
  operation: Operation,
  number: number,
): Promise<number> {
  const found = await ports.projects.find(operation.project);
  // Of a project whose definition is refused nobody is known; the dashboard shows it until it is repaired.
  if (found === undefined || 'problems' in found) return 0;
  const people = activePeople(found.value, ports.clock.now());
  const told = [...people[doorFacts(operation.door).senders], ...people.operators];
  const once = new Map(told.map((person) => [person.email.toLowerCase(), person]));
  const deliveries = [...once.values()].map((to) => ({
    operation,
    about: 'reminder' as const,
    step: `reminder-${operation.revision}-${number}`,
    to,
    write: () =>
      operationRests(revealedOf(operation), `${settings.publicBaseUrl}/api/ops`, calendarOf(found.value).timeZone),
  }));
  return (await deliverAll(ports, settings, deliveries)).length;
}
