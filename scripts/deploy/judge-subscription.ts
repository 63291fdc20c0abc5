import type {
  DeletedVaults,
  DeletedWorkspaces,
  PolicyAssignments,
  Providers,
  Regions,
  Usages,
} from './read-subscription.ts';
import { given, isFirst, isOn, type Settings } from './setting-rules.ts';

/** A feature that a subscription has to be let use once, and what would be refused without it. */
export interface Feature {
  readonly namespace: string;
  readonly name: string;
  readonly without: string;
  /** Whether this environment needs it. */
  needed(settings: Settings): boolean;
}

/** The features that the templates rest on. For the second see https://learn.microsoft.com/azure/virtual-machines/image-builder-triggers-how-to */
export const features: readonly Feature[] = [
  {
    namespace: 'Microsoft.Compute',
    name: 'EncryptionAtHost',
    without: 'session hosts and machines, which are encrypted at their host, are refused',
    needed: () => true,
  },
  {
    namespace: 'Microsoft.VirtualMachineImages',
    name: 'Triggers',
    without: 'the trigger that builds the image again when its source changes is refused',
    needed: (settings) => isOn(settings, 'FIREWALL'),
  },
];

/**
 * Resource Manager registers the providers of the types in a template by itself. The first three are needed by what the templates
 * only refer to: the network of the function app, the containers that build images, and the nightly shutdown that a policy deploys.
 * The others are asked before there is any template, and Image Builder wants them beforehand.
 */
const providersBeforehand: readonly string[] = [
  ...['Microsoft.App', 'Microsoft.ContainerInstance', 'Microsoft.DevTestLab'],
  ...['Microsoft.Compute', 'Microsoft.KeyVault', 'Microsoft.MachineLearningServices', 'Microsoft.Network'],
  ...['Microsoft.Storage', 'Microsoft.VirtualMachineImages'],
];

/** Those of our providers that the subscription does not know yet. */
export function unregistered(providers: Providers): string[] {
  const known = providers.filter(({ state }) => state === 'Registered').map(({ namespace }) => namespace.toLowerCase());
  return providersBeforehand.filter((namespace) => !known.includes(namespace.toLowerCase()));
}

/** `az` and `azd` choose their subscription on their own. */
export function judgeSubscription(id: string, settings: Settings): string[] {
  const wanted = settings['AZURE_SUBSCRIPTION_ID'] ?? '';
  return id === wanted
    ? []
    : [`azd deploys to the subscription ${wanted}, az uses ${id}. Run: az account set --subscription ${wanted}`];
}

export function judgeFeature({ namespace, name, without }: Feature, state: string): string[] {
  if (state === 'Registered') return [];
  const command = `az feature register --namespace ${namespace} --name ${name}`;
  return [
    `The feature ${namespace}/${name} of this subscription is '${state}', not 'Registered': ${without}. Run: ${command}; it takes some minutes. Then: az provider register --namespace ${namespace}`,
  ];
}

/** Whether the region is there, and has the availability zones that are asked for. */
export function judgeRegion(regions: Regions, settings: Settings): string[] {
  const region = settings['AZURE_LOCATION'] ?? '';
  const found = regions.find(({ name }) => name === region);
  if (!found) return [`The subscription has no region '${region}'. Run: az account list-locations --output table`];
  const there = (found.availabilityZoneMappings ?? []).map(({ logicalZone }) => logicalZone);
  const zones = given(settings, 'ZONES') ?? '["1","2","3"]';
  const missing = ['1', '2', '3'].filter((zone) => zones.includes(zone) && !there.includes(zone));
  const redundant = (given(settings, 'STORAGE_SKU') ?? 'Standard_ZRS').endsWith('ZRS');
  return [
    ...(missing.length === 0
      ? []
      : [
          `The region ${region} has ${there.length === 0 ? 'no availability zones' : `the availability zones ${there.join(', ')} only`}, and ZONES asks for ${zones}. Run: azd env set ZONES '${JSON.stringify(there)}', or choose another region`,
        ]),
    ...(there.length === 0 && redundant
      ? [
          `The region ${region} has no availability zones, so an account cannot be spread over them. Run: azd env set STORAGE_SKU Standard_LRS (or Standard_GRS)`,
        ]
      : []),
  ];
}

