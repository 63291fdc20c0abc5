import type { ClosurePayload } from '../../domain/lifecycle/receipt.ts';
import {
  type Duties,
  isDutyOverdue,
  keyOfDuties,
  type OpenDuty,
  openDuties,
  type Standing,
} from '../../domain/people/duties.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Recipient } from '../../domain/project/recipients.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore, Register } from '../../ports/records.ts';
import { recipientNamed } from './recipients-of.ts';

export interface StandingDutyPorts extends Pick<Ports, 'duties' | 'clock'> {
  readonly projects: Pick<ProjectStore, 'versionOnce'>;
  readonly register: Pick<Register, 'briefs'>;
}

/** What recipients of a project owe about each release, and how that stands; nothing for a project without a list of them. */
export async function standingDuties(
  { duties, register, clock }: Omit<StandingDutyPorts, 'projects'>,
  project: Project,
): Promise<readonly { readonly duties: Duties; readonly standing: Standing }[]> {
  const rows = project.people.recipients === undefined ? [] : await duties.of(project.id);
  if (rows.length === 0) return [];
  const { briefs, broken } = await register.briefs('export', project.id, { states: ['released'] });
  const outside = new Set(briefs.map(({ value: { id, since } }) => keyOfDuties({ exportId: id, releasedAt: since })));
  // One that cannot be read may be outside.
  const isOutside = (key: string) => broken.length > 0 || outside.has(key);
  return rows.flatMap(({ key, value }) =>
    value === undefined ? [] : [{ duties: value, standing: { project, isOutside: isOutside(key), now: clock.now() } }],
  );
}

/** A duty that is open, and of whom; without `recipient` no definition that can be read names them. */
export interface NamedDuty extends OpenDuty {
  readonly exportId: string;
  readonly recipient: Recipient | undefined;
  readonly isOverdue: boolean;
}

/** What recipients of a project owe now, the longest asked first. */
export async function namedDuties(ports: StandingDutyPorts, project: Project): Promise<readonly NamedDuty[]> {
  const all = await standingDuties(ports, project);
  const open = all.flatMap(({ duties, standing }) =>
    openDuties(duties, standing).map((one) => {
      return { ...one, exportId: duties.exportId, isOverdue: isDutyOverdue(one.duty, standing.now) };
    }),
  );
  const named = open.map(async (one) => ({ ...one, recipient: await recipientNamed(ports, project, one) }));
  const since = ({ duty }: OpenDuty) => duty?.told?.at ?? duty?.since ?? '';
  return (await Promise.all(named)).toSorted((one, other) => (since(one) < since(other) ? -1 : 1));
}

/** Of a project that is closed: how many say that all their copies are deleted, by which receipts, and of which institutions nobody says it. */
export async function recipientsAtEnd(
  ports: StandingDutyPorts,
  project: Project,
): Promise<ClosurePayload['recipients']> {
  if (project.people.recipients === undefined) return undefined;
  const all = await standingDuties(ports, project);
  const people = all.flatMap(({ duties }) => duties.people);
  const asked = new Map(people.map((one) => [one.who, one]));
  const open = [...asked.values()].filter(({ who }) =>
    people.some((one) => one.who === who && one.deletion?.done === undefined),
  );
  const named = open.map(async (one) => {
    return { who: one.who, organisation: (await recipientNamed(ports, project, one))?.organisation ?? 'unknown' };
  });
  const signed = people.flatMap(({ deletion }) => deletion?.done?.receipt ?? []).toSorted();
  return { asked: asked.size, confirmed: asked.size - open.length, open: await Promise.all(named), signed };
}
