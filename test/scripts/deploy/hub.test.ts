import { expect, test } from 'vitest';
import { hubProblems } from '../../../scripts/deploy/hub.ts';

const group = '/subscriptions/00000000-0000-4000-8000-0000000000bb/resourceGroups/rg-common-network/providers';
const hub = {
  networkId: `${group}/Microsoft.Network/virtualNetworks/vnet-hub`,
  policyId: `${group}/Microsoft.Network/firewallPolicies/afwp`,
  firewallAddress: '10.40.0.4',
  publicAddress: '203.0.113.10',
  workspaceId: `${group}/Microsoft.OperationalInsights/workspaces/log`,
  customerId: '00000000-0000-4000-8000-0000000000cc',
  ranges: { hub: '10.40.0.0/22', access: '10.42.0.0/24', spokes: '10.64.0.0/12' },
  desktops: { group: 'rg-common-access', desktop: 'vdag-desktop', applications: 'vdag-apps' },
};
const sound = {
  HUB: JSON.stringify(hub),
  HUB_PRIORITY: '1100',
  RANGES: JSON.stringify({ secure: '10.64.0.0/20' }),
};

test('an environment on a hub is let pass, and so is one without', () => {
  expect(hubProblems(sound)).toEqual([]);
  expect(hubProblems({ ...sound, ACCESS: 'none', FIREWALL: 'true' })).toEqual([]);
  expect(hubProblems({})).toEqual([]);
});

test.each<[what: string, settings: object, text: RegExp]>([
  ['no priority', { HUB_PRIORITY: undefined }, /^HUB_PRIORITY is not set\. .* azd env set HUB_PRIORITY 1100$/],
  ['the priority of the hub itself', { HUB_PRIORITY: '1000' }, /^HUB_PRIORITY is 1000/],
  [
    'the ranges of an environment of its own',
    { RANGES: undefined },
    /^RANGES: secure must lie in what HUB calls spokes/,
  ],
  ['a network outside', { RANGES: JSON.stringify({ secure: '10.80.0.0/20' }) }, /^RANGES: secure must lie/],
  ['a way in of its own', { ACCESS: 'vpn' }, /^ACCESS is 'vpn'/],
  ['no firewall', { FIREWALL: 'False' }, /^FIREWALL is false/],
  [
    'half a hub',
    { HUB: JSON.stringify({ ...hub, policyId: undefined }) },
    /^HUB: policyId .* Set what infra\/hub\.bicep puts out/,
  ],
  ['a name instead of an id', { HUB: JSON.stringify({ ...hub, networkId: 'vnet-hub' }) }, /^HUB: networkId/],
])('%s is told', (_, settings, text) => {
  expect(hubProblems({ ...sound, ...settings })).toEqual([expect.stringMatching(text)]);
});
