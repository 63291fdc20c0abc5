import { type Fault, one, remove, rewrite, set } from '../breaking.ts';

/** Faults in what runs the environment: diagnostics, tags, exemptions, Data Factory and machines. */
export const operationFaults: readonly Fault[] = [
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
  [
    'a data science machine is deployed',
    'noMachines',
    (all) => rewrite(all, /\/virtualMachines\/vm-desktop-1-0$/, '-access/', '-compute/'),
  ],
];
