import { z } from 'zod';
import { logQueriesOf } from '../log-queries.ts';
import { rowsAskedFor } from '../references.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { doMeet, isInside, overlaps, type Range, ranges } from './ranges.ts';
import { ofType, type Rule, say, type World, withNeighbours } from './rule.ts';

const groupsOfRules = 'Microsoft.Network/firewallPolicies/ruleCollectionGroups';
const networks = 'Microsoft.Network/virtualNetworks';
const peerings = 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings';
const texts = z.array(z.string()).default([]);
const rule = z.object({
  name: z.string(),
  sourceAddresses: texts,
  destinationAddresses: texts,
  destinationFqdns: texts,
  targetFqdns: texts,
});

/** The networks of an environment whose rules a group holds: those with its token, or those beside the policy. */
function networksOf(group: Resource, world: World): Resource[] {
  const token = /environment-([a-z0-9]{13})$/.exec(group.name)?.[1];
  const [place = ''] = group.id.split('/providers/');
  return ofType(world, networks).filter(({ id, name }) =>
    token === undefined ? id.startsWith(`${place}/`) : name.endsWith(`-${token}`),
  );
}

const rulesOf = (group: Resource) =>
  listAt(group, 'properties.ruleCollections').flatMap(({ rules }) => z.array(rule).parse(rules));
/** Addresses and ranges, without the service tags among them. */
const addressesIn = (targets: readonly string[]): Range[] => ranges(targets.filter((one) => /^[\d./]+$/.test(one)));
const rangesOf = (network: Resource): Range[] => ranges(at(network, 'properties.addressSpace.addressPrefixes'));
const areIn = (addresses: readonly string[], of: readonly Range[]): boolean =>
  ranges([...addresses]).every((one) => of.some((other) => isInside(one, other)));

/** Both ends of a peering know of each other, or nothing goes over it; and no network is joined to one that is not there. */
export const peeredBothWays: Rule = (world) =>
  ofType(world, peerings).flatMap((peering) => {
    const [from = ''] = peering.id.split('/virtualNetworkPeerings/');
    const to = at(peering, 'properties.remoteVirtualNetwork.id');
    const back = ofType(world, peerings).some(
      (other) => other.id.startsWith(`${to}/`) && at(other, 'properties.remoteVirtualNetwork.id') === from,
    );
    return back ? [] : [say(peering, `remoteVirtualNetwork.id leads to ${to}, from where no peering leads back`)];
  });

/** The rules of an environment let out its own subnets, and let desktops in to these alone. */
export const rulesOfTheirOwn: Rule = (world) =>
  ofType(world, groupsOfRules).flatMap((group) => {
    const own = networksOf(group, world).flatMap(rangesOf);
    const desktops = ofType(world, networks)
      .filter(({ name }) => name.startsWith('vnet-access-'))
      .flatMap(rangesOf);
    const app = /environment-([a-z0-9]{13})$/.exec(group.name)?.[1] ?? '';
    return rulesOf(group)
      .filter(({ sourceAddresses }) => !areIn(sourceAddresses, own))
      .filter(({ sourceAddresses, destinationAddresses, destinationFqdns, targetFqdns }) => {
        const hosts = [...destinationFqdns, ...targetFqdns];
        const inwards = [
          areIn(sourceAddresses, desktops),
          areIn(destinationAddresses, own),
          hosts.every((host) => host === `func-${app}.azurewebsites.net`),
        ];
        return !inwards.every(Boolean);
      })
      .map(({ name, sourceAddresses }) => say(group, `${name} speaks for ${sourceAddresses.join()}, not its own`));
  });

/** Two environments on one hub share no address and no priority, and no rule leads from one into the other. */
export const neighboursApart: Rule = (world) => {
  const all = withNeighbours(world);
  const groups = ofType(all, groupsOfRules);
  const priorities = Map.groupBy(
    groups,
    (group) => `${group.id.split('/').slice(0, -1)} ${at(group, 'properties.priority')}`,
  );
  const foreign = ofType({ ...world, resources: world.beside }, networks).flatMap(rangesOf);
  const leads = ofType(world, groupsOfRules).flatMap((group) =>
    rulesOf(group).flatMap(({ name, destinationAddresses }) =>
      addressesIn(destinationAddresses)
        .filter((one) => foreign.some((other) => doMeet(one, other)))
        .map(({ text }) => say(group, `${name} leads to ${text}, which is another environment's`)),
    ),
  );
  return [
    ...[...priorities.values()]
      .filter((alike) => alike.length > 1)
      .map(
        ([first, second]) =>
          `${first?.name} and ${second?.name} have one priority, ${first && at(first, 'properties.priority')}`,
      ),
    ...overlaps(ofType(all, networks).flatMap(rangesOf)).map((pair) => `the networks ${pair} share addresses`),
    ...leads,
  ];
};

const asking = [
  'Microsoft.Insights/scheduledQueryRules',
  'Microsoft.Insights/workbooks',
  'Microsoft.SecurityInsights/alertRules',
];

/** Roles are given above the groups too, and the reading room must not be anywhere else: these look at all rows. */
const everywhere = /role-given|reading-room-elsewhere/;

/** In the workspace of a hub an environment asks for rows of its own groups, in each table. */
export const ownRowsAlone: Rule = (world) => {
  const own = ofType(world, 'Microsoft.Resources/resourceGroups').map(({ name }) => name);
  const foreign = ofType({ ...world, resources: world.beside }, 'Microsoft.Resources/resourceGroups');
  const others = foreign.map(({ name }) => name).filter((name) => !own.includes(name));
  return logQueriesOf(asking.flatMap((type) => ofType(world, type)))
    .filter(({ name }) => !everywhere.test(name))
    .flatMap(({ name, text }) => {
      const tables = others.length === 0 ? 0 : text.split('ingestion_time()').length - 1;
      const asked = rowsAskedFor(text);
      const astray = asked.flat().filter((group) => others.includes(group));
      return [
        ...(asked.length === tables ? [] : [`${name} asks ${tables} tables and names its groups for ${asked.length}`]),
        ...astray.map((group) => `${name} asks for rows of ${group}, another environment`),
      ];
    });
};
