import { z } from 'zod';
import { at, type Json, listAt } from '../snapshot.ts';
import { peopleOf } from './grants.ts';
import { overlaps, ranges } from './ranges.ts';
import { ofType, type Rule, say, settingsOfControlPlane } from './rule.ts';

/** What goes by numbers or ranges is told apart by them: no two rules of one direction have one priority, and no two subnets or networks one address. */
export const ordersAreClear: Rule = (world) => [
  ...ofType(world, 'Microsoft.Network/networkSecurityGroups').flatMap((group) =>
    ['Inbound', 'Outbound'].flatMap((direction) =>
      twice(
        listAt(group, 'properties.securityRules')
          .map(({ properties }) => objectOf(properties))
          .filter((rule) => rule['direction'] === direction)
          .map(({ priority }) => priority),
      ).map((priority) => say(group, `two rules ${direction} have the priority ${priority}`)),
    ),
  ),
  ...ofType(world, 'Microsoft.Web/sites').flatMap((site) =>
    twice(listAt(site, 'properties.siteConfig.ipSecurityRestrictions').map(({ priority }) => priority)).map(
      (priority) => say(site, `two restrictions have the priority ${priority}`),
    ),
  ),
  ...ofType(world, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups').flatMap((group) =>
    twice(listAt(group, 'properties.ruleCollections').map(({ priority }) => priority)).map((priority) =>
      say(group, `two collections have the priority ${priority}`),
    ),
  ),
  ...ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) => {
    const own = ranges(at(network, 'properties.addressSpace.addressPrefixes'));
    const subnets = listAt(network, 'properties.subnets').flatMap(({ properties }) =>
      ranges(objectOf(properties)['addressPrefix']),
    );
    return [
      ...overlaps(subnets).map((pair) => say(network, `addressPrefix: the subnets ${pair} overlap`)),
      ...subnets
        .filter((subnet) => !own.some((one) => one.first <= subnet.first && subnet.last <= one.last))
        .map(({ text }) => say(network, `the subnet ${text} lies outside ${own.map((one) => one.text).join()}`)),
    ];
  }),
  ...overlaps(
    ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) =>
      ranges(at(network, 'properties.addressSpace.addressPrefixes')),
    ),
  ).map((pair) => `addressPrefixes: the networks ${pair} overlap`),
];

/** Where addresses are named that may call or upload, all others are denied; where none are, nothing is closed by mistake. */
export const opennessAsTold: Rule = (world) => [
  ...ofType(world, 'Microsoft.Web/sites').flatMap((site) => {
    const named = listAt(site, 'properties.siteConfig.ipSecurityRestrictions').some(({ tag }) => tag !== 'ServiceTag');
    const open = at(site, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction') === 'Allow';
    return named && open
      ? [say(site, 'ipSecurityRestrictionsDefaultAction is Allow and must be Deny, since callers are named')]
      : [];
  }),
  ...ofType(world, 'Microsoft.Storage/storageAccounts')
    .filter((account) => at(account, 'properties.publicNetworkAccess') === 'Enabled')
    .flatMap((account) => {
      const named = listAt(account, 'properties.networkAcls.ipRules').length > 0;
      const open = at(account, 'properties.networkAcls.defaultAction') === 'Allow';
      if (named === !open) return [];
      const wanted = named ? 'Deny, since ranges are named' : 'Allow, since no range is named';
      return [say(account, `networkAcls.defaultAction is ${open ? 'Allow' : 'Deny'} and must be ${wanted}`)];
    }),
];

/** The one principal that comes by its object id and is no group: Azure Virtual Desktop itself. */
const serviceOfAzure = 'Azure Virtual Desktop starts and stops session hosts';
const objectId = /^[0-9a-f-]{36}$/;

/** Identities of ours are service principals and people come as groups; a condition has the version that knows its attributes. */
export const kindsOfPrincipals: Rule = (world) =>
  ofType(world, 'Microsoft.Authorization/roleAssignments').flatMap((role) => {
    const what = String(at(role, 'properties.description'));
    const people = objectId.test(String(at(role, 'properties.principalId'))) && what !== serviceOfAzure;
    const [type, wanted] = [at(role, 'properties.principalType'), people ? 'Group' : 'ServicePrincipal'];
    const version = at(role, 'properties.conditionVersion') ?? null;
    const wantedVersion = (at(role, 'properties.condition') ?? null) === null ? null : '2.0';
    return [
      ...(type === wanted ? [] : [say(role, `principalType of '${what}' is ${type} and must be ${wanted}`)]),
      ...(version === wantedVersion
        ? []
        : [say(role, `conditionVersion of '${what}' is ${version} and must be ${wantedVersion}`)]),
    ];
  });

const groups = z.record(z.string(), z.record(z.string(), z.string()));
/** What roles call a set of people that the app calls otherwise. */
const roleOf: Readonly<Record<string, string>> = { externalReaders: 'external-readers' };

/** The app knows as groups of its projects those that have their roles in that project, and no others: mails, pages and access speak of the same people. */
export const groupsAsTold: Rule = (world) =>
  settingsOfControlPlane(world).flatMap((settings) => {
    const parts = Object.entries(settings.properties).filter(([name]) => /^PROJECT_GROUPS(?:_\d+)?$/.test(name));
    const projects: z.infer<typeof groups> = Object.assign(
      {},
      ...parts.map(([, text]) => groups.parse(JSON.parse(String(text)))),
    );
    const told = Object.entries(projects).flatMap(([project, people]) =>
      Object.entries(people).map(([key, group]) => `${group} as ${roleOf[key] ?? key} of ${project}`),
    );
    const given = [...peopleOf(world).groups].map(([name, group]) => `${group} as ${name}`);
    const known = Object.values(projects).flatMap((people) => Object.values(people));
    const holders = ofType(world, 'Microsoft.Authorization/roleAssignments')
      .filter((role) => at(role, 'properties.principalType') === 'Group')
      .map((role) => String(at(role, 'properties.principalId')));
    return [
      ...told
        .filter((one) => !given.includes(one))
        .map((one) => say(settings, `PROJECT_GROUPS names ${one}, which has no role`)),
      ...[
        ...given.filter((one) => !told.includes(one)),
        ...new Set(holders.filter((one) => !known.includes(one) && one !== world.desktopGroup)),
      ].map((one) => say(settings, `PROJECT_GROUPS lacks ${one}, which has a role`)),
    ];
  });

function twice(numbers: readonly (Json | undefined)[]): string[] {
  const texts = numbers.map(String);
  return [...new Set(texts.filter((one, index) => texts.indexOf(one) !== index))];
}

function objectOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
