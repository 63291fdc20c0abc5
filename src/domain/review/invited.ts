import { isSamePerson, isSuspended, isTimely, type Listed, listed } from '../people/people.ts';
import type { Approver, Project } from '../project/project.ts';

/**
 * An approver who is asked in a round, and since when. Whoever leaves and comes back has a new time: what they said before is over. `links`:
 * their links were sent anew, when, and from which revision of the round on they are alive.
 */
export interface Invited extends Approver {
  readonly since: string;
  readonly links?: { readonly at: string; readonly revision: number };
}

/** Whether the person stands in the list, under the same object id or the same e-mail. */
export function isAmong(list: readonly Listed[], person: Listed): boolean {
  return list.some((other) => isSamePerson(listed(other), listed(person)));
}

/** The approvers of the project who may be asked at that time: not suspended, still eligible, and neither now nor in `ever` a researcher. */
export function mayBeInvited(project: Project, ever: readonly Listed[], now: Date): Approver[] {
  const researchers = [...ever, ...project.people.researchers];
  return project.people.approvers.filter(
    (person) => isTimely(person, now) && !isSuspended(project, listed(person)) && !isAmong(researchers, person),
  );
}

/** Both lists in one, each pair of object id and e-mail once. */
export function joined(list: readonly Listed[], more: readonly Listed[]): Listed[] {
  const all = [...list, ...more].map(({ oid, email }) => ({ oid, email: email.toLowerCase() }));
  return [...new Map(all.map((person) => [`${person.oid} ${person.email}`, person])).values()];
}
