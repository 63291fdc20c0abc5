import { ArmError } from '../arm/arm-error.ts';
import type { ArmRequest } from '../arm/resource-manager.ts';
import type { ComputeKnobs } from './knobs.ts';

export interface WorkspaceRoutesOptions {
  readonly stateFile: string;
  readonly resourceGroup: string;
  readonly workspace: string;
  readonly location: string;
  /** Ids of every subnet that exists. */
  readonly resources: readonly string[];
  readonly knobs: ComputeKnobs;
  now(): number;
}

export function requireFreeInRegion(
  { knobs: { instancesElsewhere } }: Pick<WorkspaceRoutesOptions, 'knobs'>,
  name: string,
): void {
  if (!instancesElsewhere.some((taken) => taken.toLowerCase() === name.toLowerCase())) return;
  throw new ArmError(
    400,
    'BadRequest',
    `Compute name '${name}' is not available. Reason: AlreadyExists. Message: The specified name ${name} is already in use and is therefore unavailable`,
  );
}

export function requireResource(
  { resources }: Pick<WorkspaceRoutesOptions, 'resources'>,
  id: string,
  kind: string,
): void {
  if (resources.some((known) => known.toLowerCase() === id.toLowerCase())) return;
  throw new ArmError(400, 'BadRequest', `The ${kind} ${id} was not found.`);
}

export function requireWorkspace(
  { resourceGroup: group, workspace: known }: Pick<WorkspaceRoutesOptions, 'resourceGroup' | 'workspace'>,
  { resourceGroup }: ArmRequest,
  type: string,
  workspace: string,
): void {
  const same = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();
  if (same(type, 'workspaces') && same(resourceGroup, group) && same(workspace, known)) return;
  throw new ArmError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.MachineLearningServices/workspaces/${workspace}' under resource group '${resourceGroup ?? ''}' was not found.`,
  );
}
