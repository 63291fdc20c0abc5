import { at } from '../snapshot.ts';
import { ofType, type Rule, say } from './rule.ts';

/** Types that can send logs; accounts send them from each of their services. */
const logging = new Set([
  'Microsoft.Storage/storageAccounts/blobServices',
  'Microsoft.Storage/storageAccounts/queueServices',
  'Microsoft.Storage/storageAccounts/tableServices',
  'Microsoft.Storage/storageAccounts/fileServices',
  'Microsoft.KeyVault/vaults',
  'Microsoft.DataFactory/factories',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.ContainerRegistry/registries',
  'Microsoft.DurableTask/schedulers',
  'Microsoft.Web/sites',
  'Microsoft.EventGrid/topics',
  'Microsoft.EventGrid/systemTopics',
  'Microsoft.Network/virtualNetworks',
  'Microsoft.Network/networkSecurityGroups',
  'Microsoft.Network/publicIPAddresses',
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Network/bastionHosts',
  'Microsoft.Network/virtualNetworkGateways',
  'Microsoft.DesktopVirtualization/hostPools',
  'Microsoft.DesktopVirtualization/applicationGroups',
  'Microsoft.DesktopVirtualization/workspaces',
  'Microsoft.DesktopVirtualization/scalingPlans',
  'Microsoft.Communication/communicationServices',
  'Microsoft.OperationalInsights/workspaces',
  'Microsoft.Security/defenderForStorageSettings',
]);

/** Everything that can send logs sends them to the workspace. */
export const diagnostics: Rule = (world) => {
  const sending = new Set(
    ofType(world, 'Microsoft.Insights/diagnosticSettings')
      .filter((setting) => String(at(setting, 'properties.workspaceId')).includes('/workspaces/log-'))
      .map(({ id }) => id.split('/providers/Microsoft.Insights/diagnosticSettings/')[0]),
  );
  return world.resources
    .filter(({ type, id }) => logging.has(type) && !sending.has(id))
    .map((resource) => say(resource, 'sends no logs'));
};

/** Everything that has a place carries the tags of the environment; Azure takes none on policy assignments. */
export const tags: Rule = (world) =>
  world.resources
    .filter(({ location, type }) => location !== undefined && type !== 'Microsoft.Authorization/policyAssignments')
    .filter(({ tags }) => tags?.['azd-env-name'] === undefined || tags['application'] !== 'sallyport')
    .map((resource) => say(resource, 'lacks the tags of the environment'));

/** Whatever has an address on the internet and lies where that is denied has an exemption that says why. */
export const exemptionsWithReasons: Rule = (world) => {
  const exempt = ofType(world, 'Microsoft.Authorization/policyExemptions');
  return world.resources
    .filter(
      ({ type, id }) =>
        ['Microsoft.Storage/storageAccounts', 'Microsoft.Web/sites'].includes(type) &&
        !id.includes('/Microsoft.Authorization/'),
    )
    .filter((resource) => at(resource, 'properties.publicNetworkAccess') === 'Enabled')
    .filter(
      ({ id }) =>
        !exempt.some(
          (exemption) =>
            exemption.id.startsWith(`${id}/`) && String(at(exemption, 'properties.description')).length > 40,
        ),
    )
    .map((resource) => say(resource, 'is open without an exemption that says why'));
};

/** Every policy of ours is assigned where it matters: denials on each research group, machine policies on the compute group. */
export const policiesAssigned: Rule = (world) => {
  const assigned = ofType(world, 'Microsoft.Authorization/policyAssignments').map(({ id }) => id);
  const wanted = ['secure', 'control', 'machine-learning', 'compute'].flatMap((group) =>
    ['deny-public-network-access', 'deny-shared-keys'].map((policy) => [`-${group}/`, `/${policy}`] as const),
  );
  const onMachines = ['sign-in-with-entra', 'monitored', 'send-logs', 'shut-down-at-night', 'guest-configuration'].map(
    (policy) => ['-compute/', `/${policy}`] as const,
  );
  return [...wanted, ...onMachines]
    .filter(([group, policy]) => !assigned.some((id) => id.includes(group) && id.endsWith(policy)))
    .map(([group, policy]) => `${policy.slice(1)} is not assigned on ${group}`);
};

/** No machine for researchers is deployed: the control plane makes them. */
export const noMachines: Rule = (world) =>
  ofType(world, 'Microsoft.Compute/virtualMachines')
    .filter(({ id }) => !id.includes('-access/'))
    .map((machine) => say(machine, 'machines come from the project definitions'));
