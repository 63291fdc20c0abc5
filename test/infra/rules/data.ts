import { z } from 'zod';
import { at, listAt, type Resource } from '../snapshot.ts';
import { ofType, type Rule, say, settingsOfControlPlane, type World } from './rule.ts';

/** Keys and passwords are off wherever a service has them. */
export const noSharedKeys: Rule = ({ resources }) => {
  const wanted: Readonly<Record<string, readonly [path: string, value: boolean]>> = {
    'Microsoft.Storage/storageAccounts': ['properties.allowSharedKeyAccess', false],
    'Microsoft.OperationalInsights/workspaces': ['properties.features.disableLocalAuth', true],
    'Microsoft.Insights/components': ['properties.DisableLocalAuth', true],
    'Microsoft.EventGrid/topics': ['properties.disableLocalAuth', true],
    'Microsoft.ContainerRegistry/registries': ['properties.adminUserEnabled', false],
    'Microsoft.Web/sites/basicPublishingCredentialsPolicies': ['properties.allow', false],
    'Microsoft.KeyVault/vaults': ['properties.enableRbacAuthorization', true],
  };
  return resources.flatMap((resource) => {
    const [path, value] = wanted[resource.type] ?? [];
    return path === undefined || at(resource, path) === value ? [] : [say(resource, `${path} is not ${value}`)];
  });
};

/** Nothing talks over an old TLS or without it. */
export const encryptedTransport: Rule = (world) => [
  ...ofType(world, 'Microsoft.Storage/storageAccounts')
    .filter(
      (account) =>
        at(account, 'properties.minimumTlsVersion') !== 'TLS1_2' ||
        at(account, 'properties.supportsHttpsTrafficOnly') !== true,
    )
    .map((account) => say(account, 'takes less than TLS 1.2')),
  ...ofType(world, 'Microsoft.Web/sites')
    .filter(
      (site) => at(site, 'properties.siteConfig.minTlsVersion') !== '1.2' || at(site, 'properties.httpsOnly') !== true,
    )
    .map((site) => say(site, 'takes less than TLS 1.2')),
];

/** No secret stands in a setting, and keys are asked for only where they go straight to a protected place. */
export const noSecrets: Rule = ({ resources }) =>
  resources.flatMap((resource) => {
    const found: string[] = [];
    const text = JSON.stringify(resource);
    if (/AccountKey=|SharedAccessKey=|[?&]sig=|BEGIN [A-Z ]*PRIVATE KEY/.test(text))
      found.push(say(resource, 'holds a secret'));
    const asksForKeys = /\blist[A-Z]\w*\(/.test(text);
    const protectedPlace =
      resource.type === 'Microsoft.EventGrid/systemTopics/eventSubscriptions' ||
      at(resource, 'properties.protectedParameters') !== undefined;
    if (asksForKeys && !protectedPlace) found.push(say(resource, 'asks for keys'));
    const password = at(resource, 'properties.osProfile.adminPassword');
    if (password !== undefined && !String(password).includes('newGuid()'))
      found.push(say(resource, 'has a password that somebody knows'));
    return found;
  });

/**
 * A revoked file is gone from the account it was released to; the secure account keeps versions, but not for long of what is passing through.
 * Names of people leave the second copy by their age, and nothing else does.
 */
export const versioning: Rule = (world) => {
  const services = ofType(world, 'Microsoft.Storage/storageAccounts/blobServices').flatMap((service) => {
    const wanted = service.name.startsWith('stsec');
    return at(service, 'properties.isVersioningEnabled') === wanted
      ? []
      : [say(service, `versioning must be ${wanted ? 'on' : 'off'}`)];
  });
  const policies = ofType(world, 'Microsoft.Storage/storageAccounts/managementPolicies');
  const hasCopy = ofType(world, 'Microsoft.Storage/storageAccounts').some(({ name }) => name.startsWith('stsaf'));
  const wanted = Object.entries(forgets).filter(([account]) => hasCopy || account !== 'stsaf');
  const right =
    policies.length === wanted.length &&
    wanted.every(([account, forget]) => {
      const rules = policies
        .filter(({ id }) => id.includes(`/storageAccounts/${account}`))
        .flatMap((policy) => listAt(policy, 'properties.policy.rules'));
      const [rule] = rules;
      return (
        rules.length === 1 && rule?.['enabled'] === true && JSON.stringify(lifecycleOf(rule)) === JSON.stringify(forget)
      );
    });
  if (!right)
    services.push(
      'one lifecycle rule has to forget the versions of everything in the secure account, one the tables in the second copy, and no other may stand',
    );
  return services;
};

/** What a lifecycle rule deletes, by the account that has one. */
const forgets = {
  stsec: {
    prefixes: ['datasets/', 'exports/', 'notices/', 'returned/', 'review/', 'transfers/'],
    types: ['appendBlob', 'blockBlob'],
    days: ['version.delete.daysAfterCreationGreaterThan'],
  },
  stsaf: {
    prefixes: ['copy/runs/', 'copy/tables/'],
    types: ['blockBlob'],
    days: ['baseBlob.delete.daysAfterCreationGreaterThan'],
  },
};

/** What a lifecycle rule is about and, as paths, all that it does. */
function lifecycleOf(rule: Record<string, unknown>) {
  const { filters, actions } = lifecycle.parse(rule['definition']);
  return { prefixes: filters.prefixMatch.sort(), types: filters.blobTypes.sort(), days: paths(actions) };
}

const lifecycle = z.object({
  filters: z.strictObject({ prefixMatch: z.array(z.string()), blobTypes: z.array(z.string()) }),
  actions: z.record(z.string(), z.json()),
});

const paths = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => paths(inner, path === '' ? key : `${path}.${key}`))
    : [path];

