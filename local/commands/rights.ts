import { RestError } from '@azure/storage-blob';
import { readDirectory } from '../azure/directory.ts';
import type { BlobOperation } from '../azure/roles.ts';
import { allows, readRoleMatrix } from '../azure/roles.ts';
import { personNamed } from './arguments.ts';

/** A container, and what somebody wants to do under a project's path in it. */
export interface Wish {
  readonly account: 'public' | 'secure' | 'release';
  readonly container: string;
  readonly project: string;
  readonly operation: BlobOperation;
}

/** Whether storage refused because the person lacks the right. */
export function isForbidden(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 403;
}

/** In a sentence: who may not do it, what they are, and who of the directory may. */
export function whoMay(person: string, { account, container, project, operation }: Wish): string {
  const directory = readDirectory();
  const matrix = readRoleMatrix(new URL('../../infra/roles.json', import.meta.url));
  const asked = { service: 'blob', account, container, path: `${project}/`, operation } as const;
  const able = directory.persons.filter(({ groups }) =>
    allows(
      matrix,
      groups.map(({ role, project: of }) => ({ identity: role, project: of })),
      asked,
    ),
  );
  const { name, groups } = personNamed(person);
  const roles = groups.map(({ role, project: of }) => `${role} of ${of}`).join(', ') || 'no group';
  const others = able.map(({ id }) => id).join(', ') || 'nobody in the directory';
  return `${name} (${roles}) may not ${verbs[operation]} ${container}/${project}/. Those who may: ${others}.`;
}

const verbs: Readonly<Record<BlobOperation, string>> = {
  list: 'list',
  read: 'read',
  create: 'write to',
  write: 'write to',
  delete: 'delete in',
};
