import { createHash } from 'node:crypto';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { type DateReminder, dateReminders } from '../../domain/notification/date-reminder.ts';
import type { Project } from '../../domain/project/project.ts';
import { lastDay } from '../../pages/notification/project/last-day.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverToEach } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';
import { definitionsInTurn } from '../project/definitions-in-turn.ts';

type RemindDatesPorts = Pick<Ports, 'projects' | 'audit' | 'clock' | 'mailer' | 'outbox' | 'sweepPlaces'>;

/**
 * Reminds people, once a day, of last days of projects that come or are over. The outbox knows who was reminded of which, and the audit
 * when everybody was. A day on which somebody could not be reached is not over, and the next sweep goes on.
 */
export async function remindDates(
  ports: RemindDatesPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  const now = ports.clock.now();
  const today = now.toISOString().slice(0, 10);
  if ((await ports.sweepPlaces.read()).get('dates') === today) return;
  let reached = true;
  for (const { value: project } of await definitionsInTurn(ports, share)) {
    const byOccasion = Map.groupBy(dateReminders(project, now), occasionOf);
    for (const [occasion, reminders] of byOccasion) {
      if (share.isOver()) return;
      await failures.keep(`the mails about the days of ${project.id}`, async () => {
        if (!(await remind(ports, settings, project, { occasion, reminders }))) reached = false;
      });
    }
  }
  if (reached && !share.isOver()) await ports.sweepPlaces.keep('dates', today);
}

/** People are told again when something else has the same last day. */
function occasionOf({ day, stage, what, whose }: DateReminder): string {
  const things = createHash('sha256')
    .update([...what, ...whose].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return `${day}-${stage}-${things}`;
}

async function remind(
  ports: RemindDatesPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  project: Project,
  { occasion, reminders }: { readonly occasion: string; readonly reminders: readonly DateReminder[] },
): Promise<boolean> {
  const { id } = project;
  const thread = `dates-${id}`;
  if (await ports.audit.holds(id, `${thread}.${occasion}`)) return true;
  const mail = { thread, occasion, about: 'dates', publicBaseUrl } as const;
  const readers = reminders.map((reminder) => ({ reminder, email: reminder.to.email }));
  const { unsent } = await deliverToEach(ports, mail, readers, ({ reminder }) =>
    lastDay(project, reminder, `${publicBaseUrl}/api/ops`),
  );
  const [first] = reminders;
  if (unsent.length > 0 || first === undefined) return false;
  const data = {
    day: first.day,
    stage: first.stage,
    what: [...first.what, ...first.whose].join(', '),
    told: reminders.length,
  };
  const event = { id: `${thread}.${occasion}`, at: ports.clock.now(), kind: 'project.dates-told', data } as const;
  await ports.audit.append(id, [note(id, event)]);
  return true;
}
