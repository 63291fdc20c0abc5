import { at, listAt, type Resource } from '../snapshot.ts';
import { logging } from './logging.ts';
import { ofType, type Rule, say } from './rule.ts';

/** Types whose logs go into one big table unless the setting asks for tables of their own, which the queries ask. */
const ownTables = ['Microsoft.DataFactory/factories', 'Microsoft.Network/azureFirewalls'];

/** Everything that can send logs sends all of them to the workspace. */
export const diagnostics: Rule = (world) => {
  const settings = ofType(world, 'Microsoft.Insights/diagnosticSettings').filter((setting) =>
    String(at(setting, 'properties.workspaceId')).includes('/workspaces/log-'),
  );
  return world.resources
    .filter(({ type }) => logging.includes(type))
    .flatMap((resource) => {
      const own = settings.filter(
        ({ id }) => id.split('/providers/Microsoft.Insights/diagnosticSettings/')[0] === resource.id,
      );
      const tabled = own.every((setting) => at(setting, 'properties.logAnalyticsDestinationType') === 'Dedicated');
      return [
        ...(own.some(sendsAll) ? [] : [say(resource, 'sends no logs')]),
        ...(tabled || !ownTables.includes(resource.type) ? [] : [say(resource, 'sends logs to no table of its own')]),
      ];
    });
};

/** Defender's setting for an account has one category and no group of them. */
function sendsAll(setting: Resource): boolean {
  return listAt(setting, 'properties.logs').some(
    (log) => log['enabled'] === true && (log['categoryGroup'] === 'allLogs' || log['category'] === 'ScanResults'),
  );
}

/** The logs of the app come by Application Insights; a setting would bring them a second time, whatever their level. */
export const logsOnce: Rule = (world) =>
  ofType(world, 'Microsoft.Insights/diagnosticSettings')
    .filter(({ id }) => /\/providers\/Microsoft\.Web\/sites\/[^/]+\/providers\//.test(id))
    .filter((setting) => listAt(setting, 'properties.logs').length > 0)
    .map((setting) =>
      say(setting, `sends logs of ${setting.id.split('/').at(-5)} that Application Insights sends too`),
    );

/** Everything that has a place carries the tags of the environment; Azure takes none on policy assignments. */
export const tags: Rule = (world) =>
  world.resources
    .filter(({ location, type }) => location !== undefined && type !== 'Microsoft.Authorization/policyAssignments')
    .filter(({ tags }) => tags?.['azd-env-name'] === undefined || tags['application'] !== 'sallyport')
    .map((resource) => say(resource, 'lacks the tags of the environment'));

/** Whatever has an address on the internet and lies where that is denied has an exemption that says why. */
export const exemptionsWithReasons: Rule = (world) => {
  const exempt = ofType(world, 'Microsoft.Authorization/policyExemptions');
  return world.resources
    .filter(
      ({ type, id }) =>
        ['Microsoft.Storage/storageAccounts', 'Microsoft.Web/sites'].includes(type) &&
        !id.includes('/Microsoft.Authorization/'),
    )
    .filter((resource) => at(resource, 'properties.publicNetworkAccess') === 'Enabled')
    .filter(
      ({ id }) =>
        !exempt.some(
          (exemption) =>
            exemption.id.startsWith(`${id}/`) && String(at(exemption, 'properties.description')).length > 40,
        ),
    )
    .map((resource) => say(resource, 'is open without an exemption that says why'));
};

const denials = ['deny-public-network-access', 'deny-shared-keys'];
/** Names of the assignments on the compute group, with the policies of ours behind them. */
const onMachines: Readonly<Record<string, string>> = {
  'sign-in-with-entra': 'machines-sign-in-with-entra',
  monitored: 'machines-are-monitored',
  'send-logs': 'machines-send-logs',
  'shut-down-at-night': 'machines-shut-down',
  'guest-configuration': '12794019-7a00-42cf-95c2-882eed337cc8',
};

/** Every policy of ours is enforced where it matters: denials on each research group, machine policies on the compute group. */
export const policiesAssigned: Rule = (world) => {
  const assigned = ofType(world, 'Microsoft.Authorization/policyAssignments');
  const wanted = ['secure', 'control', 'machine-learning', 'compute'].flatMap((group) =>
    denials.map((policy) => [`-${group}/`, policy, policy] as const),
  );
  const machines = Object.entries(onMachines).map(([name, policy]) => ['-compute/', name, policy] as const);
  return [...wanted, ...machines].flatMap(([group, name, policy]) => {
    const found = assigned.find(({ id }) => id.includes(group) && id.endsWith(`/${name}`));
    if (!found) return [`${name} is not assigned on ${group}`];
    const enforced = at(found, 'properties.enforcementMode') === 'Default' && !at(found, 'properties.overrides');
    const behind = String(at(found, 'properties.policyDefinitionId')).endsWith(policy);
    return enforced && behind ? [] : [say(found, `does not enforce ${policy} on ${group}`)];
  });
};

/** What the policies on Data Factory allow: nothing leaves but to the accounts, by storage, and without a public address. */
const factoryBorders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'factory-domains': { effect: '"Deny"' },
  'factory-linked-services': { effect: '"Deny"', allowedLinkedServiceResourceTypes: '["AzureBlobStorage"]' },
  'factory-public-access': { effect: '"Deny"' },
};

/** Azure itself refuses what would lead out of Data Factory past the pipelines: other domains, other kinds of stores, a public address. */
export const borderedFactory: Rule = (world) => {
  const assigned = ofType(world, 'Microsoft.Authorization/policyAssignments');
  return Object.entries(factoryBorders).flatMap(([name, wanted]) => {
    const found = assigned.find(({ id }) => id.includes('-control/') && id.endsWith(`/${name}`));
    if (!found) return [`${name} is not assigned on the group of the factory`];
    return [
      ...(at(found, 'properties.enforcementMode') === 'Default' ? [] : [say(found, 'is not enforced')]),
      ...Object.entries(wanted)
        .map(([parameter, value]) => [
          parameter,
          value,
          JSON.stringify(at(found, `properties.parameters.${parameter}.value`)),
        ])
        .filter(([, value, actual]) => value !== actual)
        .map(([parameter, value, actual]) => say(found, `${parameter} is ${actual} and must be ${value}`)),
    ];
  });
};

/** Policies of ours do what their names say: denials deny, the others bring machines to what they should be. */
export const policyEffects: Rule = (world) => {
  const definitions = ofType(world, 'Microsoft.Authorization/policyDefinitions');
  const deploying = Object.values(onMachines).filter((policy) => policy.startsWith('machines-'));
  const wanted = [
    ...denials.map((policy) => [policy, 'deny']),
    ...deploying.map((policy) => [policy, 'deployIfNotExists']),
  ];
  return wanted.flatMap(([policy = '', effect]) => {
    const found = definitions.find(({ name }) => name.endsWith(policy));
    return found && at(found, 'properties.policyRule.then.effect') === effect
      ? []
      : [`${policy} has no effect ${effect}`];
  });
};

/** No machine for researchers is deployed: the control plane makes them. */
export const noMachines: Rule = (world) =>
  ofType(world, 'Microsoft.Compute/virtualMachines')
    .filter(({ id }) => !id.includes('-access/'))
    .map((machine) => say(machine, 'machines come from the project definitions'));
