import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { table } from './markdown-table.ts';

const reference = z.object({ id: z.string() });
const texts = z.array(z.string()).default([]);
const network = z.object({
  addressSpace: z.object({ addressPrefixes: z.array(z.string()) }),
  subnets: z.array(z.object({ name: z.string(), properties: z.object({ addressPrefix: z.string() }) })),
});
const peering = z.object({ remoteVirtualNetwork: reference });
const endpoint = z.object({
  subnet: reference,
  applicationSecurityGroups: z.array(reference).default([]),
  privateLinkServiceConnections: z.array(
    z.object({ properties: z.object({ privateLinkServiceId: z.string(), groupIds: z.array(z.string()) }) }),
  ),
});
const firewall = z.object({
  ipConfigurations: z.array(z.object({ properties: z.object({ subnet: reference }) })),
});
const guard = z.object({
  securityRules: z.array(
    z.object({
      properties: z.object({
        direction: z.string(),
        access: z.string(),
        sourceAddressPrefix: z.string().optional(),
        destinationAddressPrefix: z.string().optional(),
        destinationAddressPrefixes: texts,
      }),
    }),
  ),
});
const rules = z.object({
  ruleCollections: z.array(
    z.object({
      action: z.object({ type: z.string() }),
      rules: z.array(
        z.object({
          name: z.string(),
          sourceAddresses: texts,
          destinationAddresses: texts,
          destinationFqdns: texts,
          targetFqdns: texts,
          fqdnTags: texts,
          destinationPorts: texts,
          protocols: z.array(z.object({ port: z.number() })).default([]),
        }),
      ),
    }),
  ),
});
const resource = z.object({ type: z.string(), name: z.string(), properties: z.unknown().optional() });

/** A resource as the default deployment would make it. */
export type NetworkResource = z.infer<typeof resource>;

/** The resources of a committed environment, such as the default deployment. */
export function resourcesOf(environment: 'default' | 'everything'): readonly NetworkResource[] {
  const file = new URL(`../infra/environments/${environment}.snapshot.json`, import.meta.url);
  return z.object({ predictedResources: z.array(resource) }).parse(JSON.parse(readFileSync(file, 'utf8')))
    .predictedResources;
}

