import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { type Door, doorFacts } from '../../domain/base/door.ts';
import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import type { WhyWaiting } from '../../domain/lifecycle/capacity.ts';
import { activePeople, addressesOnce } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import { namesWait } from '../../pages/notification/project/names-wait.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverOnce } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';
import { rememberDoor } from './open-when-room.ts';

export type NotifyWaitingPorts = Pick<Ports, 'register' | 'mailer' | 'outbox' | 'audit' | 'clock'>;
export type NotifyWaitingSettings = Pick<FlowSettings, 'publicBaseUrl'>;

/** No mail is begun after `until`. */
export interface WaitingNames {
  readonly door: Door;
  readonly project: Project;
  readonly waiting: number;
  readonly why: WhyWaiting;
  readonly names: readonly string[];
  readonly until: Date;
}

/** The sweep's part: at each door of each project, in turn. */
export async function notifyAllWaiting(
  ports: NotifyWaitingPorts,
  settings: NotifyWaitingSettings,
  waiting: readonly Omit<WaitingNames, 'until'>[],
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  for (const one of inTurn(waiting, share.turn)) {
    if (share.isOver()) return;
    await failures.keep(`the mail about names that wait at the ${one.door} door of ${one.project.id}`, () =>
      notifyWaiting(ports, settings, { ...one, until: share.end }),
    );
  }
}

/**
 * Tells the senders and the operators of a project, each in one mail a day, how many names wait. Where the time is over, or a mail cannot be
 * sent and it throws, nobody is notified of the day and a later sweep tells those who were not reached.
 */
async function notifyWaiting(
  ports: NotifyWaitingPorts,
  { publicBaseUrl }: NotifyWaitingSettings,
  { door, project, waiting, why, names, until }: WaitingNames,
): Promise<void> {
  const now = ports.clock.now();
  const thread = `waiting-${door}-${project.id}`;
  const day = now.toISOString().slice(0, 10);
  const letter = await namesWait({ door, project: project.id, waiting, why, names });
  const active = activePeople(project, now);
  const people = addressesOnce([...active[doorFacts(door).senders], ...active.operators]);
  for (const { email: to } of people) {
    if (ports.clock.now() >= until) return;
    await deliverOnce(ports, { thread, occasion: day, about: 'waiting', publicBaseUrl, to, letter });
  }
  const kind = why === 'closed' ? 'door.closed' : why === 'full' ? 'door.full' : 'door.shut';
  const data = { door, waiting, people: people.length, ...(kind === 'door.shut' ? { why } : {}) };
  await ports.audit.append(project.id, [note(project.id, { id: `${thread}.${day}`, at: now, kind, data })]);
  await rememberDoor(ports, { door, project: project.id }, (known) => {
    return { ...known, toldAt: now.toISOString(), toldOf: waiting, toldWhy: why };
  });
}
