import { type Fault, one, rewrite, set } from '../breaking.ts';

const host = /\/virtualMachines\/vm-desktop-1-0$/;
const settings = /\/func-\w+\/config\/appsettings$/;

/** Faults in how long things are kept and with which keys. */
export const keepingFaults: readonly Fault[] = [
  [
    'the audit is kept for a month',
    'keptLongEnough',
    (all) => set(one(all, /audit\/immutabilityPolicies\/default$/), 'immutabilityPeriodSinceCreationInDays', 30),
  ],
  [
    'logs are kept for a month',
    'keptLongEnough',
    (all) => set(one(all, /\/workspaces\/log-[a-z0-9]{13}$/), 'retentionInDays', 30),
  ],
  [
    'a vault forgets at once',
    'keptLongEnough',
    (all) => set(one(all, /\/vaults\/kv-[a-z0-9]{13}$/), 'softDeleteRetentionInDays', 7),
  ],
  [
    'a host keeps its cache in the open',
    'encryptedDisks',
    (all) => set(one(all, host), 'securityProfile.encryptionAtHost', false),
  ],
  [
    'a host starts from any code',
    'encryptedDisks',
    (all) => set(one(all, host), 'securityProfile.uefiSettings.secureBootEnabled', false),
  ],
  [
    'an account is encrypted once',
    'encryptedDisks',
    (all) => set(one(all, /\/storageAccounts\/stsec\w+$/), 'encryption.requireInfrastructureEncryption', false),
  ],
  [
    'a disk has a key of Microsoft’s',
    'customerKeys',
    (all) => rewrite(all, host, /,"diskEncryptionSet":\{[^}]*\}/, ''),
  ],
  [
    'an account has a key of Microsoft’s',
    'customerKeys',
    (all) => set(one(all, /\/storageAccounts\/stsec\w+$/), 'encryption.keySource', 'Microsoft.Storage'),
  ],
  [
    'the factory has a key of Microsoft’s',
    'customerKeys',
    (all) => set(one(all, /\/factories\/adf-\w+$/), 'encryption', null),
  ],
  [
    'machines that are made have keys of Microsoft’s',
    'customerKeys',
    (all) => rewrite(all, settings, /,\\"diskEncryptionSetId[^}]*/, ''),
  ],
];
