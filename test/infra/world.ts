import { readRoleMatrix } from '../../local/azure/roles.ts';
import type { World } from './rules/rule.ts';
import { readSnapshot } from './snapshot.ts';

const matrix = readRoleMatrix(new URL('../../infra/roles.json', import.meta.url));

/** Subscriptions are deployed after the code, by the parameter file `events`. */
const afterTheCode = 'Microsoft.EventGrid/systemTopics/eventSubscriptions';
/** What `events` has none of: it is another template, which says nothing of parts. */
const notWithEvents = ['Microsoft.Web/sites/config', 'Microsoft.Compute/virtualMachines'];

/** The types that are there for one part of an environment alone, by the name of the part in the output LEFT_OUT. */
const typesOfParts: Readonly<Record<string, readonly string[]>> = {
  bastion: ['Microsoft.Network/bastionHosts'],
  defender: ['Microsoft.Security/pricings', 'Microsoft.Security/securityContacts'],
  desktops: [
    'Microsoft.Compute/virtualMachines',
    'Microsoft.Compute/virtualMachines/runCommands',
    'Microsoft.Compute/virtualMachines/extensions',
    'Microsoft.Network/networkInterfaces',
    'Microsoft.DesktopVirtualization/hostPools',
    'Microsoft.DesktopVirtualization/applicationGroups',
    'Microsoft.DesktopVirtualization/workspaces',
    'Microsoft.DesktopVirtualization/scalingPlans',
  ],
  durableTaskScheduler: ['Microsoft.DurableTask/schedulers'],
  firewall: [
    'Microsoft.Network/azureFirewalls',
    'Microsoft.Network/firewallPolicies',
    'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    'Microsoft.Network/routeTables',
    'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
  ],
  machineLearning: [
    'Microsoft.MachineLearningServices/workspaces',
    'Microsoft.MachineLearningServices/workspaces/outboundRules',
    'Microsoft.MachineLearningServices/workspaces/computes',
    'Microsoft.ContainerRegistry/registries',
  ],
  malwareScan: ['Microsoft.EventGrid/topics', 'Microsoft.Security/defenderForStorageSettings'],
  managedMail: ['Microsoft.Communication/communicationServices'],
  readingRoom: ['Microsoft.Network/applicationSecurityGroups'],
  regulation: [],
  sentinel: [
    'Microsoft.SecurityInsights/alertRules',
    'Microsoft.SecurityInsights/dataConnectors',
    'Microsoft.SecurityInsights/onboardingStates',
  ],
  vpn: ['Microsoft.Network/virtualNetworkGateways'],
};

/** What the parameter file `everything` closes to researchers, as conditions spell it. */
const retracted = ['alpha/cohort/v2/', "alpha/o\\'brien/v1/"];

/** What the rules look at in a parameter file's snapshot, such as 'default'; a new object each time. */
export function worldOf(environment: string): World {
  const { predictedResources, outputs } = readSnapshot(environment);
  const parts = outputs?.['LEFT_OUT'];
  const missing = typeof parts === 'string' ? parts.split(' ').filter((part) => part !== '') : undefined;
  return {
    resources: predictedResources,
    matrix,
    leftOut: missing === undefined ? notWithEvents : [afterTheCode, ...missing.flatMap(typesOf)],
    retracted: environment === 'everything' ? retracted : [],
  };
}

function typesOf(part: string): readonly string[] {
  const types = typesOfParts[part];
  if (types === undefined) throw new Error(`No rule knows what an environment lacks without the part ${part}`);
  return types;
}
