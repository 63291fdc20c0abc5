import { digestOfAct } from '../base/second-operator.ts';
import { type Hold, peopleOf } from '../operation/hold.ts';
import type { Project } from '../project/project.ts';
import { membersOf } from './people.ts';

/** That somebody counts nowhere in a project, as its definition says it. Several operators may suspend one person, each by themselves. */
export type Suspension = Project['suspended'][number];

/** What one is known by, in the definition, in its row and in the audit: whom, by whom and since when. */
export function suspensionId({ oid, by, since }: Pick<Suspension, 'oid' | 'by' | 'since'>): string {
  return digestOfAct([oid, by, since]);
}

/** The hold by which an entry of the definition stands, whatever becomes of the definition. */
export function holdOfPerson(project: string, entry: Suspension): Hold {
  const { oid: person, since, by, reason } = entry;
  const held = { id: suspensionId(entry), project: peopleOf(project), person };
  return { ...held, since, by, reason, owner: 'operator', takeBack: false };
}

export function hasEntry({ suspended }: Pick<Project, 'suspended'>, { id }: Pick<Hold, 'id'>): boolean {
  return suspended.some((entry) => suspensionId(entry) === id);
}

/** The definition with the entry of a hold in it; undefined where the address of its person is not known. */
export function withEntry(project: Project, hold: Hold, versions: readonly Project[] = []): Project | undefined {
  const { person: oid, since, by, reason } = hold;
  const known = [project, ...versions].flatMap((one) => [...membersOf(one), ...one.suspended]);
  const email = known.find((one) => one.oid === oid)?.email;
  if (oid === undefined || email === undefined) return undefined;
  return { ...project, suspended: [...project.suspended, { oid, email, since, by, reason }] };
}

export function withoutEntries(project: Project, holds: readonly Pick<Hold, 'id'>[]): Project {
  const ids = new Set(holds.map(({ id }) => id));
  return { ...project, suspended: project.suspended.filter((entry) => !ids.has(suspensionId(entry))) };
}
