import { createHash } from 'node:crypto';
import type { FlowSettings } from '../activities/settings.ts';
import { note } from '../domain/audit-event.ts';
import { type Door, doorFacts } from '../domain/door.ts';
import type { Person, Project } from '../domain/project.ts';
import type { Letter } from '../pages/mails/letter.ts';
import { namesWait } from '../pages/mails/names-wait.ts';
import type { Ports } from '../ports/ports.ts';
import { rememberDoor } from './open-when-room.ts';

export type TellWaitingPorts = Pick<Ports, 'register' | 'mailer' | 'outbox' | 'audit' | 'clock'>;
export type TellWaitingSettings = Pick<FlowSettings, 'publicBaseUrl'>;

/** Names that wait for room at a door of a project. No mail is begun after `until`. */
export interface WaitingNames {
  readonly door: Door;
  readonly project: Project;
  readonly waiting: number;
  readonly names: readonly string[];
  readonly until: Date;
}

/**
 * Tells the senders and the operators of a project, each in one mail a day, how many names wait. Where the time is over, or a mail cannot be
 * sent and it throws, the day stays untold and a later sweep tells those who were not reached.
 */
export async function tellWaiting(
  ports: TellWaitingPorts,
  { publicBaseUrl }: TellWaitingSettings,
  { door, project, waiting, names, until }: WaitingNames,
): Promise<void> {
  const now = ports.clock.now();
  const host = new URL(publicBaseUrl).hostname;
  const thread = `waiting-${door}-${project.id}`;
  const day = now.toISOString().slice(0, 10);
  const letter = await namesWait({ door, project: project.id, waiting, names });
  const people = oncePerAddress([...project.people[doorFacts(door).senders], ...project.people.operators]);
  for (const { email } of people) {
    if (ports.clock.now() >= until) return;
    const messageId = `${thread}.${day}.${shortHash(email)}@${host}`;
    await send(ports, { messageId, thread: `${thread}@${host}`, to: email, letter });
  }
  const data = { door, waiting, people: people.length };
  await ports.audit.append(project.id, [
    note(project.id, { id: `${thread}.${day}`, at: now, kind: 'door.full', data }),
  ]);
  await rememberDoor(ports, { door, project: project.id }, (known) => ({ ...known, toldAt: now.toISOString() }));
}

async function send(
  { outbox, mailer }: TellWaitingPorts,
  { messageId, thread, to, letter }: { messageId: string; thread: string; to: string; letter: Letter },
): Promise<void> {
  if (await outbox.wasSent(messageId)) return;
  await outbox.intend(messageId, { operation: thread, step: 'waiting', to });
  await mailer.send({ messageId, thread, to, ...letter });
  await outbox.markSent(messageId);
}

function oncePerAddress(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.email.toLowerCase(), person])).values()];
}

function shortHash(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);
}
