import { createHash } from 'node:crypto';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { secondsToTick } from '../../domain/notification/tick.ts';
import {
  type Duties,
  keyOfDuties,
  mailDue,
  notAsked,
  type OpenDuty,
  openDuties,
  type Standing,
} from '../../domain/people/duties.ts';
import { isSuspended } from '../../domain/people/people.ts';
import { recipientAsked } from '../../pages/notification/project/recipient-asked.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';
import type { StandingDuties } from '../../ports/stores.ts';
import { deliverOnce } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';
import { finishSaid } from '../people/finish-said.ts';
import { type DutyNote, noteDuties } from '../people/note-duties.ts';
import { recipientNamed, termsDigest } from '../people/recipients-of.ts';
import { definitionsInTurn } from '../project/definitions-in-turn.ts';
import { notifyUnusual } from './notify-unusual.ts';
import { remindDates } from './remind-dates.ts';

type AskPorts = Pick<
  Ports,
  'projects' | 'register' | 'duties' | 'audit' | 'clock' | 'mailer' | 'outbox' | 'manifests' | 'secrets'
>;
type RemindPorts = AskPorts & Pick<Ports, 'sweepPlaces'>;
type AskSettings = Pick<FlowSettings, 'publicBaseUrl' | 'ticks'>;

interface Around {
  readonly failures: Failures;
  readonly share: TimeSlice;
}

/** Tells operators what left unusually much, reminds people of last days that come, and asks recipients. */
export async function remindPeople(
  ports: RemindPorts,
  settings: AskSettings,
  around: Around & Parameters<typeof notifyUnusual>[2],
): Promise<void> {
  await notifyUnusual(ports, settings, around);
  await remindDates(ports, settings, around);
  await askRecipients(ports, settings, around);
}

/** What is asked about one release, and how that stands. */
interface Asked {
  readonly duties: Duties;
  readonly standing: Standing;
}

/**
 * Asks the recipients of what was released to accept its terms, and of what they may keep no longer to say that their copies are deleted:
 * each by mail, and again while nobody answered. A project without a list of recipients is not looked at.
 */
export async function askRecipients(
  ports: AskPorts,
  settings: AskSettings,
  { failures, share }: Around,
): Promise<void> {
  for (const stored of await definitionsInTurn(ports, share)) {
    if (stored.value.people.recipients === undefined) continue;
    if (share.isOver()) return;
    await failures.keep(`what recipients of ${stored.value.id} are asked`, async () => {
      const asked = await begin(ports, stored, await releasesOf(ports, settings, stored));
      await tellAll(ports, settings, stored, { asked, share });
    });
  }
}

/** Everything that was asked about so far, and what is outside and was not. What leaves is told at the tick that follows. */
async function releasesOf(
  ports: AskPorts,
  { ticks }: AskSettings,
  { value: project, hash }: StoredProject,
): Promise<Asked[]> {
  const { register, clock } = ports;
  const now = clock.now();
  const { briefs, broken } = await register.briefs('export', project.id, { states: ['released'] });
  const outside = new Map(
    briefs.map(({ value: { id, since } }) => [keyOfDuties({ exportId: id, releasedAt: since }), { id, since }]),
  );
  const rows = await dutiesOf(ports, project.id);
  const known = new Set(rows.map(({ key }) => key));
  const terms = termsDigest(project);
  const fresh = [...outside].flatMap(([key, { id, since }]): Duties[] =>
    known.has(key) || secondsToTick(since, now, ticks?.tell) > 0
      ? []
      : [{ exportId: id, releasedAt: since, terms, definition: hash, people: [] }],
  );
  return [...rows.flatMap(({ value }) => value ?? []), ...fresh].flatMap((one): Asked[] => {
    const isOutside = outside.has(keyOfDuties(one));
    // One that cannot be read may be outside.
    return isOutside || broken.length === 0 ? [{ duties: one, standing: { project, isOutside, now } }] : [];
  });
}

/** With what was said and signed, and not told. */
async function dutiesOf(ports: AskPorts, project: string): Promise<readonly StandingDuties[]> {
  const rows = await ports.duties.of(project);
  const all = rows.flatMap(({ value }) => value ?? []);
  return (await finishSaid(ports, project, all)) ? await ports.duties.of(project) : rows;
}

