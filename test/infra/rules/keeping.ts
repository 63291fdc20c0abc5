import { at } from '../snapshot.ts';
import { isLeftOut, ofType, type Rule, say, settingsOfControlPlane, type World } from './rule.ts';

/** Fewest days, by what keeps something and where its number stands. HIPAA asks for six years of evidence. */
const fewest: readonly (readonly [type: string, name: RegExp, path: string, days: number])[] = [
  [
    'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies',
    /\/(?:audit|evidence|places|views)\/default$/,
    'properties.immutabilityPeriodSinceCreationInDays',
    2190,
  ],
  ['Microsoft.OperationalInsights/workspaces', /^log-/, 'properties.retentionInDays', 365],
  ['Microsoft.KeyVault/vaults', /^kv-/, 'properties.softDeleteRetentionInDays', 90],
];

/** Who lets nothing but the app through to the outside has no firewall: a trial without research data, whose accounts are to go at once. */
const isTrial = (world: World): boolean => isLeftOut(world, 'Microsoft.Network/azureFirewalls');

/** The audit, evidence, the logs and what was deleted from a vault are kept for as long as somebody may ask for them. */
export const keptLongEnough: Rule = (world) =>
  fewest.flatMap(([type, name, path, days]) => {
    if (isTrial(world) && type.endsWith('/immutabilityPolicies')) return [];
    const keepers = ofType(world, type).filter((one) => name.test(one.name));
    const brief = keepers.filter((one) => !(Number(at(one, path)) >= days));
    return [
      ...(keepers.length > 0 ? [] : [`${type}: nothing is called ${name.source}`]),
      ...brief.map((one) => say(one, `${path} is ${at(one, path)} and must be ${days} at least`)),
    ];
  });

/** Where a resource names the key, by its type. */
const keyed: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Storage/storageAccounts': [
    'properties.encryption.keyvaultproperties.keyvaulturi',
    'properties.encryption.identity.userAssignedIdentity',
    'identity.userAssignedIdentities',
  ],
  'Microsoft.DataFactory/factories': ['properties.encryption.vaultBaseUrl', 'identity.userAssignedIdentities'],
  'Microsoft.MachineLearningServices/workspaces': ['properties.encryption.keyVaultProperties.keyVaultArmId'],
  'Microsoft.Compute/virtualMachines': ['properties.storageProfile.osDisk.managedDisk.diskEncryptionSet.id'],
};

/** In an environment with a key of its own everything is encrypted with it: accounts, factory, workspace, and the disks of every machine. */
export const customerKeys: Rule = (world) => {
  const own = ofType(world, 'Microsoft.KeyVault/vaults/keys').length > 0;
  if (!own) return [];
  const bare = Object.entries(keyed).flatMap(([type, paths]) =>
    ofType(world, type).flatMap((resource) =>
      paths.filter((path) => !at(resource, path)).map((path) => say(resource, `has no customer key: ${path} is empty`)),
    ),
  );
  const sources = ofType(world, 'Microsoft.Storage/storageAccounts')
    .filter((account) => at(account, 'properties.encryption.keySource') !== 'Microsoft.Keyvault')
    .map((account) => say(account, 'takes its key from Microsoft'));
  return [...bare, ...sources, ...machineKeys(world)];
};

function machineKeys(world: World): string[] {
  return settingsOfControlPlane(world)
    .filter((settings) => !String(at(settings, 'properties.VM_TEMPLATE')).includes('/diskEncryptionSets/'))
    .map((settings) => say(settings, 'VM_TEMPLATE names no disk encryption set for the machines that are made'));
}

/** Disks and what a host keeps of them are encrypted, machines start from signed code alone, and accounts are encrypted twice. */
export const encryptedDisks: Rule = (world) => {
  const wanted: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
    'Microsoft.Compute/virtualMachines': {
      'properties.securityProfile.encryptionAtHost': true,
      'properties.securityProfile.securityType': 'TrustedLaunch',
      'properties.securityProfile.uefiSettings.secureBootEnabled': true,
      'properties.securityProfile.uefiSettings.vTpmEnabled': true,
    },
    'Microsoft.Storage/storageAccounts': { 'properties.encryption.requireInfrastructureEncryption': true },
  };
  return Object.entries(wanted).flatMap(([type, values]) =>
    ofType(world, type).flatMap((resource) =>
      Object.entries(values)
        .filter(([path, value]) => at(resource, path) !== value)
        .map(([path, value]) => say(resource, `${path} is ${at(resource, path)} and must be ${value}`)),
    ),
  );
};