/** Containers with a policy: whether it is one for each version, and whether it takes appends. */
const kept: Readonly<Record<string, { readonly versions: boolean; readonly appends: boolean }>> = {
  datasets: { versions: true, appends: false },
  audit: { versions: false, appends: true },
  tree: { versions: false, appends: false },
  copy: { versions: false, appends: false },
  evidence: { versions: false, appends: false },
  places: { versions: false, appends: false },
  views: { versions: false, appends: false },
};

/**
 * Datasets are kept version by version, because Data Factory cannot write under a policy on the container; the audit by a policy that
 * takes appends; what is signed of it, the second copy, and what the reading room writes, by one that takes nothing more. No other container has a policy: what passes through could
 * not be deleted.
 */
export const immutability: Rule = (world) => {
  const policies = ofType(world, 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies');
  return ofType(world, 'Microsoft.Storage/storageAccounts/blobServices/containers').flatMap((container) => {
    const name = container.name.split('/').at(-1) ?? '';
    const versions = at(container, 'properties.immutableStorageWithVersioning.enabled') === true;
    const policy = policies.find(({ id }) => id.startsWith(`${container.id}/`));
    const rule = kept[name];
    if (!rule) return policy || versions ? [say(container, 'must have no policy: files could not be deleted')] : [];
    const days = policy && at(policy, 'properties.immutabilityPeriodSinceCreationInDays');
    const holds =
      typeof days === 'number' &&
      days > 0 &&
      versions === rule.versions &&
      at(policy ?? container, 'properties.allowProtectedAppendWrites') === rule.appends;
    const how = rule.versions ? ' version by version' : rule.appends ? ', or takes no appends' : ', or takes appends';
    return holds ? [] : [say(container, `is not kept${how}`)];
  });
};

/** Accounts that every trusted service of Azure may reach: Event Grid brings dead letters to one and wakes the reading room by another, the studio of Machine Learning shows the third. */
const reachedByServices = ['sthst', 'stins', 'staml'];

/** Nothing can be read without a sign-in, services pass the firewall only where they have to, and what is deleted can be restored for a while. */
export const protectedAccounts: Rule = (world) => [
  ...ofType(world, 'Microsoft.Storage/storageAccounts').flatMap((account) => {
    const off = ['allowBlobPublicAccess', 'isLocalUserEnabled', 'allowCrossTenantReplication'];
    const found = off
      .filter((name) => at(account, `properties.${name}`) !== false)
      .map((name) => say(account, `${name} is not off`));
    const bypass = reachedByServices.includes(account.name.slice(0, 5)) ? ['None', 'AzureServices'] : ['None'];
    if (!bypass.includes(String(at(account, 'properties.networkAcls.bypass'))))
      found.push(say(account, 'lets services of Azure pass its firewall'));
    return [...found, ...whoPasses(world, account)];
  }),
  ...ofType(world, 'Microsoft.Storage/storageAccounts/blobServices/containers')
    .filter((container) => at(container, 'properties.publicAccess') !== 'None')
    .map((container) => say(container, 'can be read by everybody')),
  ...ofType(world, 'Microsoft.Storage/storageAccounts/blobServices').flatMap((service) =>
    ['deleteRetentionPolicy', 'containerDeleteRetentionPolicy']
      .filter((name) => at(service, `properties.${name}.enabled`) !== true || !(daysOf(service, name) > 0))
      .map((name) => say(service, `${name} is off`)),
  ),
  ...ofType(world, 'Microsoft.KeyVault/vaults').flatMap((vault) =>
    ['enableSoftDelete', 'enablePurgeProtection']
      .filter((name) => at(vault, `properties.${name}`) !== true)
      .map((name) => say(vault, `${name} is off`)),
  ),
];

/** Defender passes the firewall of an account that it scans, and nothing else of Azure does. */
function whoPasses(world: World, account: Resource): string[] {
  const scanned = ofType(world, 'Microsoft.Security/defenderForStorageSettings').some(({ id }) =>
    id.startsWith(`${account.id}/`),
  );
  const passing = listAt(account, 'properties.networkAcls.resourceAccessRules').map(({ resourceId }) =>
    String(resourceId).split('/').at(-1),
  );
  const wanted = scanned ? 'StorageDataScanner' : '';
  return passing.join() === wanted
    ? []
    : [say(account, `lets ${passing.join() || 'nobody'} pass its firewall and must let ${wanted || 'nobody'}`)];
}

const daysOf = (service: Resource, name: string): number => Number(at(service, `properties.${name}.days`));

/** A receipt names no earlier day than the one until which Azure keeps what was deleted, previous versions included. */
export const truthfulReceipts: Rule = (world) => {
  const [settings] = settingsOfControlPlane(world);
  const kept = (account: string): number[] => {
    const services = ofType(world, 'Microsoft.Storage/storageAccounts/blobServices');
    const rules = ofType(world, 'Microsoft.Storage/storageAccounts/managementPolicies').filter(({ name }) =>
      name.startsWith(account),
    );
    const versions = rules
      .flatMap((policy) => listAt(policy, 'properties.policy.rules'))
      // Only whole days that have passed count, and the rules run about once a day.
      .map((rule) => Number(/"daysAfterCreationGreaterThan":(\d+)/.exec(JSON.stringify(rule))?.[1]) + 2);
    const deleted = services
      .filter(({ name }) => name.startsWith(account))
      .map((service) => daysOf(service, 'deleteRetentionPolicy'));
    return deleted.map((days) => days + Math.max(0, ...versions));
  };
  return (
    [
      ['INGRESS_RESTORE_DAYS', 'stpub'],
      ['EXPORT_RESTORE_DAYS', 'stsec'],
    ] as const
  ).flatMap(([setting, account]) => {
    const stated = Number(settings?.properties[setting]);
    return kept(account).every((days) => stated >= days) ? [] : [`${setting}: receipts would state too few days`];
  });
};

/** Nothing is carried out of the access desktop: no clipboard, drives, printers, USB or cameras; one application beside the desktop. */
export const sealedDesktop: Rule = (world) =>
  ofType(world, 'Microsoft.DesktopVirtualization/hostPools').flatMap((pool) => {
    const set = String(at(pool, 'properties.customRdpProperty')).split(';');
    const wanted = [
      'drivestoredirect:s:',
      'redirectclipboard:i:0',
      'redirectprinters:i:0',
      'usbdevicestoredirect:s:',
      'camerastoredirect:s:',
    ];
    return wanted.filter((line) => !set.includes(line)).map((line) => say(pool, `lacks ${line}`));
  });
