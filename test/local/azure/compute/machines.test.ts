import { ComputeManagementClient, type VirtualMachine } from '@azure/arm-compute';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseUpdate } from '../../../../local/azure/compute/machine-update.ts';
import { armClient, armRequest } from '../../../../src/azure/base/arm-request.ts';
import { type RunningCompute, startCompute, template } from './running-compute.ts';

const group = 'rg-research';
let azure: RunningCompute;
let machines: ComputeManagementClient['virtualMachines'];

beforeEach(async () => {
  azure = await startCompute();
  machines = client(azure);
});
afterEach(async () => {
  await azure.close();
});

function client({ connection }: RunningCompute): ComputeManagementClient['virtualMachines'] {
  const { credential, subscriptionId, endpoint, credentialScopes } = connection;
  const options = { endpoint, credentials: { scopes: credentialScopes }, retryOptions: { maxRetries: 0 } };
  return new ComputeManagementClient(credential, subscriptionId, options).virtualMachines;
}

function body(difference: VirtualMachine | object = {}): VirtualMachine {
  return {
    location: template.location,
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
    storageProfile: {
      imageReference: { id: template.images['data-science'] ?? '' },
      osDisk: { createOption: 'FromImage' },
    },
    osProfile: { computerName: 'vm-1', adminUsername: 'dsvmadmin', adminPassword: 'Correct-horse-1' },
    networkProfile: networkWith({ subnet: { id: template.subnetId } }),
    ...difference,
  };
}

function networkWith(ip: object): NonNullable<VirtualMachine['networkProfile']> {
  return {
    networkApiVersion: '2022-11-01',
    networkInterfaceConfigurations: [{ name: 'nic', ipConfigurations: [{ name: 'ip', ...ip }] }],
  };
}

function withKey(path: string, keyData: string): object {
  const linuxConfiguration = { disablePasswordAuthentication: true, ssh: { publicKeys: [{ path, keyData }] } };
  return { computerName: 'vm-1', adminUsername: 'dsvmadmin', linuxConfiguration };
}

async function everything<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

async function made(difference: object = {}): Promise<void> {
  await machines.createOrUpdate(group, 'vm-1', body(difference)).submitted();
  azure.advance(60_000);
}

async function state(): Promise<(string | undefined)[]> {
  const { provisioningState, instanceView } = await machines.get(group, 'vm-1', { expand: 'instanceView' });
  return [provisioningState, ...(instanceView?.statuses ?? []).map(({ code }) => code)];
}

