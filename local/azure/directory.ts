import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Principal } from './roles.ts';
import type { Caller } from './tokens.ts';

const managedIdentity = z.strictObject({
  name: z.enum(['id-control', 'id-trigger', 'id-host', 'data-factory']),
  oid: z.uuid(),
  clientId: z.uuid(),
});
const person = z.strictObject({
  id: z.string(),
  aliases: z.array(z.string()),
  name: z.string(),
  email: z.email(),
  oid: z.uuid(),
  appRoles: z.array(z.string()),
  groups: z.array(
    z.strictObject({
      project: z.string(),
      role: z.enum(['owners', 'researchers', 'approvers', 'external-readers']),
    }),
  ),
});
const directorySchema = z.strictObject({
  $comment: z.string(),
  application: z.strictObject({
    displayName: z.string(),
    clientId: z.uuid(),
    identifierUri: z.string().startsWith('api://'),
    appRoles: z.array(z.string()),
    federatedCredential: z.strictObject({ identity: managedIdentity.shape.name, audience: z.string() }),
  }),
  identities: z.array(managedIdentity),
  persons: z.array(person),
});

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
