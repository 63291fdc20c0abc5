import { z } from 'zod';
import { ask, type Cli, type Deployed } from './cli.ts';

const connections = z.array(
  z.object({
    id: z.string(),
    properties: z.object({
      privateEndpoint: z.object({ id: z.string() }),
      privateLinkServiceConnectionState: z.object({ status: z.string() }),
    }),
  }),
);
const exemption = 'deployment';

/** Approves the private endpoints that our data factory asked for, and no others. Gives how many. */
export async function approveEndpoints(cli: Cli, deployed: Deployed): Promise<number> {
  let approved = 0;
  for (const account of deployed.DATA_ACCOUNTS) {
    const group =
      account === deployed.SECURE_ACCOUNT ? deployed.SECURE_RESOURCE_GROUP : deployed.CONTROL_RESOURCE_GROUP;
    const type = ['--resource-group', group, '--name', account, '--type', 'Microsoft.Storage/storageAccounts'];
    const found = await ask(cli, connections, ['network', 'private-endpoint-connection', 'list', ...type]);
    for (const { id, properties } of found) {
      // A managed private endpoint is named after its factory: {factory}.{endpoint}.
      const asker = properties.privateEndpoint.id.split('/').at(-1) ?? '';
      if (properties.privateLinkServiceConnectionState.status !== 'Pending') continue;
      if (!asker.startsWith(`${deployed.DATA_FACTORY_NAME}.`)) continue;
      const reason = ['--description', 'Data Factory of this environment'];
      await cli('az', ['network', 'private-endpoint-connection', 'approve', '--id', id, ...reason]);
      approved += 1;
    }
  }
  return approved;
}

/** Locks the policies on audit and datasets for good. They cannot be unlocked or shortened afterwards. */
export async function lockPolicies(cli: Cli, deployed: Deployed): Promise<void> {
  for (const [account, container] of [
    [deployed.CONTROL_ACCOUNT, 'audit'],
    [deployed.SECURE_ACCOUNT, 'datasets'],
  ] as const) {
    const place = [
      '--resource-group',
      deployed.SECURE_RESOURCE_GROUP,
      '--account-name',
      account,
      '--container-name',
      container,
    ];
    const policy = await ask(cli, z.object({ etag: z.string(), state: z.string() }), [
      'storage',
      'container',
      'immutability-policy',
      'show',
      ...place,
    ]);
    if (policy.state === 'Locked') continue;
    await cli('az', ['storage', 'container', 'immutability-policy', 'lock', ...place, '--if-match', policy.etag]);
  }
}

/**
 * Opens the host account to one address while code is deployed. The policy that denies public addresses is waived for this one
 * account for two hours at most. Throws when no address is given, so that the account is never opened to everybody.
 */
export async function openHostAccount(cli: Cli, deployed: Deployed, now: Date): Promise<void> {
  const address = deployed.DEPLOYER_ADDRESS;
  if (address === undefined) {
    throw new Error(
      'Set DEPLOYER_ADDRESS to the public IPv4 address that you deploy from: azd env set DEPLOYER_ADDRESS 192.0.2.1',
    );
  }
  const until = new Date(now.getTime() + 2 * 60 * 60 * 1000).toISOString();
  const policy = `${groupId(deployed)}/providers/Microsoft.Authorization/policyAssignments/deny-public-network-access`;
  const waiver = [
    '--name',
    exemption,
    '--policy-assignment',
    policy,
    '--exemption-category',
    'Waiver',
    '--scope',
    hostId(deployed),
  ];
  await cli('az', ['policy', 'exemption', 'create', ...waiver, '--expires-on', until]);
  await cli('az', [
    'storage',
    'account',
    'update',
    ...host(deployed),
    '--public-network-access',
    'Enabled',
    '--default-action',
    'Deny',
  ]);
  const rule = ['--resource-group', deployed.SECURE_RESOURCE_GROUP, '--account-name', deployed.HOST_ACCOUNT];
  await cli('az', ['storage', 'account', 'network-rule', 'add', ...rule, '--ip-address', address]);
}

/** Closes the host account again, whether or not the deployment worked. */
export async function closeHostAccount(cli: Cli, deployed: Deployed): Promise<void> {
  await cli('az', [
    'storage',
    'account',
    'update',
    ...host(deployed),
    '--public-network-access',
    'Disabled',
    '--default-action',
    'Deny',
  ]);
  const address = deployed.DEPLOYER_ADDRESS;
  const rule = ['--resource-group', deployed.SECURE_RESOURCE_GROUP, '--account-name', deployed.HOST_ACCOUNT];
  if (address !== undefined)
    await cli('az', ['storage', 'account', 'network-rule', 'remove', ...rule, '--ip-address', address]);
  await cli('az', ['policy', 'exemption', 'delete', '--name', exemption, '--scope', hostId(deployed)]);
}

const groupId = ({ AZURE_SUBSCRIPTION_ID, SECURE_RESOURCE_GROUP }: Deployed): string =>
  `/subscriptions/${AZURE_SUBSCRIPTION_ID}/resourceGroups/${SECURE_RESOURCE_GROUP}`;
const hostId = (deployed: Deployed): string =>
  `${groupId(deployed)}/providers/Microsoft.Storage/storageAccounts/${deployed.HOST_ACCOUNT}`;
const host = (deployed: Deployed): string[] => [
  '--resource-group',
  deployed.SECURE_RESOURCE_GROUP,
  '--name',
  deployed.HOST_ACCOUNT,
];
