import type { ComputeManagementClient, NetworkProfile, StorageProfile, VirtualMachine } from '@azure/arm-compute';
import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { answeredTags, answeredText, failureText, readAnswer } from '../../azure/base/answer.ts';
import { attempt } from '../../azure/base/service-error.ts';
import { lazily } from '../../domain/base/reading/lazily.ts';
import { imageOf } from '../domain/image-age.ts';
import type { MachinePower, MachineStatus } from '../domain/kinds/machine.ts';
import type { StepsOf } from '../domain/kinds.ts';
import type { VmTemplate } from '../domain/vm-template.ts';
import type { ListedMachine, MachinePort } from '../ports/compute.ts';
import { machineQuotas, machineSizes } from './core-quotas.ts';
import { ephemeralSshKey } from './ephemeral-ssh-key.ts';
import { imagePublished } from './image-version.ts';
import { machineLoad } from './machine-load.ts';

export interface ComputeOptions {
  /** Resource Manager's address, such as https://management.azure.com. */
  readonly endpoint: string;
  /** Audience of the token, such as https://management.azure.com/.default; the SDK would always take the public one. */
  readonly credentialScopes: readonly string[];
  readonly credential: TokenCredential;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly template: VmTemplate;
}

/** The virtual machines of a resource group, through Azure's own SDK. The SDK is loaded at the first call: it is large, and most invocations need none. */
export function azureMachines(options: ComputeOptions): MachinePort {
  const { resourceGroup, template } = options;
  const client = lazily(() => connect(options));
  const machines = async () => (await client()).virtualMachines;
  const sizes = lazily(async () => await machineSizes(await client(), template.location));
  return {
    list: () => attempt('list the virtual machines', async () => listed((await machines()).list(resourceGroup))),
    statuses: () =>
      attempt('list the power states of the subscription', async () =>
        statusesIn((await machines()).listAll({ statusOnly: 'true' })),
      ),
    imagePublished: imagePublished(options),
    quotas: () =>
      attempt('look up the quotas of machines', async () =>
        machineQuotas(await client(), template.location, await sizes()),
      ),
    load: machineLoad(options),
    take: (step) => takeStep(step, options, machines),
  };
}

interface Begun {
  submitted(): Promise<void>;
}

type Machines = ComputeManagementClient['virtualMachines'];

function takeStep(
  step: StepsOf['machine'],
  { resourceGroup, template }: ComputeOptions,
  machines: () => Promise<Machines>,
): Promise<void> {
  const { name } = step;
  const submit = (verb: string, change: (vms: Machines) => Begun) =>
    attempt(`${verb} the virtual machine ${name}`, async () => change(await machines()).submitted());
  switch (step.kind) {
    case 'create-machine':
      return submit('create', (vms) =>
        vms.createOrUpdate(resourceGroup, name, newMachine(step, template), { ifNoneMatch: '*' }),
      );
    case 'start-machine':
      return submit('start', (vms) => vms.start(resourceGroup, name));
    case 'deallocate-machine':
      return submit('deallocate', (vms) => vms.deallocate(resourceGroup, name));
    case 'resize-machine':
      return submit('resize', (vms) => vms.update(resourceGroup, name, { hardwareProfile: { vmSize: step.to } }));
    case 'retag-machine':
      return submit('change the tags of', (vms) => vms.update(resourceGroup, name, { tags: { ...step.tags } }));
    case 'delete-machine':
      return submit('delete', (vms) => vms.delete(resourceGroup, name));
  }
}

async function connect(options: ComputeOptions): Promise<ComputeManagementClient> {
  const { ComputeManagementClient: Client } = await import('@azure/arm-compute');
  return new Client(options.credential, options.subscriptionId, {
    endpoint: options.endpoint,
    credentials: { scopes: [...options.credentialScopes] },
  });
}

const imageReference = z
  .object({ id: answeredText, publisher: answeredText, version: answeredText, exactVersion: answeredText })
  .catch({});

