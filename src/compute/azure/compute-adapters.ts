import type { TokenCredential } from '@azure/identity';
import type { VmTemplate } from '../domain/vm-template.ts';
import type { MachinePort, WorkspacePort } from '../ports/compute.ts';
import { azureMachines } from './compute.ts';
import { azureWorkspace } from './machine-learning.ts';
import { noWorkspace } from './no-workspace.ts';

/** The part of the app's configuration that computes need. Addresses have no trailing slash. */
export interface ComputeSettings {
  readonly arm: { readonly url: string; readonly subscriptionId: string };
  readonly compute: { readonly resourceGroup: string; readonly template: VmTemplate };
  /** No workspace where the environment leaves it out. */
  readonly machineLearning: { readonly resourceGroup: string; readonly workspace: string | undefined };
  readonly signIn: { readonly tenantId: string };
}

/** Computes as Azure's services show and change them. */
export function buildComputeAdapters(
  { arm, compute, machineLearning, signIn }: ComputeSettings,
  credential: TokenCredential,
): { readonly machines: MachinePort; readonly workspace: WorkspacePort } {
  const { resourceGroup, workspace } = machineLearning;
  const shared = {
    endpoint: arm.url,
    credentialScopes: [`${arm.url}/.default`],
    credential,
    subscriptionId: arm.subscriptionId,
    template: compute.template,
  };
  return {
    machines: azureMachines({ ...shared, resourceGroup: compute.resourceGroup }),
    workspace:
      workspace === undefined
        ? noWorkspace
        : azureWorkspace({ ...shared, resourceGroup, workspace, tenantId: signIn.tenantId }),
  };
}