/** Writes down what is asked from now on. Without those of which it is not known how the release stands. */
async function begin(ports: AskPorts, stored: StoredProject, all: readonly Asked[]): Promise<readonly Asked[]> {
  const { id: project } = stored.value;
  const notes: DutyNote[] = [];
  const known: Asked[] = [];
  for (const one of all) {
    const { exportId: id, releasedAt } = one.duties;
    const own = begunBy(stored, one);
    const isDoubted = own.length > 0 && !one.standing.isOutside;
    if (isDoubted && (await isLost(ports, { project, id }, releasedAt))) continue;
    notes.push(...own);
    known.push(one);
  }
  const written = await noteDuties(ports, project, notes);
  return known.map(({ duties, standing }) => ({ duties: written.get(keyOfDuties(duties)) ?? duties, standing }));
}

function begunBy({ hash }: StoredProject, { duties, standing }: Asked): readonly DutyNote[] {
  const { exportId: id, releasedAt, terms, definition } = duties;
  const fresh = openDuties(duties, standing).filter(({ duty }) => duty === undefined);
  const asked = (who: string, named: string, what: OpenDuty['what']): DutyNote => {
    return { id, kind: 'recipient.asked', data: { what, who, releasedAt, named, terms, definition } };
  };
  return [
    ...notAsked(duties, standing).map((who) => asked(who, hash, 'accept')),
    ...fresh.map(({ who, named, what }) => asked(who, named, what)),
  ];
}

/** Whether nothing shows that it was taken back, since its row is gone or says something else. */
async function isLost(
  { register }: AskPorts,
  key: { readonly project: string; readonly id: string },
  at: string,
): Promise<boolean> {
  const operation = (await register.get(key))?.value;
  return operation === undefined || (operation.state === 'released' && operation.since === at);
}

/** Something that a mail is due about. */
interface Due extends Asked {
  readonly open: OpenDuty;
  readonly days: number;
}

async function tellAll(
  ports: AskPorts,
  { publicBaseUrl }: AskSettings,
  { value: project }: StoredProject,
  { asked, share }: { readonly asked: readonly Asked[]; readonly share: TimeSlice },
): Promise<void> {
  const due = asked.flatMap(({ duties, standing }) =>
    openDuties(duties, standing).flatMap((open): Due[] => {
      const days = open.duty && mailDue(open.duty, standing.now);
      return days === undefined ? [] : [{ duties, standing, open, days }];
    }),
  );
  const unsent: unknown[] = [];
  for (const [who, theirs] of Map.groupBy(due, ({ open }) => open.who)) {
    if (share.isOver()) break;
    const to = await recipientNamed(ports, project, theirs[0]?.open ?? { who, named: '' });
    if (to === undefined || isSuspended(project, { oid: to.oid ?? '', emails: [to.email] })) continue;
    const letter = await recipientAsked(
      project,
      theirs.map(({ duties: { exportId }, open: { what, why }, days }) => ({ exportId, what, why, days })),
      `${publicBaseUrl}/api/received`,
    );
    const mail = { thread: `recipients-${project.id}`, occasion: occasionOf(theirs), about: 'recipient' } as const;
    await deliverOnce(ports, { ...mail, publicBaseUrl, to: to.email, letter }).then(
      () => noteTold(ports, project.id, theirs),
      (error: unknown) => unsent.push(error),
    );
  }
  if (unsent[0] !== undefined) throw unsent[0];
}

/** The same mail is not sent again where its sending could not be written down. */
function occasionOf(due: readonly Due[]): string {
  const all = due.map(({ duties, open: { what }, days }) => `${keyOfDuties(duties)} ${what} ${days}`);
  return createHash('sha256').update(all.toSorted().join('\n')).digest('hex').slice(0, 16);
}

async function noteTold(ports: AskPorts, project: string, due: readonly Due[]): Promise<void> {
  const notes = due.map(({ duties: { exportId: id, releasedAt }, open: { what, who }, days }): DutyNote => {
    return { id, kind: 'recipient.told', data: { what, who, releasedAt, days } };
  });
  await noteDuties(ports, project, notes);
}