/** Only id and name are certain: Azure leaves out much of a machine that it is still making. */
const listedMachine = z
  .object({
    id: z.string(),
    name: z.string(),
    tags: answeredTags,
    provisioningState: z.string().catch('Unknown'),
    hardwareProfile: z.object({ vmSize: answeredText }).catch({}),
    storageProfile: z.object({ imageReference }).catch({ imageReference: {} }),
  })
  .transform(({ hardwareProfile, storageProfile, ...machine }) => ({
    ...machine,
    size: hardwareProfile.vmSize,
    image: imageOf(storageProfile.imageReference),
  }));

async function listed(machines: AsyncIterable<VirtualMachine>): Promise<ListedMachine[]> {
  const found: ListedMachine[] = [];
  for await (const one of machines)
    found.push(readAnswer(`the virtual machine ${one.id ?? one.name ?? 'without a name'}`, listedMachine, one));
  return found;
}

/** The whole subscription is in this list, so a machine of somebody else must not stop it. */
const listedStatuses = z.array(z.object({ code: answeredText, message: answeredText })).catch([]);
const machineWithStatus = z.object({
  id: answeredText,
  instanceView: z.object({ statuses: listedStatuses }).catch({ statuses: [] }),
});

async function statusesIn(machines: AsyncIterable<VirtualMachine>): Promise<ReadonlyMap<string, MachineStatus>> {
  const statuses = new Map<string, MachineStatus>();
  for await (const machine of machines) {
    const { id, instanceView } = machineWithStatus.parse(machine);
    if (id !== undefined) statuses.set(id, statusOf(instanceView.statuses));
  }
  return statuses;
}

const power = z.enum(['running', 'starting', 'stopped', 'stopping', 'deallocated', 'deallocating']);

function statusOf(statuses: z.infer<typeof listedStatuses>): MachineStatus {
  const after = (prefix: string) => {
    const found = statuses.find(({ code }) => code?.startsWith(prefix));
    return { code: found?.code?.slice(prefix.length), message: found?.message };
  };
  const known: MachinePower = power.safeParse(after('PowerState/').code).data ?? 'unknown';
  const failure = failureText(after('ProvisioningState/failed/'));
  return { power: known, ...(failure === undefined ? {} : { failure }) };
}

/**
 * A machine without a public address whose disk and network interface go when it goes, encrypted at the host and started by
 * signed code only. Passwords are off and nobody has the private part of its SSH key, so people sign in with Entra only.
 * `linuxConfiguration` also tells policies on Linux machines that this is one: the image's own type is not in the request.
 */
function newMachine(
  machine: Extract<StepsOf['machine'], { kind: 'create-machine' }>,
  template: VmTemplate,
): VirtualMachine {
  const { name, size, tags } = machine;
  const { identityId } = template;
  return {
    location: template.location,
    tags: { ...tags },
    ...(identityId === undefined
      ? {}
      : { identity: { type: 'UserAssigned' as const, userAssignedIdentities: { [identityId]: {} } } }),
    hardwareProfile: { vmSize: size },
    storageProfile: storageOf(machine.image, template),
    osProfile: {
      computerName: name,
      adminUsername: template.userName,
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        provisionVMAgent: true,
        ssh: {
          publicKeys: [{ path: `/home/${template.userName}/.ssh/authorized_keys`, keyData: ephemeralSshKey(name) }],
        },
      },
    },
    securityProfile: {
      securityType: 'TrustedLaunch',
      encryptionAtHost: true,
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
    networkProfile: networkOf(name, template),
  };
}

function networkOf(machine: string, { subnetId }: VmTemplate): NetworkProfile {
  const ipConfigurations = [{ name: 'internal', primary: true, subnet: { id: subnetId } }];
  const card = { name: `${machine}-nic`, primary: true, deleteOption: 'Delete', ipConfigurations };
  return { networkApiVersion: '2022-11-01', networkInterfaceConfigurations: [card] };
}

function storageOf(image: string, { images, diskEncryptionSetId }: VmTemplate): StorageProfile {
  const id = Object.hasOwn(images, image) ? images[image] : undefined;
  if (id === undefined) {
    const known = Object.keys(images).join(', ');
    throw new Error(`The deployment has no image '${image}'; it has ${known || 'none'}`);
  }
  return {
    imageReference: { id },
    osDisk: {
      createOption: 'FromImage',
      deleteOption: 'Delete',
      managedDisk: diskEncryptionSetId === undefined ? {} : { diskEncryptionSet: { id: diskEncryptionSetId } },
    },
  };
}
