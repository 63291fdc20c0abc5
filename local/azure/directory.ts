import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Principal } from './roles.ts';
import type { Caller } from './tokens.ts';

const managedIdentity = z.strictObject({
  name: z.enum([
    'id-control',
    'id-trigger',
    'id-host',
    'id-inspect',
    'id-inspect-host',
    'data-factory',
    'events-secure',
    'events-scans',
  ]),
  oid: z.uuid(),
  clientId: z.uuid(),
});
const membership = z.strictObject({
  project: z.string(),
  role: z.enum(['owners', 'researchers', 'approvers', 'external-readers']),
});
const person = z.strictObject({
  id: z.string(),
  aliases: z.array(z.string()),
  name: z.string(),
  email: z.email(),
  oid: z.uuid(),
  appRoles: z.array(z.string()),
  groups: z.array(membership),
  /** What the person has an administrator's role of Azure on; the templates give nobody one. */
  administers: z.array(z.enum(['vault'])).default([]),
});
const permission = z.strictObject({
  resource: z.string(),
  scopes: z.array(z.string()),
  /** Whether an administrator has consented for everybody; nobody consents for themselves in this tenant. */
  consented: z.boolean(),
});
const application = z.strictObject({
  displayName: z.string(),
  clientId: z.uuid(),
  identifierUri: z.string().startsWith('api://'),
  appRoles: z.array(z.string()),
  /** Authentication contexts that a Conditional Access policy protects, by id, with what it asks of a person. */
  protectedContexts: z.record(z.string().regex(/^c\d{1,2}$/), z.literal('second factor')),
  /** Which groups a token names; `ApplicationGroup`: those that are assigned to the application, which are all groups here. */
  groupMembershipClaims: z.enum(['None', 'ApplicationGroup']),
  federatedCredential: z.strictObject({ identity: managedIdentity.shape.name, audience: z.string() }),
  /** What it may be given a person's token for. */
  permissions: z.array(permission).default([]),
});
const directorySchema = z.strictObject({
  $comment: z.string(),
  /** The app registrations; the first is the control plane's. */
  applications: z.tuple([application], application),
  identities: z.array(managedIdentity),
  groups: z.array(membership.extend({ oid: z.uuid() })),
  persons: z.array(person),
});

export type Application = z.infer<typeof application>;
export type ManagedIdentity = z.infer<typeof managedIdentity>;
export type Person = z.infer<typeof person>;
export type Directory = z.infer<typeof directorySchema>;

/** Who a verified token belongs to, with everything the role matrix asks about. */
export interface KnownCaller {
  /** A managed identity's name or a person's id; an object id that nobody has stays as it is. */
  readonly name: string;
  readonly principals: readonly Principal[];
}

/** The sample organisation of the repository, used unless another directory file is given. */
const sampleDirectoryFile = new URL('../sample/directory.json', import.meta.url);

/** Reads and checks a directory file. Throws a zod error that names the wrong entry. */
export function readDirectory(file: string | URL = sampleDirectoryFile): Directory {
  return directorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Finds a person by id, alias or e-mail. Throws with the known ids when there is none. */
export function findPerson(directory: Directory, word: string): Person {
  const found = directory.persons.find(
    (candidate) => candidate.id === word || candidate.email === word || candidate.aliases.includes(word),
  );
  if (found !== undefined) return found;
  const known = directory.persons.map((candidate) => candidate.id).join(', ');
  throw new Error(`No person is called '${word}'. Known persons: ${known}.`);
}

/** Object ids of the groups that a person is in. Throws when the directory has no such group. */
export function groupIdsOf({ groups }: Directory, person: Person): string[] {
  return person.groups.map(({ project, role }) => {
    const found = groups.find((group) => group.project === project && group.role === role);
    if (found === undefined) throw new Error(`The directory has no group of the ${role} of ${project}.`);
    return found.oid;
  });
}

/** The groups of each project by role, as Bicep hands them to the app: in the words of its parameter `projects`. */
export function projectGroups({ groups }: Directory): Record<string, Record<string, string>> {
  const projects = Map.groupBy(groups, ({ project }) => project);
  const keyOf = (role: string): string => (role === 'external-readers' ? 'externalReaders' : role);
  return Object.fromEntries(
    [...projects].map(([project, held]) => [
      project,
      Object.fromEntries(held.map(({ role, oid }) => [keyOf(role), oid])),
    ]),
  );
}

/** Finds a managed identity by its name. Throws when the directory has none. */
export function findIdentity(directory: Directory, name: ManagedIdentity['name']): ManagedIdentity {
  const found = directory.identities.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`The directory has no managed identity '${name}'.`);
  return found;
}

/** Turns a verified token into a caller. A managed identity must come with its own client id; a person acts through the groups; anyone else has no principal. */
export function identify(directory: Directory, caller: Caller): KnownCaller {
  const identity = directory.identities.find(
    (candidate) => candidate.oid === caller.oid && candidate.clientId === caller.appId,
  );
  if (identity !== undefined) return { name: identity.name, principals: [{ identity: identity.name }] };
  const person = directory.persons.find((candidate) => candidate.oid === caller.oid);
  if (person === undefined) return { name: caller.oid, principals: [] };
  return {
    name: person.id,
    principals: person.groups.map((group) => ({ identity: group.role, project: group.project })),
  };
}
