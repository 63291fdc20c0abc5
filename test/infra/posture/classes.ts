import { triggers } from '../../../local/stack/triggers.ts';
import type { Json } from '../snapshot.ts';
import type { At } from './scalars.ts';

/** A mistake that once passed: where, what stands there then (nothing is undefined), and the environment, which is `everything` if none is named. */
type Mistake = readonly [what: string, of: RegExp, at: At, to: Json | undefined, environment?: string];

const { ingress, export: exported } = triggers.uploads;
const settings = /\/sites\/func-\w+\/config\/appsettings$/;
const app = /\/sites\/func-\w{13}$/;
const secure = /\/storageAccounts\/stsec\w+$/;
const safe = /\/storageAccounts\/stsaf\w+$/;
const byAge: At = ['properties', 'policy', 'rules', 0, 'definition'];
const key = /\/vaults\/kv-key\w+\/keys\/data$/;
const template = /\/imageTemplates\/it-[a-z0-9-]+$/;
const exportsHeard = new RegExp(`/eventSubscriptions/${exported.function}$`);
const compute = /\/nsg-vnet-secure-\w+-compute$/;
const network = /\/virtualNetworks\/vnet-secure-\w{13}$/;
const people = /containers\/ingress\/providers\/Microsoft.Authorization\/roleAssignments\/[0-9a-f-]+$/;

