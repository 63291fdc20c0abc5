import { randomUUID } from 'node:crypto';
import abbreviations from '../../../infra/abbreviations.json' with { type: 'json' };
import type { Answer, Subscription } from '../step.ts';
import { manage } from './requests.ts';

/** The suffix of the names of all resources. */
const tokenOf = ({ deployed }: Subscription): string =>
  deployed.SECURE_ACCOUNT.slice(`${abbreviations.storageAccount}sec`.length);

/** A group of the trial, as a path of Resource Manager. */
export const groupId = ({ deployed }: Subscription, part: 'secure' | 'control' | 'monitor' | 'copy'): string =>
  `/subscriptions/${deployed.AZURE_SUBSCRIPTION_ID}/resourceGroups/rg-${deployed.AZURE_ENV_NAME}-${part}`;

const accounts = {
  public: { short: 'pub', group: 'control' },
  secure: { short: 'sec', group: 'secure' },
  host: { short: 'hst', group: 'secure' },
} as const;

/** A storage account of the trial (infra/modules/site.bicep). */
export function accountId(world: Subscription, account: keyof typeof accounts): string {
  const { short, group } = accounts[account];
  return `${groupId(world, group)}/providers/Microsoft.Storage/storageAccounts/${abbreviations.storageAccount}${short}${tokenOf(world)}`;
}

/** The event topic of the public account. */
export const publicTopicId = (world: Subscription): string =>
  `${groupId(world, 'control')}/providers/Microsoft.EventGrid/systemTopics/${abbreviations.eventGridSystemTopic}public-${tokenOf(world)}`;

export const logsId = (world: Subscription): string =>
  `${groupId(world, 'monitor')}/providers/Microsoft.OperationalInsights/workspaces/${abbreviations.logAnalytics}${tokenOf(world)}`;

interface Role {
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'ServicePrincipal';
  readonly condition?: string | undefined;
  readonly name?: string;
}

/** Gives a role on a resource; it goes with the resource. `roleId` is a built-in role's own id, or the whole path of any. */
export function assignRole(world: Subscription, scope: string, role: Role): Promise<Answer> {
  const { roleId, principalId, principalType, condition, name = randomUUID() } = role;
  const definitions = `/subscriptions/${world.deployed.AZURE_SUBSCRIPTION_ID}/providers/Microsoft.Authorization/roleDefinitions`;
  const roleDefinitionId = roleId.startsWith('/') ? roleId : `${definitions}/${roleId}`;
  const conditioned = condition === undefined ? {} : { condition, conditionVersion: '2.0' };
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
  return manage(world, 'PUT', path, {
    properties: { roleDefinitionId, principalId, principalType, ...conditioned },
  });
}
