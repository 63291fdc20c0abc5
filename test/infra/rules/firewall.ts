import { z } from 'zod';
import { at, listAt, type Resource } from '../snapshot.ts';
import { isLeftOut, ofType, type Rule, say, type World } from './rule.ts';

const texts = z.array(z.string()).default([]);
const firewallRule = z.object({
  name: z.string(),
  ruleType: z.enum(['NetworkRule', 'ApplicationRule']),
  sourceAddresses: texts,
  destinationAddresses: texts,
  destinationFqdns: texts,
  targetFqdns: texts,
});
const collection = z.object({
  ruleCollectionType: z.literal('FirewallPolicyFilterRuleCollection'),
  action: z.object({ type: z.enum(['Allow', 'Deny']) }),
  rules: z.array(firewallRule).min(1),
});

/** Names below these belong to Microsoft alone: nobody else can put a host there. */
const ownersOnly = [
  '*.data.mcr.microsoft.com',
  '*.endpoint.security.microsoft.com',
  '*.prod.warm.ingest.monitor.core.windows.net',
  '*.microsoftaik.azure.net',
];
/** Service tags and hosts that hold everybody's tenants: whoever signs in elsewhere can leave data there. */
const everybodys = /^(?:graph\.|management\.|portal\.)|\.(?:sharepoint|office|onedrive|live)\.com$|webhook/;
const range = /^\d+\.\d+\.\d+\.\d+\/\d+$/;

/** No firewall rule names everything, lets anybody in or leads to whatever host ends in a name. */
export const namedFirewallRules: Rule = (world) =>
  eachPolicy(world, ({ group, allowed }) => [
    ...['*', '0.0.0.0/0', 'Internet', 'AzureCloud']
      .filter((word) => JSON.stringify(group.properties).includes(`"${word}"`))
      .map((word) => say(group, `a rule names ${word}`)),
    ...allowed
      .filter(
        ({ sourceAddresses }) => sourceAddresses.length === 0 || !sourceAddresses.every((text) => range.test(text)),
      )
      .map(({ name }) => say(group, `${name} does not say from where`)),
    ...allowed.flatMap(({ name, targetFqdns, destinationFqdns }) =>
      [...targetFqdns, ...destinationFqdns]
        .filter((host) => host.includes('*') && !ownersOnly.includes(host))
        .map((host) => say(group, `${name} leads to ${host}`)),
    ),
  ]);

/** Where people or the reading room handle research data, the firewall leads to hosts by name and to our own networks, to no service that all of Azure's customers share. */
export const nowhereToLeaveData: Rule = (world) => {
  const readers = readerRanges(world);
  if (readers.length === 0) return ['there is no subnet compute'];
  return eachPolicy(world, ({ group, allowed }) =>
    allowed
      .filter(({ sourceAddresses }) => sourceAddresses.some((address) => readers.includes(address)))
      .flatMap(({ name, destinationAddresses, destinationFqdns, targetFqdns }) =>
        [
          ...destinationAddresses.filter((target) => !range.test(target)),
          ...[...destinationFqdns, ...targetFqdns].filter((host) => everybodys.test(host)),
        ].map((target) => say(group, `${name} leads to ${target}`)),
      ),
  );
};

/** Only the builder of images reaches storage as a whole: its accounts are made for each build. */
export const storageByName: Rule = (world) => {
  const builders = subnetRanges(world, ['images', 'image-containers']);
  return eachPolicy(world, ({ group, allowed }) =>
    allowed
      .filter(({ destinationAddresses }) => destinationAddresses.some((target) => /^Storage(?:\.|$)/.test(target)))
      .filter(({ sourceAddresses }) => !sourceAddresses.every((address) => builders.includes(address)))
      .map(({ name }) => say(group, `${name} leads to the storage of everybody`)),
  );
};

/** Private endpoints answer past the route table, so the firewall asks them in its own name. */
export const asksInItsOwnName: Rule = (world) =>
  isLeftOut(world, 'Microsoft.Network/firewallPolicies') ||
  ofType(world, 'Microsoft.Network/firewallPolicies').some(
    (policy) => JSON.stringify(at(policy, 'properties.snat.privateRanges')) === '["255.255.255.255/32"]',
  )
    ? []
    : ['private endpoints would answer past the firewall'];

interface Policy {
  readonly group: Resource;
  readonly allowed: readonly z.infer<typeof firewallRule>[];
}

function eachPolicy(world: World, findings: (policy: Policy) => string[]): string[] {
  return ofType(world, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups').flatMap((group) => {
    const collections = z.array(collection).parse(at(group, 'properties.ruleCollections'));
    const allowed = collections.filter(({ action }) => action.type === 'Allow').flatMap(({ rules }) => rules);
    return findings({ group, allowed });
  });
}

const readerRanges = (world: World): string[] => subnetRanges(world, ['compute', 'desktops', 'reading-room']);

function subnetRanges(world: World, names: readonly string[]): string[] {
  return ofType(world, 'Microsoft.Network/virtualNetworks')
    .flatMap((network) => listAt(network, 'properties.subnets'))
    .filter((subnet) => names.includes(String(subnet['name'])))
    .map((subnet) => z.object({ addressPrefix: z.string() }).parse(subnet['properties']).addressPrefix);
}