export const mistakes: readonly Mistake[] = [
  ['a customer key is never made anew', key, ['properties', 'rotationPolicy'], undefined],
  ['a customer key can be carried off', key, ['properties', 'attributes', 'exportable'], true],
  ['tables lie outside the key', secure, ['properties', 'encryption', 'services', 'table', 'keyType'], 'Service'],
  [
    'disks stay on the old key',
    /\/diskEncryptionSets\/des-\w+$/,
    ['properties', 'rotationToLatestKeyVersionEnabled'],
    false,
  ],
  [
    'the gallery is shared with everybody',
    /\/galleries\/gal\w+$/,
    ['properties', 'sharingProfile', 'permissions'],
    'Community',
  ],
  ['images are pulled without a sign-in', /\/registries\/cr\w+$/, ['properties', 'anonymousPullEnabled'], true],
  [
    'a datastore signs in as the workspace',
    /\/datastores\/datasets$/,
    ['properties', 'serviceDataAccessAuthIdentity'],
    'WorkspaceSystemAssignedIdentity',
  ],
  ['pages of others call the app', app, ['properties', 'siteConfig', 'cors', 'allowedOrigins'], ['*']],
  [
    'pages of others read blobs',
    /\/stpub\w+\/blobServices\/default$/,
    ['properties', 'cors', 'corsRules'],
    [{ allowedOrigins: ['*'] }],
  ],
  [
    'blobs are deleted for good at once',
    /\/stsec\w+\/blobServices\/default$/,
    ['properties', 'deleteRetentionPolicy', 'allowPermanentDelete'],
    true,
  ],
  ['a condition has a version that knows nothing', people, ['properties', 'conditionVersion'], '1.0'],
  ['an account takes TLS 1.0', secure, ['properties', 'minimumTlsVersion'], 'TLS1_0'],
  ['the app takes TLS 1.0', app, ['properties', 'siteConfig', 'minTlsVersion'], '1.0'],
  [
    'the firewall asks names before networks',
    /\/ruleCollectionGroups\/sallyport$/,
    ['properties', 'ruleCollections', 1, 'priority'],
    500,
  ],
  [
    'a token joins hosts for 27 days',
    /\/hostPools\/vdpool-\w+$/,
    ['properties', 'registrationInfo', 'expirationTime'],
    "[dateTimeAdd(utcNow(), 'P27D')]",
  ],
  ['the secure account has folders, which know no versions', secure, ['properties', 'isHnsEnabled'], true],
  ['a role is given to a user', people, ['properties', 'principalType'], 'User'],
  [
    'machines write their names into a zone',
    /privatelink\.blob\.[^/]+\/virtualNetworkLinks\/vnet-secure-\w+$/,
    ['properties', 'registrationEnabled'],
    true,
  ],
  ['the policy of the firewall is Basic', /\/firewallPolicies\/afwp-\w+$/, ['properties', 'sku', 'tier'], 'Basic'],
  ['two rules have one priority', compute, ['properties', 'securityRules', 2, 'properties', 'priority'], 110],
  ['two subnets overlap', network, ['properties', 'subnets', 2, 'properties', 'addressPrefix'], '10.41.0.128/25'],
  [
    'what the firewall passes on is dropped',
    /\/vnet-secure-\w+\/virtualNetworkPeerings\/to-hub$/,
    ['properties', 'allowForwardedTraffic'],
    false,
  ],
  [
    'an event is tried for a minute',
    exportsHeard,
    ['properties', 'retryPolicy', 'eventTimeToLiveInMinutes'],
    1,
    'events',
  ],
  [
    'an event has another schema',
    exportsHeard,
    ['properties', 'eventDeliverySchema'],
    'CloudEventSchemaV1_0',
    'events',
  ],
  [
    'results of scans wait a minute',
    /\/eventSubscriptions\/scan-results$/,
    ['properties', 'deliveryWithResourceIdentity', 'destination', 'properties', 'queueMessageTimeToLiveInSeconds'],
    60,
  ],
  [
    'a Windows name has 13 characters',
    /\/virtualMachines\/vm-desktop-1-0$/,
    ['properties', 'osProfile', 'computerName'],
    'dlvc7dmvj-1-0',
  ],
  [
    'exports wake the function of uploads',
    exportsHeard,
    ['properties', 'destination', 'properties', 'endpointUrl'],
    `[format('{0}?functionName=Host.Functions.${ingress.function}', 'x')]`,
    'events',
  ],
  [
    'everybody calls the app although callers are named',
    app,
    ['properties', 'siteConfig', 'ipSecurityRestrictionsDefaultAction'],
    'Allow',
  ],
  ['an image keeps its sign-in by password', template, ['properties', 'customize', 1], undefined],
  [
    'an image says that passwords are taken',
    template,
    ['properties', 'customize', 1, 'inline', 1],
    'echo PasswordAuthentication yes | sudo tee /etc/ssh/sshd_config.d/10-no-passwords.conf',
  ],
  [
    'people of any tenant sign in',
    settings,
    ['properties', 'ENTRA_ISSUER'],
    'https://login.microsoftonline.com/common/v2.0',
  ],
  ['no second operator is asked', settings, ['properties', 'SECOND_OPERATOR'], 'off'],
  ['the vault is not asked who it is', settings, ['properties', 'KEY_VAULT_VERIFY_CHALLENGE'], 'false'],
  ['the sweep comes once a year', settings, ['properties', 'SWEEP_SCHEDULE'], '0 0 0 1 1 *'],
  ['computes are never looked at', settings, ['properties', 'COMPUTE_SCHEDULE'], '0 0 0 31 2 *'],
  ['the host signs in to its storage with a key', settings, ['properties', 'AzureWebJobsStorage__credential'], 'key'],
  ['the second copy lies where the first does', safe, ['location'], 'westeurope'],
  ['the second copy has a third region', safe, ['location'], 'norwayeast'],
  ['another account lies where the second copy does', secure, ['location'], 'northeurope'],
  ['the second copy keeps versions', /\/stsaf\w+\/blobServices\/default$/, ['properties', 'isVersioningEnabled'], true],
  [
    'the second copy can be changed after a day',
    /\/containers\/copy\/immutabilityPolicies\/default$/,
    ['properties', 'immutabilityPeriodSinceCreationInDays'],
    1,
  ],
  [
    'the audit is kept as briefly as the second copy',
    /\/containers\/audit\/immutabilityPolicies\/default$/,
    ['properties', 'immutabilityPeriodSinceCreationInDays'],
    35,
  ],
  [
    'names of people stay in the second copy for a year',
    /\/stsaf\w+\/managementPolicies\/default$/,
    [...byAge, 'actions', 'baseBlob', 'delete', 'daysAfterCreationGreaterThan'],
    366,
  ],
  [
    'all of the second copy goes by its age',
    /\/stsaf\w+\/managementPolicies\/default$/,
    [...byAge, 'filters', 'prefixMatch'],
    ['copy/'],
  ],
  [
    'one account alone is copied to the paired region',
    /\/storageAccounts\/staml\w+$/,
    ['sku', 'name'],
    'Standard_GZRS',
    'default',
  ],
  ['nothing is copied away', settings, ['properties', 'SAFE_BLOB_URL'], undefined, 'default'],
  ['the app runs on an old Node', app, ['properties', 'functionAppConfig', 'runtime', 'version'], '20'],
  [
    'the app grows without bound',
    app,
    ['properties', 'functionAppConfig', 'scaleAndConcurrency', 'maximumInstanceCount'],
    1000,
  ],
];
