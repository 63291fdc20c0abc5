import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { azureWorkspace } from '../../src/azure/machine-learning.ts';
import { type RunningCompute, startCompute } from '../local/azure/compute/running-compute.ts';

const tags = { 'sallyport-project': 'genomics' };
const scale = { minNodes: 0, maxNodes: 4, idleMinutes: 120 };
const cluster = { name: 'cpu', size: 'Standard_DS3_v2', scale, tags };
const instance = {
  name: 'alice-ci',
  size: 'Standard_DS11_v2',
  assignedTo: '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69',
  tags,
};

let azure: RunningCompute;
beforeEach(async () => {
  azure = await startCompute();
});
afterEach(async () => {
  await azure.close();
});

describe('azureWorkspace', () => {
  it('creates and rescales a cluster without following the operation', async () => {
    const workspace = azureWorkspace(azure.connection);
    await workspace.createCluster(cluster);
    expect(await workspace.list()).toEqual({
      clusters: [{ name: 'cpu', size: 'Standard_DS3_v2', scale, tags, provisioningState: 'Creating' }],
      instances: [],
      others: [],
    });
    azure.advance(60_000);
    await workspace.rescaleCluster('cpu', { ...scale, maxNodes: 8 });
    azure.advance(60_000);
    expect((await workspace.list()).clusters).toMatchObject([
      { scale: { maxNodes: 8, idleMinutes: 120 }, provisioningState: 'Succeeded' },
    ]);
    expect(azure.seen.map(({ method }) => method)).toEqual(['PUT', 'GET', 'PATCH', 'GET']);
  });

  it('makes nodes without public addresses and without remote login', async () => {
    const workspace = azureWorkspace(azure.connection);
    await workspace.createCluster(cluster);
    await workspace.createInstance(instance);
    for (const { body } of azure.seen) {
      expect(JSON.parse(body).properties.properties.enableNodePublicIp).toBe(false);
      expect(body).not.toContain('"Enabled"');
    }
  });

  it('lets clusters pull images as an identity of their own, and instances have none', async () => {
    const workspace = azureWorkspace(azure.connection);
    await workspace.createCluster(cluster);
    await workspace.createInstance(instance);
    const [asked, ofInstance] = azure.seen.map(({ body }) => JSON.parse(body).identity);
    expect(Object.keys(asked.userAssignedIdentities)).toEqual([azure.connection.template.machineLearningIdentityId]);
    expect(ofInstance).toBeUndefined();
    azure.allowed.delete('microsoft.managedidentity/userassignedidentities/assign/action');
    await expect(workspace.createCluster({ ...cluster, name: 'gpu' })).rejects.toThrow(/403 AuthorizationFailed/);
  });

  it('gives an instance to its person, stops and starts it', async () => {
    const workspace = azureWorkspace(azure.connection);
    const stateAfter = async (change: Promise<void>) => {
      await change;
      azure.advance(60_000);
      return (await workspace.list()).instances[0]?.state;
    };
    expect(await stateAfter(workspace.createInstance(instance))).toBe('Running');
    expect(azure.seen[0]?.body).toContain(instance.assignedTo);
    expect(await stateAfter(workspace.stopInstance('alice-ci'))).toBe('Stopped');
    expect(await stateAfter(workspace.startInstance('alice-ci'))).toBe('Running');
    expect(await stateAfter(workspace.remove('alice-ci'))).toBeUndefined();
  });

  it('reads every page', async () => {
    azure.knobs.pageSize = 2;
    const workspace = azureWorkspace(azure.connection);
    for (const name of ['aa', 'bb', 'cc', 'dd', 'ee']) await workspace.createCluster({ ...cluster, name });
    azure.seen.length = 0;
    expect((await workspace.list()).clusters).toHaveLength(5);
    expect(azure.seen).toHaveLength(3);
  });

  it.each([
    ['a cluster of a size that the region lacks', { ...cluster, size: 'Standard_X1' }, /VM size is not valid/],
    ['a bad name', { ...cluster, name: 'cpu-1' }, /The compute name 'cpu-1' is invalid/],
  ])('says why %s was refused', async (_what, wrong, message) => {
    await expect(azureWorkspace(azure.connection).createCluster(wrong)).rejects.toThrow(message);
  });

  it('says that the workspace does not exist', async () => {
    const elsewhere = azureWorkspace({ ...azure.connection, workspace: 'other' });
    await expect(elsewhere.list()).rejects.toThrow(/workspaces\/other.*404 ResourceNotFound/);
  });
});
