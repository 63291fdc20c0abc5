import type { Person, Project } from './project.ts';

/** Who somebody is, as the directory names them. One person may have several object ids, so an e-mail in common is enough. */
export interface Somebody {
  readonly oid: string;
  readonly emails: readonly string[];
}

/** Whether they are one person: by object id, or by an e-mail in whatever case. */
export function isSamePerson(one: Somebody, other: Somebody): boolean {
  const known = new Set(one.emails.map((email) => email.toLowerCase()));
  return one.oid === other.oid || other.emails.some((email) => known.has(email.toLowerCase()));
}

/** What tells apart the people who stand in a definition. */
export interface Listed {
  readonly oid: string;
  readonly email: string;
}

/** Somebody who stands in a definition. */
export function listed({ oid, email }: Listed): Somebody {
  return { oid, emails: [email] };
}

const parts = [
  ['researchers', 'a researcher'],
  ['approvers', 'an approver'],
  ['dataOwners', 'a data owner'],
] as const;

/** What somebody is in a project, in words; undefined for whoever takes no part. Operators do not take part: they look after it. */
export function partIn({ people }: Pick<Project, 'people'>, somebody: Somebody): string | undefined {
  return parts.find(([list]) => people[list].some((person) => isSamePerson(listed(person), somebody)))?.[1];
}

/** Whether somebody is a researcher of the project. */
export function isResearcher({ people }: Pick<Project, 'people'>, somebody: Somebody): boolean {
  return people.researchers.some((person) => isSamePerson(listed(person), somebody));
}

/** Whether somebody counts nowhere in the project for now. */
export function isSuspended({ suspended }: Pick<Project, 'suspended'>, somebody: Somebody): boolean {
  return suspended.some((entry) => isSamePerson(listed(entry), somebody));
}

/** The people of a project without those who are suspended. Fewer may be left than a quorum needs. */
export function activePeople(project: Project): Project['people'] {
  const isActive = (person: Listed) => !isSuspended(project, listed(person));
  const { dataOwners, researchers, approvers, operators } = project.people;
  return {
    dataOwners: dataOwners.filter(isActive),
    researchers: researchers.filter(isActive),
    approvers: approvers.filter(isActive),
    operators: operators.filter(isActive),
  };
}

/** The same people, each address once in whatever case. */
export function addressesOnce(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.email.toLowerCase(), person])).values()];
}
