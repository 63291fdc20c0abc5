import { afterEach, beforeEach } from 'vitest';
import { azureMachines } from '../../src/compute/azure/compute.ts';
import { azureWorkspace } from '../../src/compute/azure/machine-learning.ts';
import { computeContract } from '../contract/compute-contract.ts';
import { type RunningCompute, startCompute } from '../local/azure/compute/running-compute.ts';

let azure: RunningCompute;
beforeEach(async () => {
  azure = await startCompute();
});
afterEach(() => azure.close());

computeContract(() => ({
  machines: azureMachines(azure.connection),
  workspace: azureWorkspace(azure.connection),
  knobs: azure.knobs,
  advance: (milliseconds) => azure.advance(milliseconds),
  now: () => azure.now(),
}));
