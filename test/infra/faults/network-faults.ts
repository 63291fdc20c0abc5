import { type Fault, one, remove, rewrite, set } from '../breaking.ts';

/** Faults in networks, the firewall and the ways in. */
export const networkFaults: readonly Fault[] = [
  [
    'the secure account is open',
    'publicAddresses',
    (all) => set(one(all, /\/storageAccounts\/stsec\w+$/), 'publicNetworkAccess', 'Enabled'),
  ],
  [
    'the vault allows by default',
    'publicAddresses',
    (all) => set(one(all, /\/vaults\/kv-[a-z0-9]{13}$/), 'networkAcls.defaultAction', 'Allow'),
  ],
  [
    'a session host has a public address',
    'publicAddresses',
    (all) =>
      rewrite(
        all,
        /\/nic-desktop-1-0-\w+$/,
        '"privateIPAllocationMethod"',
        '"publicIPAddress":{"id":"x"},"privateIPAllocationMethod"',
      ),
  ],
  [
    'a group does not deny outbound',
    'deniesByDefault',
    (all) =>
      rewrite(
        all,
        /nsg-vnet-secure-\w+-compute$/,
        /("priority":4096,"direction":"Outbound","access":)"Deny"/,
        '$1"Allow"',
      ),
  ],
  [
    'a group lets everybody in',
    'deniesByDefault',
    (all) =>
      rewrite(all, /nsg-vnet-secure-\w+-compute$/, /"sourceAddressPrefix":"10[^"]*"/, '"sourceAddressPrefix":"*"'),
  ],
  [
    'a subnet has no route',
    'guardedSubnets',
    (all) =>
      rewrite(all, /\/virtualNetworks\/vnet-secure-[a-z0-9]{13}$/, /"routeTable":\{[^}]*\}/, '"routeTable":null'),
  ],
  [
    'a group lets strangers in',
    'deniesByDefault',
    (all) =>
      rewrite(
        all,
        /nsg-vnet-secure-\w+-compute$/,
        /"sourceAddressPrefix":"10[^"]*"/,
        '"sourceAddressPrefix":"Internet"',
      ),
  ],
  [
    'a group opens all ports to the internet',
    'deniesByDefault',
    (all) => rewrite(all, /nsg-vnet-access-\w+-desktops$/, '["80","443","1688"]', '["0-65535"]'),
  ],
  ['the route table is empty', 'guardedSubnets', (all) => set(one(all, /\/routeTables\/rt-\w+$/), 'routes', [])],
  [
    'the default route leads to the internet',
    'guardedSubnets',
    (all) => rewrite(all, /\/routeTables\/rt-\w+$/, '"VirtualAppliance"', '"Internet"'),
  ],
  [
    'a second route passes the firewall by',
    'guardedSubnets',
    (all) =>
      rewrite(
        all,
        /\/routeTables\/rt-\w+$/,
        '"routes":[',
        '"routes":[{"name":"short-cut","properties":{"addressPrefix":"198.51.100.0/24","nextHopType":"Internet"}},',
      ),
  ],
  [
    'another machine stands for the firewall',
    'guardedSubnets',
    (all) => rewrite(all, /\/routeTables\/rt-\w+$/, '"10.40.0.4"', '"10.41.1.4"'),
  ],
  [
    'the desktops are joined to the secure network',
    'spokesMeetInHub',
    (all) => rewrite(all, /vnet-access-\w+\/virtualNetworkPeerings\/to-hub$/, '/vnet-hub-', '/vnet-secure-'),
  ],
  [
    'a zone is not linked to the secure network',
    'linkedZones',
    (all) => remove(all, /privatelink\.blob\.[a-z.]+\/virtualNetworkLinks\/vnet-secure-\w+$/),
  ],
  [
    'the secure network asks another server for names',
    'linkedZones',
    (all) => set(one(all, /\/virtualNetworks\/vnet-secure-[a-z0-9]{13}$/), 'dhcpOptions.dnsServers', ['192.0.2.53']),
  ],
  ['a zone has no endpoint', 'usedZones', (all) => remove(all, /pe-dts-\w+\/privateDnsZoneGroups\/default$/)],
  [
    'the secure account has no endpoint',
    'privateEndpoints',
    (all) => remove(all, /\/privateEndpoints\/pe-stsec\w+-blob$/),
  ],
  ['the vault has no endpoint', 'privateEndpoints', (all) => remove(all, /\/privateEndpoints\/pe-kv-[a-z0-9]{13}$/)],
  [
    'the firewall leads to every host of a domain',
    'namedFirewallRules',
    (all) => rewrite(all, /ruleCollectionGroups\/sallyport$/, '"ml.azure.com"', '"*.com"'),
  ],
  [
    'a firewall rule is for everybody',
    'namedFirewallRules',
    (all) =>
      rewrite(all, /ruleCollectionGroups\/sallyport$/, '"sourceAddresses":["10.42.0.0/25"]', '"sourceAddresses":["*"]'),
  ],
  [
    'desktops reach Microsoft Graph by name',
    'nowhereToLeaveData',
    (all) => rewrite(all, /ruleCollectionGroups\/sallyport$/, '"ml.azure.com"', '"graph.microsoft.com"'),
  ],
  [
    'machines reach Microsoft Graph by a service tag',
    'nowhereToLeaveData',
    (all) =>
      rewrite(
        all,
        /ruleCollectionGroups\/sallyport$/,
        '"sourceAddresses":["10.41.2.0/24"],"destinationAddresses":["AzureActiveDirectory"',
        '"sourceAddresses":["10.41.1.0/24"],"destinationAddresses":["AzureActiveDirectory"',
      ),
  ],
  [
    'the control plane reaches all storage',
    'storageByName',
    (all) => rewrite(all, /ruleCollectionGroups\/sallyport$/, '"AzureResourceManager"]', '"Storage"]'),
  ],
  [
    'private endpoints answer the desktops directly',
    'asksInItsOwnName',
    (all) => set(one(all, /\/firewallPolicies\/afwp-\w+$/), 'snat', null),
  ],
  [
    'a firewall rule leads everywhere',
    'namedFirewallRules',
    (all) => rewrite(all, /ruleCollectionGroups\/sallyport$/, '"AzureActiveDirectory"', '"*"'),
  ],
  [
    'an endpoint registers in the wrong zone',
    'zoneGroups',
    (all) => rewrite(all, /pe-stsec\w+-blob\/privateDnsZoneGroups\/default$/, 'privatelink.blob.', 'privatelink.file.'),
  ],
  ['an endpoint has no zone', 'zoneGroups', (all) => remove(all, /pe-kv-[a-z0-9]{13}\/privateDnsZoneGroups\/default$/)],
  [
    'a session host is not hardened',
    'hardenedDesktops',
    (all) => remove(all, /\/vm-desktop-1-1\/runCommands\/harden-\w+$/),
  ],
  [
    'screens of a session host can be captured',
    'hardenedDesktops',
    (all) =>
      rewrite(
        all,
        /\/vm-desktop-1-0\/runCommands\/harden-\w+$/,
        'fEnableScreenCaptureProtect = 2',
        'fEnableScreenCaptureProtect = 0',
      ),
  ],
  [
    'nobody notices that a host stays unsealed',
    'hardenedDesktops',
    (all) => set(one(all, /\/vm-desktop-1-0\/runCommands\/harden-\w+$/), 'treatFailureAsDeploymentFailure', false),
  ],
  [
    'a host is called alike everywhere',
    'namesOfTheirOwn',
    (all) => set(one(all, /\/virtualMachines\/vm-desktop-1-0$/), 'osProfile.computerName', 'desktop-0'),
  ],
  [
    'two hosts have each other’s names',
    'namesOfTheirOwn',
    (all) =>
      rewrite(all, /\/virtualMachines\/vm-desktop-1-0$/, /"computerName":"(\w+)-1-0"/, '"computerName":"$1-1-1"'),
  ],
  [
    'the name of a host is too long for Windows',
    'namesOfTheirOwn',
    (all) =>
      rewrite(all, /\/virtualMachines\/vm-desktop-1-0$/, /"computerName":"(\w+)-/, '"computerName":"$1-desktop-'),
  ],
];