describe('creating a machine', () => {
  it('takes time, and the operation can be followed to its end', async () => {
    azure.knobs.changeMilliseconds = 0;
    const done = await machines.createOrUpdate(group, 'vm-1', body()).pollUntilDone();
    expect(done).toMatchObject({ name: 'vm-1', provisioningState: 'Succeeded' });
    expect(azure.seen.some(({ path }) => path.includes('/locations/westeurope/operations/'))).toBe(true);
  });

  it('accepts a public address, as Azure would', async () => {
    await made({
      networkProfile: networkWith({ subnet: { id: template.subnetId }, publicIPAddressConfiguration: { name: 'pip' } }),
    });
    expect(await state()).toEqual(['Succeeded', 'ProvisioningState/succeeded', 'PowerState/running']);
  });

  it.each([
    ['no network', { networkProfile: undefined }, "Required parameter 'networkProfile' is missing (null)."],
    ['no account', { osProfile: undefined }, "Required parameter 'osProfile' is missing (null)."],
    ['no disk', { storageProfile: undefined }, "Required parameter 'storageProfile' is missing (null)."],
    ['no location', { location: undefined }, 'The location property is required'],
    ['another region', { location: 'northeurope' }, 'must be in one region'],
    [
      'an unknown size',
      { hardwareProfile: { vmSize: 'Standard_Z9' } },
      'The value Standard_Z9 provided for the VM size is not valid',
    ],
    [
      'a weak password',
      { osProfile: { computerName: 'vm-1', adminUsername: 'dsvmadmin', adminPassword: 'correcthorsebattery' } },
      'must have 3 of these',
    ],
    [
      'neither a password nor a key',
      {
        osProfile: {
          computerName: 'vm-1',
          adminUsername: 'dsvmadmin',
          linuxConfiguration: { disablePasswordAuthentication: true },
        },
      },
      'Authentication using either SSH or by user name and password must be enabled',
    ],
    [
      'a key in a place of its own',
      { osProfile: withKey('/etc/keys', 'ssh-ed25519 AAAA') },
      'must be /home/dsvmadmin/.ssh/authorized_keys',
    ],
    [
      'a private key',
      { osProfile: withKey('/home/dsvmadmin/.ssh/authorized_keys', '-----BEGIN') },
      'publicKeys is invalid',
    ],
    [
      'an unknown subnet',
      { networkProfile: networkWith({ subnet: { id: '/subscriptions/x/subnets/none' } }) },
      '/subscriptions/x/subnets/none referenced by the machine was not found',
    ],
    [
      'an unknown image',
      {
        storageProfile: {
          imageReference: { id: '/subscriptions/x/images/none' },
          osDisk: { createOption: 'FromImage' },
        },
      },
      /images\/none|does not have authorization/,
    ],
  ])('is refused with %s', async (_what, difference, message) => {
    await expect(machines.createOrUpdate(group, 'vm-1', body(difference)).submitted()).rejects.toThrow(message);
    await expect(machines.get(group, 'vm-1')).rejects.toThrow('was not found');
  });

  it.each(['sixteen-letters-', '12345', 'with.dot'])(
    'is refused with the Windows computer name %s',
    async (computerName) => {
      const windows = (name: string) =>
        body({
          storageProfile: {
            imageReference: { id: template.images['windows-data-science'] },
            osDisk: { createOption: 'FromImage' },
          },
          osProfile: { computerName: name, adminUsername: 'dsvmadmin', adminPassword: 'Correct-horse-1' },
        });
      await expect(machines.createOrUpdate(group, 'vm-1', windows(computerName)).submitted()).rejects.toMatchObject({
        statusCode: 400,
        code: 'InvalidParameter',
      });
      await machines.createOrUpdate(group, 'vm-1', windows('fifteen-letters')).submitted();
    },
  );

  it('of Windows is refused with a configuration of Linux', async () => {
    const storageProfile = {
      imageReference: { id: template.images['windows-data-science'] },
      osDisk: { createOption: 'FromImage' },
    };
    const osProfile = withKey('/home/dsvmadmin/.ssh/authorized_keys', 'ssh-ed25519 AAAA');
    await expect(
      machines.createOrUpdate(group, 'vm-1', body({ storageProfile, osProfile })).submitted(),
    ).rejects.toThrow(/linuxConfiguration/);
  });

  it('is refused without the right to use the subnet', async () => {
    azure.allowed.delete('microsoft.network/virtualnetworks/subnets/join/action');
    await expect(machines.createOrUpdate(group, 'vm-1', body()).submitted()).rejects.toThrow(
      /does not have authorization to perform action 'Microsoft.Network\/virtualNetworks\/subnets\/join\/action'/,
    );
  });

  it('is refused a gallery image without a version without the right to read the image', async () => {
    azure.allowed.delete('microsoft.compute/galleries/images/read');
    const id = (template.images['data-science'] ?? '').replace(/\/versions\/.*$/, '');
    const storageProfile = { imageReference: { id }, osDisk: { createOption: 'FromImage' } };
    await expect(machines.createOrUpdate(group, 'vm-1', body({ storageProfile })).submitted()).rejects.toThrow(
      /'Microsoft.Compute\/galleries\/images\/read'/,
    );
  });

  it('is refused in another resource group', async () => {
    await expect(machines.createOrUpdate('rg-other', 'vm-1', body()).submitted()).rejects.toThrow(
      "Resource group 'rg-other' could not be found",
    );
  });

  it('does not change the image or the password of a machine that exists', async () => {
    await made();
    await expect(machines.createOrUpdate(group, 'VM-1', body()).submitted()).rejects.toThrow(
      /adminPassword.*not allowed/,
    );
  });
});

