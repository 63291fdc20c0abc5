import { mayRevealEnd, type RevealEndPorts } from '../../activities/operation/reveal-end.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { doorFacts } from '../../domain/base/door.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { within } from '../../domain/base/time-slice.ts';
import { digestOf, type RefusedNames } from '../../domain/lifecycle/refused-names.ts';
import { type DueNotification, dueNotice, dueNotification } from '../../domain/notification/refused-notification.ts';
import { activePeople, addressesOnce } from '../../domain/people/people.ts';
import { type Project, rulesAt } from '../../domain/project/project.ts';
import { namesRefused, refusedNotice } from '../../pages/notification/project/names-refused.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverOnce } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';
import { rememberRefused } from './remember-refused.ts';

type NotifyPorts = RevealEndPorts &
  Pick<Ports, 'refused' | 'projects' | 'notices' | 'mailer' | 'outbox' | 'audit' | 'clock'>;
type NotifySettings = Pick<FlowSettings, 'publicBaseUrl' | 'mailWindowSeconds' | 'ticks'>;

/**
 * Writes inside which packages are refused, and tells those who send through a door that something is: once for what came together, and again
 * as of whatever rests. Whom it does not reach, a later sweep does.
 */
export async function notifyRefused(
  ports: NotifyPorts,
  settings: NotifySettings,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  for await (const { value } of within(share, ports.refused.list())) {
    if (value.names.length === 0) continue;
    await failures.keep(`what is refused at the ${value.door} door of ${value.project}`, async () => {
      const found = await ports.projects.find(value.project);
      // Of a project whose definition is refused nobody is known.
      if (found === undefined || 'problems' in found) return;
      const noted = await noteInside(ports, value);
      await tellPeople(ports, settings, { list: noted, project: found.value, share });
    });
  }
}

/** A notice that stands was made by a sweep that died, and may tell of an older list: the next quarter has another. */
async function noteInside(ports: NotifyPorts, list: RefusedNames): Promise<RefusedNames> {
  const now = ports.clock.now();
  const due = dueNotice(list, now);
  if (due === undefined) return list;
  const isNew = (await ports.notices.create(due.path, refusedNotice(list))) === 'created';
  const noted = { at: now.toISOString(), ...(isNew ? { digest: due.digest } : {}) };
  return await rememberRefused(ports, list, (standing) => ({ ...standing, noted }));
}

async function tellPeople(
  ports: NotifyPorts,
  { publicBaseUrl, mailWindowSeconds, ticks }: NotifySettings,
  { list, project, share }: { readonly list: RefusedNames; readonly project: Project; readonly share: TimeSlice },
): Promise<void> {
  const now = ports.clock.now();
  const { quietSeconds } = rulesAt(list.door, project);
  const due = dueNotification(list, { now, quietSeconds, mailWindowSeconds, tick: ticks?.tell });
  if (due === undefined) return;
  // That packages are refused was chosen inside, so it counts among what a day may tell outside.
  const end = { project: project.id, end: due.occasion };
  if (list.door === 'export' && !(await mayRevealEnd(ports, end))) return;
  const people = activePeople(project, now);
  const senders = people[doorFacts(list.door).senders];
  const told = addressesOnce(due.kind === 'refused' ? senders : [...senders, ...people.operators]);
  const letter = await namesRefused(list, due.kind, `${publicBaseUrl}/api/mine`);
  const thread = `refused-${list.door}-${project.id}`;
  for (const { email: to } of told) {
    if (share.isOver()) return;
    await deliverOnce(ports, { thread, occasion: due.occasion, about: due.kind, publicBaseUrl, to, letter });
  }
  await noteTold(ports, { list, due, thread, people: told.length });
}

async function noteTold(
  ports: NotifyPorts,
  {
    list,
    due,
    thread,
    people,
  }: {
    readonly list: RefusedNames;
    readonly due: DueNotification;
    readonly thread: string;
    readonly people: number;
  },
): Promise<void> {
  const { door, project, names } = list;
  const digest = digestOf(list);
  const data = { door, about: due.kind, names: names.length, digest, people };
  // Before the row knows of it the list may have become another, of which a line of its own tells.
  const id = `${thread}.${due.occasion}.${digest.slice(0, 16)}`;
  const line = { id, at: ports.clock.now(), kind: 'door.refused', data } as const;
  await ports.audit.append(project, [note(project, line)]);
  await rememberRefused(ports, list, due.after);
}
