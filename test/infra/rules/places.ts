import type { RoleMatrix } from '../../../local/azure/roles.ts';
import { isLeftOut, ofType, type World } from './rule.ts';

/** Where roles are given: the scopes of roles.json, and the vaults that its list of secrets speaks of. */
export type Place = RoleMatrix['resources'][number]['scope'] | 'vault' | 'reading-room-vault';

/** Resource ids of one type, by the beginning of the name. */
export function idsOf(world: World, type: string, name = /^/): string[] {
  return ofType(world, type)
    .filter((resource) => name.test(resource.name))
    .map(({ id }) => id);
}

const group = (world: World, end: string): string[] =>
  idsOf(world, 'Microsoft.Resources/resourceGroups').filter((id) => id.endsWith(end));
const identity = (world: World, name: string): string[] =>
  idsOf(world, 'Microsoft.ManagedIdentity/userAssignedIdentities', new RegExp(`^id-${name}-`));
const secureNetwork = (world: World): string[] => idsOf(world, 'Microsoft.Network/virtualNetworks', /^vnet-secure-/);
const subnets = (world: World, ...names: string[]): string[] =>
  secureNetwork(world).flatMap((id) => names.map((name) => `${id}/subnets/${name}`));

const subscription = (world: World): string[] =>
  group(world, '-compute').map((id) => id.split('/resourceGroups/')[0] ?? '');
const bastions = (world: World): string[] => idsOf(world, 'Microsoft.Network/bastionHosts');
const hostPools = (world: World): string[] => idsOf(world, 'Microsoft.DesktopVirtualization/hostPools');

const find: Readonly<Record<Place, (world: World) => string[]>> = {
  'application-insights': (world) => idsOf(world, 'Microsoft.Insights/components'),
  bastion: bastions,
  'compute-group': (world) => group(world, '-compute'),
  'compute-subnet': (world) => subnets(world, 'compute'),
  'computes-identity': (world) => identity(world, 'computes'),
  'customer-key': (world) => idsOf(world, 'Microsoft.KeyVault/vaults/keys'),
  'data-factory': (world) => idsOf(world, 'Microsoft.DataFactory/factories'),
  'desktop-applications': (world) => idsOf(world, 'Microsoft.DesktopVirtualization/applicationGroups'),
  'disk-encryption-set': (world) => idsOf(world, 'Microsoft.Compute/diskEncryptionSets'),
  'durable-scheduler': (world) => idsOf(world, 'Microsoft.DurableTask/schedulers'),
  gallery: (world) => idsOf(world, 'Microsoft.Compute/galleries'),
  'image-identity': (world) => identity(world, 'images'),
  'image-subnets': (world) => (isLeftOut(world, firewalls) ? [] : subnets(world, 'images', 'image-containers')),
  'machine-identity': (world) => identity(world, 'machines'),
  'machine-learning': (world) => idsOf(world, 'Microsoft.MachineLearningServices/workspaces'),
  'machine-learning-endpoints': (world) =>
    idsOf(world, 'Microsoft.Network/privateEndpoints', /^pe-staml[a-z0-9]+-(?:blob|file)$/),
  'machine-learning-registry': (world) => idsOf(world, 'Microsoft.ContainerRegistry/registries'),
  'machine-learning-store': (world) => idsOf(world, 'Microsoft.Storage/storageAccounts', /^staml/),
  'machine-logs': (world) => idsOf(world, 'Microsoft.Insights/dataCollectionRules'),
  'machines-of-bastion': (world) => (bastions(world).length > 0 ? group(world, '-compute') : []),
  'network-of-bastion': (world) => (bastions(world).length > 0 ? secureNetwork(world) : []),
  'reading-room-vault': (world) => idsOf(world, 'Microsoft.KeyVault/vaults', /^kv-room/),
  'secure-account': (world) => idsOf(world, 'Microsoft.Storage/storageAccounts', /^stsec/),
  'secure-network': secureNetwork,
  'session-hosts': (world) => hostPools(world).map((id) => id.split('/providers/')[0] ?? ''),
  subscription,
  'subscription-of-session-hosts': (world) => (hostPools(world).length > 0 ? subscription(world) : []),
  vault: (world) => idsOf(world, 'Microsoft.KeyVault/vaults', /^kv-[a-z0-9]{13}$/),
};

/** Places that only some environments have. */
const optional = new Set<Place>([
  'bastion',
  'customer-key',
  'desktop-applications',
  'disk-encryption-set',
  'durable-scheduler',
  'machines-of-bastion',
  'network-of-bastion',
  'reading-room-vault',
  'session-hosts',
  'subscription-of-session-hosts',
]);

const firewalls = 'Microsoft.Network/azureFirewalls';
/** Places that are there for a part of an environment, by the type that the template says it leaves out with that part. */
const ofPart: Readonly<Partial<Record<Place, string>>> = {
  'image-subnets': firewalls,
  'machine-learning': 'Microsoft.MachineLearningServices/workspaces',
  'machine-learning-endpoints': 'Microsoft.MachineLearningServices/workspaces',
  'machine-learning-registry': 'Microsoft.MachineLearningServices/workspaces',
  'machine-learning-store': 'Microsoft.MachineLearningServices/workspaces',
};

/** Resource ids of a place; undefined where there is none although the environment should have one. */
export function placesOf(world: World, place: Place): string[] | undefined {
  const found = find[place](world);
  const part = ofPart[place];
  const expected = !optional.has(place) && (part === undefined || !isLeftOut(world, part));
  return found.length === 0 && expected ? undefined : found;
}
