import { expect, test } from 'vitest';
import { type Fault, one, remove, rewrite, role, set } from './breaking.ts';
import { postureFaults } from './posture-faults.ts';
import { rules } from './rules/all.ts';
import type { Resource } from './snapshot.ts';
import { worldOf } from './world.ts';

/** A role for the researchers of the second project on the one resource whose id ends so. */
function given(resources: readonly Resource[], ending: RegExp, roleId: string): Resource {
  const copy = structuredClone(role(resources, 'Researchers sign in to machines with Entra, as plain users'));
  copy.id = `${one(resources, ending).id}/providers/Microsoft.Authorization/roleAssignments/${roleId}`;
  set(copy, 'roleDefinitionId', `/providers/Microsoft.Authorization/roleDefinitions/${roleId}`);
  set(copy, 'principalId', '00000000-0000-4000-8000-0000000000b2');
  return copy;
}

/** Changes the condition of a role. */
function reword(resources: readonly Resource[], description: string, from: RegExp, to: string): void {
  const assignment = role(resources, description);
  const before = String(assignment.properties['condition']);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`the condition has no ${from}`);
  set(assignment, 'condition', after);
}

/** The end of the id of a custom role. */
function customRole(resources: readonly Resource[], name: string): RegExp {
  const found = resources.find(({ properties }) => String(properties['roleName']).endsWith(` ${name}`));
  if (!found) throw new Error(`there is no custom role ${name}`);
  return new RegExp(`/roleDefinitions/${found.name}$`);
}

