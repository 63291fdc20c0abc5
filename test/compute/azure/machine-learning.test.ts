import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { azureWorkspace } from '../../../src/compute/azure/machine-learning.ts';
import { type RunningCompute, startCompute } from '../../local/azure/compute/running-compute.ts';
import { workspaceByHand } from '../hands.ts';

const tags = { 'sallyport-project': 'genomics' };
const scale = { minNodes: 0, maxNodes: 4, idleMinutes: 120 };
const cluster = { name: 'cpu', size: 'Standard_DS3_v2', scale, tags };
const instance = {
  name: 'alice-ci',
  size: 'Standard_DS11_v2',
  assignedTo: '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69',
  tags,
};

/** The listed compute with a change in its outer properties. */
function withProperties(item: Readonly<Record<string, unknown>>, change: object): object {
  return { ...item, properties: { ...Object(item['properties']), ...change } };
}

let azure: RunningCompute;
beforeEach(async () => {
  azure = await startCompute();
});
afterEach(async () => {
  await azure.close();
});

function puts(): string[] {
  return azure.seen.filter(({ method }) => method === 'PUT').map(({ body }) => body);
}

describe('azureWorkspace', () => {
  it('creates and rescales a cluster without following the operation', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    expect(await workspace.list()).toEqual({
      clusters: [{ name: 'cpu', size: 'Standard_DS3_v2', scale, nodes: 0, tags, provisioningState: 'Creating' }],
      instances: [],
      others: [],
    });
    azure.advance(60_000);
    await workspace.rescaleCluster('cpu', { ...scale, maxNodes: 8 });
    azure.advance(60_000);
    expect((await workspace.list()).clusters).toMatchObject([
      { scale: { maxNodes: 8, idleMinutes: 120 }, provisioningState: 'Succeeded' },
    ]);
    expect(azure.seen.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'PATCH', 'GET']);
  });

  it('makes nodes without public addresses, remote login and local authentication', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    await workspace.createInstance(instance);
    for (const body of puts()) {
      expect(JSON.parse(body).properties.disableLocalAuth).toBe(true);
      expect(JSON.parse(body).properties.properties.enableNodePublicIp).toBe(false);
      expect(body).not.toContain('"Enabled"');
    }
  });

  it('lets clusters pull images as an identity of their own, and instances have none', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    await workspace.createInstance(instance);
    const [asked, ofInstance] = puts().map((body) => JSON.parse(body).identity);
    expect(Object.keys(asked.userAssignedIdentities)).toEqual([azure.connection.template.machineLearningIdentityId]);
    expect(ofInstance).toBeUndefined();
    azure.allowed.delete('microsoft.managedidentity/userassignedidentities/assign/action');
    await expect(workspace.createCluster({ ...cluster, name: 'gpu' })).rejects.toThrow(/403 AuthorizationFailed/);
  });

  it('gives an instance to its person, stops and starts it', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    const stateAfter = async (change: Promise<void>) => {
      await change;
      azure.advance(60_000);
      return (await workspace.list()).instances[0]?.state;
    };
    expect(await stateAfter(workspace.createInstance(instance))).toBe('Running');
    expect(puts()[0]).toContain(instance.assignedTo);
    expect(await stateAfter(workspace.stopInstance('alice-ci'))).toBe('Stopped');
    expect(await stateAfter(workspace.startInstance('alice-ci'))).toBe('Running');
    expect(await stateAfter(workspace.remove('alice-ci'))).toBeUndefined();
  });

  it.each(['cpu', 'CPU'])('does not overwrite the compute cpu with one called %s, of whatever kind', async (name) => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    azure.seen.length = 0;
    await expect(workspace.createCluster({ ...cluster, name })).rejects.toThrow(
      `Could not create the compute ${name}: A compute of that name exists already, and Azure ML would overwrite it`,
    );
    await expect(workspace.createInstance({ ...instance, name })).rejects.toThrow('exists already');
    expect(puts()).toEqual([]);
  });

  it('creates nothing when Azure does not say whether the compute exists', async () => {
    azure.allowed.delete('microsoft.machinelearningservices/workspaces/computes/read');
    await expect(workspaceByHand(azureWorkspace(azure.connection)).createCluster(cluster)).rejects.toThrow(
      /^Could not create the compute cpu: .*403 AuthorizationFailed/,
    );
    expect(puts()).toEqual([]);
  });

  it('reads every page', async () => {
    azure.knobs.pageSize = 2;
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    for (const name of ['aa', 'bb', 'cc', 'dd', 'ee']) await workspace.createCluster({ ...cluster, name });
    azure.seen.length = 0;
    expect((await workspace.list()).clusters).toHaveLength(5);
    expect(azure.seen).toHaveLength(3);
  });

  it.each([
    ['null', null],
    ['missing', undefined],
    ['empty', {}],
    ['of another form', { vmSize: 7, scaleSettings: { maxNodeCount: 'many' }, state: 5 }],
  ])('lists a compute whose inner properties are %s, beside the others', async (_what, properties) => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    await workspace.createInstance(instance);
    await workspace.createCluster({ ...cluster, name: 'gpu' });
    azure.alterLists((item) => (item['name'] === 'gpu' ? item : withProperties(item, { properties })));
    const creating = { tags, provisioningState: 'Creating' };
    expect(await workspace.list()).toEqual({
      clusters: [
        { name: 'cpu', size: undefined, scale: undefined, nodes: undefined, ...creating },
        { name: 'gpu', size: 'Standard_DS3_v2', scale, nodes: 0, ...creating },
      ],
      instances: [{ name: 'alice-ci', size: undefined, state: 'Unknown', ...creating }],
      others: [],
    });
  });

  it.each([
    ['P2W', undefined],
    ['soon', undefined],
    [null, { ...scale, idleMinutes: 2 }],
  ])('does not stop at an idle time of %s', async (nodeIdleTimeBeforeScaleDown, read) => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    const scaleSettings = { minNodeCount: 0, maxNodeCount: 4, nodeIdleTimeBeforeScaleDown };
    azure.alterLists((item) => withProperties(item, { properties: { vmSize: 'Standard_DS3_v2', scaleSettings } }));
    expect((await workspace.list()).clusters).toMatchObject([{ name: 'cpu', size: 'Standard_DS3_v2', scale: read }]);
  });

  it('takes a compute of which Azure says next to nothing for one of another kind, which occupies its name', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    for (const name of ['aa', 'bb', 'cc']) await workspace.createCluster({ ...cluster, name });
    azure.alterLists((item) => {
      if (item['name'] === 'aa') return { ...item, properties: null };
      return item['name'] === 'bb' ? withProperties(item, { computeType: 'Kubernetes', properties: null }) : item;
    });
    expect(await workspace.list()).toMatchObject({ clusters: [{ name: 'cc' }], others: ['aa', 'bb'] });
  });

  it('lists a compute without tags, or whose state Azure does not give', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    azure.alterLists((item) => ({ ...withProperties(item, { provisioningState: null }), tags: null }));
    expect((await workspace.list()).clusters).toMatchObject([{ tags: {}, provisioningState: 'Unknown' }]);
  });

  it('names the entry and what is wrong with it when even the name is missing', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createCluster(cluster);
    azure.alterLists(({ name: _name, ...item }) => item);
    await expect(workspace.list()).rejects.toThrow(
      /^Could not list the computes of the workspace mlw-research: .*computes\/cpu.*name.*expected string/,
    );
  });

  it.each([
    ['a cluster of a size that the region lacks', { ...cluster, size: 'Standard_X1' }, /VM size is not valid/],
    ['a bad name', { ...cluster, name: 'cpu-1' }, /The compute name 'cpu-1' is invalid/],
  ])('says why %s was refused', async (_what, wrong, message) => {
    await expect(workspaceByHand(azureWorkspace(azure.connection)).createCluster(wrong)).rejects.toThrow(message);
  });

  it('says that an instance’s name must be the only one in the region when it is taken there', async () => {
    azure.knobs.instancesElsewhere = ['alice-ci'];
    await expect(workspaceByHand(azureWorkspace(azure.connection)).createInstance(instance)).rejects.toThrow(
      /^Could not create the compute alice-ci: Compute name 'alice-ci' is not available.*outside this workspace.*the whole region.*choose another name.*400/,
    );
  });

  it('says in one line why a compute failed, also when only its kind does, and nothing that is no error', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createInstance(instance);
    const failures = async (change: object) => {
      azure.alterLists((item) => withProperties(item, change));
      return (await workspace.list()).instances.map(({ failure }) => failure);
    };
    const error = { code: 'StartFailed', message: 'No room.\nActivity 1.' };
    expect(await failures({ provisioningErrors: [{ error }] })).toEqual(['StartFailed: No room.']);
    expect(await failures({ provisioningErrors: null, properties: { errors: [{ error }] } })).toEqual([
      'StartFailed: No room.',
    ]);
    expect(await failures({ provisioningErrors: [{ error: { code: 'Long', message: 'x'.repeat(999) } }] })).toEqual([
      `Long: ${'x'.repeat(294)}`,
    ]);
    expect(await failures({ provisioningErrors: 'none', properties: { errors: [{}] } })).toEqual([undefined]);
  });

  it('reads the quotas of families, of its own workspace in them, and of the region', async () => {
    const base = '/subscriptions/one/resourceGroups';
    const usages = 'usages/Standard_DSv2_Family_Cluster_Dedicated_vCPUs';
    const services = 'providers/Microsoft.MachineLearningServices/workspaces';
    const inWorkspace = (id: string, limit: number) => {
      const value = 'Standard DSv2 Family Cluster Dedicated vCPUs';
      const type = 'Microsoft.MachineLearningServices/workspaces/usages';
      return { id: `${base}/${id}`, type, limit, currentValue: 2, name: { value } };
    };
    const others = [
      inWorkspace(`RG-research/${services}/MLW-research/${usages}`, 7),
      inWorkspace(`rg-research/${services}/mlw-other/${usages}`, 1),
      inWorkspace(`rg-research/${services}/mlw-research/computes/cpu/${usages}`, 1),
      { ...inWorkspace(`rg-research/${services}/mlw-research/${usages}`, -1) },
      { ...inWorkspace('x', 3), name: { value: 'Standard DSv2 Family Cluster LowPriority vCPUs' } },
    ];
    azure.alterLists((item) => {
      const isOther = 'currentValue' in item && !/Total|DSv2/.test(Object(item['name']).value);
      return isOther ? (others.shift() ?? item) : item;
    });
    const { sizes, quotas } = await workspaceByHand(azureWorkspace(azure.connection)).quotas();
    const { countedBy = [] } = sizes.get('standard_ds3_v2') ?? {};
    expect(quotas.filter(({ name }) => countedBy.includes(name))).toEqual([
      { name: 'Total Cluster Dedicated Regional vCPUs', limit: 100, used: 0 },
      { name: 'Standard DSv2 Family Cluster Dedicated vCPUs of the workspace mlw-research', limit: 7, used: 2 },
      { name: 'Standard DSv2 Family Cluster Dedicated vCPUs', limit: 100, used: 0 },
    ]);
  });

  it('says that the workspace does not exist', async () => {
    const elsewhere = workspaceByHand(azureWorkspace({ ...azure.connection, workspace: 'other' }));
    await expect(elsewhere.list()).rejects.toThrow(/workspaces\/other.*404 ResourceNotFound/);
  });

  it('gives an instance its idle time when it is made, and another one at once', async () => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createInstance({ ...instance, idleMinutes: 90 });
    azure.advance(60_000);
    await workspace.limitInstance('alice-ci', 45);
    expect(JSON.parse(puts()[0] ?? '').properties.properties.idleTimeBeforeShutdown).toBe('PT90M');
    const { path, body } = azure.seen.at(-1) ?? {};
    expect(path).toMatch(/\/computes\/alice-ci\/updateIdleShutdownSetting\?api-version=2025-12-01$/);
    expect(JSON.parse(body ?? '')).toEqual({ idleTimeBeforeShutdown: 'PT45M' });
    azure.allowed.delete('microsoft.machinelearningservices/workspaces/computes/updateidleshutdownsetting/action');
    await expect(workspace.limitInstance('alice-ci', 30)).rejects.toThrow(/403 AuthorizationFailed/);
  });

  it.each([
    ['PT1H30M', 90],
    ['P1D', 1440],
    ['soon', undefined],
    [null, undefined],
  ])('reads an idle time of %s as %s minutes', async (idleTimeBeforeShutdown, idleMinutes) => {
    const workspace = workspaceByHand(azureWorkspace(azure.connection));
    await workspace.createInstance(instance);
    azure.alterLists((item) =>
      withProperties(item, {
        properties: { ...Object(Object(item['properties']).properties), idleTimeBeforeShutdown },
      }),
    );
    expect((await workspace.list()).instances[0]?.idleMinutes).toBe(idleMinutes);
  });
});
