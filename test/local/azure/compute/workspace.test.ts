import { type AmlCompute, AzureMachineLearningWorkspaces, type ComputeInstance } from '@azure/arm-machinelearning';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningCompute, startCompute } from './running-compute.ts';

const group = 'rg-research';
const workspace = 'mlw-research';
const cluster: AmlCompute = {
  computeType: 'AmlCompute',
  properties: { vmSize: 'Standard_DS3_v2', scaleSettings: { minNodeCount: 0, maxNodeCount: 2 } },
};
const instance: ComputeInstance = { computeType: 'ComputeInstance', properties: { vmSize: 'Standard_DS3_v2' } };

let azure: RunningCompute;
let computes: AzureMachineLearningWorkspaces['computeOperations'];

beforeEach(async () => {
  azure = await startCompute();
  computes = client(azure);
});
afterEach(async () => {
  await azure.close();
});

function client({ connection }: RunningCompute): AzureMachineLearningWorkspaces['computeOperations'] {
  const { credential, subscriptionId, endpoint, credentialScopes } = connection;
  const options = { endpoint, $host: endpoint, credentialScopes, retryOptions: { maxRetries: 0 } };
  return new AzureMachineLearningWorkspaces(credential, subscriptionId, options).computeOperations;
}

async function create(name: string, properties: AmlCompute | ComputeInstance, location = 'westeurope'): Promise<void> {
  azure.allowed.add('microsoft.machinelearningservices/locations/computeoperationsstatus/read');
  await computes.beginCreateOrUpdate(group, workspace, name, { location, properties });
}

describe('a workspace', () => {
  it('shows a compute in its two layers of properties, and its operation can be followed', async () => {
    azure.knobs.changeMilliseconds = 0;
    azure.allowed.add('microsoft.machinelearningservices/locations/computeoperationsstatus/read');
    const poller = await computes.beginCreateOrUpdate(group, workspace, 'cpu', {
      location: 'westeurope',
      identity: { type: 'SystemAssigned' },
      properties: cluster,
    });
    await poller.pollUntilDone();
    expect(await computes.get(group, workspace, 'CPU')).toMatchObject({
      name: 'cpu',
      identity: { type: 'SystemAssigned' },
      properties: {
        computeType: 'AmlCompute',
        provisioningState: 'Succeeded',
        properties: { vmSize: 'Standard_DS3_v2', scaleSettings: { maxNodeCount: 2 } },
      },
    });
  });

  it('lets nobody follow an operation without the right to', async () => {
    const creation = computes.beginCreateOrUpdate(group, workspace, 'cpu', {
      location: 'westeurope',
      properties: cluster,
    });
    await expect(creation).rejects.toThrow(/computeoperationsstatus\/read/);
  });

  it.each([
    ['a hyphen without a letter after it', 'cpu-1', cluster, 'is invalid'],
    ['a cluster name of 17 characters', 'abcdefghijklmnopq', cluster, 'is invalid'],
    [
      'more least than most nodes',
      'cpu',
      { ...cluster, properties: { vmSize: 'Standard_DS3_v2', scaleSettings: { minNodeCount: 3, maxNodeCount: 2 } } },
      'minNodeCount is above maxNodeCount',
    ],
    ['an unknown size', 'cpu', { ...cluster, properties: { ...cluster.properties, vmSize: 'Z' } }, 'is not valid'],
  ])('refuses %s', async (_what, name, properties, message) => {
    await expect(create(name, properties)).rejects.toThrow(message);
  });

  it('refuses another region', async () => {
    await expect(create('cpu', cluster, 'northeurope')).rejects.toThrow('The workspace is in westeurope');
  });

  it('overwrites a compute whose name is put again, as the SDK warns', async () => {
    await create('cpu', cluster);
    azure.advance(60_000);
    await create('CPU', { ...cluster, properties: { ...cluster.properties, vmSize: 'Standard_DS11_v2' } });
    azure.advance(60_000);
    const names: unknown[] = [];
    for await (const { name, properties } of computes.list(group, workspace)) names.push([name, properties]);
    expect(names).toMatchObject([['cpu', { properties: { vmSize: 'Standard_DS11_v2' } }]]);
  });

  it.each([
    [undefined, false],
    [false, false],
    [true, true],
  ])('shows local authentication as it was asked for: disableLocalAuth %s', async (asked, shown) => {
    const local = asked === undefined ? {} : { disableLocalAuth: asked };
    await create('cpu', { ...cluster, ...local });
    await create('ci-a', { ...instance, ...local });
    for (const name of ['cpu', 'ci-a']) {
      expect((await computes.get(group, workspace, name)).properties?.disableLocalAuth).toBe(shown);
    }
  });

  it('refuses an instance whose name somebody has elsewhere in the region, and minds no cluster', async () => {
    azure.knobs.instancesElsewhere = ['Shared'];
    await expect(create('shared', instance)).rejects.toThrow(
      "Compute name 'shared' is not available. Reason: AlreadyExists.",
    );
    expect((await computes.list(group, workspace).next()).done).toBe(true);
    await create('shared', cluster);
  });

  it('starts and stops only a compute instance that is idle', async () => {
    await create('cpu', cluster);
    await create('ci-a', instance);
    await expect(computes.beginStop(group, workspace, 'ci-a')).rejects.toThrow('is being changed (Creating)');
    azure.advance(60_000);
    await expect(computes.beginStop(group, workspace, 'cpu')).rejects.toThrow('is of the kind AmlCompute');
    await expect(computes.beginStart(group, workspace, 'ci-a')).rejects.toThrow(
      'that is Running cannot be told to start',
    );
    await computes.beginStop(group, workspace, 'ci-a');
    azure.advance(60_000);
    expect(await computes.get(group, workspace, 'ci-a')).toMatchObject({
      properties: { properties: { state: 'Stopped' } },
    });
  });

  it('deletes what it made and does not detach it', async () => {
    await create('cpu', cluster);
    await expect(computes.beginDelete(group, workspace, 'cpu', 'Detach')).rejects.toThrow("must be 'Delete'");
    await computes.beginDelete(group, workspace, 'cpu', 'Delete');
    azure.advance(60_000);
    await expect(computes.get(group, workspace, 'cpu')).rejects.toThrow("'cpu' was not found");
    await expect(computes.beginDelete(group, workspace, 'cpu', 'Delete')).rejects.toThrow('was not found');
  });

  it('may show a new compute late, and so may a read of it', async () => {
    azure.knobs.lagMilliseconds = 120_000;
    await create('cpu', cluster);
    await expect(computes.get(group, workspace, 'cpu')).rejects.toMatchObject({ statusCode: 404 });
    expect((await computes.list(group, workspace).next()).done).toBe(true);
    azure.advance(120_000);
    expect(await computes.get(group, workspace, 'cpu')).toMatchObject({ name: 'cpu' });
  });

  it('keeps what could not be allocated, as failed', async () => {
    azure.knobs.failAllocations = 2;
    await create('cpu', cluster);
    await create('ci-a', instance);
    azure.advance(60_000);
    expect(await computes.get(group, workspace, 'cpu')).toMatchObject({ properties: { provisioningState: 'Failed' } });
    expect(await computes.get(group, workspace, 'ci-a')).toMatchObject({
      properties: { provisioningState: 'Failed', properties: { state: 'CreateFailed' } },
    });
  });

  it('survives a restart of the stand-in', async () => {
    await create('cpu', cluster);
    azure = await azure.restart();
    computes = client(azure);
    azure.advance(120_000);
    expect(await computes.get(group, workspace, 'cpu')).toMatchObject({
      properties: { provisioningState: 'Succeeded' },
    });
  });
});