/** The page with the picture of the networks, and what the firewall lets through. */
export function networksText(resources = resourcesOf('default'), whole = resourcesOf('everything')): string {
  const roomSubnets = subnetsOf(whole).filter(({ name }) => name === 'reading-room');
  const reached = ofType(whole, 'Microsoft.Network/privateEndpoints').filter(({ name }) => ofRoom.test(name));
  return [
    '# The networks',
    'Made by `npm run docs` from the default deployment (`infra/environments/default.snapshot.json`). Every subnet but that of the firewall sends what leaves its network to the firewall, which lets through what stands below. Arrows between subnets are what their security groups allow; whatever has no arrow is refused.',
    ['```mermaid', 'flowchart LR', ...drawing(resources).map((line) => `  ${line}`), '```'].join('\n'),
    '## What the firewall lets through',
    table(['From', 'For', 'To', 'Ports'], passages(resources)),
    '## Private endpoints',
    table(['Subnet', 'Service', 'Part'], endpoints(resources)),
    '## With a reading room',
    `It sends from a subnet of its own (${roomSubnets.map(({ prefix }) => `\`${prefix}\``).join(', ')}) and reaches only the private endpoints that say so here, an application security group; above all not the control account. People come to it by its private endpoint, and from the internet nobody does.`,
    table(['Subnet', 'Service', 'Part', 'The reading room'], roomEndpoints(reached)),
    table(
      ['From', 'For', 'To', 'Ports'],
      passages(whole).filter(([from]) => from === 'reading-room'),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Private endpoints that have to do with the reading room. */
const ofRoom = /^pe-(?:stins|kv-room|func-room|stsec\w+-blob)/;

const last = (id: string): string => id.split('/').at(-1) ?? '';
/** Names end with a suffix that differs between deployments. */
const short = (name: string): string => name.replace(/-?[a-z0-9]{13}$/, '');
const ofType = (resources: readonly NetworkResource[], type: string) => resources.filter((one) => one.type === type);

interface Subnet {
  readonly key: string;
  readonly name: string;
  readonly prefix: string;
  readonly network: string;
}

function subnetsOf(resources: readonly NetworkResource[]): Subnet[] {
  return ofType(resources, 'Microsoft.Network/virtualNetworks').flatMap(({ name, properties }) =>
    network.parse(properties).subnets.map((one) => ({
      key: `${short(name)}-${one.name}`,
      name: one.name,
      prefix: one.properties.addressPrefix,
      network: name,
    })),
  );
}

function drawing(resources: readonly NetworkResource[]): string[] {
  const subnets = subnetsOf(resources);
  const guarded = ofType(resources, 'Microsoft.Network/azureFirewalls').flatMap(({ properties }) =>
    firewall.parse(properties).ipConfigurations.map((one) => last(one.properties.subnet.id)),
  );
  const label = ({ name, prefix }: Subnet) => `${guarded.includes(name) ? 'firewall' : name}<br>${prefix}`;
  const boxes = ofType(resources, 'Microsoft.Network/virtualNetworks').flatMap(({ name, properties }) => [
    `subgraph ${short(name)} ["${short(name)} ${network.parse(properties).addressSpace.addressPrefixes.join(', ')}"]`,
    ...subnets.filter((one) => one.network === name).map((one) => `  ${one.key}["${label(one)}"]`),
    'end',
  ]);
  const way = subnets
    .filter(({ name }) => guarded.includes(name))
    .map(({ key }) => `${key} -->|"what the table says"| outside`);
  return [
    'outside(("Azure and<br>the internet"))',
    ...boxes,
    ...peerings(resources),
    ...arrows(resources, subnets),
    ...way,
  ];
}

/** A peering stands at both ends and is drawn once. */
function peerings(resources: readonly NetworkResource[]): string[] {
  const pairs = ofType(resources, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings').map(
    ({ name, properties }) =>
      [name.split('/')[0] ?? '', last(peering.parse(properties).remoteVirtualNetwork.id)].map(short).toSorted(),
  );
  return [...new Set(pairs.map(([one, other]) => `${one} <-.->|peered| ${other}`))];
}

function arrows(resources: readonly NetworkResource[], subnets: readonly Subnet[]): string[] {
  const found = ofType(resources, 'Microsoft.Network/networkSecurityGroups').flatMap(({ properties }) =>
    guard
      .parse(properties)
      .securityRules.filter((rule) => rule.properties.direction === 'Outbound' && rule.properties.access === 'Allow')
      .flatMap(({ properties: { sourceAddressPrefix, destinationAddressPrefix, destinationAddressPrefixes } }) => {
        const from = subnets.find(({ prefix }) => prefix === sourceAddressPrefix);
        const targets = [destinationAddressPrefix, ...destinationAddressPrefixes];
        const to = subnets.filter(({ prefix }) => targets.includes(prefix));
        return from === undefined ? [] : to.map(({ key }) => `${from.key} --> ${key}`);
      }),
  );
  return [...new Set(found)];
}

function passages(resources: readonly NetworkResource[]): string[][] {
  const subnets = subnetsOf(resources);
  const named = (address: string) => subnets.find(({ prefix }) => prefix === address)?.name ?? address;
  return ofType(resources, 'Microsoft.Network/firewallPolicies/ruleCollectionGroups')
    .flatMap(({ properties }) => rules.parse(properties).ruleCollections)
    .filter(({ action }) => action.type === 'Allow')
    .flatMap((collection) => collection.rules)
    .map((rule) => [
      rule.sourceAddresses.map(named).join(', '),
      rule.name.replaceAll('-', ' '),
      [...rule.destinationAddresses.map(named), ...rule.destinationFqdns, ...rule.fqdnTags, ...rule.targetFqdns]
        .map((target) => computed(target) ?? `\`${target}\``)
        .join(', '),
      [...rule.destinationPorts, ...rule.protocols.map(({ port }) => String(port))].join(', '),
    ]);
}

/** A host that only a running deployment knows. */
function computed(target: string): string | undefined {
  if (!target.startsWith('[')) return undefined;
  return target.includes('/components/') ? 'its own telemetry' : 'the log workspace';
}

function endpoints(resources: readonly NetworkResource[]): string[][] {
  return ofType(resources, 'Microsoft.Network/privateEndpoints').flatMap(({ properties }) => {
    const { subnet, privateLinkServiceConnections } = endpoint.parse(properties);
    return privateLinkServiceConnections.map(({ properties: { privateLinkServiceId, groupIds } }) => [
      last(subnet.id),
      `\`${short(last(privateLinkServiceId))}\``,
      groupIds.join(', '),
    ]);
  });
}

function roomEndpoints(resources: readonly NetworkResource[]): string[][] {
  return resources.flatMap((one) => {
    const { applicationSecurityGroups } = endpoint.parse(one.properties);
    const way = applicationSecurityGroups.length > 0 ? 'reaches it' : 'is reached by people';
    return endpoints([one]).map((cells) => [...cells, way]);
  });
}
