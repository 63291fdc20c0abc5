import { at } from '../snapshot.ts';
import { ofType, type Rule, say, type World } from './rule.ts';

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

/** A revoked file is gone from the account it was released to; the secure account keeps versions, but not of what is passing through. */
export const versioning: Rule = (world) => [
  ...ofType(world, 'Microsoft.Storage/storageAccounts/blobServices').flatMap((service) => {
    const wanted = service.name.startsWith('stsec');
    return at(service, 'properties.isVersioningEnabled') === wanted
      ? []
      : [say(service, `versioning must be ${wanted ? 'on' : 'off'}`)];
  }),
  ...(ofType(world, 'Microsoft.Storage/storageAccounts/managementPolicies').some((policy) =>
    ['exports/', 'review/', 'returned/'].every((prefix) => JSON.stringify(policy.properties).includes(prefix)),
  )
    ? []
    : ['no lifecycle rule forgets the versions of exports, review and returned']),
];

/** Data Factory cannot write under a container-level policy; the audit is kept by one that allows appends. */
export const immutability: Rule = (world) => {
  const policies = ofType(world, 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies');
  const written = new Set(
    world.matrix.blobs
      .filter(({ identity, allow }) => identity === 'data-factory' && allow.includes('write'))
      .map(({ container }) => container),
  );
  const found = ofType(world, 'Microsoft.Storage/storageAccounts/blobServices/containers')
    .filter((container) => written.has(container.name.split('/').at(-1) ?? ''))
    .filter(
      (container) =>
        policies.some(({ id }) => id.startsWith(`${container.id}/`)) &&
        at(container, 'properties.immutableStorageWithVersioning.enabled') !== true,
    )
    .map((container) => say(container, 'Data Factory could not write: it has a container-level policy'));
  const audit = policies.find(({ id }) => id.includes('/containers/audit/'));
  if (!audit || at(audit, 'properties.allowProtectedAppendWrites') !== true)
    found.push('the audit is not kept, or takes no appends');
  return found;
};

/** The factory moves files between the deployed accounts through private endpoints, starts nothing by itself and has every definition. */
export function factoryDefinitions(definitions: ReadonlyMap<string, readonly string[]>): Rule {
  return (world) => {
    const found: string[] = [];
    for (const [kind, names] of definitions) {
      const deployed = ofType(world, `Microsoft.DataFactory/factories/${kind}`).map(({ name }) =>
        name.split('/').at(-1),
      );
      const missing = names.filter((name) => !deployed.includes(name));
      if (missing.length > 0 || deployed.length !== names.length)
        found.push(`${kind}: ${missing.join(', ') || 'one too many'}`);
    }
    for (const service of ofType(world, 'Microsoft.DataFactory/factories/linkedservices')) {
      const host =
        /https:\/\/([a-z0-9]+)\./.exec(String(at(service, 'properties.typeProperties.serviceEndpoint')))?.[1] ?? '';
      if (!hasManagedEndpoint(world, host)) found.push(say(service, `no managed private endpoint to '${host}'`));
      if (at(service, 'properties.connectVia.referenceName') !== 'managed-network')
        found.push(say(service, 'leaves the managed network'));
    }
    for (const trigger of ofType(world, 'Microsoft.DataFactory/factories/triggers'))
      found.push(say(trigger, 'only the control plane starts runs'));
    return found;
  };
}

function hasManagedEndpoint(world: World, account: string): boolean {
  return ofType(world, 'Microsoft.DataFactory/factories/managedVirtualNetworks/managedPrivateEndpoints').some(
    (endpoint) => String(at(endpoint, 'properties.privateLinkResourceId')).endsWith(`/storageAccounts/${account}`),
  );
}

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

/** Each blob trigger hears of new blobs in its own container and nothing else, and undelivered events are kept. */
export const eventFilters: Rule = (world) =>
  ofType(world, 'Microsoft.EventGrid/systemTopics/eventSubscriptions').flatMap((subscription) => {
    const container = { ingressUploaded: 'ingress', exportUploaded: 'exports' }[
      subscription.name.split('/').at(-1) ?? ''
    ];
    const prefix = `/blobServices/default/containers/${container}/blobs/`;
    const types = JSON.stringify(at(subscription, 'properties.filter.includedEventTypes'));
    const fits =
      at(subscription, 'properties.filter.subjectBeginsWith') === prefix &&
      types === '["Microsoft.Storage.BlobCreated"]' &&
      at(
        subscription,
        'properties.deadLetterWithResourceIdentity.deadLetterDestination.properties.blobContainerName',
      ) === 'dead-letters';
    return fits ? [] : [say(subscription, 'filter or dead letters are wrong')];
  });
