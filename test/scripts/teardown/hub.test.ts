import { expect, test } from 'vitest';
import { leaveHub } from '../../../scripts/teardown/hub.ts';
import { script } from '../deploy/scripted-cli.ts';

const groupOf = (name: string) => `/subscriptions/s/resourceGroups/rg-${name}-network`;
const within = (name: string, type: string) => `${groupOf(name)}/providers/Microsoft.Network/${type}`;
const secure = { id: within('one', 'virtualNetworks/vnet-secure-2hngr5yqn64am'), name: 'vnet-secure-2hngr5yqn64am' };
const hub = within('common', 'virtualNetworks/vnet-hub-unlgsn3g3b3xy');
const zone = within('common', 'privateDnsZones/privatelink.blob.core.windows.net');
const policy = within('common', 'firewallPolicies/afwp-unlgsn3g3b3xy');
const url = (method: string, path: string) => `az rest --method ${method} --url https://management.azure.com${path}`;
const peeredWith = (id: string) => ({
  [url('GET', secure.id)]: {
    properties: { virtualNetworkPeerings: [{ properties: { remoteVirtualNetwork: { id } } }] },
  },
  [url('GET', `${groupOf('common')}/resources`)]: {
    value: [
      { id: zone, type: 'Microsoft.Network/privateDnsZones' },
      {
        id: `${zone}/virtualNetworkLinks/vnet-secure-bwrf3tqicqyng`,
        type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
      },
      { id: policy, type: 'Microsoft.Network/firewallPolicies' },
      { id: hub, type: 'Microsoft.Network/virtualNetworks' },
    ],
  },
});
const deletes = (said: readonly string[]) =>
  said.filter((line) => line.includes('DELETE')).map((line) => /azure\.com(.*)\?/.exec(line)?.[1]);

test('an environment takes its own out of the hub, the peering last, and nothing of another one', async () => {
  const { cli, said } = script(peeredWith(hub));
  expect(await leaveHub({ cli, say: () => {} }, secure)).toEqual([]);
  expect(deletes(said)).toEqual([
    `${zone}/virtualNetworkLinks/vnet-secure-2hngr5yqn64am`,
    `${policy}/ruleCollectionGroups/environment-2hngr5yqn64am`,
    `${hub}/virtualNetworkPeerings/to-secure-2hngr5yqn64am`,
  ]);
});

test('an environment with a hub of its own deletes nothing by itself: that goes with the group', async () => {
  const { cli, said } = script(peeredWith(within('one', 'virtualNetworks/vnet-hub-2hngr5yqn64am')));
  expect(await leaveHub({ cli, say: () => {} }, secure)).toEqual([]);
  expect(deletes(said)).toEqual([]);
});

test('what the hub does not let go is told, and the rest goes on', async () => {
  const { cli, said } = script(peeredWith(hub));
  const refusing: typeof cli = (program, args) =>
    args.some((word) => word.includes('/ruleCollectionGroups/'))
      ? Promise.reject(new Error('AnotherOperationInProgress'))
      : cli(program, args);
  expect(await leaveHub({ cli: refusing, say: () => {} }, secure)).toEqual([
    expect.stringMatching(/^Azure did not let .*environment-2hngr5yqn64am of the hub go: AnotherOperationInProgress/),
  ]);
  expect(deletes(said).at(-1)).toContain('virtualNetworkPeerings');
});

test('a hub that went first keeps no environment from going', async () => {
  const { cli, said } = script(peeredWith(hub));
  const gone: typeof cli = (program, args) =>
    args.some((word) => word.includes('/resources?'))
      ? Promise.reject(new Error('(ResourceGroupNotFound) rg-common-network could not be found'))
      : cli(program, args);
  expect(await leaveHub({ cli: gone, say: () => {} }, secure)).toEqual([]);
  expect(deletes(said)).toEqual([]);
});
