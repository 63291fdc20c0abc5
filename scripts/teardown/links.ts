import { z } from 'zod';
import { messageOf } from '../../src/domain/base/errors.ts';
import { ask, type Cli } from '../deploy/cli.ts';
import type { Around } from './around.ts';
import { type EnvironmentName, ofType } from './belongings.ts';
import type { Standing } from './read-environment.ts';

const link = z.object({ name: z.string(), properties: z.object({ linkedResourceType: z.string().nullish() }) });
const subnet = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({ serviceAssociationLinks: z.array(link).nullish() }),
});
const network = z.object({ properties: z.object({ subnets: z.array(subnet) }) });

const management = 'https://management.azure.com';
const deleting = (path: string) => ['rest', '--method', 'DELETE', '--url', `${management}${path}`, '--output', 'none'];

/** Something that a service left on a subnet, without which Azure deletes neither the subnet nor its network. */
export interface Link {
  readonly subnet: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly of: string;
}

/** Takes both apps out of their subnets, while there are apps: a link whose app is gone stays for up to two days. */
export async function disconnectApps(
  { cli, say }: Pick<Around, 'cli' | 'say'>,
  standing: Standing,
  environment: EnvironmentName,
): Promise<void> {
  for (const { id, name } of ofType(standing, environment, 'Microsoft.Web/sites')) {
    try {
      await cli('az', deleting(`${id}/networkConfig/virtualNetwork?api-version=2025-03-01`));
      say(`disconnected the app ${name} from its subnet`);
    } catch (error) {
      say(`! The app ${name} could not be disconnected from its subnet: ${messageOf(error)}`);
    }
  }
}

async function readLinks(cli: Cli, standing: Standing, environment: EnvironmentName): Promise<readonly Link[]> {
  const found: Link[] = [];
  for (const { id } of ofType(standing, environment, 'Microsoft.Network/virtualNetworks')) {
    const url = `${management}${id}?api-version=2024-07-01`;
    const { properties } = await ask(cli, network, ['rest', '--method', 'GET', '--url', url]);
    for (const one of properties.subnets)
      for (const { name, properties: of } of one.properties.serviceAssociationLinks ?? [])
        found.push({ subnet: one, name, of: of.linkedResourceType ?? 'an unnamed service' });
  }
  return found;
}

/** The containers of Image Builder leave a link that nobody takes away by itself. */
const leftByContainers = 'Microsoft.ContainerInstance/containerGroups';

const everyMs = 30_000;

/** Waits until no subnet of the environment has a link, at most so many minutes, and says each time what it waits for. Gives what is left. */
export async function waitForLinks(
  { cli, say, pause }: Pick<Around, 'cli' | 'say' | 'pause'>,
  standing: Standing,
  environment: EnvironmentName,
  mostMinutes: number,
): Promise<readonly Link[]> {
  for (let waited = 0; ; waited += everyMs / 60_000) {
    const links = await readLinks(cli, standing, environment);
    if (links.length === 0 || waited >= mostMinutes) return links;
    for (const { subnet: where, name, of } of links) {
      say(`waiting for ${name} (${of}) to leave the subnet ${where.name}: ${waited} of ${mostMinutes} minutes`);
      if (of === leftByContainers) await removeContainerLink(cli, where.id, say);
    }
    await pause(everyMs);
  }
}

async function removeContainerLink(cli: Cli, id: string, say: Around['say']): Promise<void> {
  const path = `${id}/providers/Microsoft.ContainerInstance/serviceAssociationLinks/default?api-version=2018-10-01`;
  await cli('az', deleting(path)).catch((error: unknown) => say(`! It is still in use: ${messageOf(error)}`));
}

export const linkText = ({ subnet: where, name, of }: Link): string =>
  `The subnet ${where.name} still has the link ${name} of ${of}, which Azure takes away by itself, said to be within two days`;
