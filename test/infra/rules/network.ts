import { z } from 'zod';
import { at, listAt, type Resource } from '../snapshot.ts';
import { isLeftOut, ofType, type Rule, say, type World, withNeighbours } from './rule.ts';

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
  ['Microsoft.Network/publicIPAddresses', 'pip-ng-'],
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

/** Every network security group ends in a deny of everything, and what comes before names addresses and single ports. */
export const deniesByDefault: Rule = (world) =>
  ofType(world, 'Microsoft.Network/networkSecurityGroups').flatMap((group) => {
    const rules = listAt(group, 'properties.securityRules').map((rule) => JSON.stringify(rule['properties']));
    const found = ['Inbound', 'Outbound']
      .filter((direction) => !rules.some((rule) => isDenyOfAll(rule, direction)))
      .map((direction) => say(group, `does not end in a deny, ${direction}`));
    const loose = rules.filter(
      (rule) => rule.includes('"Allow"') && /"(?:destination|sourceAddress)[A-Za-z]*":\[?"\*"/.test(rule),
    );
    const wide = rules.filter(
      (rule) => rule.includes('"Allow"') && !/"destinationPortRanges":\["\d+"(?:,"\d+")*\]/.test(rule),
    );
    const strangers = rules.filter(
      (rule) =>
        rule.includes('"Allow"') &&
        rule.includes('"sourceAddressPrefix":"Internet"') &&
        !group.name.endsWith('-AzureBastionSubnet'),
    );
    return [
      ...found,
      ...loose.map((rule) => say(group, `allows everything: ${rule}`)),
      ...wide.map((rule) => say(group, `allows more than single ports: ${rule}`)),
      ...strangers.map((rule) => say(group, `lets the internet in: ${rule}`)),
    ];
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

const firewalls = 'Microsoft.Network/azureFirewalls';

/**
 * Every subnet has a network security group and a route through the firewall, where Azure takes them. Where there is no firewall only the
 * app has a way out.
 */
export const guardedSubnets: Rule = (world) =>
  ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) => {
    return listAt(network, 'properties.subnets').flatMap((subnet) => {
      const name = String(subnet['name']);
      const text = JSON.stringify(subnet['properties']);
      const found: string[] = [];
      if (!noGroupPossible.includes(name) && !text.includes('/networkSecurityGroups/')) {
        found.push(say(network, `${name} has no network security group`));
      }
      if (noRoutePossible.includes(name)) return found;
      const translated = text.includes('"natGateway":{"id"');
      if (translated !== (isLeftOut(world, firewalls) && name === 'functions')) {
        found.push(say(network, `${name} ${translated ? 'gets' : 'does not get'} out past every firewall`));
      }
      if (!text.includes('"defaultOutboundAccess":false')) found.push(say(network, `${name} gets out by default`));
      if (isLeftOut(world, firewalls)) return found;
      const id = /"routeTable":\{"id":"([^"]+)"/.exec(text)?.[1];
      const table = ofType(world, 'Microsoft.Network/routeTables').find((candidate) => candidate.id === id);
      const problem = table ? routeProblem(table, firewallRange(world)) : 'has no route table';
      if (problem) found.push(say(network, `${name} ${problem}`));
      return found;
    });
  });

/** What is wrong with a route table; VPN clients are the only ones that may be answered past the firewall. */
function routeProblem(table: Resource, firewalls: string): string | undefined {
  const routes = listAt(table, 'properties.routes').map((route) => JSON.stringify(route['properties']));
  const [first, ...more] = routes.filter((route) => route.includes('"addressPrefix":"0.0.0.0/0"'));
  const hop = /"nextHopType":"VirtualAppliance","nextHopIpAddress":"([\d.]+)"/.exec(first ?? '')?.[1];
  if (more.length > 0 || hop === undefined || !isWithin(hop, firewalls)) return 'has no route through the firewall';
  const astray = routes.find((route) => route !== first && !route.includes('"nextHopType":"VirtualNetworkGateway"'));
  if (astray) return `has a route past the firewall: ${astray}`;
  return at(table, 'properties.disableBgpRoutePropagation') === true ? undefined : 'learns routes from elsewhere';
}

function firewallRange(world: World): string {
  const subnets = ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) =>
    listAt(network, 'properties.subnets').map((subnet) => JSON.stringify(subnet)),
  );
  const own = subnets.find((subnet) => subnet.includes('"AzureFirewallSubnet"'));
  return /"addressPrefix":"([\d./]+)"/.exec(own ?? '')?.[1] ?? '';
}

function isWithin(address: string, range: string): boolean {
  const [base = '', bits = '32'] = range.split('/');
  const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}

