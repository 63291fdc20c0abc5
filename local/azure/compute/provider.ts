import { join } from 'node:path';
import type { ResourceProvider } from '../arm/resource-manager.ts';
import { type ComputeKnobs, defaultKnobs } from './knobs.ts';
import { MachineRoutes } from './machine-routes.ts';
import { type SeedMachine, VirtualMachines } from './virtual-machines.ts';
import { WorkspaceRoutes } from './workspace-routes.ts';

export interface ComputeProviderOptions {
  /** Folder for the JSON file that keeps the resources over a restart. */
  readonly stateFolder: string;
  readonly resourceGroup: string;
  /** Short name of the only region, such as westeurope. */
  readonly location: string;
  /** Ids of every subnet, image, identity and disk encryption set that exists; anything else is refused. */
  readonly resources: readonly string[];
  readonly knobs?: ComputeKnobs;
  readonly now?: () => number;
}

export interface ComputeProvider extends ResourceProvider {
  readonly knobs: ComputeKnobs;
  /** Puts a machine there as if somebody had made it, unless one of that name exists. */
  seed(machine: SeedMachine): void;
}

/** The stand-in for Microsoft.Compute: virtual machines of one resource group, whose power changes take time. */
export function computeProvider(options: ComputeProviderOptions): ComputeProvider {
  const { knobs = defaultKnobs(), now = Date.now, stateFolder } = options;
  const machines = new VirtualMachines({ ...options, knobs, now, stateFile: join(stateFolder, 'machines.json') });
  const routes = new MachineRoutes({ ...options, knobs, now }, machines);
  return {
    namespace: 'Microsoft.Compute',
    knobs,
    seed: (machine) => machines.seed(machine),
    handle: (request, authorize) => routes.handle(request, authorize),
  };
}

export interface MachineLearningProviderOptions extends ComputeProviderOptions {
  readonly workspace: string;
}

/** The stand-in for Microsoft.MachineLearningServices: clusters and compute instances of one workspace. */
export function machineLearningProvider(
  options: MachineLearningProviderOptions,
): ResourceProvider & { readonly knobs: ComputeKnobs } {
  const { knobs = defaultKnobs(), now = Date.now, stateFolder } = options;
  const routes = new WorkspaceRoutes({ ...options, knobs, now, stateFile: join(stateFolder, 'workspace.json') });
  return {
    namespace: 'Microsoft.MachineLearningServices',
    knobs,
    handle: (request, authorize) => routes.handle(request, authorize),
  };
}
