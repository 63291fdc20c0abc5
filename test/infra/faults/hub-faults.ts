import { type Fault, one, remove, rewrite, set } from '../breaking.ts';

const rulesOfOne = /\/ruleCollectionGroups\/environment-\w+$/;
const outward = /\/vnet-hub-\w+\/virtualNetworkPeerings\/to-secure-\w+$/;
const network = '/subscriptions/00000000-0000-4000-8000-0000000000bb/resourceGroups/rg-other-network/providers';

/** Faults in what stands between a hub and one environment on it, spoke-one; the other has 10.64.16.0/20 and the priority 1200. */
export const hubFaults: readonly Fault[] = [
  ['the hub does not peer back', 'peeredBothWays', (all) => remove(all, outward)],
  [
    'the hub peers with another network instead',
    'peeredBothWays',
    (all) => rewrite(all, outward, /vnet-secure-\w{13}"/, 'vnet-secure-bwrf3tqicqyng"'),
  ],
  [
    'the environment peers with a foreign hub',
    'rightReferences',
    (all) =>
      rewrite(all, /\/vnet-secure-\w+\/virtualNetworkPeerings\/to-hub$/, /rg-common-network/g, 'rg-other-network'),
  ],
  [
    'the route leads past the firewall of the hub',
    'guardedSubnets',
    (all) => rewrite(all, /rg-one-network.*\/routeTables\/rt-\w+$/, '10.40.0.4', '10.64.0.4'),
  ],
  [
    'a rule speaks for machines of the other environment',
    'rulesOfTheirOwn',
    (all) => rewrite(all, rulesOfOne, '"10.64.1.0/24"', '"10.64.17.0/24"'),
  ],
  [
    'a rule speaks for the whole hub',
    'rulesOfTheirOwn',
    (all) => rewrite(all, rulesOfOne, '"10.64.2.0/24"', '"10.40.0.0/22"'),
  ],
  [
    'desktops reach the machines of the other environment by these rules',
    'rulesOfTheirOwn',
    (all) =>
      rewrite(all, rulesOfOne, '"destinationAddresses":["10.64.1.0/24"]', '"destinationAddresses":["10.64.17.0/24"]'),
  ],
  [
    'desktops reach the page of another environment by these rules',
    'rulesOfTheirOwn',
    (all) => rewrite(all, rulesOfOne, /func-\w{13}\.azurewebsites/, 'func-bwrf3tqicqyng.azurewebsites'),
  ],
  [
    'the control plane reaches endpoints of the other environment',
    'neighboursApart',
    (all) => rewrite(all, rulesOfOne, '"AzureActiveDirectory"', '"10.64.16.0/24"'),
  ],
  ['two environments have one priority', 'neighboursApart', (all) => set(one(all, rulesOfOne), 'priority', 1200)],
  [
    'two environments have one range',
    'neighboursApart',
    (all) => set(one(all, /\/virtualNetworks\/vnet-secure-\w+$/), 'addressSpace.addressPrefixes', ['10.64.0.0/19']),
  ],
  [
    'a zone of the hub is linked to another network',
    'linkedZones',
    (all) =>
      rewrite(
        all,
        /\/privatelink\.blob\.[a-z.]+\/virtualNetworkLinks\/vnet-secure-\w+$/,
        /"id":"[^"]+\/virtualNetworks\/vnet-secure-\w{13}"/,
        `"id":"${network}/Microsoft.Network/virtualNetworks/vnet-secure-bwrf3tqicqyng"`,
      ),
  ],
  [
    'an endpoint registers in a zone of a foreign hub',
    'rightReferences',
    (all) =>
      rewrite(all, /\/pe-stsec\w+-blob\/privateDnsZoneGroups\/default$/, 'rg-common-network', 'rg-other-network'),
  ],
  [
    'the environment does not ask the firewall of the hub for names',
    'linkedZones',
    (all) => set(one(all, /\/virtualNetworks\/vnet-secure-\w+$/), 'dhcpOptions.dnsServers', ['10.64.0.4']),
  ],
  [
    'an alert asks for rows of the other environment',
    'ownRowsAlone',
    (all) => rewrite(all, /\/scheduledQueryRules\/no-sweep$/, "'rg-one-control'", "'rg-two-control'"),
  ],
  [
    'an alert asks for the rows of everybody',
    'ownRowsAlone',
    (all) =>
      rewrite(
        all,
        /\/scheduledQueryRules\/failed-transfer$/,
        / \| where tostring\(split[^)]*\)[^)]*\) in~ \([^)]*\)/,
        '',
      ),
  ],
  [
    'logs go to the workspace of a foreign hub',
    'rightReferences',
    (all) => rewrite(all, /\/components\/appi-\w+$/, 'rg-common-monitor', 'rg-other-monitor'),
  ],
];
