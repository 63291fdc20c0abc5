import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import type { VmTemplate } from '../domain/compute/vm-template.ts';
import type { ComputeMemoryStore, MachinePort, WorkspacePort } from '../ports/compute.ts';
import { azureMachines } from './compute.ts';
import { tableComputeMemory } from './compute-memory.ts';
import { azureWorkspace } from './machine-learning.ts';

/** The part of the app's configuration that computes need. Addresses have no trailing slash. */
export interface ComputeSettings {
  readonly storage: { readonly tableUrl: string };
  readonly arm: { readonly url: string; readonly subscriptionId: string };
  readonly compute: { readonly resourceGroup: string; readonly template: VmTemplate };
  readonly machineLearning: { readonly resourceGroup: string; readonly workspace: string };
  readonly signIn: { readonly tenantId: string };
}

/** Computes as Azure's services show and change them, and the register's row of what is remembered of them. */
export function buildComputeAdapters(
  { storage, arm, compute, machineLearning, signIn }: ComputeSettings,
  credential: TokenCredential,
): { readonly machines: MachinePort; readonly workspace: WorkspacePort; readonly memory: ComputeMemoryStore } {
  const shared = {
    endpoint: arm.url,
    credentialScopes: [`${arm.url}/.default`],
    credential,
    subscriptionId: arm.subscriptionId,
    template: compute.template,
  };
  return {
    machines: azureMachines({ ...shared, resourceGroup: compute.resourceGroup }),
    workspace: azureWorkspace({ ...shared, ...machineLearning, tenantId: signIn.tenantId }),
    memory: tableComputeMemory(new TableClient(storage.tableUrl, 'register', credential)),
  };
}
