import { z } from 'zod';
import { triggers } from '../../../local/stack/triggers.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { dataGrants } from './data-grants.ts';
import { grantsOf } from './grants.ts';
import {
  controlPlane,
  isCalled,
  isLeftOut,
  ofType,
  type Rule,
  say,
  settingsOfControlPlane,
  type World,
} from './rule.ts';

const { wake } = triggers.readingRoom;
const sites = 'Microsoft.Web/sites';
const groups = 'Microsoft.Network/applicationSecurityGroups';

/** Whether the environment says that it has no reading room. */
const without = (world: World): boolean => isLeftOut(world, groups);

const rooms = (world: World): Resource[] => ofType(world, sites).filter(({ name }) => name.startsWith('func-room-'));

const settingsOfRoom = (world: World): Resource[] =>
  ofType(world, 'Microsoft.Web/sites/config').filter(({ name }) => /^func-room-\w+\/appsettings$/.test(name));

/** Nobody can change or delete what was asked of the reading room, what it found and who looked; only the room adds what it found. */
export const evidenceStands: Rule = (world) =>
  dataGrants(world)
    .filter(({ where }) => /^secure\/(?:inspections|evidence|places|views|\*)$/.test(where))
    .filter(({ grant, where, may }) => {
      const author = where === 'secure/inspections' ? 'id-control' : 'id-inspect';
      return may('write') || may('delete') || (may('add') && grant.who !== author);
    })
    .map(({ grant, where }) => say(grant.resource, `${grant.who} may change ${where}`));

/** The reading room reads frozen packages and what it was asked, and nothing else; the control plane gets no place, and no row of it reads views. */
export const roomReadsWhatIsFrozen: Rule = (world) =>
  dataGrants(world)
    .filter(({ may }) => may('read'))
    .filter(({ grant, where }) =>
      grant.who === 'id-inspect'
        ? !['secure/review', 'secure/inspections'].includes(where)
        : where === 'secure/views' || (grant.who === 'id-control' && where === 'secure/places'),
    )
    .map(({ grant, where }) => say(grant.resource, `${grant.who} may read ${where}`));

/** What one app has for itself, by what it is: identities, plan, subnet, accounts of the host, vault, registration and address. */
function belongings(site: Resource | undefined, settings: Resource | undefined): Map<string, string> {
  const of = (resource: Resource | undefined, path: string) =>
    resource === undefined ? '' : String(at(resource, `properties.${path}`) ?? '');
  const identities = Object.keys(
    z.object({ userAssignedIdentities: z.record(z.string(), z.unknown()) }).safeParse(site?.identity).data
      ?.userAssignedIdentities ?? {},
  );
  return new Map(
    [
      ...identities.map((id) => ['identity', id]),
      ['plan', of(site, 'serverFarmId')],
      ['subnet', of(site, 'virtualNetworkSubnetId')],
      ['deployment', of(site, 'functionAppConfig.deployment.storage.value')],
      ['account', of(settings, 'AzureWebJobsStorage__accountName')],
      ['vault', /kv-[a-z0-9]+/.exec(of(settings, 'KEY_VAULT_URL'))?.[0] ?? ''],
      ['registration', of(settings, 'ENTRA_CLIENT_ID')],
      ['address', of(settings, 'PUBLIC_BASE_URL')],
    ].map(([what = '', value = '']) => [value, what]),
  );
}

/** The two apps share nothing: who has taken one over has no key, identity or address of the other. */
export const roomApart: Rule = (world) => {
  if (without(world)) return [];
  const [room, settings] = [rooms(world)[0], settingsOfRoom(world)[0]];
  const mine = belongings(room, settings);
  const theirs = belongings(controlPlane(world)[0], settingsOfControlPlane(world)[0]);
  const missing = [...mine, ...theirs].filter(([value]) => value === '');
  return [
    ...missing.map(([, what]) => `an app has no ${what} of its own`),
    ...[...mine].filter(([value]) => theirs.has(value)).map(([value, what]) => `both apps have the ${what} ${value}`),
    ...grantsOf(world)
      .filter(({ who }) => who.startsWith('id-inspect'))
      .filter(({ where }) => !/\/storageAccounts\/st(?:sec|ins)|\/vaults\/kv-room|\/components\/appi-/.test(where))
      .map(({ who, what, where, resource }) => say(resource, `${who} has ${what} on ${where}`)),
    ...grantsOf(world)
      .filter(({ who }) => !who.startsWith('id-inspect'))
      .filter(({ who, where }) => !(who === 'events-secure' && where.endsWith(`/queues/${wake.queue}`)))
      .filter(({ where }) => /\/storageAccounts\/stins|\/vaults\/kv-room/.test(where))
      .map(({ who, what, resource }) => say(resource, `${who} has ${what} on what is the reading room's alone`)),
  ];
};

