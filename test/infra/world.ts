import { z } from 'zod';
import { readRoleMatrix } from '../../local/azure/roles.ts';
import type { World } from './rules/rule.ts';
import { type Resource, readSnapshot, type Snapshot } from './snapshot.ts';

const matrix = readRoleMatrix(new URL('../../infra/roles.json', import.meta.url));

/** Subscriptions are deployed after the code, by the parameter file `events`, but for that which wakes the reading room. */
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

/** What stands on a hub, by the parameter file of the hub. */
const spokesOf: Readonly<Record<string, readonly string[]>> = { hub: ['spoke-one', 'spoke-two'] };

/**
 * What the rules look at in a parameter file's snapshot, such as 'default'; a new object each time. An environment on a hub has
 * what the hub has, so each rule finds there what it looks for.
 */
export function worldOf(environment: string): World {
  const { predictedResources, outputs } = readSnapshot(environment);
  const [hub, spokes = []] = Object.entries(spokesOf).find(([, all]) => all.includes(environment)) ?? [];
  const neighbours = spokesOf[environment] ?? spokes.filter((name) => name !== environment);
  const own = new Map(predictedResources.map((one) => [one.id, JSON.stringify(one)]));
  const below = hub === undefined ? [] : readSnapshot(hub).predictedResources;
  const parts = outputs?.['LEFT_OUT'];
  const missing = typeof parts === 'string' ? parts.split(' ').filter((part) => part !== '') : undefined;
  return {
    // What both have once and alike, such as the export of the activity log, is one.
    resources: [...predictedResources, ...below.filter((one) => own.get(one.id) !== JSON.stringify(one))],
    beside: neighbours.flatMap((name) => readSnapshot(name).predictedResources),
    matrix,
    leftOut: spokesOf[environment] ? leftToOthers(predictedResources, neighbours) : lacking(missing),
    retracted: environment === 'everything' ? retracted : [],
  };
}

/** What the rules look at in a snapshot of infra/main.bicep that is none of ours, with its own hub. */
export function worldFrom(
  { predictedResources, outputs }: Snapshot,
  given: Pick<World, 'retracted' | 'desktopGroup'>,
): World {
  const parts = z.string().parse(outputs?.['LEFT_OUT']);
  const missing = parts.split(' ').filter((part) => part !== '');
  return { resources: predictedResources, beside: [], matrix, leftOut: lacking(missing), ...given };
}

function lacking(parts: readonly string[] | undefined): readonly string[] {
  if (parts === undefined) return notWithEvents;
  return [...(parts.includes('readingRoom') ? [afterTheCode] : []), ...parts.flatMap(typesOf)];
}

/** What a hub leaves to the environments on it, and parts that none of them has. */
function leftToOthers(own: readonly Resource[], environments: readonly string[]): readonly string[] {
  const there = new Set(own.map(({ type }) => type));
  const theirs = environments.flatMap((name) => readSnapshot(name).predictedResources).map(({ type }) => type);
  const all = [afterTheCode, ...theirs, ...Object.values(typesOfParts).flat()];
  return [...new Set(all)].filter((type) => !there.has(type));
}

function typesOf(part: string): readonly string[] {
  const types = typesOfParts[part];
  if (types === undefined) throw new Error(`No rule knows what an environment lacks without the part ${part}`);
  return types;
}