describe('when Azure has no machine of that size left', () => {
  it('a creation is accepted and leaves a failed machine without power', async () => {
    azure.knobs.failAllocations = 1;
    await made();
    expect(await state()).toEqual(['Failed', 'ProvisioningState/failed/AllocationFailed']);
    const [powered] = await everything(machines.listAll({ statusOnly: 'true' }));
    expect(powered?.instanceView?.statuses?.map(({ code }) => code)).toEqual([
      'ProvisioningState/failed/AllocationFailed',
    ]);
    await machines.start(group, 'vm-1').submitted();
    azure.advance(60_000);
    expect(await state()).toEqual(['Succeeded', 'ProvisioningState/succeeded', 'PowerState/running']);
  });

  it('a start is accepted and leaves the machine deallocated and failed', async () => {
    await made();
    await machines.deallocate(group, 'vm-1').submitted();
    azure.advance(60_000);
    azure.knobs.failAllocations = 1;
    await machines.start(group, 'vm-1').submitted();
    azure.advance(60_000);
    expect(await state()).toEqual(['Failed', 'ProvisioningState/failed/AllocationFailed', 'PowerState/deallocated']);
  });

  it('whoever follows the operation is told why', async () => {
    azure.knobs.changeMilliseconds = 0;
    azure.knobs.failAllocations = 1;
    await expect(machines.createOrUpdate(group, 'vm-1', body()).pollUntilDone()).rejects.toThrow(/Allocation failed/);
  });
});

describe('a machine that exists', () => {
  it('refuses a second change while the first is running', async () => {
    await made();
    await machines.deallocate(group, 'vm-1').submitted();
    expect(await state()).toEqual(['Updating', 'ProvisioningState/updating', 'PowerState/deallocating']);
    await expect(machines.start(group, 'vm-1').submitted()).rejects.toThrow(/conflicts with one that is still running/);
    azure.advance(60_000);
    await machines.start(group, 'vm-1').submitted();
    expect((await state())[2]).toBe('PowerState/starting');
  });

  it.each([
    ['its account', { osProfile: { computerName: 'vm-2' } }, 409, "Changing property 'osProfile' is not allowed."],
    [
      'its image',
      { storageProfile: { imageReference: { id: '/other' } } },
      409,
      "Changing property 'imageReference' is not allowed.",
    ],
    ['its set', { availabilitySet: { id: '/set' } }, 409, "Changing property 'availabilitySet' is not allowed."],
  ])('does not let %s be patched', async (_what, change, statusCode, message) => {
    await made();
    await expect(machines.update(group, 'vm-1', change).submitted()).rejects.toMatchObject({
      statusCode,
      code: 'PropertyChangeNotAllowed',
      message: expect.stringContaining(message),
    });
    expect(await state()).toEqual(['Succeeded', 'ProvisioningState/succeeded', 'PowerState/running']);
  });

  it('takes a patch that repeats what it is', async () => {
    await made();
    const { storageProfile, networkProfile } = await machines.get(group, 'vm-1');
    if (storageProfile === undefined || networkProfile === undefined) throw new Error('the machine says too little');
    await machines.update(group, 'vm-1', { storageProfile, networkProfile, tags: { a: 'b' } }).submitted();
    expect((await machines.get(group, 'vm-1')).tags).toEqual({ a: 'b' });
  });

  it('refuses rather than ignores what Azure would change and this stand-in cannot', async () => {
    await made();
    for (const change of [{ licenseType: 'RHEL_BYOS' }, { identity: { type: 'SystemAssigned' as const } }]) {
      await expect(machines.update(group, 'vm-1', change).submitted()).rejects.toThrow(
        /stand-in does not change '(licenseType|identity)'/,
      );
    }
  });

  it('does not know members that no machine has', () => {
    const asked = { tags: {}, location: 'westeurope' };
    expect(() => parseUpdate({ properties: { vmSize: 'Standard_D4s_v5' } }, asked)).toThrow(
      "Could not find member 'vmSize' on object of type 'VirtualMachineUpdate'. Path 'properties.vmSize'.",
    );
    expect(() => parseUpdate({ locaton: 'x' }, asked)).toThrow("Could not find member 'locaton'");
  });

  it('restarts when it is resized while running', async () => {
    await made();
    await machines.update(group, 'vm-1', { hardwareProfile: { vmSize: 'Standard_D4s_v5' } }).submitted();
    expect((await state())[2]).toBe('PowerState/starting');
    azure.advance(60_000);
    expect((await machines.get(group, 'vm-1')).hardwareProfile?.vmSize).toBe('Standard_D4s_v5');
  });

  it('refuses a size that the region lacks, and one beyond the quota', async () => {
    await made();
    const resize = (vmSize: string) => machines.update(group, 'vm-1', { hardwareProfile: { vmSize } }).submitted();
    await expect(resize('Standard_Z9')).rejects.toThrow('is not valid');
    azure.knobs.coresQuota = 4;
    await expect(resize('Standard_D8s_v5')).rejects.toThrow(
      'Current limit: 4, current usage: 2, additional required: 6',
    );
  });

  it('is gone after its deletion, which may be asked for twice', async () => {
    await made();
    await machines.delete(group, 'vm-1').submitted();
    azure.advance(60_000);
    await expect(machines.get(group, 'vm-1')).rejects.toThrow('was not found');
    await machines.delete(group, 'vm-1').submitted();
  });

  it('survives a restart of the stand-in, in the middle of a change', async () => {
    await made();
    await machines.deallocate(group, 'vm-1').submitted();
    azure = await azure.restart();
    machines = client(azure);
    azure.advance(180_000);
    expect((await state())[2]).toBe('PowerState/deallocated');
  });

  it('keeps no password', async () => {
    await made();
    expect(JSON.stringify(await machines.get(group, 'vm-1'))).not.toContain('Correct-horse-1');
  });
});