/** From the internet nobody reaches the reading room, whatever the address; people come by its private endpoint. */
export const roomFromInside: Rule = (world) => {
  if (without(world)) return [];
  const endpoints = JSON.stringify(ofType(world, 'Microsoft.Network/privateEndpoints'));
  const found = rooms(world);
  return [
    ...(found.length === 1 ? [] : [`there are ${found.length} reading rooms`]),
    ...found.flatMap((site) => {
      const closed = at(site, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction') === 'Deny';
      const callers = listAt(site, 'properties.siteConfig.ipSecurityRestrictions');
      return [
        ...(closed && callers.length === 0 ? [] : [say(site, 'can be called from the internet')]),
        ...(endpoints.includes(`"privateLinkServiceId":"${site.id}"`) ? [] : [say(site, 'has no private endpoint')]),
      ];
    }),
  ];
};

const subnet = z.object({ name: z.string(), properties: z.object({ addressPrefix: z.string() }) });
const flow = z.object({
  access: z.string(),
  direction: z.string(),
  sourceAddressPrefix: z.string().optional(),
  sourceAddressPrefixes: z.array(z.string()).default([]),
  destinationAddressPrefix: z.string().optional(),
  destinationAddressPrefixes: z.array(z.string()).default([]),
});
/** The endpoints that the reading room may reach, without the token of the environment. */
const reached = /^pe-(?:stsec\w+-blob|stins\w+-(?:blob|queue|table)|kv-room\w+)$/;

/** The reading room reaches its own account and vault and the secure account, and in no way the control account: neither by a subnet nor by a group. */
export const roomReachesItsOwn: Rule = (world) => {
  if (without(world)) return [];
  const subnets = ofType(world, 'Microsoft.Network/virtualNetworks')
    .flatMap((network) => listAt(network, 'properties.subnets'))
    .map((one) => subnet.parse(one));
  const own = subnets.find(({ name }) => name === 'reading-room')?.properties.addressPrefix;
  if (own === undefined) return ['the reading room has no subnet'];
  const ranges = subnets.map(({ properties }) => properties.addressPrefix);
  const members = ofType(world, 'Microsoft.Network/privateEndpoints').filter(
    (endpoint) => listAt(endpoint, 'properties.applicationSecurityGroups').length > 0,
  );
  return [
    ...(members.length === 5 ? [] : [`the reading room reaches ${members.length} endpoints and must reach 5`]),
    ...members.filter(({ name }) => !reached.test(name)).map((one) => say(one, 'is reached by the reading room')),
    ...ofType(world, 'Microsoft.Network/networkSecurityGroups').flatMap((group) =>
      listAt(group, 'properties.securityRules')
        .map(({ properties }) => flow.parse(properties))
        .filter(({ access }) => access === 'Allow')
        .filter((rule) => [rule.sourceAddressPrefix, ...rule.sourceAddressPrefixes].includes(own))
        .flatMap((rule) => [rule.destinationAddressPrefix ?? [], rule.destinationAddressPrefixes].flat())
        .filter((to) => ranges.includes(to) || ['*', 'VirtualNetwork', 'Internet'].includes(to))
        .map((to) => say(group, `lets the reading room into all of ${to}`)),
    ),
  ];
};

const sentinelRules = 'Microsoft.SecurityInsights/alertRules';

/** Sentinel hears of every read of the control plane among data but of what it may read there, which holds none of a file. */
export const excusedReads: Rule = (world) => {
  if (isLeftOut(world, sentinelRules)) return [];
  const rule = ofType(world, sentinelRules).find((one) => isCalled(one, 'control-plane-read-data'));
  const query = rule ? String(at(rule, 'properties.query')) : '';
  const excused = [...query.matchAll(/ObjectKey, "\/"\)\[2\]\) != "(\w+)"/g)].map(([, container]) => container);
  const readable = world.matrix.blobs
    .filter(
      ({ identity, account, allow }) =>
        identity === 'id-control' && !['control', 'safe'].includes(account) && allow.includes('read'),
    )
    .map(({ container }) => container);
  return excused.join() === readable.join()
    ? []
    : [
        `reads of ${excused.join() || 'nothing'} by the control plane raise no alert, and it may read ${readable.join()}`,
      ];
};