const coresOfHost = 4;

/** The quotas that are looked at, by who has them. */
export const quotasLookedAt = {
  'Microsoft.Compute': ['standardDDSv5Family', 'cores'],
  'Microsoft.MachineLearningServices': ['standardDSv2Family'],
} as const;

/** The cores that are taken at once from the quota of machines: session hosts, the machine that builds the image and the first of a project. */
export function judgeCores(usages: Usages, settings: Settings): string[] {
  const desktops = (given(settings, 'ACCESS') ?? 'desktop') === 'desktop' && given(settings, 'HUB') === undefined;
  const hosts = desktops ? Number(given(settings, 'SESSION_HOSTS') ?? 1) : 0;
  const machines = isOn(settings, 'FIREWALL') ? 2 : 0;
  const purpose = `${hosts} session hosts, the machine that builds the image and the first machine of a project (Standard_D4ds_v5)`;
  return quotasLookedAt['Microsoft.Compute'].flatMap((quota) =>
    judgeQuota(usages, quota, (hosts + machines) * coresOfHost, purpose, settings),
  );
}

/** The cluster that builds images of Machine Learning, which has quotas of its own. */
export function judgeMachineLearningCores(usages: Usages, settings: Settings): string[] {
  const purpose = 'the cluster of Machine Learning (Standard_DS3_v2)';
  const [family] = quotasLookedAt['Microsoft.MachineLearningServices'];
  return isOn(settings, 'MACHINE_LEARNING') ? judgeQuota(usages, family, 4, purpose, settings) : [];
}

/** A quota by the name of its family. Machine Learning spells it in words: Standard DSv2 Family Cluster Dedicated vCPUs. */
export function findQuota(usages: Usages, name: string): Usages[number] | undefined {
  const plain = (text: string) =>
    text
      .replace(/ Cluster Dedicated vCPUs$/i, '')
      .replaceAll(' ', '')
      .toLowerCase();
  return usages.find(({ name: { value } }) => plain(value) === plain(name));
}

function judgeQuota(usages: Usages, name: string, needed: number, purpose: string, settings: Settings): string[] {
  // What stands already is counted in what is used.
  if (!isFirst(settings)) return [];
  const region = settings['AZURE_LOCATION'] ?? '';
  const quota = findQuota(usages, name);
  const free = quota === undefined ? 0 : quota.limit - quota.currentValue;
  if (free >= needed) return [];
  const state = quota === undefined ? 'is not there' : `has ${free} of ${quota.limit} cores free`;
  return [
    `The quota ${name} of ${region} ${state}, and ${purpose} need ${needed}. Ask for more in the portal (Quotas), or choose another region`,
  ];
}

/** Names of an environment that was removed are kept for some time, and a new one in the same place would get the same. */
export function judgeDeletedVaults(vaults: DeletedVaults, settings: Settings): string[] {
  const region = settings['AZURE_LOCATION'];
  return vaults
    .filter(({ properties }) => properties.location === region && isOurs(properties.vaultId, settings))
    .map(
      ({ name, properties }) =>
        `The vault ${name} of an environment '${settings['AZURE_ENV_NAME']}' was deleted, and its name is kept until ${properties.scheduledPurgeDate?.slice(0, 10) ?? 'it is purged'}. Bring it back (az keyvault recover --name ${name} --location ${region}), or give this environment another name (azd env new)`,
    );
}

