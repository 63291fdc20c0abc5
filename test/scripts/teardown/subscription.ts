import type { Cli } from '../../../scripts/deploy/cli.ts';
import { guid } from '../deploy/scripted-cli.ts';
import { type Refusals, RefusingGroups } from './refusing-groups.ts';

const subscription = guid('1');
const scope = `/subscriptions/${subscription}`;
const suffixes = { research: 'aaaaaaaaaaaaa', 'research-nist': 'bbbbbbbbbbbbb' } as const;
type Name = keyof typeof suffixes;
const names = ['research', 'research-nist'] as const;
const tags = (name: Name) => ({ 'azd-env-name': name, application: 'sallyport' });
const parts = ['secure', 'machine-learning', 'network', 'control', 'access', 'compute'];
const groupsOf = (name: Name, there = parts) => there.map((part) => `rg-${name}-${part}`);

function resourcesOf(name: Name) {
  const resource = (part: string, type: string, one: string) => ({
    id: `${scope}/resourceGroups/rg-${name}-${part}/providers/${type}/${one}`,
    name: one,
    type,
    resourceGroup: `rg-${name}-${part}`,
    tags: part === 'compute' ? null : tags(name),
  });
  return [
    resource('secure', 'Microsoft.KeyVault/vaults', `kv-${suffixes[name]}`),
    resource('secure', 'Microsoft.Storage/storageAccounts', `stsec${suffixes[name]}`),
    resource('secure', 'Microsoft.Storage/storageAccounts', `stctl${suffixes[name]}`),
    resource('secure', 'Microsoft.Storage/storageAccounts', `stins${suffixes[name]}`),
    resource('control', 'Microsoft.Web/sites', `func-${suffixes[name]}`),
    resource('compute', 'Microsoft.Compute/virtualMachines', 'vm-anna'),
    resource('network', 'Microsoft.Network/virtualNetworks', 'vnet-secure'),
    resource('network', 'Microsoft.Network/azureFirewalls', 'afw'),
  ];
}

const role = (roleName: string, digit: string) => ({
  id: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${guid(digit)}`,
  name: guid(digit),
  roleName,
  assignableScopes: [scope],
});
const assignment = (id: string, roleDefinition: string, description: string) => ({
  id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${id}`,
  scope,
  roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${roleDefinition}`,
  description,
});
const listed = (path: string, name: string, properties: object = {}) => ({
  id: `${scope}/providers/${path}/${name}`,
  name,
  properties,
});

/** Commands and what they answer: a subscription of two environments, of which one's name begins like the other's, and of strangers. */
function answers(): Map<string, unknown> {
  const budgets = [
    ...['budget-research', 'budget-research_heart', 'budget-research-nist', 'budget-research-nist_heart'],
    'budget-of-the-clinic',
  ];
  const policies = ['research', 'research-nist'].map((name) => ({
    name: `sallyport-${name}-deny-shared-keys`,
    displayName: `Sallyport ${name}: no shared keys`,
  }));
  return new Map<string, unknown>([
    [
      'az role definition list',
      [
        role('Sallyport research 00000000 sees operations', '5'),
        role('Sallyport research-nist 00000000 sees operations', '6'),
        role('Researchers of the clinic', '7'),
      ],
    ],
    [
      'az role assignment list',
      [
        assignment('ours', guid('5'), 'id-control may look up operations'),
        assignment('theirs', guid('6'), 'id-control may look up operations'),
        assignment(
          'desktops',
          '40c5ff49-9181-41f8-ae61-143b0e78555e',
          'Azure Virtual Desktop starts and stops session hosts',
        ),
      ],
    ],
    [
      'az policy definition list',
      [...policies, { name: 'sallyport-research-own', displayName: 'A rule of the clinic' }],
    ],
    [
      'az policy assignment list',
      ['sallyport-research-nist', 'sallyport-research-nist-nist', 'clinic'].map((name) => ({ name, scope })),
    ],
    [
      `az rest --method GET --url https://management.azure.com${scope}/providers/Microsoft.Consumption/budgets`,
      {
        value: budgets.map((name) => listed('Microsoft.Consumption/budgets', name)),
      },
    ],
    [
      `az rest --method GET --url https://management.azure.com${scope}/providers/Microsoft.Insights/diagnosticSettings`,
      {
        value: [
          listed('Microsoft.Insights/diagnosticSettings', 'sallyport-activity', {
            workspaceId: `${scope}/resourceGroups/rg-research-nist-monitor/providers/Microsoft.OperationalInsights/workspaces/log-b`,
          }),
        ],
      },
    ],
    [
      `az rest --method GET --url https://management.azure.com${scope}/providers/Microsoft.Security/pricings`,
      {
        value: [listed('Microsoft.Security/pricings', 'KeyVaults', { pricingTier: 'Standard' })],
      },
    ],
    ['az rest --method GET --url https://management.azure.com', { value: [] }],
    [
      'az ad app list',
      ['research', 'research-nist', 'reading room research', 'reading room research-nist'].map((name, index) => ({
        id: guid((8 + index).toString(16)),
        appId: guid((8 + index).toString(16)),
        displayName: `Sallyport ${name} 00000000`,
      })),
    ],
    [
      'az rest --method GET --url https://graph.microsoft.com',
      {
        value: ['daaaaaaa-1-0', 'dbbbbbbb-1-0', 'daaaaaaa-laptop'].map((displayName) => ({
          id: displayName,
          displayName,
        })),
      },
    ],
    ['az storage account show', { primaryEndpoints: { blob: 'https://stsec.blob.core.windows.net/' } }],
    [
      'az storage container immutability-policy show',
      { state: 'Unlocked', immutabilityPeriodSinceCreationInDays: 2555 },
    ],
    ['az storage entity query', { items: [] }],
    [`az rest --method GET --url https://func-aaaaaaaaaaaaa.azurewebsites.net/api/receipts/keys`, { keys: [] }],
    [`az rest --method GET --url https://func-aaaaaaaaaaaaa.azurewebsites.net`, { items: [], continuation: null }],
  ]);
}

