import { messageOf } from '../../src/domain/base/errors.ts';
import type { Around } from './around.ts';
import { type EnvironmentName, groupOf, groupsOf, isDeviceOf, type Leftover, resourcesOf } from './belongings.ts';
import { readDevices, type Standing } from './read-environment.ts';

/**
 * Removes the groups. Where an account has to stay, its group stays with the network that its private endpoints lie in and with the logs,
 * and the others go one by one, because `azd down` would stop half-way.
 */
export async function removeGroups(
  { cli, say }: Around,
  standing: Standing,
  environment: EnvironmentName,
  accountStays: boolean,
): Promise<void> {
  const groups = groupsOf(standing, environment);
  if (groups.length === 0) return;
  for (const { id, name } of workspacesOf(standing, environment)) {
    // Without the purge a deleted workspace would hold its name for 14 days.
    const url = `https://management.azure.com${id}?api-version=2024-10-01&forceToPurge=true`;
    await cli('az', ['rest', '--method', 'DELETE', '--url', url, '--output', 'none']);
    say(`asked for the workspace ${name} of Machine Learning to be deleted for good`);
  }
  if (!accountStays) {
    await cli('azd', ['down', '--environment', environment.name, '--force', '--no-prompt']);
    say(`azd down removed ${groups.join(', ')}`);
    return;
  }
  const staying = (['secure', 'network', 'monitor'] as const).map((part) => groupOf(environment, part).toLowerCase());
  for (const group of groups.filter((one) => !staying.includes(one.toLowerCase()))) {
    await cli('az', ['group', 'delete', '--name', group, '--yes']);
    say(`removed the resource group ${group}`);
  }
}

function workspacesOf(standing: Standing, environment: EnvironmentName): Standing['resources'] {
  const type = 'microsoft.machinelearningservices/workspaces';
  return resourcesOf(standing, environment).filter((one) => one.type.toLowerCase() === type);
}

/** Removes what `azd down` leaves. What fails is no reason to leave the rest; gives a sentence for each failure. */
export async function removeLeftovers({ cli, say }: Around, leftovers: readonly Leftover[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { what, args } of leftovers) {
    try {
      await cli('az', args);
      say(`removed ${what}`);
    } catch (error) {
      failures.push(`${what} is still there: ${messageOf(error)}. Mend that and run the same command again`);
    }
  }
  return failures;
}

/** Removes the devices of deleted session hosts from Entra, whose names a new host could not take. */
export async function removeDevices(around: Around, suffix: string): Promise<string[]> {
  const found = await readDevices(around.cli, `d${suffix.slice(0, 7)}-`);
  const ours = found.filter(({ displayName }) => isDeviceOf(displayName, suffix));
  const url = (id: string) => `https://graph.microsoft.com/v1.0/devices/${id}`;
  return removeLeftovers(
    around,
    ours.map(({ id, displayName }) => ({
      what: `the device ${displayName}`,
      args: ['rest', '--method', 'DELETE', '--url', url(id)],
    })),
  );
}
