import { z } from 'zod';
import { at, listAt, type Resource } from '../snapshot.ts';
import { isInside, ranges } from './ranges.ts';
import { ofType, type Rule, say, type World, withNeighbours } from './rule.ts';
import { wiring } from './wiring.ts';

const addresses = z.array(z.string()).default([]);
const securityRule = z.object({
  direction: z.enum(['Inbound', 'Outbound']),
  access: z.enum(['Allow', 'Deny']),
  sourceAddressPrefix: z.string().optional(),
  sourceAddressPrefixes: addresses,
  destinationAddressPrefix: z.string().optional(),
  destinationAddressPrefixes: addresses,
  destinationApplicationSecurityGroups: z.array(z.object({ id: z.string() })).default([]),
  destinationPortRanges: addresses,
});

/** Every network security group allows the flows of infra/wiring.json and no other: from whom, to whom, at which ports. */
export const knownFlows: Rule = (world) => {
  const names = namesOfRanges(world);
  const mailPort = String(
    ofType(world, 'Microsoft.Web/sites/config').map((settings) => at(settings, 'properties.SMTP_PORT'))[0],
  );
  return ofType(world, 'Microsoft.Network/networkSecurityGroups').flatMap((group) => {
    const subnet = /-[a-z0-9]{13}-(.+)$/.exec(group.name)?.[1] ?? '';
    return listAt(group, 'properties.securityRules')
      .map(({ properties }) => securityRule.parse(properties))
      .filter(({ access }) => access === 'Allow')
      .flatMap((rule) => {
        const sides = [
          [rule.sourceAddressPrefix ?? [], rule.sourceAddressPrefixes].flat(),
          [
            rule.destinationAddressPrefix ?? [],
            rule.destinationAddressPrefixes,
            rule.destinationApplicationSecurityGroups.map(({ id }) => groupName(id)),
          ].flat(),
        ].map((side) =>
          side.map((address) =>
            nameFor(names.get(address) ?? (holdsEnvironments(world, address) ? 'environments' : address), subnet),
          ),
        );
        const [own = [], others = []] = rule.direction === 'Inbound' ? sides.reverse() : sides;
        const known = wiring.flows[subnet]?.[rule.direction] ?? {};
        const way = rule.direction === 'Inbound' ? 'lets in' : 'lets out to';
        return [
          ...(own.length > 0 && others.length > 0 ? [] : [say(group, `a rule ${way} nobody, or speaks of nobody`)]),
          ...own
            .filter((name) => name !== subnet && !(name in known) && name !== wiring.endpointGroups[subnet])
            .map((name) => say(group, `speaks of ${name} and must speak of ${subnet} itself`)),
          ...others.flatMap((other) =>
            rule.destinationPortRanges
              .filter((port) => !(known[other] ?? []).some((one) => one.replace('{mailPort}', mailPort) === port))
              .map((port) => say(group, `${way} ${other} at ${port}; infra/wiring.json knows no such flow`)),
          ),
        ];
      });
  });
};

/** What a set of private endpoints is called in infra/wiring.json, such as `room-endpoints`. */
const groupName = (id: string): string => /\/asg-([a-z-]+)-[a-z0-9]{13}$/.exec(id)?.[1] ?? id;

/** People come from where the access of the environment puts them; the firewall puts its own address in place of the desktops' one. */
function nameFor(name: string, subnet: string): string {
  return name !== subnet && ['AzureFirewallSubnet', 'AzureBastionSubnet', 'VPN'].includes(name) ? 'people' : name;
}

/** Subnets, VPN clients, the firewall, and all environments on a hub together, by their address ranges. */
function namesOfRanges(world: World): Map<string, string> {
  const pools = ofType(world, 'Microsoft.Network/virtualNetworkGateways').flatMap((gateway) =>
    addresses.parse(at(gateway, 'properties.vpnClientConfiguration.vpnClientAddressPool.addressPrefixes')),
  );
  const routes = ofType(world, 'Microsoft.Network/routeTables').flatMap((table) => listAt(table, 'properties.routes'));
  const hop = z.object({ nextHopIpAddress: z.string() });
  const firewalls = routes.flatMap(({ properties }) => hop.safeParse(properties).data?.nextHopIpAddress ?? []);
  return new Map([
    ...subnetsOf(world).map(({ name, prefix }): [string, string] => [prefix, name]),
    ...pools.map((pool): [string, string] => [pool, 'VPN']),
    ...firewalls.map((address): [string, string] => [address, 'firewall']),
  ]);
}

/** A range around the secure networks of a hub, without the hub itself. */
function holdsEnvironments(world: World, text: string): boolean {
  const [range] = ranges(text);
  const networks = ofType(withNeighbours(world), 'Microsoft.Network/virtualNetworks');
  const isHeld = (network: Resource): boolean =>
    ranges(at(network, 'properties.addressSpace.addressPrefixes')).every(
      (own) => range !== undefined && isInside(own, range),
    );
  return world.beside.length > 0 && networks.every((one) => isHeld(one) === one.name.startsWith('vnet-secure-'));
}

const subnet = z.object({
  name: z.string(),
  properties: z.object({
    addressPrefix: z.string(),
    defaultOutboundAccess: z.boolean().optional(),
    privateEndpointNetworkPolicies: z.string().optional(),
    delegations: z.array(z.object({ properties: z.object({ serviceName: z.string() }) })).default([]),
  }),
});

interface Subnet {
  readonly network: Resource;
  readonly name: string;
  readonly prefix: string;
  readonly settings: z.infer<typeof subnet>['properties'];
}

function subnetsOf(world: World): Subnet[] {
  return ofType(world, 'Microsoft.Network/virtualNetworks').flatMap((network) =>
    listAt(network, 'properties.subnets').map((one) => {
      const { name, properties } = subnet.parse(one);
      return { network, name, prefix: properties.addressPrefix, settings: properties };
    }),
  );
}

/** No subnet gets an address of Azure's own to go out by, each is given to the one service that sits in it, and groups hold for endpoints too. */
export const closedSubnets: Rule = (world) =>
  subnetsOf(world).flatMap(({ network, name, settings }) => {
    const given = settings.delegations.map(({ properties }) => properties.serviceName).join(' and ') || 'nobody';
    const wanted = wiring.delegations[name] ?? 'nobody';
    return [
      ...(settings.defaultOutboundAccess === false ? [] : [say(network, `${name} has a way out past the firewall`)]),
      ...(settings.privateEndpointNetworkPolicies === 'Enabled'
        ? []
        : [say(network, `the group of ${name} says nothing about its private endpoints`)]),
      ...(given === wanted ? [] : [say(network, `${name} is given to ${given} and must be given to ${wanted}`)]),
    ];
  });

/** The firewall looks names up itself, so that rules by name hold, and drops what is known to be hostile. */
export const watchfulFirewall: Rule = (world) =>
  ofType(world, 'Microsoft.Network/firewallPolicies').flatMap((policy) => {
    const dns = at(policy, 'properties.dnsSettings.enableProxy');
    const mode = at(policy, 'properties.threatIntelMode');
    return [
      ...(dns === true ? [] : [say(policy, `dnsSettings.enableProxy is ${dns} and must be true`)]),
      ...(mode === 'Deny' ? [] : [say(policy, `threatIntelMode is ${mode} and must be Deny`)]),
    ];
  });
