import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll } from 'vitest';
import { tableComputeMemory } from '../../src/azure/compute-memory.ts';
import { computeMemoryContract } from '../contract/compute-memory-contract.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import { type RunningPorts, startPorts } from './running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

computeMemoryContract(() => {
  const { azure } = running;
  return tableComputeMemory(
    new TableClient(azure.tableUrl('control'), 'register', identityCredential(azure, 'id-control')),
  );
});
