import { type Fault, one, remove, rewrite, set } from '../breaking.ts';

const elsewhere = '00000000-0000-4000-8000-0000000000cc';

/** Faults in accounts, containers and what keeps or forgets data. */
export const dataFaults: readonly Fault[] = [
  [
    'a shared key is on',
    'noSharedKeys',
    (all) => set(one(all, /\/storageAccounts\/stctl\w+$/), 'allowSharedKeyAccess', true),
  ],
  [
    'TLS 1.0 is taken',
    'encryptedTransport',
    (all) => set(one(all, /\/storageAccounts\/stpub\w+$/), 'minimumTlsVersion', 'TLS1_0'),
  ],
  [
    'a setting holds a key',
    'noSecrets',
    (all) => set(one(all, /\/func-\w+\/config\/appsettings$/), 'SMTP_USER', 'AccountKey=abc'),
  ],
  [
    'the password of the desktops is known',
    'noSecrets',
    (all) => set(one(all, /\/virtualMachines\/vm-desktop-1-0$/), 'osProfile.adminPassword', 'Summer-2026'),
  ],
  [
    'the public account keeps versions',
    'versioning',
    (all) => set(one(all, /stpub\w+\/blobServices\/default$/), 'isVersioningEnabled', true),
  ],
  [
    'old versions of review are kept for ever',
    'versioning',
    (all) => rewrite(all, /stsec\w+\/managementPolicies\/default$/, '"review/"', '"other/"'),
  ],
  [
    'names of people stay in the second copy',
    'versioning',
    (all) => rewrite(all, /stsaf\w+\/managementPolicies\/default$/, '"copy/tables/"', '"copy/other/"'),
  ],
  [
    'a vault lies in another subscription',
    'oneSubscription',
    (all) =>
      rewrite(all, /\/vaults\/kv-\w{13}$/, /"id":"\/subscriptions\/[0-9a-f-]{36}/, `"id":"/subscriptions/${elsewhere}`),
  ],
  ['the second copy can be changed', 'immutability', (all) => remove(all, /copy\/immutabilityPolicies\/default$/)],
  [
    'the rule on versions is disabled',
    'versioning',
    (all) => rewrite(all, /stsec\w+\/managementPolicies\/default$/, '"enabled":true', '"enabled":false'),
  ],
  [
    'the rule on versions deletes results',
    'versioning',
    (all) =>
      rewrite(
        all,
        /stsec\w+\/managementPolicies\/default$/,
        '"actions":{',
        '"actions":{"baseBlob":{"delete":{"daysAfterModificationGreaterThan":7}},',
      ),
  ],
  [
    'versions live longer than a receipt says',
    'truthfulReceipts',
    (all) =>
      rewrite(
        all,
        /stsec\w+\/managementPolicies\/default$/,
        '"daysAfterCreationGreaterThan":7',
        '"daysAfterCreationGreaterThan":30',
      ),
  ],
  [
    'deleted uploads live longer than a receipt says',
    'truthfulReceipts',
    (all) => set(one(all, /stpub\w+\/blobServices\/default$/), 'deleteRetentionPolicy.days', 14),
  ],
  ['datasets have no policy', 'immutability', (all) => remove(all, /datasets\/immutabilityPolicies\/default$/)],
  [
    'what is reviewed cannot be deleted',
    'immutability',
    (all) => set(one(all, /containers\/review$/), 'immutableStorageWithVersioning', { enabled: true }),
  ],
  [
    'blobs can be read without a sign-in',
    'protectedAccounts',
    (all) => set(one(all, /\/storageAccounts\/stpub\w+$/), 'allowBlobPublicAccess', true),
  ],
  [
    'a container is public',
    'protectedAccounts',
    (all) => set(one(all, /containers\/released$/), 'publicAccess', 'Blob'),
  ],
  [
    'soft delete is off',
    'protectedAccounts',
    (all) => set(one(all, /stsec\w+\/blobServices\/default$/), 'deleteRetentionPolicy.enabled', false),
  ],
  [
    'a vault can be purged',
    'protectedAccounts',
    (all) => set(one(all, /\/vaults\/kv-[a-z0-9]{13}$/), 'enablePurgeProtection', false),
  ],
  [
    'services of Azure reach the control account',
    'protectedAccounts',
    (all) => set(one(all, /\/storageAccounts\/stctl\w+$/), 'networkAcls.bypass', 'AzureServices'),
  ],
  [
    'services of Azure reach the secure account',
    'protectedAccounts',
    (all) => set(one(all, /\/storageAccounts\/stsec\w+$/), 'networkAcls.bypass', 'AzureServices'),
  ],
  [
    'Defender does not reach what it scans',
    'protectedAccounts',
    (all) => set(one(all, /\/storageAccounts\/stsec\w+$/), 'networkAcls.resourceAccessRules', []),
  ],
  [
    'a factory of somebody’s passes the firewall of the control account',
    'protectedAccounts',
    (all) =>
      set(one(all, /\/storageAccounts\/stctl\w+$/), 'networkAcls.resourceAccessRules', [
        { resourceId: '/subscriptions/x/providers/Microsoft.DataFactory/factories/other' },
      ]),
  ],
  [
    'datasets have a container-level policy',
    'immutability',
    (all) => set(one(all, /containers\/datasets$/), 'immutableStorageWithVersioning', null),
  ],
  [
    'the audit takes no appends',
    'immutability',
    (all) => set(one(all, /audit\/immutabilityPolicies\/default$/), 'allowProtectedAppendWrites', false),
  ],
  ...['export-freeze', 'export-release', 'export-return'].map(
    (pipeline): Fault => [
      `${pipeline} keeps metadata and headers`,
      'resultsTravelBare',
      (all) =>
        rewrite(
          all,
          new RegExp(`/pipelines/${pipeline}$`),
          '"enableStaging":',
          '"preserve":["Attributes"],"enableStaging":',
        ),
    ],
  ),
  ['a pipeline is not deployed', 'factoryDefinitions', (all) => remove(all, /\/pipelines\/release-revoke$/)],
  [
    'a linked service leads elsewhere',
    'factoryDefinitions',
    (all) =>
      set(
        one(all, /linkedservices\/release_storage$/),
        'typeProperties.serviceEndpoint',
        'https://elsewhere.blob.core.windows.net/',
      ),
  ],
  [
    'the desktop has a clipboard',
    'sealedDesktop',
    (all) => rewrite(all, /hostPools\/vdpool-\w+$/, 'redirectclipboard:i:0', 'redirectclipboard:i:1'),
  ],
];
