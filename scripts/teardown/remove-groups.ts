import { messageOf } from '../../src/domain/base/errors.ts';
import type { Around } from './around.ts';
import { type EnvironmentName, type GroupPart, groupOf, groupsOf, ofType } from './belongings.ts';
import { leaveHub } from './hub.ts';
import { disconnectApps, linkText, waitForLinks } from './links.ts';
import type { Standing } from './read-environment.ts';

/**
 * What uses something goes before what is used. `azd down` would take the groups in a random order and stop at the first that Azure
 * refuses.
 */
const first: readonly GroupPart[] = ['access', 'compute', 'machine-learning'];
/** Only once the apps have left their subnets. */
const then: readonly GroupPart[] = ['control', 'secure', 'copy'];
/** Only once nothing else is left: private endpoints of all groups lie in the network, and all send their logs. */
const last: readonly GroupPart[] = ['network', 'monitor'];

/** All of them, as they go. */
export const removalOrder: readonly GroupPart[] = [...first, ...then, ...last];

interface Removing {
  readonly around: Around;
  readonly standing: Standing;
  readonly environment: EnvironmentName;
  readonly linkMinutes: number;
}

/**
 * Removes the groups of the environment. Where an account has to stay, its group stays, with the network that its private endpoints lie
 * in and the logs. Gives a sentence for each that Azure did not let go; a second run goes on with those.
 */
export async function removeGroups(removing: Removing, accountStays: boolean): Promise<readonly string[]> {
  const { around, standing, environment } = removing;
  if (groupsOf(standing, environment).length === 0) return [];
  await disconnectApps(around, standing, environment);
  await purgeWorkspaces(around, standing, environment);
  const refused = await removeEach(removing, first);
  const linked = await linksLeft(removing);
  if (linked.length > 0) return [...refused, ...linked];
  const staying = then.filter((part) => !(accountStays && part === 'secure'));
  refused.push(...(await removeEach(removing, staying)));
  if (accountStays || refused.length > 0) return refused;
  const inHub = await leftInHub(removing);
  return inHub.length > 0 ? inHub : await removeEach(removing, last);
}

/** While the network stands it says which hub it is on. */
async function leftInHub({ around, standing, environment }: Removing): Promise<string[]> {
  const networks = ofType(standing, environment, 'Microsoft.Network/virtualNetworks');
  const secure = networks.find(({ name }) => name.startsWith('vnet-secure'));
  return secure === undefined ? [] : await leaveHub(around, secure);
}

/** The groups of these parts that stand, in the order of the parts. One that is refused keeps no other from going. */
async function removeEach(
  { around: { cli, say }, standing, environment }: Removing,
  parts: readonly GroupPart[],
): Promise<string[]> {
  const known = new Map(groupsOf(standing, environment).map((group) => [group.toLowerCase(), group]));
  const refused: string[] = [];
  for (const group of parts.flatMap((part) => known.get(groupOf(environment, part).toLowerCase()) ?? [])) {
    try {
      say(`removing the resource group ${group}, which takes minutes`);
      await cli('az', ['group', 'delete', '--name', group, '--yes']);
      say(`removed the resource group ${group}`);
    } catch (error) {
      refused.push(`Azure did not let the resource group ${group} go: ${messageOf(error)}`);
    }
  }
  return refused;
}

async function linksLeft({ around, standing, environment, linkMinutes }: Removing): Promise<string[]> {
  const links = await waitForLinks(around, standing, environment, linkMinutes);
  return links.map((one) => `${linkText(one)}. Run the same command again later, or wait longer with --link-minutes`);
}

async function purgeWorkspaces({ cli, say }: Around, standing: Standing, environment: EnvironmentName): Promise<void> {
  for (const { id, name } of ofType(standing, environment, 'Microsoft.MachineLearningServices/workspaces')) {
    // Without the purge a deleted workspace would hold its name for 14 days.
    const url = `https://management.azure.com${id}?api-version=2024-10-01&forceToPurge=true`;
    await cli('az', ['rest', '--method', 'DELETE', '--url', url, '--output', 'none']);
    say(`asked for the workspace ${name} of Machine Learning to be deleted for good`);
  }
}
