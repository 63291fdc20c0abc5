import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tableComputeMemory } from '../../../src/compute/azure/compute-memory.ts';
import { type RunningPorts, startPorts } from '../../azure/running-ports.ts';
import { computeMemoryContract } from '../../contract/compute-memory-contract.ts';
import { fresh } from '../../contract/samples.ts';
import { identityCredential } from '../../local/azure/running-azure.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

function table(): TableClient {
  const { azure } = running;
  return new TableClient(azure.tableUrl('control'), 'register', identityCredential(azure, 'id-control'));
}

computeMemoryContract(() => tableComputeMemory(table()));

test('a row that was written before differences had a beginning and refusals were kept is read, and may be written again', async () => {
  const project = fresh('old');
  const old = { created: [], seen: { machines: 1, computes: 0 }, drift: ['machine dsvm-1'] };
  await table().createEntity({ partitionKey: '_system', rowKey: `compute:${project}`, data: JSON.stringify(old) });
  const store = tableComputeMemory(table());
  const read = await store.read(project);
  if (read === undefined) throw new Error('the row is not there');
  expect(read.value).toEqual({ ...old, drift: [{ key: 'machine dsvm-1' }], refused: [], asked: [], idle: [], off: [] });
  await store.write(project, read.value, read.etag);
  expect((await store.read(project))?.value).toEqual(read.value);
});
