import { type Fault, one, remove, rewrite, role, set } from '../breaking.ts';
import type { Resource } from '../snapshot.ts';

/** Faults in what watches the environment: logs, policies, alerts, Sentinel and Defender; and in what must stay closed beside the network. */
export const postureFaults: readonly Fault[] = [
  [
    'a diagnostic setting is empty',
    'diagnostics',
    (all) =>
      set(
        one(all, /\/vaults\/kv-[a-z0-9]{13}\/providers\/Microsoft.Insights\/diagnosticSettings\/to-workspace$/),
        'logs',
        [],
      ),
  ],
  [
    'a diagnostic setting is off',
    'diagnostics',
    (all) =>
      rewrite(
        all,
        /stsec\w+\/blobServices\/default\/providers\/Microsoft.Insights\/diagnosticSettings\/to-workspace$/,
        '"enabled":true',
        '"enabled":false',
      ),
  ],
  [
    'the factory logs where no query looks',
    'diagnostics',
    (all) => {
      delete one(all, /factories\/adf-\w+\/providers\/Microsoft.Insights\/diagnosticSettings\/to-workspace$/)
        .properties['logAnalyticsDestinationType'];
    },
  ],
  [
    'a denial only audits',
    'policyEffects',
    (all) =>
      rewrite(all, /policyDefinitions\/sallyport-research-deny-shared-keys$/, '"effect":"deny"', '"effect":"audit"'),
  ],
  [
    'the factory may copy to any kind of store',
    'borderedFactory',
    (all) =>
      rewrite(
        all,
        /policyAssignments\/factory-linked-services$/,
        '["AzureBlobStorage"]',
        '["AzureBlobStorage","HttpServer"]',
      ),
  ],
  [
    'ways out of the factory are only written down',
    'borderedFactory',
    (all) => rewrite(all, /policyAssignments\/factory-domains$/, '"Deny"', '"Disabled"'),
  ],
  [
    'the factory may have a public address',
    'borderedFactory',
    (all) => remove(all, /policyAssignments\/factory-public-access$/),
  ],
  [
    'the factory may copy to another account',
    'rightReferences',
    (all) => rewrite(all, /policyAssignments\/factory-domains$/, /"stsec(\w+)\./, '"stother.'),
  ],
  [
    'machines are only audited',
    'policyEffects',
    (all) =>
      rewrite(
        all,
        /policyDefinitions\/sallyport-research-machines-send-logs$/,
        '"effect":"deployIfNotExists"',
        '"effect":"auditIfNotExists"',
      ),
  ],
  [
    'a denial is not enforced',
    'policiesAssigned',
    (all) =>
      set(
        one(all, /-secure\/providers\/Microsoft.Authorization\/policyAssignments\/deny-public-network-access$/),
        'enforcementMode',
        'DoNotEnforce',
      ),
  ],
  [
    'an assignment has another policy behind it',
    'policiesAssigned',
    (all) =>
      rewrite(
        all,
        /-secure\/providers\/Microsoft.Authorization\/policyAssignments\/deny-public-network-access$/,
        'research-deny-public-network-access',
        'research-deny-shared-keys',
      ),
  ],
  [
    'an alert asks a table that may not be there',
    'queriesFitTables',
    (all) => rewrite(all, /scheduledQueryRules\/malware$/, /\(union .*?\(\)\)\)/, 'StorageMalwareScanningResults'),
  ],
  [
    'the workbook compares a text with a number',
    'queriesFitTables',
    (all) => rewrite(all, /\/workbooks\//, 'toint(StatusCode) == 403', 'StatusCode == 403'),
  ],
  ['a rule of Sentinel is not there', 'sentinelWatches', (all) => remove(all, /alertRules\/role-given$/)],
  ['a rule of Sentinel is off', 'sentinelWatches', (all) => set(one(all, /alertRules\/role-given$/), 'enabled', false)],
  [
    'a rule of Sentinel finds the same row each hour',
    'sentinelWatches',
    (all) =>
      rewrite(all, /alertRules\/kill-switch-changed$/, 'where Ingested between (ago(1h) .. now())', 'where true'),
  ],
  ['Sentinel is not on', 'sentinelWatches', (all) => remove(all, /onboardingStates\/default$/)],
  [
    'an approver’s read raises an alert',
    'excusedReaders',
    (all) => {
      const { name } = role(all, 'approvers of beta, gamma may list, read in review');
      rewrite(all, /alertRules\/review-read-by-others$/, name.slice(0, 18), 'somebody-else');
    },
  ],
  [
    'an alert tells nobody',
    'alertsReachPeople',
    (all) => set(one(all, /\/actionGroups\/ag-\w+$/), 'emailReceivers', []),
  ],
  [
    'drift of a second project is silent',
    'alertsReachPeople',
    (all) => rewrite(all, /scheduledQueryRules\/drift-not-mended$/, /"dimensions":\[[^\]]*\]\}\]/, '"dimensions":[]'),
  ],
  ['an alert is not there', 'alertsReachPeople', (all) => remove(all, /scheduledQueryRules\/no-reconcile$/)],
  [
    'a second stalled operation is silent',
    'alertsReachPeople',
    (all) => rewrite(all, /scheduledQueryRules\/stalled-operation$/, /"dimensions":\[[^\]]*\]\}\]/, '"dimensions":[]'),
  ],
  [
    'one alert stands for every row that cannot be read',
    'alertsReachPeople',
    (all) => rewrite(all, /scheduledQueryRules\/broken-row$/, '"name":"Row"', '"name":"Project"'),
  ],
  [
    'mails that were given up are told to nobody',
    'alertsReachPeople',
    (all) => set(one(all, /scheduledQueryRules\/nobody-told$/), 'actions.actionGroups', []),
  ],
  [
    'nobody hears that no sweep finishes',
    'alertsReachPeople',
    (all) => set(one(all, /scheduledQueryRules\/no-sweep$/), 'enabled', false),
  ],
  ['a plan of Defender is not there', 'defenderPlans', (all) => remove(all, /\/pricings\/StorageAccounts$/)],
  [
    'a plan of Defender is free',
    'defenderPlans',
    (all) => set(one(all, /\/pricings\/KeyVaults$/), 'pricingTier', 'Free'),
  ],
  [
    'Defender scans every account',
    'defenderPlans',
    (all) => rewrite(all, /\/pricings\/StorageAccounts$/, '"isEnabled":"False"', '"isEnabled":"True"'),
  ],
  [
    'Defender copies the disks of machines',
    'defenderPlans',
    (all) => rewrite(all, /\/pricings\/VirtualMachines$/, '"isEnabled":"False"', '"isEnabled":"True"'),
  ],
  [
    'Defender scans the account of the control plane',
    'defenderPlans',
    (all) =>
      rewrite(
        all,
        /stpub\w+\/.*defenderForStorageSettings\/current$/,
        '/storageAccounts/stpub',
        '/storageAccounts/stctl',
      ),
  ],
  [
    'Defender scans the datasets too',
    'defenderPlans',
    (all) => rewrite(all, /stsec\w+\/.*defenderForStorageSettings\/current$/, '"datasets/"', '"other/"'),
  ],
  [
    'the app does not know that packages are scanned',
    'defenderPlans',
    (all) => set(one(all, /\/func-\w+\/config\/appsettings$/), 'SCANNED_DOORS', 'ingress'),
  ],
  ['late malware alarms nobody', 'alertsReachPeople', (all) => remove(all, /scheduledQueryRules\/late-malware$/)],
  [
    'results of scans that cannot be read are silent',
    'alertsReachPeople',
    (all) => set(one(all, /scheduledQueryRules\/unread-scan-result$/), 'enabled', false),
  ],
  [
    'changes of roles are not logged',
    'activityLog',
    (all) => rewrite(all, /diagnosticSettings\/sallyport-activity$/, '"Administrative"', '"Recommendation"'),
  ],
  [
    'the network of Machine Learning is open',
    'closedWorkspace',
    (all) => rewrite(all, /\/workspaces\/mlw-\w+$/, 'AllowOnlyApprovedOutbound', 'AllowInternetOutbound'),
  ],
  [
    'Machine Learning has a rule for a host name',
    'closedWorkspace',
    (all) => set(one(all, /\/outboundRules\/secure-storage$/), 'type', 'FQDN'),
  ],
  [
    'Machine Learning has an endpoint to somebody’s account',
    'closedWorkspace',
    (all) =>
      rewrite(all, /\/outboundRules\/secure-storage$/, /\/storageAccounts\/stsec\w+/, '/storageAccounts/stother'),
  ],
  [
    'the sign-in of the platform is on',
    'ownSignIn',
    (all) => set(one(all, /\/func-\w+\/config\/authsettingsV2$/), 'platform.enabled', true),
  ],
  [
    'tokens for the application of another environment are taken',
    'ownAudience',
    (all) =>
      set(
        one(all, /\/func-\w{13}\/config\/appsettings$/),
        'API_AUDIENCE',
        `api://${'0'.repeat(8)}-0000-4000-8000-000000000005`,
      ),
  ],
  [
    'a role is called as that of another environment',
    'rolesByTheirName',
    (all) => set(computesIdentity(all), 'roleName', 'Sallyport trial 00000000 computesIdentity'),
  ],
  [
    'a role is called by nothing that roles.json knows',
    'rolesByTheirName',
    (all) => set(computesIdentity(all), 'roleName', 'Sallyport research 00000000 computesIdentitxy'),
  ],
];

function computesIdentity(all: readonly Resource[]): Resource {
  const [found] = all.filter(({ properties }) => String(properties['roleName']).endsWith(' computesIdentity'));
  if (found === undefined) throw new Error('no custom role is called computesIdentity');
  return found;
}