const faults: readonly Fault[] = [
  ...postureFaults,
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
    'a shared key is on',
    'noSharedKeys',
    (all) => set(one(all, /\/storageAccounts\/stctl\w+$/), 'allowSharedKeyAccess', true),
  ],
  [
    'TLS 1.0 is taken',
    'encryptedTransport',
    (all) => set(one(all, /\/storageAccounts\/stpub\w+$/), 'minimumTlsVersion', 'TLS1_0'),
  ],
  ['a setting holds a key', 'noSecrets', (all) => set(one(all, /config\/appsettings$/), 'SMTP_USER', 'AccountKey=abc')],
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
    (all) => rewrite(all, /managementPolicies\/default$/, '"review/"', '"other/"'),
  ],
  [
    'the rule on versions is disabled',
    'versioning',
    (all) => rewrite(all, /managementPolicies\/default$/, '"enabled":true', '"enabled":false'),
  ],
  [
    'the rule on versions deletes results',
    'versioning',
    (all) =>
      rewrite(
        all,
        /managementPolicies\/default$/,
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
        /managementPolicies\/default$/,
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
    'code can be uploaded from anywhere',
    'closedUpload',
    (all) => set(one(all, /\/sites\/func-\w+$/), 'siteConfig.scmIpSecurityRestrictions', []),
  ],
  [
    'the desktops cannot open the review page',
    'desktopsMayCall',
    (all) => rewrite(all, /\/sites\/func-\w+$/, '/publicIPAddresses/pip-afw-', '/publicIPAddresses/pip-bas-'),
  ],
  [
    'the app does not reach its queue of uploads',
    'uploadsFromInside',
    (all) => remove(all, /\/privateEndpoints\/pe-stpub\w+-queue$/),
  ],
  [
    'machines reach the public account',
    'uploadsFromInside',
    (all) =>
      rewrite(
        all,
        /nsg-vnet-secure-\w+-upload-endpoints$/,
        /"sourceAddressPrefix":"10[^"]*"/,
        '"sourceAddressPrefix":"10.41.1.0/24"',
      ),
  ],
  [
    'the endpoint of uploads lies among the others',
    'uploadsFromInside',
    (all) => rewrite(all, /\/privateEndpoints\/pe-stpub\w+-blob$/, '/subnets/upload-endpoints', '/subnets/endpoints'),
  ],
  [
    'a second account would be refused before it is exempt',
    'exemptionsReachTheirResource',
    (all) => rewrite(all, /-control\/.*\/deny-public-network-access$/, /\/strel/, '/stxyz'),
  ],
  [
    'nothing brings up session hosts that are there',
    'remediated',
    (all) => remove(all, /-access\/providers\/Microsoft.PolicyInsights\/remediations\/send-logs-\d+$/),
  ],
  [
    'the identity that remediates has no rights',
    'remediated',
    (all) => {
      const [rights] = all.filter(
        ({ id, properties }) =>
          id.includes('-access/') && String(properties['description']).startsWith('id-remediation brings'),
      );
      if (!rights) throw new Error('there are no such rights');
      all.splice(all.indexOf(rights), 1);
    },
  ],
  [
    'session hosts send no logs',
    'governedDesktops',
    (all) => remove(all, /-access\/providers\/Microsoft.Authorization\/policyAssignments\/send-logs$/),
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
  [
    'a role is missing',
    'rolesAsMatrix',
    (all) => {
      all.splice(all.indexOf(role(all, 'data-factory may list, read, delete in exports')), 1);
    },
  ],
  [
    'a role is too much',
    'rolesAsMatrix',
    (all) => {
      const extra = structuredClone(role(all, 'id-control may list in exports'));
      extra.id = extra.id.replace('/containers/exports/', '/containers/review/');
      delete extra.properties['condition'];
      all.push(extra);
    },
  ],
  [
    'the control plane can read what it may list',
    'blindControlPlane',
    (all) => {
      delete role(all, 'id-control may list in exports').properties['condition'];
    },
  ],
  [
    'the trigger identity reads review',
    'blindControlPlane',
    (all) => {
      const extra = structuredClone(role(all, 'id-trigger may read in exports'));
      extra.id = extra.id.replace('/containers/exports/', '/containers/review/');
      all.push(extra);
    },
  ],
  [
    'a researcher can write to review',
    'onlyFactoryWrites',
    (all) => {
      const extra = structuredClone(
        role(
          all,
          'researchers of alpha, gamma may list, read, create, write, delete in exports/alpha/, exports/gamma/',
        ),
      );
      extra.id = extra.id.replace('/containers/exports/', '/containers/review/');
      all.push(extra);
    },
  ],
  [
    'researchers read all of the secure account',
    'rolesAsMatrix',
    (all) => all.push(given(all, /\/storageAccounts\/stsec\w+$/, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')),
  ],
  [
    'somebody owns the subscription',
    'rolesAsMatrix',
    (all) => {
      const owner = given(all, /\/resourceGroups\/rg-\w+-compute$/, '8e3af657-a8ff-443c-a75c-2fe8c4bcb635');
      owner.id = owner.id.replace(/\/resourceGroups\/[^/]+/, '');
      all.push(owner);
    },
  ],
  [
    'a known role is given on a group that has no row for it',
    'rolesAsMatrix',
    (all) => all.push(given(all, /\/resourceGroups\/rg-\w+-secure$/, 'b24988ac-6180-42a0-ab88-20f7382dd24c')),
  ],
  [
    'projects share the account of Machine Learning',
    'rolesAsMatrix',
    (all) => all.push(given(all, /\/storageAccounts\/staml\w+$/, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')),
  ],
  [
    'a condition lacks the clause about deleting',
    'rolesAsMatrix',
    (all) =>
      reword(
        all,
        'researchers of alpha, gamma may list, read, create, write, delete in exports/alpha/, exports/gamma/',
        / AND !\(ActionMatches\{'[^']+\/delete'\}\)/,
        '',
      ),
  ],
  [
    'a condition has a way around it',
    'rolesAsMatrix',
    (all) => reword(all, 'approvers of alpha may list, read in review/alpha/', /$/, ' OR true'),
  ],
  [
    'a role that only lists may read as well',
    'rolesAsMatrix',
    (all) => {
      delete role(all, 'id-control may list in datasets').properties['condition'];
    },
  ],
  [
    "a project's approvers are its researchers in one place",
    'rolesAsMatrix',
    (all) =>
      set(
        role(all, 'approvers of alpha may list, read in review/alpha/'),
        'principalId',
        '00000000-0000-4000-8000-0000000000a2',
      ),
  ],
  [
    'people may not sign in to machines',
    'rolesAsMatrix',
    (all) => {
      all.splice(all.indexOf(role(all, 'Researchers sign in to machines with Entra, as plain users')), 1);
    },
  ],
  [
    'a custom role excepts something',
    'rolesAsMatrix',
    (all) =>
      rewrite(all, customRole(all, 'machines'), '"notActions":[]', '"notActions":["Microsoft.Compute/disks/write"]'),
  ],
  [
    'one id is there twice',
    'uniqueIds',
    (all) => all.push(structuredClone(role(all, 'Researchers sign in to machines with Entra, as plain users'))),
  ],
  [
    'a group has one role twice on a container, for a project each',
    'uniqueIds',
    (all) => {
      const double = structuredClone(role(all, 'approvers of alpha may list, read in review/alpha/'));
      double.id = double.id.replace(/[^/]+$/, '00000000-0000-4000-8000-00000000abcd');
      set(double, 'condition', String(double.properties['condition']).replaceAll('alpha/', 'beta/'));
      all.push(double);
    },
  ],
  [
    'the workspace administers the vault',
    'workspaceApart',
    (all) => {
      const vault = one(all, /\/vaults\/kv-[a-z0-9]{13}$/);
      vault.id = vault.id.replace('-secure/', '-machine-learning/');
    },
  ],
  [
    'a group is not held to its project',
    'peopleInTheirProject',
    (all) => {
      delete role(all, 'researchers of alpha, gamma may list, read in datasets/alpha/, datasets/gamma/').properties[
        'condition'
      ];
    },
  ],
  [
    'a condition has a wildcard',
    'peopleInTheirProject',
    (all) => {
      const broken = role(all, 'approvers of alpha may list, read in review/alpha/');
      set(broken, 'condition', String(broken.properties['condition']).replaceAll('StringStartsWith', 'StringLike'));
    },
  ],
  [
    'listing is held to another project than reading',
    'peopleInTheirProject',
    (all) => {
      const broken = role(all, 'approvers of alpha may list, read in review/alpha/');
      set(broken, 'condition', String(broken.properties['condition']).replace("'alpha/'", "'beta/'"));
    },
  ],
  [
    'a custom role has a wildcard',
    'plainRoles',
    (all) => {
      const broken = all.find(({ type }) => type === 'Microsoft.Authorization/roleDefinitions');
      if (broken) set(broken, 'permissions', [{ actions: [], dataActions: ['*'] }]);
    },
  ],
  [
    'researchers open a way out of the managed network',
    'plainRoles',
    (all) =>
      rewrite(
        all,
        customRole(all, 'jobs'),
        '"Microsoft.MachineLearningServices/workspaces/jobs/write"',
        '"Microsoft.MachineLearningServices/workspaces/outboundRules/write"',
      ),
  ],
  [
    'the app may not start runs',
    'connectionsHaveRoles',
    (all) => {
      all.splice(all.indexOf(role(all, 'id-control may start, watch and cancel runs, and change no pipeline')), 1);
    },
  ],
  [
    'the app may start runs in the whole subscription',
    'connectionsHaveRoles',
    (all) => {
      const runs = role(all, 'id-control may start, watch and cancel runs, and change no pipeline');
      runs.id = runs.id.replace(
        /\/resourceGroups\/.*\/providers\/Microsoft.Authorization/,
        '/providers/Microsoft.Authorization',
      );
    },
  ],
  [
    'the app may change pipelines',
    'connectionsHaveRoles',
    (all) => rewrite(all, customRole(all, 'dataFactory'), 'pipelineruns/read', 'pipelines/write'),
  ],
  [
    'the app may not read secrets',
    'connectionsHaveRoles',
    (all) => {
      all.splice(all.indexOf(role(all, 'id-control may read secrets and list their versions')), 1);
    },
  ],
  [
    'a connection has no role',
    'connectionsHaveRoles',
    (all) => {
      all.splice(all.indexOf(role(all, 'id-trigger may read in ingress')), 1);
      const queues = all.filter(
        ({ id, properties }) =>
          id.includes('/storageAccounts/stpub') &&
          properties['description'] === 'id-trigger may use the queues of the account',
      );
      for (const queue of queues) all.splice(all.indexOf(queue), 1);
    },
  ],
  [
    'a factory sends no logs',
    'diagnostics',
    (all) => remove(all, /factories\/adf-\w+\/providers\/Microsoft.Insights\/diagnosticSettings\/to-workspace$/),
  ],
  [
    'a resource has no tags',
    'tags',
    (all) => {
      delete one(all, /\/vaults\/kv-[a-z0-9]{13}$/).tags;
    },
  ],
  [
    'an exemption gives no reason',
    'exemptionsWithReasons',
    (all) =>
      set(
        one(all, /sites\/func-\w+\/providers\/Microsoft.Authorization\/policyExemptions\/public-on-purpose$/),
        'description',
        'because',
      ),
  ],
  [
    'a denial is not assigned',
    'policiesAssigned',
    (all) => remove(all, /-secure\/providers\/Microsoft.Authorization\/policyAssignments\/deny-shared-keys$/),
  ],
  ['a pipeline is not deployed', 'factoryDefinitions', (all) => remove(all, /\/pipelines\/release-revoke$/)],
  [
    'a linked service leads elsewhere',
    'factoryDefinitions',
    (all) =>
      set(
        one(all, /linkedservices\/release-storage$/),
        'typeProperties.serviceEndpoint',
        'https://elsewhere.blob.core.windows.net/',
      ),
  ],
  [
    'the desktop has a clipboard',
    'sealedDesktop',
    (all) => rewrite(all, /hostPools\/vdpool-\w+$/, 'redirectclipboard:i:0', 'redirectclipboard:i:1'),
  ],
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
    'the name of a host is too long for Windows',
    'namesOfTheirOwn',
    (all) =>
      rewrite(all, /\/virtualMachines\/vm-desktop-1-0$/, /"computerName":"(\w+)-/, '"computerName":"$1-desktop-'),
  ],
  [
    'a data science machine is deployed',
    'noMachines',
    (all) => rewrite(all, /\/virtualMachines\/vm-desktop-1-0$/, '-access/', '-compute/'),
  ],
];

test.each(faults)('%s: caught by %s', (_what, name, breakIt) => {
  const world = worldOf('everything');
  const resources = [...world.resources];
  expect(rules[name](world)).toEqual([]);
  breakIt(resources);
  expect(rules[name]({ ...world, resources })).not.toEqual([]);
});

test('the two subscriptions do not hear of another container', () => {
  const world = worldOf('events');
  const subscription = one(world.resources, /ingressUploaded$/);
  set(subscription, 'filter.subjectBeginsWith', '/blobServices/default/containers/transfers/blobs/');
  expect(rules.eventFilters(world)).not.toEqual([]);
});

test.each([
  [
    'vpn',
    'the gateway takes everybody',
    /\/virtualNetworkGateways\/vpng-\w+$/,
    'vpnClientConfiguration.aadAudience',
    'c632b3df-fb67-4d84-bdcf-b95ad541b5c8',
  ],
  [
    'vpn',
    'the gateway takes certificates',
    /\/virtualNetworkGateways\/vpng-\w+$/,
    'vpnClientConfiguration.vpnAuthenticationTypes',
    ['Certificate'],
  ],
  ['bastion', 'Bastion carries files', /\/bastionHosts\/bas-\w+$/, 'enableFileCopy', true],
])('%s: %s', (environment, _what, ending, path, value) => {
  const world = worldOf(environment);
  expect(rules.oneNarrowWayIn(world)).toEqual([]);
  set(one(world.resources, ending), path, value);
  expect(rules.oneNarrowWayIn(world)).not.toEqual([]);
});

test('VPN clients cannot look up names', () => {
  const world = worldOf('vpn');
  set(one(world.resources, /\/virtualNetworks\/vnet-hub-\w+$/), 'dhcpOptions.dnsServers', []);
  expect(rules.linkedZones(world)).not.toEqual([]);
});

test('every rule is proved by a fault', () => {
  const proved = new Set<string>([...faults.map(([, rule]) => rule), 'eventFilters', 'oneNarrowWayIn']);
  expect(Object.keys(rules).filter((name) => !proved.has(name))).toEqual([]);
});
