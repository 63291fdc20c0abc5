import { type Fault, one, remove, rewrite, set } from '../breaking.ts';

/** Faults in what runs the environment: diagnostics, tags, exemptions, Data Factory and machines. */
export const operationFaults: readonly Fault[] = [
  [
    'code can be uploaded from anywhere',
    'closedUpload',
    (all) => set(one(all, /\/sites\/func-\w+$/), 'siteConfig.scmIpSecurityRestrictions', []),
  ],
  [
    'a setting has a longer name than Azure takes',
    'shortSettingNames',
    (all) =>
      set(
        one(all, /\/func-\w+\/config\/appsettings$/),
        'AzureFunctionsJobHost__extensions__durableTask__storageProvider__type',
        'azureManaged',
      ),
  ],
  [
    'the desktops cannot open the review page',
    'desktopsMayCall',
    (all) => rewrite(all, /\/sites\/func-\w+$/, '/publicIPAddresses/pip-afw-', '/publicIPAddresses/pip-bas-'),
  ],
  [
    'the budget warns somebody else',
    'toldAlike',
    (all) => rewrite(all, /\/budgets\/budget-research$/, '"operators@example.org"', '"operator@example.org"'),
  ],
  [
    'desktops begin their night in another time zone than machines',
    'toldAlike',
    (all) => rewrite(all, /\/scalingPlans\/vdscaling-\w+$/, '"W. Europe Standard Time"', '"GMT Standard Time"'),
  ],
  ['whom alerts tell is not there', 'rightReferences', (all) => remove(all, /\/actionGroups\/ag-\w+$/)],
  [
    'an alert tells nobody of this environment',
    'rightReferences',
    (all) => set(one(all, /scheduledQueryRules\/no-sweep$/), 'actions.actionGroups', []),
  ],
  [
    'machines are made in the group of the network',
    'rightReferences',
    (all) => rewrite(all, /\/func-\w+\/config\/appsettings$/, '-compute"', '-network"'),
  ],
  [
    'results of scans go to a queue that nobody reads',
    'rightReferences',
    (all) => rewrite(all, /eventSubscriptions\/scan-results$/, '"queueName":"scan-results"', '"queueName":"other"'),
  ],
  [
    'the endpoint of the vault is one of storage',
    'rightReferences',
    (all) => rewrite(all, /privateEndpoints\/pe-kv-[a-z0-9]{13}$/, '"groupIds":["vault"]', '"groupIds":["blob"]'),
  ],
  [
    'a release reads what was never reviewed',
    'pipelinesServeTheirSteps',
    (all) => rewrite(all, /pipelines\/export-release$/, '"secure_review"', '"secure_exports"'),
  ],
  [
    'taking a release back empties the frozen copies',
    'pipelinesServeTheirSteps',
    (all) => rewrite(all, /pipelines\/release-revoke$/, '"release_released"', '"secure_review"'),
  ],
  [
    'a pipeline is not one that the control plane starts',
    'pipelinesServeTheirSteps',
    (all) => rewrite(all, /pipelines\/discard$/, /"name":"([^"]+)\/discard"/, '"name":"$1/empty"'),
  ],
  [
    'a release writes into the folder that it reads',
    'pipelinesAlike',
    (all) => rewrite(all, /pipelines\/export-release$/, 'parameters.targetFolder', 'parameters.sourceFolder'),
  ],
  [
    'a release goes on without a file of its list',
    'pipelinesAlike',
    (all) => rewrite(all, /pipelines\/export-release$/, '"fileMissing":false', '"fileMissing":true'),
  ],
  [
    'a freeze deletes what it copies',
    'pipelinesAlike',
    (all) =>
      rewrite(
        all,
        /pipelines\/export-freeze$/,
        '"deleteFilesAfterCompletion":false',
        '"deleteFilesAfterCompletion":true',
      ),
  ],
  [
    'a delete takes files that came later',
    'pipelinesAlike',
    (all) => rewrite(all, /pipelines\/ingress-delete$/, /"modifiedDatetimeEnd":\{[^}]*\},?/, ''),
  ],
  [
    'the app does not reach the uploads',
    'uploadsFromInside',
    (all) => remove(all, /\/privateEndpoints\/pe-stpub\w+-blob$/),
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
    'the app sends its logs twice',
    'logsOnce',
    (all) =>
      set(one(all, /sites\/func-\w+\/providers\/Microsoft.Insights\/diagnosticSettings\/to-workspace$/), 'logs', [
        { categoryGroup: 'allLogs', enabled: true },
      ]),
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
