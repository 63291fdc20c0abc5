import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { azureMachines } from '../../../src/compute/azure/compute.ts';
import { type RunningCompute, startCompute } from '../../local/azure/compute/running-compute.ts';
import { machinesByHand } from '../hands.ts';

const wanted = {
  name: 'dsvm-1',
  size: 'Standard_D4s_v5',
  image: 'data-science',
  tags: { 'sallyport-project': 'genomics' },
};

let azure: RunningCompute;
beforeEach(async () => {
  azure = await startCompute();
});
afterEach(async () => {
  await azure.close();
});

describe('azureMachines', () => {
  it('creates a machine without waiting for it, and sees it come up', async () => {
    const machines = machinesByHand(azureMachines(azure.connection));
    await machines.create(wanted);
    expect(await machines.list()).toMatchObject([
      { name: 'dsvm-1', size: 'Standard_D4s_v5', provisioningState: 'Creating', tags: wanted.tags },
    ]);
    expect([...(await machines.statuses()).values()].map(({ power }) => power)).toEqual(['starting']);
    azure.advance(60_000);
    expect(await machines.list()).toMatchObject([{ provisioningState: 'Succeeded' }]);
    expect([...(await machines.statuses()).values()].map(({ power }) => power)).toEqual(['running']);
    expect(azure.seen.filter(({ path }) => path.includes('/operations/'))).toEqual([]);
  });

  it('never asks for a public address, and lets disk and network interface go with the machine', async () => {
    await machinesByHand(azureMachines(azure.connection)).create(wanted);
    const body = azure.seen.find(({ method }) => method === 'PUT')?.body ?? '';
    expect(body).not.toMatch(/public(?!Keys)/i);
    expect(JSON.parse(body).properties.networkProfile.networkInterfaceConfigurations[0].properties.deleteOption).toBe(
      'Delete',
    );
    expect(JSON.parse(body).properties.storageProfile.osDisk.deleteOption).toBe('Delete');
  });

  it('makes a Linux machine that takes no password, and whose key nobody has', async () => {
    const machines = machinesByHand(azureMachines(azure.connection));
    await machines.create(wanted);
    await machines.create({ ...wanted, name: 'dsvm-2' });
    const accounts = azure.seen
      .filter(({ method }) => method === 'PUT')
      .map(({ body }) => JSON.parse(body).properties.osProfile);
    for (const account of accounts) {
      expect(account.adminPassword).toBeUndefined();
      expect(account.linuxConfiguration.disablePasswordAuthentication).toBe(true);
    }
    const keys = accounts.map((account): string => account.linuxConfiguration.ssh.publicKeys[0].keyData);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43} dsvm-[12]$/);
  });

  it('encrypts a machine at its host and starts it from signed code only', async () => {
    await machinesByHand(azureMachines(azure.connection)).create(wanted);
    const body = azure.seen.find(({ method }) => method === 'PUT')?.body ?? '';
    expect(JSON.parse(body).properties.securityProfile).toEqual({
      securityType: 'TrustedLaunch',
      encryptionAtHost: true,
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    });
  });

  it('does not overwrite a machine that is there already', async () => {
    const machines = machinesByHand(azureMachines(azure.connection));
    await machines.create(wanted);
    await expect(machines.create(wanted)).rejects.toThrow(
      "Could not create the virtual machine dsvm-1: The virtual machine 'dsvm-1' exists already. (412 PreconditionFailed)",
    );
  });

  it('names the images it has when one is unknown, and sends nothing', async () => {
    const creation = machinesByHand(azureMachines(azure.connection)).create({ ...wanted, image: 'windows-95' });
    await expect(creation).rejects.toThrow("The deployment has no image 'windows-95'; it has data-science");
    expect(azure.seen).toEqual([]);
  });

  it('starts, deallocates, resizes, retags and deletes', async () => {
    const machines = machinesByHand(azureMachines(azure.connection));
    azure.compute.seed({ ...wanted, power: 'deallocated', imageId: 'x' });
    const then = async (change: Promise<void>) => {
      await change;
      azure.advance(60_000);
      const [machine] = await machines.list();
      return { size: machine?.size, tags: machine?.tags, power: [...(await machines.statuses()).values()][0]?.power };
    };
    expect(await then(machines.resize('dsvm-1', 'Standard_D8s_v5'))).toMatchObject({ size: 'Standard_D8s_v5' });
    expect(await then(machines.start('dsvm-1'))).toMatchObject({ power: 'running' });
    expect(await then(machines.retag('dsvm-1', { only: 'this' }))).toMatchObject({ tags: { only: 'this' } });
    expect(await then(machines.deallocate('dsvm-1'))).toMatchObject({ power: 'deallocated' });
    expect(await then(machines.remove('dsvm-1'))).toEqual({ size: undefined, tags: undefined, power: undefined });
  });

  it('reads every page of both lists, and asks for no machine by itself', async () => {
    azure.knobs.pageSize = 10;
    for (let number = 0; number < 25; number += 1) {
      azure.compute.seed({ ...wanted, name: `vm-${number}`, power: 'running', imageId: 'x' });
    }
    const machines = machinesByHand(azureMachines(azure.connection));
    expect(await machines.list()).toHaveLength(25);
    expect((await machines.statuses()).size).toBe(25);
    expect(azure.seen).toHaveLength(6);
  });

  it('lists a machine of which Azure leaves much out, beside the others', async () => {
    azure.compute.seed({ ...wanted, power: 'running', imageId: 'x' });
    azure.compute.seed({ ...wanted, name: 'dsvm-2', power: 'running', imageId: 'x' });
    azure.alterLists((item) => (item['name'] === 'dsvm-1' ? { ...item, tags: null, properties: null } : item));
    const machines = machinesByHand(azureMachines(azure.connection));
    expect(await machines.list()).toMatchObject([
      { name: 'dsvm-1', size: undefined, tags: {}, provisioningState: 'Unknown' },
      { name: 'dsvm-2', size: 'Standard_D4s_v5', tags: wanted.tags, provisioningState: 'Succeeded' },
    ]);
    expect([...(await machines.statuses()).values()].map(({ power }) => power)).toEqual(['unknown', 'running']);
  });

  it('does not stop at a machine of somebody else that has no id or no code in its state', async () => {
    for (const name of ['vm-1', 'vm-2', 'vm-3']) {
      azure.compute.seed({ ...wanted, name, power: 'running', imageId: 'x' });
    }
    azure.alterLists((item) => {
      if (item['name'] === 'vm-1') return { ...item, id: undefined };
      const odd = { instanceView: { statuses: [{ level: 'Info' }] } };
      return item['name'] === 'vm-2' ? { ...item, properties: odd } : item;
    });
    expect(
      [...(await machinesByHand(azureMachines(azure.connection)).statuses()).values()].map(({ power }) => power),
    ).toEqual(['unknown', 'running']);
  });

  it('names the entry and what is wrong with it when even the name is missing', async () => {
    azure.compute.seed({ ...wanted, power: 'running', imageId: 'x' });
    azure.alterLists(({ name: _name, ...item }) => item);
    await expect(machinesByHand(azureMachines(azure.connection)).list()).rejects.toThrow(
      /^Could not list the virtual machines: .*virtualMachines\/dsvm-1.*name.*expected string/,
    );
  });

  it('tells the very version of an image whose newest one was asked for, and none where Azure names none', async () => {
    const images = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images';
    const references: Record<string, unknown> = {
      'vm-1': { id: `${images}/dsvm`, exactVersion: '1.2.3' },
      'vm-2': { id: `${images}/dsvm` },
      'vm-3': null,
      'vm-4': { publisher: 'microsoft-dsvm', version: 'latest', exactVersion: '25.06.18' },
    };
    for (const name of Object.keys(references)) azure.compute.seed({ ...wanted, name, power: 'running', imageId: 'x' });
    azure.alterLists((item) => ({
      ...item,
      properties: { storageProfile: { imageReference: references[String(item['name'])] } },
    }));
    const found = await machinesByHand(azureMachines(azure.connection)).list();
    expect(found.map(({ image }) => image)).toEqual([
      { version: '1.2.3', id: `${images}/dsvm/versions/1.2.3` },
      undefined,
      undefined,
      { version: '25.06.18', date: '2025-06-18T00:00:00.000Z' },
    ]);
  });

  it('says that it may not look at an image', async () => {
    azure.allowed.delete('microsoft.compute/galleries/images/versions/read');
    const id = azure.connection.template.images['data-science'] ?? '';
    await expect(machinesByHand(azureMachines(azure.connection)).imagePublished(id)).rejects.toThrow(
      /^Could not look up when the image .*1\.0\.0 was published: .*403 AuthorizationFailed/,
    );
  });

  it('tells a missing permission from an empty list', async () => {
    azure.allowed.delete('microsoft.compute/virtualmachines/read');
    await expect(machinesByHand(azureMachines(azure.connection)).list()).rejects.toThrow(/403 AuthorizationFailed/);
  });

  it('says in words that the quota is used up', async () => {
    azure.knobs.coresQuota = 3;
    await expect(machinesByHand(azureMachines(azure.connection)).create(wanted)).rejects.toThrow(
      /exceeding approved Total Regional Cores quota.*409 OperationNotAllowed/,
    );
  });

  it('reads quotas without regard to case, and knows nothing of a size that offers a part of its cores', async () => {
    azure.alterLists((item) => {
      const { name, family, capabilities } = item;
      if (name === 'Standard_E8s_v5')
        return { ...item, capabilities: [...Object(capabilities).slice(0, 1), { name: 'vCPUsAvailable', value: '4' }] };
      if (name === 'Standard_F8s_v2')
        return { ...item, family: 'StandardFSv2family', capabilities: Object(capabilities).slice(0, 1) };
      if (name === 'Standard_D2s_v5') return { name, family };
      return item;
    });
    const { sizes } = await machinesByHand(azureMachines(azure.connection)).quotas();
    expect(sizes.get('standard_f8s_v2')).toEqual({ cores: 8, countedBy: ['standardFSv2Family', 'cores'] });
    expect([sizes.get('standard_e8s_v5'), sizes.get('standard_d2s_v5')]).toEqual([undefined, undefined]);
  });

  it('comes through a throttled answer', async () => {
    azure.fault({ service: 'arm', path: 'virtualMachines', times: 1, kind: 'throttle', milliseconds: 0 });
    expect(await machinesByHand(azureMachines(azure.connection)).list()).toEqual([]);
    expect(azure.seen).toHaveLength(2);
  });

  it('reads three metrics of a machine in one request, and nothing else of it', async () => {
    azure.compute.seed({ ...wanted, power: 'running', imageId: 'x' });
    const load = await machinesByHand(azureMachines(azure.connection)).load('dsvm-1', lastHour());
    expect(load).toHaveLength(12);
    expect(load.at(-1)).toEqual({ at: '2026-06-05T09:55:00.000Z', cpuPercent: 1, networkBytes: 500_000 });
    expect(azure.seen).toHaveLength(1);
    const { searchParams, pathname } = new URL(azure.seen[0]?.path ?? '', azure.connection.endpoint);
    expect(pathname).toMatch(/\/virtualMachines\/dsvm-1\/providers\/Microsoft\.Insights\/metrics$/);
    expect(searchParams.get('metricnames')).toBe('Percentage CPU,Network In Total,Network Out Total');
  });

  it.each([
    ['no series', { timeseries: [] }],
    ['a series without points', { timeseries: [{ data: [] }] }],
    ['points without values', { timeseries: [{ data: [{ timeStamp: '2026-06-05T09:55:00Z' }] }] }],
    ['something else', { timeseries: 'none' }],
  ])('knows nothing of a machine of whose network there is %s', async (_what, odd) => {
    azure.compute.seed({ ...wanted, power: 'running', imageId: 'x' });
    azure.alterLists((item) => (JSON.stringify(item).includes('Network In Total') ? { ...item, ...odd } : item));
    const load = await machinesByHand(azureMachines(azure.connection)).load('dsvm-1', lastHour());
    expect(load.at(-1)).toEqual({ at: '2026-06-05T09:55:00.000Z', cpuPercent: 1, networkBytes: undefined });
  });

  it('says in Azure Monitor’s words what it refuses, and what is missing', async () => {
    azure.compute.seed({ ...wanted, power: 'running', imageId: 'x' });
    const { load } = machinesByHand(azureMachines(azure.connection));
    const { from, until } = lastHour();
    await expect(load('dsvm-1', { from: until, until: from })).rejects.toThrow(
      /^Could not read the load of the virtual machine dsvm-1: Detected invalid time span input.*\(400 BadRequest\)$/,
    );
    azure.allowed.delete('microsoft.insights/metrics/read');
    await expect(load('dsvm-1', { from, until })).rejects.toThrow(/403 AuthorizationFailed/);
  });
});

function lastHour() {
  const until = azure.now();
  return { from: new Date(until.getTime() - 60 * 60_000), until };
}