describe('lists', () => {
  it('omit power in the resource group, and size and tags in the power list', async () => {
    await made({ tags: { a: 'b' } });
    const [listed] = await everything(machines.list(group));
    expect(listed).toMatchObject({ tags: { a: 'b' }, hardwareProfile: { vmSize: 'Standard_D2s_v5' } });
    expect(listed?.instanceView).toBeUndefined();
    const [powered] = await everything(machines.listAll({ statusOnly: 'true' }));
    expect(powered?.instanceView?.statuses).toHaveLength(2);
    expect(powered).toMatchObject({ tags: undefined });
    expect(powered?.hardwareProfile).toBeUndefined();
    expect(powered?.id).not.toBe(listed?.id);
    expect(powered?.id?.toLowerCase()).toBe(listed?.id?.toLowerCase());
  });

  it('come in pages, and can come empty as for somebody who may see nothing', async () => {
    for (const name of ['vm-1', 'vm-2', 'vm-3']) await machines.createOrUpdate(group, name, body()).submitted();
    azure.knobs.pageSize = 2;
    for (const list of [() => machines.list(group), () => machines.listAll({ statusOnly: 'true' })]) {
      const sizes: number[] = [];
      for await (const page of list().byPage()) sizes.push(page.length);
      expect(sizes).toEqual([2, 1]);
    }
    azure.knobs.emptyLists = true;
    expect(await everything(machines.list(group))).toEqual([]);
    expect((await machines.get(group, 'vm-3')).name).toBe('vm-3');
  });

  it('may show a new machine late, and so may a read of it', async () => {
    azure.knobs.lagMilliseconds = 120_000;
    await machines.createOrUpdate(group, 'vm-1', body(), { ifNoneMatch: '*' }).submitted();
    expect(await everything(machines.list(group))).toEqual([]);
    await expect(machines.get(group, 'vm-1')).rejects.toMatchObject({ statusCode: 404, code: 'ResourceNotFound' });
    await expect(
      machines.createOrUpdate(group, 'vm-1', body(), { ifNoneMatch: '*' }).submitted(),
    ).rejects.toMatchObject({ statusCode: 412 });
    azure.advance(120_000);
    expect(await everything(machines.list(group))).toHaveLength(1);
  });

  it('of a resource group that is not there are refused, not empty', async () => {
    await expect(everything(machines.list('rg-other'))).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceGroupNotFound',
    });
  });

  it('leave out the tags of a machine that has none', async () => {
    await made();
    const [listed] = await everything(machines.list(group));
    expect(listed).toMatchObject({ name: 'vm-1', tags: undefined });
  });

  it('refuse to expand the instance view without a filter', async () => {
    await expect(everything(machines.list(group, { expand: 'instanceView' }))).rejects.toThrow(/needs a \$filter|400/);
  });

  it('refuse a token for another audience', async () => {
    const { credential, subscriptionId, endpoint } = azure.connection;
    const options = { endpoint, credentials: { scopes: ['https://vault.azure.net/.default'] } };
    const stranger = new ComputeManagementClient(credential, subscriptionId, options).virtualMachines;
    await expect(everything(stranger.list(group))).rejects.toThrow();
  });
});

