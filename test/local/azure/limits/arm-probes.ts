import { randomUUID } from 'node:crypto';
import { keyVaultLimits } from '../../../../local/azure/limits/key-vault.ts';
import { machineLearningLimits } from '../../../../local/azure/limits/machine-learning.ts';
import { machineLimits } from '../../../../local/azure/limits/machines.ts';
import { resourceManagerLimits } from '../../../../local/azure/limits/resource-manager.ts';
import type { VmTemplate } from '../../../../src/compute/domain/vm-template.ts';
import { type Answer, ask, type Probes } from './ask.ts';

/** Where Resource Manager is asked, and what machines are made from there. */
export interface ArmPlace {
  readonly armUrl: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly workspace: string;
  readonly template: VmTemplate;
  readonly token: string;
}

type Change = Readonly<Record<string, unknown>>;

/** Asks Resource Manager, Azure Compute and Azure Machine Learning of the limits. */
export function armProbes(
  place: ArmPlace,
): Readonly<Record<'resourceManager' | 'machines' | 'machineLearning', Probes>> {
  const { armUrl, subscription, resourceGroup, workspace, template, token } = place;
  const group = `${armUrl}/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers`;
  const authorized = { authorization: `Bearer ${token}` };
  const put = (path: string, body: object, version: string): Promise<Answer> =>
    ask(`${group}/${path}?api-version=${version}`, {
      method: 'PUT',
      headers: { ...authorized, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const fresh = (): string => `m${randomUUID().slice(0, 13).replace(/-/g, 'x')}`;
  const machine = (change: { name?: string; tags?: Change; osProfile?: Change; more?: Change } = {}): Promise<Answer> =>
    put(
      `Microsoft.Compute/virtualMachines/${encodeURIComponent(change.name ?? fresh())}`,
      machineOf(template, change),
      '2026-04-01',
    );
  const named = (computerName: string): Promise<Answer> => machine({ osProfile: { computerName } });
  const administered = (adminUsername: string): Promise<Answer> =>
    machine({ osProfile: { adminUsername, adminPassword: 'Abcdef1!' } });
  const secured = (adminPassword: string): Promise<Answer> => machine({ osProfile: { adminPassword } });
  const compute = (name: string, computeType: string, properties: Change): Promise<Answer> =>
    put(
      `Microsoft.MachineLearningServices/workspaces/${workspace}/computes/${name}`,
      {
        location: template.location,
        properties: { computeType, properties: { vmSize: 'Standard_D2s_v5', ...properties } },
      },
      '2025-12-01',
    );
  const cluster = (name: string, maxNodeCount = 1, minNodeCount = 0): Promise<Answer> =>
    compute(name, 'AmlCompute', { scaleSettings: { maxNodeCount, minNodeCount } });
  const instance = (name: string, idleTimeBeforeShutdown = 'PT1H'): Promise<Answer> =>
    compute(name, 'ComputeInstance', { idleTimeBeforeShutdown });
  const list = (query: string): Promise<Answer> =>
    ask(`${group}/Microsoft.Compute/virtualMachines${query}`, { headers: authorized });
  const tagsOf = (count: number): Change =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`t${at}`, 'x']));
  const { tags, tagName, tagValue } = resourceManagerLimits;
  const windows = 'the laptop has no image of Windows';
  const windowsImage = { storageProfile: { imageReference: { id: '/images/windows/versions/1' } } };
  const password = (length: number): string => `aA1${'x'.repeat(length - 3)}`;
  const { clusterName, instanceName, nodes } = machineLearningLimits;
  return {
    resourceManager: {
      tags: {
        taken: () => machine({ tags: tagsOf(tags.most) }),
        refused: () => machine({ tags: tagsOf(tags.most + 1) }),
      },
      tagName: {
        taken: () => machine({ tags: { ['n'.repeat(tagName.most)]: '' } }),
        refused: () => machine({ tags: { ['n'.repeat(tagName.most + 1)]: '' } }),
      },
      tagValue: {
        taken: () => machine({ tags: { t: 'v'.repeat(tagValue.most) } }),
        refused: () => machine({ tags: { t: 'v'.repeat(tagValue.most + 1) } }),
      },
      tagCharacters: {
        taken: () => machine({ tags: { 'cost:centre+*#': '<>/' } }),
        refused: () => machine({ tags: { 'cost/centre': '1' } }),
      },
      tagCase: {
        taken: () => machine({ tags: { one: '1', two: '2' } }),
        refused: () => machine({ tags: { one: '1', One: '2' } }),
      },
      apiVersion: { taken: () => list('?api-version=2024-07-01'), refused: () => list('?api-version=2024-07-02') },
      apiVersionForm: { taken: () => list('?api-version=2024-07-01'), refused: () => list('?api-version=newest') },
      apiVersionGiven: { taken: () => list('?api-version=2024-07-01'), refused: () => list('') },
    },
    machines: {
      name: {
        taken: () => machine({ name: 'n'.repeat(machineLimits.name.most) }),
        refused: () => machine({ name: 'n'.repeat(machineLimits.name.most + 1) }),
      },
      nameForm: { taken: () => machine({ name: 'a_b.c-d' }), refused: () => machine({ name: 'a*b' }) },
      computerName: { taken: () => named('c'.repeat(64)), refused: () => named('c'.repeat(65)) },
      computerNameForm: { taken: () => named('123'), refused: () => named('a@b') },
      windowsName: {
        taken: windows,
        refused: () => machine({ osProfile: withPassword('w'.repeat(16)), more: windowsImage }),
      },
      windowsDigits: { taken: windows, refused: () => machine({ osProfile: withPassword('123'), more: windowsImage }) },
      userName: { taken: () => administered('u'.repeat(64)), refused: () => administered('u'.repeat(65)) },
      userNameTaken: { taken: () => administered('researcher'), refused: () => administered('Support') },
      password: { taken: () => secured(password(72)), refused: () => secured(password(73)) },
      shortPassword: { taken: () => secured(password(6)), refused: () => secured(password(5)) },
      customData: {
        taken: () => machine({ osProfile: { customData: Buffer.alloc(65_535).toString('base64') } }),
        refused: () => machine({ osProfile: { customData: Buffer.alloc(65_536).toString('base64') } }),
      },
      property: {
        taken: () => machine({ more: { licenseType: 'None' } }),
        refused: () => machine({ more: { licenceType: 'None' } }),
      },
    },
    machineLearning: {
      nodes: { taken: () => cluster('c-most', nodes.most), refused: () => cluster('c-more', nodes.most + 1) },
      fewestNodes: { taken: () => cluster('c-equal', 1, 1), refused: () => cluster('c-fewer', 1, 2) },
      clusterName: {
        taken: () => cluster('c'.repeat(clusterName.most)),
        refused: () => cluster('c'.repeat(clusterName.most + 1)),
      },
      instanceName: {
        taken: () => instance('i'.repeat(instanceName.most)),
        refused: () => instance('i'.repeat(instanceName.most + 1)),
      },
      shortInstanceName: { taken: () => instance('abc'), refused: () => instance('ab') },
      idle: { taken: () => instance('i-late', 'P3D'), refused: () => instance('i-later', 'P3DT1M') },
      shortestIdle: { taken: () => instance('i-soon', 'PT15M'), refused: () => instance('i-sooner', 'PT14M') },
    },
  };
}

