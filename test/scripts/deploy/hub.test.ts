import { expect, test } from 'vitest';
import { beforeProvision } from '../../../scripts/deploy/before-provision.ts';
import { hubProblems, judgeNeighbours, readNeighbours } from '../../../scripts/deploy/hub.ts';
import { judgeCores } from '../../../scripts/deploy/judge-subscription.ts';
import { messageOf } from '../../../src/domain/base/errors.ts';
import { readyCli, readySettings } from './ready-azure.ts';
import { script } from './scripted-cli.ts';

const group = '/subscriptions/00000000-0000-4000-8000-0000000000bb/resourceGroups/rg-common-network/providers';
const hub = {
  networkId: `${group}/Microsoft.Network/virtualNetworks/vnet-hub`,
  policyId: `${group}/Microsoft.Network/firewallPolicies/afwp`,
  firewallAddress: '10.40.0.4',
  publicAddress: '203.0.113.10',
  workspaceId: `${group}/Microsoft.OperationalInsights/workspaces/log`,
  customerId: '00000000-0000-4000-8000-0000000000cc',
  ranges: { hub: '10.40.0.0/22', access: '10.42.0.0/24', spokes: '10.64.0.0/12' },
  services: { machineLearning: true, readingRoom: false, durableScheduler: false },
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
  ['a service without zones', { READING_ROOM: 'True' }, /^READING_ROOM is on, .* deploy the hub with readingRoom in/],
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

const networkOf = (name: string, range: string, token = 'bwrf3tqicqyng') => ({
  properties: {
    remoteVirtualNetwork: {
      id: `/subscriptions/s/resourceGroups/rg-${name}-network/providers/Microsoft.Network/virtualNetworks/vnet-secure-${token}`,
    },
    remoteAddressSpace: { addressPrefixes: [range] },
  },
});
const rulesOf = (name: string, priority: number) => ({ name, properties: { priority } });
const url = 'az rest --method GET --url https://management.azure.com';
const hubWith = (networks: object[], groups: object[]) => ({
  [`${url}${hub.networkId}/virtualNetworkPeerings`]: { value: networks },
  [`${url}${hub.policyId}/ruleCollectionGroups`]: { value: groups },
});

test.each<[what: string, networks: object[], groups: object[], told: RegExp[]]>([
  ['nobody', [], [rulesOf('desktops', 1000)], []],
  ['another one', [networkOf('two', '10.64.16.0/20')], [rulesOf('environment-bwrf3tqicqyng', 1200)], []],
  [
    'itself, from the time before',
    [networkOf('One', '10.64.0.0/20', '2hngr5yqn64am')],
    [rulesOf('environment-2hngr5yqn64am', 1100)],
    [],
  ],
  [
    'one with the same range',
    [networkOf('two', '10.64.8.0/21')],
    [],
    [/^RANGES: secure shares addresses with vnet-secure-bwrf3tqicqyng/],
  ],
  [
    'one with the same priority',
    [networkOf('two', '10.64.16.0/20')],
    [rulesOf('environment-bwrf3tqicqyng', 1100)],
    [/^HUB_PRIORITY is 1100, which the rules environment-bwrf3tqicqyng/],
  ],
])('on the hub is %s', async (_, networks, groups, told) => {
  const { cli } = script(hubWith(networks, groups));
  const settings = { ...sound, AZURE_ENV_NAME: 'one' };
  const problems = judgeNeighbours(await readNeighbours(cli, settings), settings);
  expect(problems).toEqual(told.map((text) => expect.stringMatching(text)));
});

test('the hook before provisioning tells what does not fit the hub, and a hub that nobody could ask', async () => {
  const { cli } = readyCli();
  const settings = { ...readySettings, ...sound, HUB_PRIORITY: '1000' };
  const message = await beforeProvision(cli, settings, new Date('2026-12-01')).then(() => '', messageOf);
  expect(message).toContain('HUB_PRIORITY is 1000');
  expect(message).toContain('Nobody could look at the hub.');
});

test('session hosts of the hub take no cores of an environment', () => {
  const free = ['cores', 'standardDDSv5Family'].map((value) => ({ name: { value }, currentValue: 0, limit: 8 }));
  expect(judgeCores(free, sound)).toEqual([]);
  expect(judgeCores(free, {}).length).toBe(2);
});
