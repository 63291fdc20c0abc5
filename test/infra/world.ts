import { readRoleMatrix } from '../../local/azure/roles.ts';
import type { World } from './rules/rule.ts';
import { readSnapshot } from './snapshot.ts';

const matrix = readRoleMatrix(new URL('../../infra/roles.json', import.meta.url));

/** Subscriptions are deployed after the code, by the parameter file `events`. */
const afterTheCode = 'Microsoft.EventGrid/systemTopics/eventSubscriptions';
const bastion = 'Microsoft.Network/bastionHosts';
const gateway = 'Microsoft.Network/virtualNetworkGateways';
const options = ['Microsoft.DurableTask/schedulers', 'Microsoft.Communication/communicationServices'];
const desktops = [
  'Microsoft.Compute/virtualMachines',
  'Microsoft.Compute/virtualMachines/runCommands',
  'Microsoft.Compute/virtualMachines/extensions',
  'Microsoft.Network/networkInterfaces',
  'Microsoft.DesktopVirtualization/hostPools',
  'Microsoft.DesktopVirtualization/applicationGroups',
  'Microsoft.DesktopVirtualization/workspaces',
  'Microsoft.DesktopVirtualization/scalingPlans',
];

/** What each parameter file leaves out of the types that rules look for. */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  default: [afterTheCode, bastion, gateway, ...options],
  'customer-managed-keys': [afterTheCode, bastion, gateway, ...options],
  'second-region': [afterTheCode, bastion, gateway, ...options],
  everything: [afterTheCode, bastion, gateway],
  bastion: [
    afterTheCode,
    gateway,
    ...options,
    ...desktops,
    'Microsoft.EventGrid/topics',
    'Microsoft.Security/defenderForStorageSettings',
  ],
  vpn: [afterTheCode, bastion, ...options, ...desktops],
  events: ['Microsoft.Web/sites/config', 'Microsoft.Compute/virtualMachines'],
};

/** What the parameter file `everything` closes to researchers, as conditions spell it. */
const retracted = ['alpha/cohort/v2/', "alpha/o\\'brien/v1/"];

/** What the rules look at in a parameter file's snapshot, such as 'default'; a new object each time. */
export function worldOf(environment: string): World {
  return {
    resources: readSnapshot(environment).predictedResources,
    matrix,
    leftOut: leftOut[environment] ?? [],
    retracted: environment === 'everything' ? retracted : [],
  };
}
