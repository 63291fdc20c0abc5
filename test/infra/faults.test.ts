import { describe, expect, test } from 'vitest';
import { triggers } from '../../local/stack/triggers.ts';
import { one, rewrite, set } from './breaking.ts';
import { closingFaults } from './faults/closing-faults.ts';
import { dataFaults } from './faults/data-faults.ts';
import { firingFaults } from './faults/firing-faults.ts';
import { hubFaults } from './faults/hub-faults.ts';
import { keepingFaults } from './faults/keeping-faults.ts';
import { networkFaults } from './faults/network-faults.ts';
import { operationFaults } from './faults/operation-faults.ts';
import { orderFaults } from './faults/order-faults.ts';
import { postureFaults } from './faults/posture-faults.ts';
import { roleFaults } from './faults/role-faults.ts';
import { roomFaults } from './faults/room-faults.ts';
import { rules } from './rules/all.ts';
import { worldOf } from './world.ts';

const faults = [
  ...networkFaults,
  ...dataFaults,
  ...roleFaults,
  ...operationFaults,
  ...orderFaults,
  ...postureFaults,
  ...closingFaults,
  ...firingFaults,
  ...keepingFaults,
  ...roomFaults,
];

const inEverything = faults.map((fault) => [...fault, 'everything'] as const);
const onHub = hubFaults.map((fault) => [...fault, 'spoke-one'] as const);

test.each([...inEverything, ...onHub])('%s: caught by %s', (_what, name, breakIt, environment) => {
  const world = worldOf(environment);
  const resources = [...world.resources];
  expect(rules[name](world)).toEqual([]);
  breakIt(resources);
  expect(rules[name]({ ...world, resources })).not.toEqual([]);
});

test('the two subscriptions do not hear of another container', () => {
  const world = worldOf('events');
  const subscription = one(world.resources, new RegExp(`${triggers.uploads.ingress.function}$`));
  set(subscription, 'filter.subjectBeginsWith', '/blobServices/default/containers/transfers/blobs/');
  expect(rules.eventFilters(world)).not.toEqual([]);
});

const { ingress, export: exported } = triggers.uploads;
const heard = (name: string) => new RegExp(`/eventSubscriptions/${name}$`);

const ofMarkers = `${ingress.function}-2`;
const ingressFolder = `/blobServices/default/containers/${ingress.container}/blobs/`;

test.each<[what: string, name: string, path: string, value: unknown]>([
  ['markers of all projects are told of, and nothing else', exported.function, 'filter.subjectEndsWith', '/_COMPLETE'],
  ['another name ends an upload', ofMarkers, 'filter.subjectEndsWith', '/_DONE'],
  ['uploads of all projects are told of twice', ingress.function, 'filter.advancedFilters', []],
  ['a project is told of twice', ofMarkers, 'filter.advancedFilters.0.values', [`${ingressFolder}beta/`]],
  [
    'uploads of a project that begins alike are told of',
    ofMarkers,
    'filter.advancedFilters.0.values',
    [`${ingressFolder}a`],
  ],
  ['the other projects are told of', ofMarkers, 'filter.advancedFilters.0.operatorType', 'StringNotBeginsWith'],
  [
    'more values than Azure takes',
    ofMarkers,
    'filter.advancedFilters.0.values',
    Array.from({ length: 26 }, (_, at) => `${ingressFolder}study-${at}/`),
  ],
])('of events, %s', (_what, name, path, value) => {
  const world = worldOf('events');
  expect(rules.eventFilters(world)).toEqual([]);
  set(one(world.resources, heard(name)), path, value);
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

test.each([
  ['machines get out through the gateway of the app', '"name":"compute","properties":{', '$&"natGateway":{"id":"ng"},'],
  ['the app does not get out', /"natGateway":\{"id":"[^"]+"\}/, '"natGateway":null'],
  ['a subnet gets out by default', '"defaultOutboundAccess":false', '"defaultOutboundAccess":true'],
])('without a firewall, %s', (_what, from, to) => {
  const world = worldOf('trial');
  const resources = [...world.resources];
  rewrite(resources, /\/virtualNetworks\/vnet-secure-\w+$/, from, to);
  expect(rules.guardedSubnets({ ...world, resources })).not.toEqual([]);
});

describe('a second copy in another subscription', () => {
  const elsewhere = '00000000-0000-4000-8000-0000000000cc';
  const own = '00000000-0000-4000-8000-0000000000bb';

  test('alone lies there, with the role that the app has on it', () => {
    const world = worldOf('second-region');
    expect(rules.oneSubscription(world)).toEqual([]);
    const there = world.resources.filter(({ id }) => id.startsWith(`/subscriptions/${elsewhere}/`));
    const kinds = there.map(
      ({ type, name }) => `${type.split('/').at(-1)} ${name.replace(/[0-9a-f]{8}-[0-9a-f-]+/, '')}`,
    );
    expect(
      kinds.filter((kind) => /^(?:resourceGroups|storageAccounts|privateEndpoints|roleAssignments) /.test(kind)),
    ).toEqual([
      'resourceGroups rg-research-2-copy',
      expect.stringMatching(/^storageAccounts stsaf\w{13}$/),
      'roleAssignments ',
    ]);
  });

  test.each<readonly [string, RegExp, RegExp | string, string]>([
    ['its role cannot be given there', /\/roleDefinitions\/[0-9a-f-]{36}$/, `,"/subscriptions/${elsewhere}"`, ''],
    ['its endpoint lies there, apart from its network', /\/privateEndpoints\/pe-stsaf\w+-blob$/, own, elsewhere],
  ])('is seen where %s', (_what, ending, from, to) => {
    const world = worldOf('second-region');
    const resources = world.resources.map((one) => structuredClone(one));
    const [meant, ...more] = resources.filter(
      (one) => ending.test(one.id) && JSON.stringify(one).includes(String(from)),
    );
    if (meant === undefined || more.length > 0) throw new Error(`${more.length} more resources are meant`);
    Object.assign(meant, JSON.parse(JSON.stringify(meant).replace(from, to)));
    expect(rules.oneSubscription({ ...world, resources })).not.toEqual([]);
  });
});

test('every rule is proved by a fault', () => {
  const proved = new Set<string>([
    ...[...faults, ...hubFaults].map(([, rule]) => rule),
    'eventFilters',
    'oneNarrowWayIn',
  ]);
  expect(Object.keys(rules).filter((name) => !proved.has(name))).toEqual([]);
});