describe('the metrics of a machine', () => {
  const ask = async (query: Readonly<Record<string, string>>) => {
    const { connection } = azure;
    const arm = armClient(connection, 0);
    const path = `/subscriptions/${connection.subscriptionId}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/vm-1/providers/Microsoft.Insights/metrics`;
    const apiVersion = '2023-10-01';
    const { status, bodyAsText } = await arm.sendRequest(
      armRequest(connection.endpoint, { method: 'GET', path, apiVersion, query }),
    );
    return { status, body: JSON.parse(bodyAsText ?? '') };
  };
  const asked = {
    metricnames: 'Percentage CPU,Network In Total',
    timespan: '2026-06-05T10:00:00Z/2026-06-05T10:10:00Z',
    interval: 'PT5M',
    aggregation: 'Maximum,Total',
  };

  it('are told by name, with a time for each span and the values that were asked for', async () => {
    await made();
    azure.advance(9 * 60_000);
    const { status, body: answered } = await ask(asked);
    expect(status).toBe(200);
    const [cpu, network] = answered.value;
    expect(cpu).toMatchObject({ name: { value: 'Percentage CPU' }, unit: 'Percent', errorCode: 'Success' });
    expect(cpu.timeseries[0].data).toEqual([
      { timeStamp: '2026-06-05T10:00:00.000Z', maximum: 1 },
      { timeStamp: '2026-06-05T10:05:00.000Z', maximum: 1 },
    ]);
    expect(network.timeseries[0].data.map(({ total }: { total: number }) => total)).toEqual([200_000, 250_000]);
  });

  it('are not told of what did not run, and one minute is the usual length of a span', async () => {
    await made();
    const { interval: _none, ...withoutInterval } = asked;
    const { body: answered } = await ask({ ...withoutInterval, aggregation: 'Average' });
    expect(answered.value[0].timeseries[0].data.slice(0, 2)).toEqual([
      { timeStamp: '2026-06-05T10:00:00.000Z' },
      { timeStamp: '2026-06-05T10:01:00.000Z' },
    ]);
  });

  it.each([
    [{ metricnames: 'Percentage GPU' }, /metric: Percentage GPU, Valid metrics: Percentage CPU,/],
    [{ metricnames: Array.from({ length: 21 }, () => 'Percentage CPU').join() }, /limit of 20/],
    [{ interval: 'PT7M' }, /invalid time grain/],
    [{ aggregation: 'Median' }, /Invalid aggregation/],
    [{ timespan: 'yesterday' }, /invalid time span/],
    [{ timespan: '2026-06-05T10:10:00Z/2026-06-05T10:00:00Z' }, /invalid time span/],
    [{ timespan: '2020-06-05T10:00:00Z/2020-06-05T11:00:00Z' }, /kept for 93 days/],
  ])('are refused for %j', async (change, message) => {
    await made();
    const { status, body: answered } = await ask({ ...asked, ...change });
    expect(status).toBe(400);
    expect(answered).toEqual({ code: 'BadRequest', message: expect.stringMatching(message) });
  });

  it('need a right of their own', async () => {
    await made();
    azure.allowed.delete('microsoft.insights/metrics/read');
    expect(await ask(asked)).toMatchObject({ status: 403, body: { error: { code: 'AuthorizationFailed' } } });
  });

  it('outlive a restart', async () => {
    await made();
    azure.advance(9 * 60_000);
    const { body: before } = await ask(asked);
    azure = await azure.restart();
    azure.advance(10 * 60_000);
    expect((await ask(asked)).body.value[0].timeseries[0].data[0]).toEqual(before.value[0].timeseries[0].data[0]);
  });
});