/** Networks meet in the hub, where the firewall is: every peering has the hub at one end. */
export const spokesMeetInHub: Rule = (world) =>
  ofType(world, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings').flatMap((peering) => {
    const ends = [peering.name, String(at(peering, 'properties.remoteVirtualNetwork.id')).split('/').at(-1) ?? ''];
    return ends.some((end) => end.startsWith('vnet-hub-')) ? [] : [say(peering, 'joins two spokes past the firewall')];
  });

const zoneOf: Readonly<Record<string, string>> = {
  blob: 'privatelink.blob.',
  queue: 'privatelink.queue.',
  table: 'privatelink.table.',
  file: 'privatelink.file.',
  vault: 'privatelink.vaultcore.',
  amlworkspace: 'privatelink.api.azureml.',
  scheduler: 'privatelink.durabletask.',
  sites: 'privatelink.azurewebsites.',
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

/** Every private zone has an endpoint that registers in it, of whatever environment on the hub: one without would only hide the names of a service. */
export const usedZones: Rule = (world) => {
  const used = JSON.stringify(ofType(withNeighbours(world), 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups'));
  return ofType(world, 'Microsoft.Network/privateDnsZones')
    .filter(({ id }) => !used.includes(`"${id}"`))
    .map((zone) => say(zone, 'is used by no endpoint'));
};

/** Every network resolves every private zone that lies beside it or that its endpoints register in, and every spoke asks the firewall for names, whose rules go by them. */
export const linkedZones: Rule = (world) => {
  const links = ofType(world, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks');
  const networks = ofType(world, 'Microsoft.Network/virtualNetworks');
  const unlinked = ofType(world, 'Microsoft.Network/privateDnsZones').flatMap((zone) => {
    const own = links
      .filter(({ id }) => id.startsWith(`${zone.id}/`))
      .map((link) => at(link, 'properties.virtualNetwork.id'));
    const used = JSON.stringify(ofType(world, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups'));
    return networks
      .filter(({ id }) => groupOf(id) === groupOf(zone.id) || used.includes(`"${zone.id}"`))
      .filter(({ id }) => !own.includes(id))
      .map(({ name }) => say(zone, `is not linked to ${name}`));
  });
  const elsewhere = networks
    .filter(({ name }) => !name.startsWith('vnet-hub-') || hasVpn(world))
    .filter((network) => {
      const [server, ...more] = z.array(z.string()).parse(at(network, 'properties.dhcpOptions.dnsServers') ?? []);
      // Without a firewall names are looked up in Azure.
      if (isLeftOut(world, firewalls)) return server !== undefined;
      return server === undefined || more.length > 0 || !isWithin(server, firewallRange(world));
    })
    .map((network) => say(network, 'does not ask the firewall for names'));
  return [...unlinked, ...elsewhere];
};

const groupOf = (id: string): string | undefined => id.split('/providers/')[0];
const hasVpn = (world: World): boolean => ofType(world, 'Microsoft.Network/virtualNetworkGateways').length > 0;

/**
 * What the app and the people of the network reach of each closed account; for other closed things any endpoint will do. The vault and the
 * registry of Machine Learning are reached from its managed network alone, by endpoints that it makes.
 */
const wantedEndpoints: Readonly<Record<string, readonly string[]>> = {
  stsec: ['blob'],
  stctl: ['blob', 'table'],
  sthst: ['blob', 'queue', 'table'],
  stins: ['blob', 'queue', 'table'],
  stsaf: ['blob'],
  staml: ['blob', 'file'],
  'kv-am': [],
};
const endsPrivately = new Set([
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.DurableTask/schedulers',
]);

/** Whatever is closed to the internet has a private endpoint inside the network. */
export const privateEndpoints: Rule = (world) => {
  const connections = ofType(world, 'Microsoft.Network/privateEndpoints').map((endpoint) =>
    JSON.stringify(listAt(endpoint, 'properties.privateLinkServiceConnections')),
  );
  const closed = world.resources.filter(
    (resource) => endsPrivately.has(resource.type) && at(resource, 'properties.publicNetworkAccess') === 'Disabled',
  );
  return closed.flatMap((resource) => {
    const own = connections.filter((text) => text.includes(`"privateLinkServiceId":"${resource.id}"`));
    const wanted = wantedEndpoints[resource.name.slice(0, 5)] ?? [''];
    return wanted
      .filter(
        (service) => !own.some((text) => text.includes(service === '' ? 'groupIds' : `"groupIds":["${service}"]`)),
      )
      .map((service) => say(resource, `has no private endpoint ${service}`.trimEnd()));
  });
};