const strangers = [
  { name: 'rg-research-old', tags: null },
  { name: 'rg-research-monitor', tags: { owner: 'somebody else' } },
];
const deletedVault = {
  name: 'kv-aaaaaaaaaaaaa',
  properties: {
    location: 'westeurope',
    vaultId: `${scope}/resourceGroups/rg-research-secure/providers/Microsoft.KeyVault/vaults/kv-aaaaaaaaaaaaa`,
    scheduledPurgeDate: '2027-02-24T10:00:00+00:00',
  },
};

/** What stands there now, of what goes with the groups of `research`. */
function standing(groups: RefusingGroups, line: string): unknown {
  const there = groupsOf('research', [...groups.parts]);
  const others = groupsOf('research-nist').map((name) => ({ name, tags: tags('research-nist') }));
  if (line.startsWith('az group list'))
    return [...there.map((name) => ({ name, tags: tags('research') })), ...others, ...strangers];
  if (line.startsWith('az resource list'))
    return names.flatMap(resourcesOf).filter(({ resourceGroup }) => {
      return resourceGroup.startsWith('rg-research-nist') || there.includes(resourceGroup);
    });
  if (line.startsWith('az keyvault list-deleted')) return groups.parts.has('secure') ? [] : [deletedVault];
  return undefined;
}

/** A subscription as `az` and `azd` speak of it. What is left of `research` goes group by group, and its vault is kept as deleted. */
export function subscriptionOf(changed: Readonly<Record<string, unknown>> = {}, refusals: Refusals = {}) {
  const said: string[] = [];
  const all = [...Object.entries(changed), ...answers()];
  const groups = new RefusingGroups('research', parts, refusals);
  const cli: Cli = async (program, args) => {
    const line = [program, ...args].join(' ');
    said.push(line);
    const answer =
      groups.answer(line) ?? standing(groups, line) ?? all.find(([start]) => line.startsWith(start))?.[1] ?? '';
    if (answer instanceof Error) throw answer;
    return answer === '' ? '' : JSON.stringify(answer);
  };
  const changes = () =>
    said.filter((line) => /^azd down| delete\b|--method (DELETE|PUT|POST|PATCH)| create\b/.test(line));
  return { cli, said, changes, groups, environment: { name: 'research', subscription } };
}