export const judgeDeletedWorkspaces = (workspaces: DeletedWorkspaces, settings: Settings): string[] =>
  workspaces
    .filter(({ id }) => isOurs(id, settings))
    .map(
      ({ name }) =>
        `The workspace ${name} of Machine Learning was deleted, and its name is kept for 14 days. Delete it for good in the portal (Azure Machine Learning, Recently deleted), or give this environment another name (azd env new)`,
    );

/** Whether a resource lay in a group of this environment; infra/modules/site.bicep gives the groups their names. */
function isOurs(id: string, settings: Settings): boolean {
  const groups = ['secure', 'machine-learning'].map((part) =>
    `/rg-${settings['AZURE_ENV_NAME']}-${part}/`.toLowerCase(),
  );
  return groups.some((group) => id.toLowerCase().includes(group));
}

/** What policies built into Azure would refuse of ours, by the id of the definition. */
const refusals: Readonly<
  Record<string, (values: (name: string) => unknown, world: PolicyWorld) => string | undefined>
> = {
  'e56962a6-4747-49cd-b67b-bf8b01975c4c': (values, { region }) =>
    isIn(region, values('listOfAllowedLocations')) ? undefined : `allows no resources in ${region}`,
  'e765b5de-1225-4ba3-bd56-1ac6695af988': (values, { region }) =>
    isIn(region, values('listOfAllowedLocations')) ? undefined : `allows no resource groups in ${region}`,
  'a08ec900-254a-4555-9bf5-e42af04b5c5c': (values, { types }) =>
    naming(
      'does not allow',
      types.filter((type) => !isIn(type, values('listOfResourceTypesAllowed'))),
    ),
  '6c112d4e-5bc7-47ae-a041-ea2dccd749d7': (values, { types }) =>
    (values('effect') ?? 'Deny') === 'Deny'
      ? naming(
          'forbids',
          types.filter((type) => isIn(type, values('listOfResourceTypesNotAllowed'))),
        )
      : undefined,
  '871b6d14-10aa-478d-b590-94f262ecfa99': (values) => tag(values('tagName'), 'resource'),
  '96670d01-0a4d-4649-9c89-2d3abc0a5025': (values) => tag(values('tagName'), 'resource group'),
  'b2982f36-99f2-4064-8db5-8ff03ba4fabc': (values) =>
    values('effect') === 'Deny' ? 'forbids accounts with a public address, and uploads come to one' : undefined,
};

/** Where the deployment goes and the types of resources that it makes. */
export interface PolicyWorld {
  readonly region: string;
  readonly types: readonly string[];
}

/** The policies of Azure's own that would refuse something of the deployment. Policies that somebody wrote are not understood here. */
export function judgePolicies(assignments: PolicyAssignments, world: PolicyWorld): string[] {
  return assignments
    .filter(({ scope, enforcementMode }) => !/\/resourceGroups\//i.test(scope) && enforcementMode !== 'DoNotEnforce')
    .flatMap(({ name, displayName, policyDefinitionId, parameters, scope }) => {
      const refusal = refusals[policyDefinitionId.split('/').at(-1)?.toLowerCase() ?? ''];
      const text = refusal?.((parameter) => parameters?.[parameter]?.value, world);
      return text === undefined
        ? []
        : [
            `The policy '${displayName ?? name}' (assigned at ${scope}) ${text}. Ask whoever assigned it for an exemption for this subscription`,
          ];
    });
}

const isIn = (text: string, list: unknown): boolean =>
  Array.isArray(list) && list.some((entry) => typeof entry === 'string' && entry.toLowerCase() === text.toLowerCase());
const naming = (verb: string, types: readonly string[]): string | undefined =>
  types.length === 0 ? undefined : `${verb} ${types.join(', ')}`;
const ownTags = ['azd-env-name', 'application'];
const tag = (name: unknown, what: string): string | undefined =>
  typeof name === 'string' && !ownTags.includes(name)
    ? `asks each ${what} for a tag '${name}', and ours have none`
    : undefined;