const withPassword = (computerName: string): Change => ({ computerName, adminPassword: 'Abcdefgh1!' });

function machineOf(
  template: VmTemplate,
  { tags, osProfile, more }: { tags?: Change; osProfile?: Change; more?: Change },
): object {
  const key = { path: '/home/researcher/.ssh/authorized_keys', keyData: `ssh-ed25519 ${'A'.repeat(68)}` };
  const linuxConfiguration = { disablePasswordAuthentication: true, ssh: { publicKeys: [key] } };
  const account = { computerName: 'computer', adminUsername: 'researcher', ...osProfile };
  return {
    location: template.location,
    ...(tags === undefined ? {} : { tags }),
    properties: {
      hardwareProfile: { vmSize: 'Standard_D2s_v5' },
      storageProfile: {
        imageReference: { id: Object.values(template.images)[0] },
        osDisk: { createOption: 'FromImage' },
      },
      osProfile: 'adminPassword' in account ? account : { ...account, linuxConfiguration },
      networkProfile: {
        networkApiVersion: '2022-11-01',
        networkInterfaceConfigurations: [
          {
            name: 'nic',
            properties: { ipConfigurations: [{ name: 'internal', properties: { subnet: { id: template.subnetId } } }] },
          },
        ],
      },
      ...(more !== undefined && 'storageProfile' in more ? { storageProfile: windowsDisk } : more),
    },
  };
}

const windowsDisk = {
  imageReference: { id: '/subscriptions/s/images/windows/versions/1' },
  osDisk: { createOption: 'FromImage' },
};

/** Asks Key Vault of the limits. */
export function vaultProbes(vaultUrl: string, token: string): Probes {
  const get = (path: string): Promise<Answer> =>
    ask(`${vaultUrl}/secrets/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const version = 'api-version=7.5';
  const { name, page } = keyVaultLimits;
  return {
    name: {
      taken: 'the app has no role on such a secret',
      refused: () => get(`${'s'.repeat(name.most + 1)}?${version}`),
    },
    nameForm: { taken: () => get(`session-key?${version}`), refused: () => get(`session_key?${version}`) },
    page: {
      taken: () => get(`session-key/versions?maxresults=${page.most}&${version}`),
      refused: () => get(`session-key/versions?maxresults=${page.most + 1}&${version}`),
    },
    apiVersion: {
      taken: () => get('session-key?api-version=2026-04-01'),
      refused: () => get('session-key?api-version=2026-04-02'),
    },
  };
}
