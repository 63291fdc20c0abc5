import { at, listAt, type Resource } from '../snapshot.ts';
import { ofType, type Rule, say } from './rule.ts';

/** What is meant to be reachable from the internet, by type and beginning of the name. */
const meantToBeOpen: readonly (readonly [type: string, name: string])[] = [
  ['Microsoft.Storage/storageAccounts', 'stpub'],
  ['Microsoft.Storage/storageAccounts', 'strel'],
  ['Microsoft.Web/sites', 'func-'],
  ['Microsoft.EventGrid/topics', 'evgt-scans-'],
  ['Microsoft.DesktopVirtualization/hostPools', 'vdpool-'],
  ['Microsoft.DesktopVirtualization/workspaces', 'vdws-'],
  ['Microsoft.Network/publicIPAddresses', 'pip-afw-'],
  ['Microsoft.Network/publicIPAddresses', 'pip-bas-'],
  ['Microsoft.Network/publicIPAddresses', 'pip-vpng-'],
];
const hasSwitch = new Set([
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.DataFactory/factories',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.ContainerRegistry/registries',
  'Microsoft.DurableTask/schedulers',
  'Microsoft.Web/sites',
  'Microsoft.EventGrid/topics',
  'Microsoft.DesktopVirtualization/hostPools',
  'Microsoft.DesktopVirtualization/workspaces',
]);
const isMeant = (resource: Resource): boolean =>
  meantToBeOpen.some(([type, name]) => resource.type === type && resource.name.startsWith(name));

/** Only named resources have an address on the internet; a closed account or vault also denies by default. */
export const publicAddresses: Rule = ({ resources }) =>
  resources.flatMap((resource) => {
    const found: string[] = [];
    const open =
      resource.type === 'Microsoft.Network/publicIPAddresses' ||
      (hasSwitch.has(resource.type) && at(resource, 'properties.publicNetworkAccess') !== 'Disabled');
    if (open && !isMeant(resource)) found.push(say(resource, 'is reachable from the internet'));
    const byDefault = at(resource, 'properties.networkAcls.defaultAction');
    if (!open && byDefault !== undefined && byDefault !== 'Deny') found.push(say(resource, 'does not deny by default'));
    for (const address of listAt(resource, 'properties.ipConfigurations')) {
      if (resource.type !== 'Microsoft.Network/networkInterfaces') continue;
      if (JSON.stringify(address).includes('publicIPAddress')) found.push(say(resource, 'has a public address'));
    }
    return found;
  });

/** Every network security group ends in a deny of everything, and what comes before names addresses and ports. */
export const deniesByDefault: Rule = (world) =>
  ofType(world, 'Microsoft.Network/networkSecurityGroups').flatMap((group) => {
    const rules = listAt(group, 'properties.securityRules').map((rule) => JSON.stringify(rule['properties']));
    const found = ['Inbound', 'Outbound']
      .filter((direction) => !rules.some((rule) => isDenyOfAll(rule, direction)))
      .map((direction) => say(group, `does not end in a deny, ${direction}`));
    const loose = rules.filter(
      (rule) => rule.includes('"Allow"') && /"(?:destination|sourceAddress)[A-Za-z]*":\[?"\*"/.test(rule),
    );
    return [...found, ...loose.map((rule) => say(group, `allows everything: ${rule}`))];
  });

function isDenyOfAll(rule: string, direction: string): boolean {
  const parts = [
    '"priority":4096',
    '"access":"Deny"',
    '"protocol":"*"',
    `"direction":"${direction}"`,
    '"sourceAddressPrefix":"*"',
    '"destinationAddressPrefix":"*"',
    '"destinationPortRange":"*"',
  ];
  return parts.every((part) => rule.includes(part));
}

const noGroupPossible = ['AzureFirewallSubnet', 'GatewaySubnet'];
const noRoutePossible = [...noGroupPossible, 'AzureBastionSubnet'];

/** Every subnet has a network security group and a route through the firewall, where Azure takes them. */
export const guardedSubnets: Rule = (world) =>
  ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) =>
    listAt(network, 'properties.subnets').flatMap((subnet) => {
      const name = String(subnet['name']);
      const text = JSON.stringify(subnet['properties']);
      const found: string[] = [];
      if (!noGroupPossible.includes(name) && !text.includes('/networkSecurityGroups/')) {
        found.push(say(network, `${name} has no network security group`));
      }
      if (!noRoutePossible.includes(name) && !text.includes('/routeTables/')) {
        found.push(say(network, `${name} has no route through the firewall`));
      }
      return found;
    }),
  );

/** No firewall rule names everything. */
export const namedFirewallRules: Rule = (world) =>
  ofType(world, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups').flatMap((group) => {
    const text = JSON.stringify(group.properties);
    return ['*', '0.0.0.0/0', 'Internet', 'AzureCloud']
      .filter((word) => text.includes(`"${word}"`))
      .map((word) => say(group, `a rule names ${word}`));
  });

const zoneOf: Readonly<Record<string, string>> = {
  blob: 'privatelink.blob.',
  queue: 'privatelink.queue.',
  table: 'privatelink.table.',
  file: 'privatelink.file.',
  vault: 'privatelink.vaultcore.',
  amlworkspace: 'privatelink.api.azureml.',
  registry: 'privatelink.azurecr.',
  scheduler: 'privatelink.durabletask.',
};

/** Every private endpoint registers in the private DNS zone of its service. */
export const zoneGroups: Rule = (world) => {
  const groups = ofType(world, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups');
  return ofType(world, 'Microsoft.Network/privateEndpoints').flatMap((endpoint) => {
    const [connection] = listAt(endpoint, 'properties.privateLinkServiceConnections');
    const service = /"groupIds":\["(\w+)"\]/.exec(JSON.stringify(connection))?.[1] ?? '';
    const group = groups.find(({ id }) => id.startsWith(`${endpoint.id}/`));
    if (!group) return [say(endpoint, 'has no DNS zone group')];
    const zone = zoneOf[service];
    const fits = zone !== undefined && JSON.stringify(group.properties).includes(`/privateDnsZones/${zone}`);
    return fits ? [] : [say(endpoint, `does not register in the zone of ${service}`)];
  });
};
