import { z } from 'zod';
import { ArmError, beyond } from '../arm/arm-error.ts';
import { machineLimits } from '../limits/machines.ts';
import { checkAccount } from './machine-account.ts';
import { type MachineCreation, machineCreation } from './machine-creation.ts';

/** What Azure knows of a machine beside what is asked for here. */
const otherProperties = [
  ...['scheduledEventsPolicy', 'additionalCapabilities', 'diagnosticsProfile', 'availabilitySet', 'instanceView'],
  ...['virtualMachineScaleSet', 'proximityPlacementGroup', 'priority', 'evictionPolicy', 'billingProfile', 'host'],
  ...['hostGroup', 'provisioningState', 'licenseType', 'vmId', 'extensionsTimeBudget', 'platformFaultDomain'],
  ...['scheduledEventsProfile', 'userData', 'capacityReservation', 'interconnectBlockProfile', 'applicationProfile'],
  ...['timeCreated', 'resiliencyProfile'],
];
const knownProperties = [...Object.keys(machineCreation.shape.properties.shape), ...otherProperties];
const anyProperties = z.object({ properties: z.record(z.string(), z.unknown()) });

/** Reads the body of a creation. Throws Azure's InvalidParameter with the first thing that is missing or wrong. */
export function parseCreation(name: string, body: unknown): MachineCreation {
  if (name.length > machineLimits.name.most)
    throw beyond(machineLimits.name, `The name of the machine has more than ${machineLimits.name.most} characters.`);
  if (!/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9_])?$/i.test(name))
    throw beyond(machineLimits.nameForm, `The Azure resource name '${name}' is invalid.`);
  const given = Object.keys(anyProperties.safeParse(body).data?.properties ?? {});
  const unknown = given.find((property) => !knownProperties.includes(property));
  if (unknown !== undefined)
    throw beyond(machineLimits.property, `Could not find member '${unknown}' on object of type 'VirtualMachine'.`);
  const parsed = machineCreation.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const { osProfile, storageProfile } = parsed.data.properties;
  // An image tells here by its name, in Azure by its definition, that its system is Windows.
  const isWindows = /\/windows[^/]*\//i.test(storageProfile.imageReference.id);
  if (isWindows && osProfile.linuxConfiguration !== undefined) {
    throw new ArmError(400, 'InvalidParameter', "The property 'linuxConfiguration' is not valid for a Windows image.");
  }
  checkAccount(osProfile, isWindows);
  return parsed.data;
}

/** Ids of everything that the new machine refers to, with the permission that Azure asks of the caller for each. */
export function references({ identity, properties }: MachineCreation): { id: string; action: string }[] {
  const { storageProfile, networkProfile } = properties;
  const subnets = networkProfile.networkInterfaceConfigurations.flatMap((nic) =>
    nic.properties.ipConfigurations.map((ip) => ip.properties.subnet.id),
  );
  const image = storageProfile.imageReference.id;
  const encryption = storageProfile.osDisk.managedDisk?.diskEncryptionSet;
  return [
    ...subnets.map((id) => ({ id, action: 'Microsoft.Network/virtualNetworks/subnets/join/action' })),
    ...imageActions(image).map((action) => ({ id: image, action: `Microsoft.Compute/${action}` })),
    ...(encryption === undefined ? [] : [{ id: encryption.id, action: 'Microsoft.Compute/diskEncryptionSets/read' }]),
    ...Object.keys(identity?.userAssignedIdentities ?? {}).map((id) => ({
      id,
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    })),
  ];
}

/** A gallery image without a version means its latest one: both are read. */
function imageActions(image: string): string[] {
  if (!/\/galleries\//i.test(image)) return ['images/read'];
  const version = 'galleries/images/versions/read';
  return /\/versions\//i.test(image) ? [version] : ['galleries/images/read', version];
}

/** Azure's words for a body that is missing something or holds something wrong. */
export function invalid(error: z.ZodError): ArmError {
  const issue = error.issues[0];
  const target = issue?.path.filter((part) => part !== 'properties').join('.') ?? '';
  if (target === 'location') {
    return new ArmError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  const missing = issue?.code === 'invalid_type' && issue.message.includes('undefined');
  const message = missing
    ? `Required parameter '${target}' is missing (null).`
    : `The value of parameter ${target} is invalid: ${issue?.message ?? 'unknown reason'}`;
  return new ArmError(400, 'InvalidParameter', message);
}
