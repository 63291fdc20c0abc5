import { z } from 'zod';
import { ask, type Cli } from '../../deploy/cli.ts';

const found = z.array(z.object({ id: z.guid() }));
const signedIn = z.object({ id: z.guid() });

/** Object id of whoever is signed in to `az`. */
export const readPerson = async (cli: Cli): Promise<string> =>
  (await ask(cli, signedIn, ['ad', 'signed-in-user', 'show'])).id;

const groupName = (environment: string): string => `sallyport-${environment}`;
const find = async (cli: Cli, environment: string) =>
  await ask(cli, found, ['ad', 'group', 'list', '--filter', `displayName eq '${groupName(environment)}'`]);

/** A group in Entra with this person alone, for the roles of a project. */
export async function makeGroup(cli: Cli, environment: string, person: string): Promise<string> {
  const name = groupName(environment);
  const { id } = await ask(cli, signedIn, [
    ...['ad', 'group', 'create', '--display-name', name, '--mail-nickname', name],
  ]);
  await cli('az', ['ad', 'group', 'member', 'add', '--group', id, '--member-id', person]);
  return id;
}

/** Deletes that group, where it was made. */
export async function removeGroup(cli: Cli, environment: string): Promise<void> {
  for (const { id } of await find(cli, environment)) await cli('az', ['ad', 'group', 'delete', '--group', id]);
}
