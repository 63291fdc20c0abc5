import { z } from 'zod';
import { ask, type Cli, type Deployed, type Environment, resourceUrl, roomOf } from './cli.ts';

const connections = z.array(
  z.object({
    id: z.string(),
    properties: z.object({
      privateEndpoint: z.object({ id: z.string() }),
      privateLinkServiceConnectionState: z.object({ status: z.string() }),
    }),
  }),
);

const accountList = z.array(
  z.object({ name: z.string(), resourceGroup: z.string(), tags: z.record(z.string(), z.string()).nullish() }),
);
const names = z.array(z.object({ name: z.string() }));
const policy = z.object({ etag: z.string(), state: z.string().nullish() });

const managedEndpoints = z.object({
  value: z.array(
    z.object({
      name: z.string(),
      properties: z.object({
        privateLinkResourceId: z.string(),
        connectionState: z.object({ status: z.string().nullish() }).nullish(),
      }),
    }),
  ),
});

/**
 * Approves the private endpoints that our data factory waits for, and no others. Gives how many. Anybody in Azure may ask an account
 * for a connection under any name, so the factory itself is asked first. Throws when two ask under the name of one of its endpoints.
 */
export async function approveEndpoints(cli: Cli, deployed: Deployed): Promise<number> {
  let approved = 0;
  for (const { name, account } of await awaitedEndpoints(cli, deployed)) {
    const pending = await pendingConnections(cli, deployed, account);
    const [connection, another] = pending.filter(({ asker }) => asker === name);
    if (another) {
      throw new Error(
        `Two private endpoints called ${name} ask for the account ${account}. One of them is not the data factory's: look at their subscriptions, reject it, and run the same command again.`,
      );
    }
    if (!connection) continue;
    const reason = ['--description', 'Data Factory of this environment'];
    await cli('az', ['network', 'private-endpoint-connection', 'approve', '--id', connection.id, ...reason]);
    approved += 1;
  }
  return approved;
}

/** A managed private endpoint that waits for its approval is called {factory}.{endpoint} by the account that it asks. */
async function awaitedEndpoints(cli: Cli, deployed: Deployed): Promise<{ name: string; account: string }[]> {
  const { CONTROL_RESOURCE_GROUP, DATA_ACCOUNTS, DATA_FACTORY_NAME } = deployed;
  const path = `Microsoft.DataFactory/factories/${DATA_FACTORY_NAME}/managedVirtualNetworks/default/managedPrivateEndpoints`;
  const url = resourceUrl(deployed, CONTROL_RESOURCE_GROUP, path, '2018-06-01');
  const { value } = await ask(cli, managedEndpoints, ['rest', '--method', 'GET', '--url', url]);
  return value
    .filter(({ properties }) => properties.connectionState?.status === 'Pending')
    .map(({ name, properties }) => ({
      name: `${DATA_FACTORY_NAME}.${name}`,
      account: properties.privateLinkResourceId.split('/').at(-1) ?? '',
    }))
    .filter(({ account }) => DATA_ACCOUNTS.includes(account));
}

async function pendingConnections(cli: Cli, deployed: Deployed, account: string) {
  const group = account === deployed.SECURE_ACCOUNT ? deployed.SECURE_RESOURCE_GROUP : deployed.CONTROL_RESOURCE_GROUP;
  const type = ['--resource-group', group, '--name', account, '--type', 'Microsoft.Storage/storageAccounts'];
  const found = await ask(cli, connections, ['network', 'private-endpoint-connection', 'list', ...type]);
  return found
    .filter(({ properties }) => properties.privateLinkServiceConnectionState.status === 'Pending')
    .map(({ id, properties }) => ({ id, asker: properties.privateEndpoint.id.split('/').at(-1) ?? '' }));
}

/** What the reading room writes; its containers may be made when the other policies are locked already. */
const ofRoom = ['evidence', 'places', 'views'];
/** The containers with a write-once policy, by the beginning of the name of their account. */
const kept: Readonly<Record<string, readonly string[]>> = { stctl: ['audit'], stsec: ['datasets', ...ofRoom] };

/**
 * Whether policies of this environment are locked already: on audit and datasets, and on what the reading room writes. Azure refuses to
 * write such a policy again, so the template has to leave it out. The accounts are found by their tag, since a hook before the first
 * deployment knows no names.
 */
export async function lockedPolicies(
  cli: Cli,
  { AZURE_ENV_NAME }: Environment,
): Promise<{ readonly audit: boolean; readonly evidence: boolean }> {
  const accounts = await ask(cli, accountList, ['storage', 'account', 'list']);
  const locked: string[] = [];
  for (const { name, resourceGroup, tags } of accounts) {
    const wanted = kept[name.slice(0, 5)];
    if (!wanted || tags?.['azd-env-name'] !== AZURE_ENV_NAME || tags['application'] !== 'sallyport') continue;
    const there = ['--resource-group', resourceGroup, '--storage-account', name];
    const containers = await ask(cli, names, ['storage', 'container-rm', 'list', ...there]);
    for (const container of wanted) {
      if (!containers.some((one) => one.name === container)) continue;
      if ((await showPolicy(cli, resourceGroup, name, container)).state === 'Locked') locked.push(container);
    }
  }
  return { audit: locked.some((one) => !ofRoom.includes(one)), evidence: locked.some((one) => ofRoom.includes(one)) };
}

/** Locks the policies for good. They cannot be unlocked or shortened afterwards. */
export async function lockPolicies(cli: Cli, deployed: Deployed): Promise<void> {
  const group = deployed.SECURE_RESOURCE_GROUP;
  const inSecure = roomOf(deployed) === undefined ? ['datasets'] : ['datasets', ...ofRoom];
  for (const [account, container] of [
    [deployed.CONTROL_ACCOUNT, 'audit'] as const,
    ...inSecure.map((container) => [deployed.SECURE_ACCOUNT, container] as const),
  ]) {
    const { etag, state } = await showPolicy(cli, group, account, container);
    if (state === 'Locked') continue;
    const command = ['storage', 'container', 'immutability-policy', 'lock', ...place(group, account, container)];
    await cli('az', [...command, '--if-match', etag]);
  }
}

const showPolicy = (cli: Cli, group: string, account: string, container: string) =>
  ask(cli, policy, ['storage', 'container', 'immutability-policy', 'show', ...place(group, account, container)]);

const place = (group: string, account: string, container: string): string[] => [
  '--resource-group',
  group,
  '--account-name',
  account,
  '--container-name',
  container,
];
