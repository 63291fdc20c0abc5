import { type Fault, one, remove, rewrite, role, set } from '../breaking.ts';
import type { Resource } from '../snapshot.ts';
import { customRole } from './role-faults.ts';

const compute = /nsg-vnet-secure-\w+-compute$/;
const functions = /nsg-vnet-secure-\w+-functions$/;
const secureNetwork = /\/virtualNetworks\/vnet-secure-[a-z0-9]{13}$/;
const app = /\/sites\/func-\w+$/;
const settings = /\/func-\w+\/config\/appsettings$/;
const scan = /stpub\w+\/.*defenderForStorageSettings\/current$/;

/** A custom role that may do one thing more. */
function allow(resources: Resource[], name: string, action: string): void {
  rewrite(resources, customRole(resources, name), '"actions":[', `"actions":["${action}",`);
}

/** Faults in what keeps machines, the app and its network to themselves. */
export const closingFaults: readonly Fault[] = [
  ...(
    [
      ['runs commands in machines', 'Microsoft.Compute/virtualMachines/runCommand/action'],
      ['keeps commands in machines', 'Microsoft.Compute/virtualMachines/runCommands/write'],
      ['puts extensions into machines', 'Microsoft.Compute/virtualMachines/extensions/write'],
      ['takes disks away', 'Microsoft.Compute/disks/beginGetAccess/action'],
      ['copies disks', 'Microsoft.Compute/snapshots/write'],
      ['looks at screens', 'Microsoft.Compute/virtualMachines/retrieveBootDiagnosticsData/action'],
      ['opens consoles', 'Microsoft.SerialConsole/serialPorts/connect/action'],
    ] as const
  ).map(
    ([what, action]): Fault => [
      `the control plane ${what}`,
      'handsOffMachines',
      (all) => allow(all, 'machines', action),
    ],
  ),
  [
    'the control plane has a role of Azure’s own on the machines',
    'handsOffMachines',
    (all) => {
      const wide = structuredClone(role(all, 'id-control may read secrets and list their versions'));
      wide.id = `${one(all, /\/resourceGroups\/rg-\w+-compute$/).id}/providers/Microsoft.Authorization/roleAssignments/wide`;
      set(
        wide,
        'roleDefinitionId',
        '/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c',
      );
      all.push(wide);
    },
  ],
  [
    'machines of Machine Learning have passwords',
    'noPasswordSignIn',
    (all) => set(one(all, /computes\/image-build$/), 'disableLocalAuth', false),
  ],
  [
    'machines of Machine Learning have public addresses',
    'noPasswordSignIn',
    (all) => set(one(all, /computes\/image-build$/), 'properties.enableNodePublicIp', true),
  ],
  [
    'code can be uploaded with a password',
    'noPasswordSignIn',
    (all) => remove(all, /\/func-\w+\/basicPublishingCredentialsPolicies\/scm$/),
  ],
  ['files can be uploaded', 'noPasswordSignIn', (all) => set(one(all, app), 'siteConfig.ftpsState', 'AllAllowed')],
  [
    'people sign in to desktops with a password',
    'noPasswordSignIn',
    (all) => rewrite(all, /hostPools\/vdpool-\w+$/, 'enablerdsaadauth:i:1', 'enablerdsaadauth:i:0'),
  ],
  ...(
    [
      ['all networks reach the machines', /"sourceAddressPrefix":"10[^"]*"/, '"sourceAddressPrefix":"VirtualNetwork"'],
      [
        'any service of Azure reaches the machines',
        /"sourceAddressPrefix":"10[^"]*"/,
        '"sourceAddressPrefix":"AzureCloud"',
      ],
      ['machines reach all storage', '"AzureMonitor"', '"Storage"'],
      ['machines reach Azure itself', '"AzureMonitor"', '"AzureResourceManager"'],
      [
        'machines reach the whole network',
        '"destinationAddressPrefix":"10.41.0.0/24"',
        '"destinationAddressPrefix":"VirtualNetwork"',
      ],
      [
        'machines reach the endpoints of the public account',
        '"destinationAddressPrefix":"10.41.0.0/24"',
        '"destinationAddressPrefix":"10.41.3.64/27"',
      ],
      ['machines share files with storage', '["443"]', '["445"]'],
      ['machines send mail', '["443"]', '["25"]'],
    ] as const
  ).map(([what, from, to]): Fault => [what, 'knownFlows', (all) => rewrite(all, compute, from, to)]),
  ['the app reaches the machines', 'knownFlows', (all) => rewrite(all, functions, '"10.41.3.64/27"', '"10.41.1.0/24"')],
  ['the app sends anywhere by any port of mail', 'knownFlows', (all) => rewrite(all, functions, '["587"]', '["25"]')],
  [
    'a group speaks of another subnet than its own',
    'knownFlows',
    (all) => rewrite(all, functions, '"sourceAddressPrefix":"10.41.2.0/24"', '"sourceAddressPrefix":"10.41.1.0/24"'),
  ],
  [
    'machines get addresses of Azure’s own to go out by',
    'closedSubnets',
    (all) => rewrite(all, secureNetwork, '"defaultOutboundAccess":false', '"defaultOutboundAccess":true'),
  ],
  [
    'a network says nothing about addresses to go out by',
    'closedSubnets',
    (all) => rewrite(all, secureNetwork, '"defaultOutboundAccess":false,', ''),
  ],
  [
    'groups do not hold for private endpoints',
    'closedSubnets',
    (all) =>
      rewrite(
        all,
        secureNetwork,
        '"privateEndpointNetworkPolicies":"Enabled"',
        '"privateEndpointNetworkPolicies":"Disabled"',
      ),
  ],
  [
    'the subnet of the app is given to another service',
    'closedSubnets',
    (all) => rewrite(all, secureNetwork, 'Microsoft.App/environments', 'Microsoft.Web/serverFarms'),
  ],
  [
    'the firewall looks up no names',
    'watchfulFirewall',
    (all) => set(one(all, /firewallPolicies\/afwp-\w+$/), 'dnsSettings.enableProxy', false),
  ],
  [
    'the firewall lets through what is known to be hostile',
    'watchfulFirewall',
    (all) => set(one(all, /firewallPolicies\/afwp-\w+$/), 'threatIntelMode', 'Alert'),
  ],
  [
    'the app sends past the network',
    'appInNetwork',
    (all) => set(one(all, app), 'outboundVnetRouting.allTraffic', false),
  ],
  [
    'the app may be called from half the internet',
    'appInNetwork',
    (all) => rewrite(all, app, '192.0.2.0/24', '0.0.0.0/1'),
  ],
  ['Event Grid may not call the app', 'appInNetwork', (all) => rewrite(all, app, '"AzureEventGrid"', '"AzureCloud"')],
  [
    'events travel over an old TLS',
    'encryptedSending',
    (all) => set(one(all, /\/topics\/evgt-scans-\w+$/), 'minimumTlsVersionAllowed', '1.0'),
  ],
  [
    'code travels over an old TLS',
    'encryptedSending',
    (all) => set(one(all, app), 'siteConfig.scmMinTlsVersion', '1.0'),
  ],
  ['mails travel in the open', 'encryptedSending', (all) => set(one(all, settings), 'SMTP_SECURITY', 'none')],
  [
    'telemetry travels in the open',
    'encryptedSending',
    (all) => rewrite(all, settings, 'https://otel.', 'http://otel.'),
  ],
  ['uploads are not scanned', 'scannedAsTold', (all) => remove(all, scan)],
  ['scanning is off', 'scannedAsTold', (all) => set(one(all, scan), 'malwareScanning.onUpload.isEnabled', false)],
  [
    'the setting of the subscription decides on scans',
    'scannedAsTold',
    (all) => set(one(all, scan), 'overrideSubscriptionLevelSettings', false),
  ],
  [
    'nothing is scanned in a month',
    'scannedAsTold',
    (all) => set(one(all, scan), 'malwareScanning.onUpload.capGBPerMonth', 0),
  ],
  [
    'verdicts are written where they can be changed',
    'scannedAsTold',
    (all) => set(one(all, scan), 'malwareScanning.blobScanResultsOptions', 'BlobIndexTags'),
  ],
  [
    'contents are searched for what is sensitive',
    'scannedAsTold',
    (all) => set(one(all, scan), 'sensitiveDataDiscovery.isEnabled', true),
  ],
  [
    'hosts that are started on a Sunday run on',
    'hostsStop',
    (all) => rewrite(all, /scalingPlans\/vdscaling-\w+$/, ',"Sunday"', ''),
  ],
  [
    'the plan that stops hosts is off',
    'hostsStop',
    (all) => rewrite(all, /scalingPlans\/vdscaling-\w+$/, '"scalingPlanEnabled":true', '"scalingPlanEnabled":false'),
  ],
  [
    'hosts run all night',
    'hostsStop',
    (all) =>
      rewrite(all, /scalingPlans\/vdscaling-\w+$/, '"rampDownMinimumHostsPct":0', '"rampDownMinimumHostsPct":100'),
  ],
  [
    'the budget is of another environment',
    'budgetWarns',
    (all) => rewrite(all, /budgets\/budget-research$/, '["research"]', '["other"]'),
  ],
  [
    'nobody hears of the budget',
    'budgetWarns',
    (all) => rewrite(all, /budgets\/budget-research$/, /\["operators@[^\]]*\]/g, '[]'),
  ],
  [
    'the budget of a project counts another one',
    'budgetWarns',
    (all) => rewrite(all, /budgets\/budget-research_alpha$/, '["alpha"]', '["beta"]'),
  ],
  [
    'the budget of a project counts in other environments',
    'budgetWarns',
    (all) => rewrite(all, /budgets\/budget-research_alpha$/, '"rg-research-compute",', ''),
  ],
  ['there is no budget', 'budgetWarns', (all) => remove(all, /budgets\/budget-research$/)],
];
