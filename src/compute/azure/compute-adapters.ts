import type { TokenCredential } from '@azure/identity';
import type { VmTemplate } from '../domain/vm-template.ts';
import type { ComputePorts, WorkspacePort } from '../ports/compute.ts';
import { azureMachines } from './compute.ts';
import { noComputes } from './listed-computes.ts';
import { azureWorkspace } from './machine-learning.ts';

/** Addresses have no trailing slash. */
export interface ComputeSettings {
  readonly arm: { readonly url: string; readonly subscriptionId: string };
  readonly compute: { readonly resourceGroup: string; readonly template: VmTemplate };
  /** No workspace where the environment leaves it out. */
  readonly machineLearning: { readonly resourceGroup: string; readonly workspace: string | undefined };
  readonly signIn: { readonly tenantId: string };
}

export function buildComputeAdapters(
  { arm, compute, machineLearning, signIn }: ComputeSettings,
  credential: TokenCredential,
): ComputePorts {
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

const refuse = async (): Promise<never> => {
  throw new Error(
    'This environment has no workspace of Machine Learning. Take the clusters and instances out of the definition, or set the parameter machineLearning to true and provision again.',
  );
};

/** The workspace of an environment that leaves Machine Learning out: nothing is in it, and nothing can be made. */
export const noWorkspace: WorkspacePort = {
  list: async () => noComputes(),
  quotas: refuse,
  take: refuse,
};
