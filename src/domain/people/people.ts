import { createHash } from 'node:crypto';
import { type Approver, isUpTo, type Person, type Project } from '../project/project.ts';

/**
 * Who somebody is, as the directory names them. One person may have several object ids, so an e-mail in common is enough to take them for
 * one. Such a likeness refuses, and never lets anybody in: what somebody may do, their object id says.
 */
export interface Somebody {
  readonly oid: string;
  readonly emails: readonly string[];
}

/** Whether they are one person: by object id, or by an e-mail in whatever case and form. */
export function isSamePerson(one: Somebody, other: Somebody): boolean {
  const known = new Set(one.emails.map(addressOf));
  return one.oid === other.oid || other.emails.map(addressOf).some((address) => address !== '' && known.has(address));
}

/** In small letters. A directory calls its guests by their own address in a form of its own: `rita_example.org#EXT#@tenant.onmicrosoft.com` is rita@example.org. */
export function addressOf(email: string): string {
  const text = email.trim().toLowerCase();
  return /^(.+)#ext#@/.exec(text)?.[1]?.replace(/_(?=[^_]*$)/, '@') ?? text;
}

/** What stands for an address where none may stand, since it can never be changed there. */
export function addressDigest(email: string): string {
  return createHash('sha256').update(addressOf(email)).digest('hex').slice(0, 16);
}

export interface Listed {
  readonly oid: string;
  readonly email: string;
}

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

/** Everybody who takes part in a project, by each of its lists. Recipients do not: they only get what is released. */
export function membersOf({ people }: Pick<Project, 'people'>): Person[] {
  const { recipients: _, ...lists } = people;
  return Object.values(lists).flat();
}

export function isResearcher({ people }: Pick<Project, 'people'>, somebody: Somebody): boolean {
  return people.researchers.some((person) => isSamePerson(listed(person), somebody));
}

/** Whether somebody counts nowhere in the project for now. */
export function isSuspended({ suspended }: Pick<Project, 'suspended'>, somebody: Somebody): boolean {
  return suspended.some((entry) => isSamePerson(listed(entry), somebody));
}

/** Whether the last day of somebody has not passed, or they have none. */
export function isTimely({ eligibleUntil }: Pick<Approver, 'eligibleUntil'>, at: Date): boolean {
  return eligibleUntil === undefined || isUpTo(eligibleUntil, at);
}

/**
 * The people of a project without those who are suspended, and in each list without those whose last day in it is over. Fewer may be left
 * than a quorum needs. Whoever is left out stays a researcher where it is asked who may not approve.
 */
export function activePeople(project: Project, now: Date): Project['people'] {
  const { dataOwners, researchers, approvers } = project.people;
  const isActive = (person: Listed & Pick<Approver, 'eligibleUntil'>) =>
    isTimely(person, now) && !isSuspended(project, listed(person));
  return {
    dataOwners: dataOwners.filter(isActive),
    researchers: researchers.filter(isActive),
    approvers: approvers.filter(isActive),
    operators: activeOperators(project),
  };
}

/** The operators of a project without those who are suspended. They have no last day. */
export function activeOperators(project: Project): Person[] {
  return project.people.operators.filter((person) => !isSuspended(project, listed(person)));
}

/** The same people, each address once in whatever case. */
export function addressesOnce(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.email.toLowerCase(), person])).values()];
}

/** Somebody who is named by an object id or by an e-mail alone. */
export function namedBy(text: string): Somebody {
  return text.includes('@') ? { oid: '', emails: [text] } : { oid: text.toLowerCase(), emails: [] };
}
